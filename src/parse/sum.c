// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
#include "sum.h"

#include "model.h"

#include <string.h>

// ---------------------------------------------------------------- any machine

_Static_assert(CP_FEATURES_MOST * 128 + CP_NEVER_ENOUGH < 32768, "a sum less a margin fits into 16 bits");

// The compiler makes vectors of these loops, of whatever size the machine has that it is told to write for.
#define ANY_MACHINE static inline __attribute__((always_inline))

ANY_MACHINE void place_rows(const struct cp_templates *templates, const uint32_t *atoms, uint32_t extra, uint32_t lines,
                            unsigned width, uint32_t *places)
{
    templates->sum(atoms, places);
    for (unsigned k = 0; k < templates->count; k++)
        places[k] = cp_row_place(places[k] * templates->factors[k] + templates->addends[k] + extra, lines, width);
}

ANY_MACHINE void place_pairs(const struct cp_templates *templates, const uint32_t *atoms, uint32_t lines,
                             uint32_t *places)
{
    templates->sum(atoms, places);
    for (unsigned k = 0; k < templates->count; k++)
        places[k] = cp_pair_place(places[k] * templates->factors[k] + templates->addends[k], lines);
}

static void place_rows_portable(const struct cp_templates *templates, const uint32_t *atoms, uint32_t extra,
                                uint32_t lines, unsigned width, uint32_t *places)
{
    place_rows(templates, atoms, extra, lines, width, places);
}

static void place_pairs_portable(const struct cp_templates *templates, const uint32_t *atoms, uint32_t lines,
                                 uint32_t *places)
{
    place_pairs(templates, atoms, lines, places);
}

static void sum_rows(const int8_t *table, const uint32_t *places, unsigned n, unsigned width, int16_t sums[48])
{
    memset(sums, 0, 48 * sizeof *sums);
    for (unsigned i = 0; i < n; i++) {
        const int8_t *row = table + places[i];
        for (unsigned c = 0; c < width; c++)
            sums[c] = (int16_t)(sums[c] + row[c]);
    }
}

// The first of the largest sums, that of class `but` left out.
static unsigned largest_but(const int16_t *sums, unsigned classes, unsigned but)
{
    unsigned best = but == 0;
    for (unsigned c = best + 1; c < classes; c++)
        if (c != but && sums[c] > sums[best])
            best = c;
    return best;
}

static unsigned best_row_portable(const int8_t *table, const uint32_t *places, unsigned n, unsigned width,
                                  unsigned classes)
{
    int16_t sums[48];
    sum_rows(table, places, n, width, sums);
    return largest_but(sums, classes, classes);
}

static unsigned best_two_portable(const int8_t *table, const uint32_t *places, unsigned n, unsigned width,
                                  unsigned classes, unsigned *second, int *margin)
{
    int16_t sums[48];
    sum_rows(table, places, n, width, sums);
    const unsigned best = largest_but(sums, classes, classes), next = largest_but(sums, classes, best);
    if (sums[best] - sums[next] < *margin) {
        *second = next;
        *margin = sums[best] - sums[next];
    }
    return best;
}

static void sum_pairs_portable(const int8_t *table, const uint32_t *places, unsigned n, int *first, int *second)
{
    int a = 0, b = 0;
    for (unsigned i = 0; i < n; i++) {
        const int8_t *pair = table + places[i];
        a += pair[0];
        b += pair[1];
    }
    *first = a;
    *second = b;
}

const struct cp_arithmetic cp_portable_arithmetic = {place_rows_portable, place_pairs_portable, best_row_portable,
                                                     best_two_portable, sum_pairs_portable};

// ---------------------------------------------------------------- AVX2

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,popcnt")))

AVX2 static __m256i load_16(const int8_t *at)
{
    return _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)at));
}

// The largest of 16 numbers in each lane of the result.
AVX2 static __m256i spread_maximum(__m256i v)
{
    v = _mm256_max_epi16(v, _mm256_permute2x128_si256(v, v, 1));
    v = _mm256_max_epi16(v, _mm256_shuffle_epi32(v, 0x4E));
    v = _mm256_max_epi16(v, _mm256_shuffle_epi32(v, 0xB1));
    return _mm256_max_epi16(v, _mm256_or_si256(_mm256_slli_epi32(v, 16), _mm256_srli_epi32(v, 16)));
}

// Sums of the classes that do not exist become the smallest number.
AVX2 static __m256i mask_classes(__m256i v, unsigned from, unsigned classes)
{
    const __m256i numbers = _mm256_setr_epi16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    __m256i out = _mm256_cmpgt_epi16(_mm256_add_epi16(numbers, _mm256_set1_epi16((short)from)),
                                     _mm256_set1_epi16((short)(classes - 1)));
    return _mm256_blendv_epi8(v, _mm256_set1_epi16(INT16_MIN), out);
}

