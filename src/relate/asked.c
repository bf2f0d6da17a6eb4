// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
#include "asked.h"

struct place {
    uint32_t word, list;
};

// One number of a row that is not 0.
struct part {
    uint32_t at;
    uint64_t bits;
};

struct asked {
    struct cp_arena *run;
    struct cp_table *words;
    CP_VEC(struct place) places; // until the rows are laid; those of a list stand together
    CP_VEC(size_t) begins;       // of each list the first place
    uint32_t lists, sets; // the first lists are the sets
    size_t width;
    uint64_t *rows; // of word n the row n + 1; the first is empty
    struct part *parts;    // of all rows: those of row n from part_first[n] on
    uint32_t *part_first;
};

static uint32_t begin_list(struct asked *asked)
{
    *CP_PUSH(asked->run, &asked->begins) = asked->places.count;
    return asked->lists++;
}

static void put(struct asked *asked, struct cp_str word, uint32_t list)
{
    *CP_PUSH(asked->run, &asked->places) = (struct place){cp_table_add(asked->words, word), list};
}

static void put_set(struct asked *asked, const struct cp_table *set, uint32_t list)
{
    for (uint32_t i = 0; i < cp_table_count(set); i++)
        put(asked, cp_table_key(set, i), list);
}

struct asked *cp_relate_asked_new(struct cp_arena *run, const struct cp_lexicon *lexicon)
{
    struct asked *asked = CP_NEW(run, struct asked);
    asked->run = run;
    asked->words = cp_table_new(run);
    const struct cp_table *words;
    while ((words = cp_lexicon_set_words(lexicon, asked->lists)))
        put_set(asked, words, begin_list(asked));
    asked->sets = asked->lists;
    return asked;
}

uint32_t cp_relate_asked_list(struct asked *asked, const struct cp_str *words, size_t word_count, const uint32_t *sets,
                              size_t set_count)
{
    uint32_t list = begin_list(asked);
    for (size_t i = 0; i < word_count; i++)
        put(asked, words[i], list);
    for (size_t s = 0; s < set_count; s++)
        for (size_t i = asked->begins.items[sets[s]]; i < asked->begins.items[sets[s] + 1]; i++) {
            const uint32_t word = asked->places.items[i].word; // the push may move it
            *CP_PUSH(asked->run, &asked->places) = (struct place){word, list};
        }
    return list;
}

uint32_t cp_relate_asked_sets(const struct asked *asked)
{
    return asked->sets;
}

uint32_t cp_relate_asked_count(const struct asked *asked)
{
    return asked->lists;
}

double cp_relate_asked_length(const struct asked *asked, uint32_t list)
{
    if (list >= asked->lists)
        return 0;
    size_t begin = asked->begins.items[list], bytes = 0;
    size_t end = list + 1 < asked->lists ? asked->begins.items[list + 1] : asked->places.count;
    for (size_t i = begin; i < end; i++)
        bytes += cp_table_key(asked->words, asked->places.items[i].word).len;
    return end > begin ? (double)bytes / (double)(end - begin) : 0;
}

static void lay_parts(struct asked *asked)
{
    const size_t rows = cp_table_count(asked->words) + (size_t)1;
    CP_VEC(struct part) parts = {0};
    asked->part_first = CP_NEW_ARRAY(asked->run, rows + 1, uint32_t);
    for (size_t row = 0; row < rows; row++) {
        for (size_t at = 0; at < asked->width; at++)
            if (asked->rows[row * asked->width + at])
                *CP_PUSH(asked->run, &parts) = (struct part){(uint32_t)at, asked->rows[row * asked->width + at]};
        asked->part_first[row + 1] = (uint32_t)parts.count;
    }
    asked->parts = parts.items;
}

void cp_relate_asked_lay(struct asked *asked)
{
    asked->width = asked->lists / 64 + 1;
    asked->rows = CP_NEW_ARRAY(asked->run, (cp_table_count(asked->words) + 1) * asked->width, uint64_t);
    for (size_t i = 0; i < asked->places.count; i++) {
        const struct place *p = &asked->places.items[i];
        asked->rows[(p->word + 1) * asked->width + p->list / 64] |= UINT64_C(1) << (p->list % 64);
    }
    lay_parts(asked);
}

size_t cp_relate_asked_width(const struct asked *asked)
{
    return asked->width;
}

const uint64_t *cp_relate_asked_row(const struct asked *asked, struct cp_str lower)
{
    uint32_t word = cp_table_find(asked->words, lower);
    return asked->rows + (word == CP_NONE ? 0 : word + 1) * asked->width;
}

void cp_relate_asked_add(const struct asked *asked, const uint64_t *row, uint64_t *sum)
{
    if (row == asked->rows)
        return; // most words are asked about by no rule
    const size_t number = (size_t)(row - asked->rows) / asked->width;
    for (uint32_t i = asked->part_first[number]; i < asked->part_first[number + 1]; i++)
        sum[asked->parts[i].at] |= asked->parts[i].bits;
}
