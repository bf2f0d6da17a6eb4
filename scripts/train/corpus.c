// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus.h"

#include <stdlib.h>
#include <string.h>

uint32_t cp_train_noise(uint64_t *seed)
{
    *seed += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t x = *seed;
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)(x >> 32);
}

static void *grown(void *old, size_t count, size_t size)
{
    void *grown = realloc(old, count * size);
    if (!grown) {
        fputs("train: no memory\n", stderr);
        exit(2);
    }
    return grown;
}

struct word *cp_train_corpus_add_word(struct corpus *c)
{
    if (c->word_count == c->word_room)
        c->words = grown(c->words, c->word_room = c->word_room ? c->word_room * 2 : 1 << 16, sizeof *c->words);
    return memset(&c->words[c->word_count++], 0, sizeof *c->words);
}

struct sentence *cp_train_corpus_add_sentence(struct corpus *c)
{
    if (c->sentence_count == c->sentence_room)
        c->sentences =
            grown(c->sentences, c->sentence_room = c->sentence_room ? c->sentence_room * 2 : 1 << 12, sizeof *c->sentences);
    return memset(&c->sentences[c->sentence_count++], 0, sizeof *c->sentences);
}

static uint8_t tag_named(const char *name)
{
    for (int i = 0; i < CP_TAG_COUNT; i++)
        if (strcmp(cp_tag_name((enum cp_tag)i), name) == 0)
            return (uint8_t)i;
    return CP_TAG_XX;
}

static uint8_t dep_named(const char *name)
{
    for (int i = 0; i < CP_DEP_COUNT; i++)
        if (strcmp(cp_dep_name((enum cp_dep)i), name) == 0)
            return (uint8_t)i;
    return CP_DEP_DEP;
}

// 0 outside; 1 + 2 * (kind - 1) begins a name of that kind, the next number goes on with it.
static uint8_t name_class(const char *name)
{
    static const struct {
        const char *name;
        enum cp_ner kind;
    } kinds[] = {{"PERSON", CP_NER_PERSON}, {"ORG", CP_NER_ORG},      {"GPE", CP_NER_PLACE},
                 {"LOC", CP_NER_PLACE},     {"FAC", CP_NER_PLACE},    {"NORP", CP_NER_NORP},
                 {"DATE", CP_NER_DATE},     {"MONEY", CP_NER_MONEY},  {"LAW", CP_NER_MISC},
                 {"PRODUCT", CP_NER_MISC},  {"EVENT", CP_NER_MISC},   {"WORK_OF_ART", CP_NER_MISC},
                 {"LANGUAGE", CP_NER_MISC}};
    if (name[0] == 'O' || name[0] == '_')
        return 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(name + 2, kinds[i].name) == 0)
            return (uint8_t)(1 + 2 * (kinds[i].kind - 1) + (name[0] == 'I'));
    return 0;
}

// Six fields with tabs between; false if there are fewer.
static bool read_line(char *line, char *fields[6])
{
    for (int k = 0; k < 6; k++) {
        fields[k] = line;
        char *tab = strchr(line, k < 5 ? '\t' : '\n');
        if (!tab)
            return k == 5;
        *tab = '\0';
        line = tab + 1;
    }
    return true;
}

static bool close_sentence(struct corpus *c, size_t first)
{
    size_t count = c->word_count - first;
    if (!count)
        return true;
    if (count > 250) {
        c->word_count = first;
        return true;
    }
    for (size_t i = first; i < c->word_count; i++) {
        if (c->words[i].head < 0 || (size_t)c->words[i].head > count)
            return false;
        c->words[i].head = (int16_t)(c->words[i].head ? c->words[i].head - 1 : (int)count);
    }
    *cp_train_corpus_add_sentence(c) = (struct sentence){.first = (uint32_t)first, .count = (uint32_t)count};
    return true;
}

bool cp_train_corpus_read(struct corpus *c, FILE *file, size_t most)
{
    char line[65536], *fields[6];
    size_t first = c->word_count, number = 0;
    if (!c->forms)
        c->forms = cp_arena_new();
    while (c->word_count < most && fgets(line, sizeof line, file)) {
        number++;
        if (line[0] == '\n' || (line[0] == '#' && line[1] == '\n')) {
            if (!close_sentence(c, first)) {
                fprintf(stderr, "train: line %zu: a head is not in its sentence\n", number);
                return false;
            }
            first = c->word_count;
            continue;
        }
        if (!read_line(line, fields)) {
            fprintf(stderr, "train: line %zu has not six fields\n", number);
            return false;
        }
        struct word *word = cp_train_corpus_add_word(c);
        word->length = (uint16_t)strlen(fields[0]);
        word->form = cp_str_copy(c->forms, cp_str_from(fields[0])).ptr;
        word->tag = tag_named(fields[2]);
        word->head = (int16_t)atoi(fields[3]);
        word->dep = dep_named(fields[4]);
        word->name = name_class(fields[5]);
    }
    if (c->word_count >= most) // the last sentence was not read to its end
        c->word_count = first;
    return close_sentence(c, first);
}

// ---------------------------------------------------------------- variants

enum variant { CAPITALS, TITLE, NO_STOP, VARIANTS };