// The first of the largest of 48 sums, and that sum.
AVX2 static inline unsigned largest_of(__m256i s0, __m256i s1, __m256i s2, int *sum)
{
    const __m256i most = spread_maximum(_mm256_max_epi16(s0, _mm256_max_epi16(s1, s2)));
    *sum = (int16_t)_mm256_extract_epi16(most, 0);
    const unsigned m0 = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi16(s0, most));
    if (m0)
        return (unsigned)__builtin_ctz(m0) / 2;
    const unsigned m1 = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi16(s1, most));
    if (m1)
        return 16 + (unsigned)__builtin_ctz(m1) / 2;
    return 32 + (unsigned)__builtin_ctz((unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi16(s2, most))) / 2;
}

AVX2 static inline unsigned best_of(__m256i s0, __m256i s1, __m256i s2, unsigned classes)
{
    int sum;
    return largest_of(mask_classes(s0, 0, classes), mask_classes(s1, 16, classes), mask_classes(s2, 32, classes), &sum);
}

// The sum of one class becomes the smallest number.
AVX2 static __m256i mask_class(__m256i v, unsigned from, unsigned class)
{
    const __m256i numbers = _mm256_setr_epi16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const __m256i out = _mm256_cmpeq_epi16(_mm256_add_epi16(numbers, _mm256_set1_epi16((short)from)),
                                           _mm256_set1_epi16((short)class));
    return _mm256_blendv_epi8(v, _mm256_set1_epi16(INT16_MIN), out);
}

// Bits of the classes whose sum is larger than the limit; two for each.
AVX2 static unsigned larger(__m256i v, __m256i limit)
{
    return (unsigned)_mm256_movemask_epi8(_mm256_cmpgt_epi16(v, limit));
}

// Mostly no second class is near, which is seen without looking for it.
AVX2 static inline unsigned two_of(__m256i s0, __m256i s1, __m256i s2, unsigned classes, unsigned *second, int *margin)
{
    int most, next;
    s0 = mask_classes(s0, 0, classes), s1 = mask_classes(s1, 16, classes), s2 = mask_classes(s2, 32, classes);
    const unsigned best = largest_of(s0, s1, s2, &most);
    const __m256i limit = _mm256_set1_epi16((short)(most - *margin));
    const int near = __builtin_popcount(larger(s0, limit)) + __builtin_popcount(larger(s1, limit)) +
                     __builtin_popcount(larger(s2, limit));
    if (near == 2) // the bits of the best
        return best;
    *second = largest_of(mask_class(s0, 0, best), mask_class(s1, 16, best), mask_class(s2, 32, best), &next);
    *margin = most - next;
    return best;
}

struct sums_256 {
    __m256i s0, s1, s2;
};

AVX2 static inline struct sums_256 sum_rows_avx2(const int8_t *table, const uint32_t *places, unsigned n,
                                                 unsigned width)
{
    __m256i s0 = _mm256_setzero_si256(), s1 = s0, s2 = s0;
    if (width == 16)
        for (unsigned i = 0; i < n; i++)
            s0 = _mm256_add_epi16(s0, load_16(table + places[i]));
    else if (width == 32)
        for (unsigned i = 0; i < n; i++) {
            const int8_t *row = table + places[i];
            s0 = _mm256_add_epi16(s0, load_16(row));
            s1 = _mm256_add_epi16(s1, load_16(row + 16));
        }
    else
        for (unsigned i = 0; i < n; i++) {
            const int8_t *row = table + places[i];
            s0 = _mm256_add_epi16(s0, load_16(row));
            s1 = _mm256_add_epi16(s1, load_16(row + 16));
            s2 = _mm256_add_epi16(s2, load_16(row + 32));
        }
    return (struct sums_256){s0, s1, s2};
}

AVX2 static unsigned best_row_avx2(const int8_t *table, const uint32_t *places, unsigned n, unsigned width,
                                   unsigned classes)
{
    const struct sums_256 s = sum_rows_avx2(table, places, n, width);
    return best_of(s.s0, s.s1, s.s2, classes);
}

AVX2 static unsigned best_two_avx2(const int8_t *table, const uint32_t *places, unsigned n, unsigned width,
                                   unsigned classes, unsigned *second, int *margin)
{
    const struct sums_256 s = sum_rows_avx2(table, places, n, width);
    return two_of(s.s0, s.s1, s.s2, classes, second, margin);
}

AVX2 static void place_rows_avx2(const struct cp_templates *templates, const uint32_t *atoms, uint32_t extra,
                                 uint32_t lines, unsigned width, uint32_t *places)
{
    place_rows(templates, atoms, extra, lines, width, places);
}

