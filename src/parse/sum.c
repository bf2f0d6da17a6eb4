// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
#include "sum.h"

#include "model.h"

#include <string.h>

void cp_templates_lay(struct cp_templates *templates, unsigned first)
{
    for (unsigned k = 0; k < CP_FEATURES_MOST; k++) {
        templates->factors[k] = cp_atom(0x51ED2700u + first + k) | 1u;
        templates->addends[k] = cp_atom(0x7000000u + first + k);
    }
}

// ---------------------------------------------------------------- any machine

// The compiler makes vectors of these loops, of whatever size the machine has that it is told to write for.
#define ANY_MACHINE static inline __attribute__((always_inline))

ANY_MACHINE void place_rows(uint32_t *features, unsigned n, const struct cp_templates *templates, uint32_t extra,
                            uint32_t lines, unsigned width)
{
    for (unsigned k = 0; k < n; k++)
        features[k] = cp_row_place(features[k] * templates->factors[k] + templates->addends[k] + extra, lines, width);
}

ANY_MACHINE void place_pairs(uint32_t *features, unsigned n, const struct cp_templates *templates, uint32_t lines)
{
    for (unsigned k = 0; k < n; k++)
        features[k] = cp_pair_place(features[k] * templates->factors[k] + templates->addends[k], lines);
}

static void place_rows_portable(uint32_t *features, unsigned n, const struct cp_templates *templates, uint32_t extra,
                                uint32_t lines, unsigned width)
{
    place_rows(features, n, templates, extra, lines, width);
}

static void place_pairs_portable(uint32_t *features, unsigned n, const struct cp_templates *templates, uint32_t lines)
{
    place_pairs(features, n, templates, lines);
}

static unsigned best_row_portable(const int8_t *table, const uint32_t *places, unsigned n, unsigned width,
                                  unsigned classes)
{
    int16_t sums[48] = {0};
    for (unsigned i = 0; i < n; i++) {
        const int8_t *row = table + places[i];
        for (unsigned c = 0; c < width; c++)
            sums[c] = (int16_t)(sums[c] + row[c]);
    }
    unsigned best = 0;
    for (unsigned c = 1; c < classes; c++)
        if (sums[c] > sums[best])
            best = c;
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
                                                     sum_pairs_portable};

// ---------------------------------------------------------------- AVX2

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

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

AVX2 static unsigned best_row_avx2(const int8_t *table, const uint32_t *places, unsigned n, unsigned width,
                                   unsigned classes)
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
    s0 = mask_classes(s0, 0, classes);
    s1 = mask_classes(s1, 16, classes);
    s2 = mask_classes(s2, 32, classes);
    const __m256i most = spread_maximum(_mm256_max_epi16(s0, _mm256_max_epi16(s1, s2)));
    const unsigned m0 = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi16(s0, most));
    if (m0)
        return (unsigned)__builtin_ctz(m0) / 2;
    const unsigned m1 = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi16(s1, most));
    if (m1)
        return 16 + (unsigned)__builtin_ctz(m1) / 2;
    return 32 + (unsigned)__builtin_ctz((unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi16(s2, most))) / 2;
}

AVX2 static void place_rows_avx2(uint32_t *features, unsigned n, const struct cp_templates *templates, uint32_t extra,
                                 uint32_t lines, unsigned width)
{
    place_rows(features, n, templates, extra, lines, width);
}

AVX2 static void place_pairs_avx2(uint32_t *features, unsigned n, const struct cp_templates *templates, uint32_t lines)
{
    place_pairs(features, n, templates, lines);
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

const struct cp_arithmetic *cp_arithmetic_for_this_machine(void)
{
    static const struct cp_arithmetic avx2 = {place_rows_avx2, place_pairs_avx2, best_row_avx2, sum_pairs_avx2};
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") ? &avx2 : &cp_portable_arithmetic;
}
#else
const struct cp_arithmetic *cp_arithmetic_for_this_machine(void)
{
    return &cp_portable_arithmetic;
}
#endif