static bool is_small_word(const struct word *word)
{
    static const char *const small[] = {"a",  "an", "the", "of", "in", "on",  "at", "to",   "for",  "and", "or", "by",
                                        "as", "is", "its", "be", "up", "with", "from", "over", "but", NULL};
    for (int i = 0; small[i]; i++)
        if (strcmp(word->form, small[i]) == 0)
            return true;
    return false;
}

static void change_case(struct cp_arena *forms, struct word *word, enum variant variant, bool first)
{
    if (variant == TITLE && !first && is_small_word(word))
        return;
    char *copy = memcpy(cp_alloc(forms, word->length + 1u), word->form, word->length + 1u);
    size_t n = variant == CAPITALS ? word->length : 1;
    for (size_t i = 0; i < n; i++)
        if (copy[i] >= 'a' && copy[i] <= 'z' && copy[0] != '\'')
            copy[i] = (char)(copy[i] - 32);
    word->form = copy;
}

void cp_train_corpus_title(struct corpus *c, size_t first, bool all)
{
    for (size_t i = first; i < (all ? c->word_count : first + 1); i++)
        change_case(c->forms, &c->words[i], TITLE, i == first);
}

static void add_variant(struct corpus *c, struct sentence s, enum variant variant)
{
    size_t first = c->word_count, count = s.count;
    if (variant == NO_STOP || (variant == TITLE && c->words[s.first + s.count - 1].tag == CP_TAG_PERIOD))
        count -= c->words[s.first + s.count - 1].tag == CP_TAG_PERIOD &&
                 c->words[s.first + s.count - 1].head < (int)count - 1;
    for (size_t i = 0; i < count; i++) {
        struct word *word = cp_train_corpus_add_word(c);
        *word = c->words[s.first + i];
        if (word->head == (int)s.count)
            word->head = (int16_t)count;
        if (variant != NO_STOP)
            change_case(c->forms, word, variant, i == 0);
    }
    *cp_train_corpus_add_sentence(c) = (struct sentence){.first = (uint32_t)first, .count = (uint32_t)count};
}

// Nothing may hang from the last word if it is taken away.
static bool last_is_leaf(const struct corpus *c, const struct sentence *s)
{
    for (uint32_t i = 0; i < s->count; i++)
        if (c->words[s->first + i].head == (int)s->count - 1)
            return false;
    return s->count > 2;
}

void cp_train_corpus_vary(struct corpus *c, uint64_t seed, unsigned percent)
{
    size_t n = c->sentence_count;
    for (size_t i = 0; i < n; i++) {
        struct sentence s = c->sentences[i];
        uint32_t dice = cp_train_noise(&seed) % 100;
        enum variant variant = (enum variant)(cp_train_noise(&seed) % VARIANTS);
        if (dice < percent && last_is_leaf(c, &s) && (s.count < 30 || variant == NO_STOP))
            add_variant(c, s, variant);
    }
}

// ---------------------------------------------------------------- trees

// Is every word between i and its head under the head?
static bool arc_is_projective(const struct word *words, int count, int i)
{
    int head = words[i].head, low = i < head ? i : head, high = i < head ? head : i;
    if (head == count)
        high = count;
    for (int k = low + 1; k < high; k++) {
        int h = words[k].head;
        if (head == count ? h != count && h < i : h < low || h > high)
            return false;
    }
    return true;
}

size_t cp_train_corpus_make_projective(struct corpus *c)
{
    size_t lifted = 0;
    for (size_t s = 0; s < c->sentence_count; s++) {
        struct word *words = &c->words[c->sentences[s].first];
        int count = (int)c->sentences[s].count, left = 40;
        for (bool changed = true; changed && left > 0;) {
            changed = false;
            for (int i = 0; i < count; i++)
                if (words[i].head != count && !arc_is_projective(words, count, i)) {
                    words[i].head = words[words[i].head].head;
                    changed = true;
                    lifted++;
                    left--;
                    break;
                }
        }
        c->sentences[s].no_tree = left <= 0;
    }
    return lifted;
}

enum cp_case cp_train_case(const struct corpus *c, const struct sentence *s)
{
    struct cp_case_counts counts = {0};
    for (uint32_t i = 0; i < s->count; i++)
        cp_case_count(&counts, (struct cp_str){c->words[s->first + i].form, c->words[s->first + i].length});
    return cp_case_of(&counts);
}

void cp_train_corpus_look(struct corpus *c, const struct cp_word *words, uint32_t word_count)
{
    if (!c->looks)
        c->looks = grown(NULL, c->word_count + 1, sizeof *c->looks);
    for (size_t s = 0; s < c->sentence_count; s++) {
        const struct word *word = &c->words[c->sentences[s].first];
        const enum cp_case written = cp_train_case(c, &c->sentences[s]);
        for (uint32_t i = 0; i < c->sentences[s].count; i++)
            cp_look_at((struct cp_str){word[i].form, word[i].length}, i == 0, written, words, word_count,
                       &c->looks[c->sentences[s].first + i]);
    }
}

void cp_train_corpus_free(struct corpus *c)
{
    cp_arena_free(c->forms);
    free(c->words);
    free(c->looks);
    free(c->sentences);
    *c = (struct corpus){0};
}