AVX2 static void place_pairs_avx2(const struct cp_templates *templates, const uint32_t *atoms, uint32_t lines,
                                  uint32_t *places)
{
    place_pairs(templates, atoms, lines, places);
}

static short pair_at(const int8_t *at)
{
    short pair;
    memcpy(&pair, at, sizeof pair);
    return pair;
}

// Eight pairs at a time: first, second, first, second …
AVX2 static void sum_pairs_avx2(const int8_t *table, const uint32_t *places, unsigned n, int *first, int *second)
{
    __m256i sums = _mm256_setzero_si256();
    unsigned i = 0;
    for (; i + 8 <= n; i += 8) {
        const uint32_t *p = places + i;
        const __m128i pairs = _mm_setr_epi16(pair_at(table + p[0]), pair_at(table + p[1]), pair_at(table + p[2]),
                                             pair_at(table + p[3]), pair_at(table + p[4]), pair_at(table + p[5]),
                                             pair_at(table + p[6]), pair_at(table + p[7]));
        sums = _mm256_add_epi16(sums, _mm256_cvtepi8_epi16(pairs));
    }
    // Seconds in the upper halves of 32 bits, firsts in the lower ones.
    __m256i firsts = _mm256_srai_epi32(_mm256_slli_epi32(sums, 16), 16), seconds = _mm256_srai_epi32(sums, 16);
    __m256i both = _mm256_hadd_epi32(firsts, seconds);
    __m128i four = _mm_add_epi32(_mm256_castsi256_si128(both), _mm256_extracti128_si256(both, 1));
    four = _mm_hadd_epi32(four, four);
    sum_pairs_portable(table, places + i, n - i, first, second);
    *first += _mm_extract_epi32(four, 0);
    *second += _mm_extract_epi32(four, 1);
}

// ---------------------------------------------------------------- AVX-512

#define AVX512 __attribute__((target("avx2,avx512f,avx512bw,avx512dq,avx512vl")))

// All atoms of a decision, in three vectors, turned by some bits.
struct atoms {
    __m512i low, high, last;
};

AVX512 static inline struct atoms turned(struct atoms a, int by)
{
    const __m512i bits = _mm512_set1_epi32(by);
    return (struct atoms){_mm512_rolv_epi32(a.low, bits), _mm512_rolv_epi32(a.high, bits), _mm512_rolv_epi32(a.last, bits)};
}

// For each of 16 templates the atom that stands in one of its places; 0 for none.
AVX512 static inline __m512i pick(struct atoms atoms, const uint32_t *numbers)
{
    const __m512i number = _mm512_loadu_si512(numbers);
    const __mmask16 some = _mm512_test_epi32_mask(number, number);
    const __mmask16 last = _mm512_cmpgt_epi32_mask(number, _mm512_set1_epi32(32));
    const __m512i place = _mm512_sub_epi32(number, _mm512_set1_epi32(1)); // its low bits count
    const __m512i first = _mm512_maskz_permutex2var_epi32(some, atoms.low, place, atoms.high);
    return _mm512_mask_permutexvar_epi32(first, last, place, atoms.last);
}

// The hashes of the templates from k on.
AVX512 static inline __m512i hash_16(const struct cp_templates *t, const struct atoms turns[CP_TEMPLATE_ATOMS],
                                     unsigned k)
{
    __m512i sum = pick(turns[0], &t->atoms[0][k]);
    for (unsigned part = 1; part < CP_TEMPLATE_ATOMS; part++)
        sum = _mm512_add_epi32(sum, pick(turns[part], &t->atoms[part][k]));
    return _mm512_add_epi32(_mm512_mullo_epi32(sum, _mm512_loadu_si512(&t->factors[k])),
                            _mm512_loadu_si512(&t->addends[k]));
}

AVX512 static inline void turn_atoms(const uint32_t *atoms, struct atoms turns[CP_TEMPLATE_ATOMS])
{
    turns[0] = (struct atoms){_mm512_loadu_si512(atoms + 1), _mm512_loadu_si512(atoms + 17),
                              _mm512_loadu_si512(atoms + 33)};
    turns[1] = turned(turns[0], 9);
    turns[2] = turned(turns[0], 18);
    turns[3] = turned(turns[0], 27);
}

// Bits 64-by … of the products of 32 bits with 32 bits: those in even places, then those in odd places.
AVX512 static inline __m512i high_product(__m512i hash, __m512i lines, unsigned bits)
{
    const __m512i even = _mm512_srli_epi64(_mm512_mul_epu32(hash, lines), bits);
    const __m512i odd = _mm512_slli_epi64(_mm512_mul_epu32(_mm512_srli_epi64(hash, 32), lines), 32 - bits);
    return _mm512_mask_blend_epi32(0xAAAA, even, odd);
}

AVX512 static void place_rows_avx512(const struct cp_templates *templates, const uint32_t *atoms, uint32_t extra,
                                     uint32_t lines, unsigned width, uint32_t *places)
{
    struct atoms turns[CP_TEMPLATE_ATOMS];
    turn_atoms(atoms, turns);
    const __m512i all_lines = _mm512_set1_epi32((int)lines), room = _mm512_set1_epi32(65 - (int)width);
    for (unsigned k = 0; k < templates->count; k += 16) {
        const __m512i hash = _mm512_add_epi32(hash_16(templates, turns, k), _mm512_set1_epi32((int)extra));
        const __m512i line = _mm512_slli_epi32(high_product(hash, all_lines, 32), 6);
        const __m512i low = _mm512_and_si512(_mm512_srli_epi32(hash, 4), _mm512_set1_epi32(255));
        const __m512i inside = _mm512_srli_epi32(_mm512_mullo_epi32(low, room), 8);
        _mm512_storeu_si512(places + k, _mm512_add_epi32(line, inside));
    }
}

AVX512 static void place_pairs_avx512(const struct cp_templates *templates, const uint32_t *atoms, uint32_t lines,
                                      uint32_t *places)
{
    struct atoms turns[CP_TEMPLATE_ATOMS];
    turn_atoms(atoms, turns);
    const __m512i all_lines = _mm512_set1_epi32((int)lines);
    for (unsigned k = 0; k < templates->count; k += 16) {
        const __m512i pair = high_product(hash_16(templates, turns, k), all_lines, 27);
        _mm512_storeu_si512(places + k, _mm512_slli_epi32(pair, 1));
    }
}

AVX512 static __m512i load_32(const int8_t *at)
{
    return _mm512_cvtepi8_epi16(_mm256_loadu_si256((const __m256i *)(const void *)at));
}

AVX512 static inline struct sums_256 sum_rows_avx512(const int8_t *table, const uint32_t *places, unsigned n,
                                                     unsigned width)
{
    __m512i s01 = _mm512_setzero_si512();
    __m256i s2 = _mm256_setzero_si256();
    if (width == 16)
        return sum_rows_avx2(table, places, n, width);
    if (width == 32)
        for (unsigned i = 0; i < n; i++)
            s01 = _mm512_add_epi16(s01, load_32(table + places[i]));
    else
        for (unsigned i = 0; i < n; i++) {
            const int8_t *row = table + places[i];
            s01 = _mm512_add_epi16(s01, load_32(row));
            s2 = _mm256_add_epi16(s2, load_16(row + 32));
        }
    return (struct sums_256){_mm512_castsi512_si256(s01), _mm512_extracti64x4_epi64(s01, 1), s2};
}

AVX512 static unsigned best_row_avx512(const int8_t *table, const uint32_t *places, unsigned n, unsigned width,
                                       unsigned classes)
{
    const struct sums_256 s = sum_rows_avx512(table, places, n, width);
    return best_of(s.s0, s.s1, s.s2, classes);
}

AVX512 static unsigned best_two_avx512(const int8_t *table, const uint32_t *places, unsigned n, unsigned width,
                                       unsigned classes, unsigned *second, int *margin)
{
    const struct sums_256 s = sum_rows_avx512(table, places, n, width);
    return two_of(s.s0, s.s1, s.s2, classes, second, margin);
}

static const struct cp_arithmetic avx2 = {place_rows_avx2, place_pairs_avx2, best_row_avx2, best_two_avx2,
                                          sum_pairs_avx2};
static const struct cp_arithmetic avx512 = {place_rows_avx512, place_pairs_avx512, best_row_avx512, best_two_avx512,
                                            sum_pairs_avx2};

const struct cp_arithmetic *cp_arithmetic_number(unsigned number)
{
    __builtin_cpu_init();
    switch (number) {
    case 0:
        return &cp_portable_arithmetic;
    case 1:
        return __builtin_cpu_supports("avx2") ? &avx2 : NULL;
    case 2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                       __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
                   ? &avx512
                   : NULL;
    default:
        return NULL;
    }
}
#else
const struct cp_arithmetic *cp_arithmetic_number(unsigned number)
{
    return number == 0 ? &cp_portable_arithmetic : NULL;
}
#endif

const struct cp_arithmetic *cp_arithmetic_for_this_machine(void)
{
    const struct cp_arithmetic *best = &cp_portable_arithmetic, *next;
    for (unsigned number = 1; (next = cp_arithmetic_number(number)); number++)
        best = next;
    return best;
}
