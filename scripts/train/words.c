// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is counted before anything is learned: which tags and labels get a column, and
// the dictionary of frequent words.
#include "stages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void cp_train_init(struct trained *t, const struct plan *plan)
{
    memset(t, 0, sizeof *t);
    t->header.version = CP_MODEL_VERSION;
    memcpy(t->header.magic, "CPPARSE\n", 8);
    t->header.names = cp_model_names();
    for (int k = 0; k < CP_TEMPLATE_MODELS; k++)
        t->header.enough[k] = CP_NEVER_ENOUGH; // until it is learned
    t->header.name_count = 1 + 2 * (CP_NER_COUNT - 1);
    t->words = calloc(plan->words, sizeof *t->words);
    for (int k = 0; k < CP_TABLE_COUNT; k++) {
        t->header.table_lines[k] = plan->table_lines[k];
        t->tables[k] = aligned_alloc(64, (size_t)64 * plan->table_lines[k]);
        if (!t->tables[k] || !t->words)
            exit(2);
        memset(t->tables[k], 0, (size_t)64 * plan->table_lines[k]);
        t->model.tables[k] = t->tables[k];
    }
    t->model.header = &t->header;
    t->model.words = t->words;
}

void cp_train_release(struct trained *t)
{
    free(t->words);
    for (int k = 0; k < CP_TABLE_COUNT; k++) {
        free(t->tables[k]);
        for (int fold = 0; fold < CP_TRAIN_FOLDS; fold++)
            free(t->fold_tables[fold][k]);
    }
}

void cp_train_keep_fold(struct trained *t, enum cp_table_kind table, unsigned fold)
{
    const size_t size = (size_t)64 * t->header.table_lines[table];
    t->fold_tables[fold][table] = aligned_alloc(64, size);
    if (!t->fold_tables[fold][table])
        exit(2);
    memcpy(t->fold_tables[fold][table], t->tables[table], size);
}

void cp_train_reader(const struct trained *t, unsigned fold, struct trained *reader)
{
    *reader = *t;
    reader->model.header = &reader->header;
    for (int k = 0; k < CP_TABLE_COUNT; k++)
        if (t->fold_tables[fold][k])
            reader->model.tables[k] = t->fold_tables[fold][k];
}

struct count {
    size_t n;
    int what;
};

static int by_count(const void *a, const void *b)
{
    const struct count *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n ? 1 : -1) : x->what - y->what;
}

// The most frequent get a column each; returns how many.
static int rank(struct count *counts, int n, int most)
{
    qsort(counts, (size_t)n, sizeof *counts, by_count);
    int used = 0;
    while (used < n && used < most && counts[used].n)
        used++;
    return used;
}

static void count_words(const struct corpus *c, struct count *tags, struct count arcs[2][CP_DEP_COUNT], struct count *outlines)
{
    for (int i = 0; i < CP_TAG_COUNT; i++)
        tags[i] = (struct count){0, i};
    for (int i = 0; i < 2 * CP_DEP_COUNT; i++) {
        outlines[i] = (struct count){0, i};
        arcs[i / CP_DEP_COUNT][i % CP_DEP_COUNT] = (struct count){0, i % CP_DEP_COUNT};
    }
    for (size_t s = 0; s < c->sentence_count; s++)
        for (uint32_t i = 0; i < c->sentences[s].count; i++) {
            const struct word *w = &c->words[c->sentences[s].first + i];
            int right = w->head < (int)i;
            tags[w->tag].n++;
            outlines[right * CP_DEP_COUNT + w->dep].n++;
            if (w->head != (int)c->sentences[s].count)
                arcs[right][w->dep].n++;
        }
}

static void mark_class(struct cp_outline_marks *marks, int class, enum cp_dep dep)
{
    static const enum cp_dep heads[] = {CP_DEP_NSUBJ, CP_DEP_NSUBJPASS, CP_DEP_DOBJ,  CP_DEP_POBJ,     CP_DEP_CONJ,
                                        CP_DEP_ATTR,  CP_DEP_ACOMP,     CP_DEP_APPOS, CP_DEP_PCOMP,    CP_DEP_XCOMP,
                                        CP_DEP_CCOMP, CP_DEP_ADVCL,     CP_DEP_RELCL, CP_DEP_ACL,      CP_DEP_ROOT,
                                        CP_DEP_OPRD,  CP_DEP_DATIVE,    CP_DEP_NPADVMOD};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (dep == heads[i])
            marks->heads |= UINT64_C(1) << class;
    if (dep == CP_DEP_ROOT)
        marks->roots |= UINT64_C(1) << class;
}

void cp_train_choose_columns(struct trained *t, struct corpus *c)
{
    struct count tags[CP_TAG_COUNT], arcs[2][CP_DEP_COUNT], outlines[2 * CP_DEP_COUNT];
    count_words(c, tags, arcs, outlines);
    memset(t->tag_column, 255, sizeof t->tag_column);
    memset(t->label_column, 255, sizeof t->label_column);
    t->header.tag_count = (uint8_t)rank(tags, CP_TAG_COUNT, CP_TAG_WIDTH);
    for (int i = 0; i < t->header.tag_count; i++) {
        t->header.tags[i] = (uint8_t)tags[i].what;
        t->tag_column[tags[i].what] = (uint8_t)i;
    }
    for (int side = 0; side < 2; side++) {
        uint8_t *columns = side ? t->header.right : t->header.left;
        int n = rank(arcs[side], CP_DEP_COUNT, CP_LABEL_WIDTH);
        *(side ? &t->header.right_count : &t->header.left_count) = (uint8_t)(n ? n : 1);
        for (int i = 0; i < n; i++) {
            columns[i] = (uint8_t)arcs[side][i].what;
            t->label_column[side][arcs[side][i].what] = (uint8_t)i;
        }
    }
    // The last class stands for all that are too rare for one of their own.
    int n = rank(outlines, 2 * CP_DEP_COUNT, CP_OUTLINE_WIDTH - 1);
    for (int i = 0; i < 2 * CP_DEP_COUNT; i++)
        t->outline_of[outlines[i].what / CP_DEP_COUNT][outlines[i].what % CP_DEP_COUNT] = (int16_t)(i < n ? i : n);
    t->header.outline_count = (uint8_t)(n + 1);
    for (int i = 0; i < n; i++)
        mark_class(&t->header.marks, i, (enum cp_dep)(outlines[i].what % CP_DEP_COUNT));
    cp_train_set_outlines(t, c);
}

void cp_train_set_outlines(const struct trained *t, struct corpus *c)
{
    for (size_t s = 0; s < c->sentence_count; s++)
        for (uint32_t i = 0; i < c->sentences[s].count; i++) {
            struct word *w = &c->words[c->sentences[s].first + i];
            w->outline = (uint8_t)t->outline_of[w->head < (int)i][w->dep];
        }
}

// ---------------------------------------------------------------- the dictionary

struct entry {
    uint32_t key, n, outside; // outside: not in a name
    uint32_t norm;
    uint32_t tags[CP_TAG_COUNT];
};

enum { ENTRY_BITS = 19 };

static struct entry *find_entry(struct entry *entries, uint32_t key)
{
    const uint32_t mask = (UINT32_C(1) << ENTRY_BITS) - 1;
    for (uint32_t at = key & mask, tries = 0; tries < 64; at = (at + 1) & mask, tries++)
        if (entries[at].key == key || !entries[at].key)
            return &entries[at];
    return NULL; // so full that a rare word is lost
}

static void count_entries(const struct corpus *c, struct entry *entries)
{
    for (size_t s = 0; s < c->sentence_count; s++) {
        if (cp_train_case(c, &c->sentences[s]) == CP_CASE_CAPITALS) // the program reads them as running text
            continue;
        for (uint32_t i = 0; i < c->sentences[s].count; i++) {
            size_t at = c->sentences[s].first + i;
            struct entry *e = find_entry(entries, c->looks[at].form);
            if (!e)
                continue;
            e->key = c->looks[at].form;
            e->norm = c->looks[at].norm;
            e->n++;
            e->outside += c->words[at].name == 0;
            e->tags[c->words[at].tag]++;
        }
    }
}

struct cluster {
    uint32_t key; // of a word in lower case
    uint16_t number;
};

struct clusters {
    struct cluster *list, *table; // as in the file; by key
    size_t count;
};

enum { CLUSTER_BITS = 18 };

static struct cluster *place_of(const struct clusters *clusters, uint32_t key)
{
    const uint32_t mask = (UINT32_C(1) << CLUSTER_BITS) - 1;
    uint32_t at = key & mask;
    while (clusters->table[at].key && clusters->table[at].key != key)
        at = (at + 1) & mask;
    return &clusters->table[at];
}

// Lines of a word and its cluster's number, which scripts/model/cluster.py wrote; none without a file.
static struct clusters read_clusters(FILE *file)
{
    struct clusters clusters = {.list = calloc((size_t)1 << CLUSTER_BITS, sizeof *clusters.list),
                                .table = calloc((size_t)1 << CLUSTER_BITS, sizeof *clusters.table)};
    if (!clusters.list || !clusters.table)
        exit(2);
    char line[4096];
    while (file && fgets(line, sizeof line, file) && clusters.count * 2 < (size_t)1 << CLUSTER_BITS) {
        char *tab = strchr(line, '\t');
        const int number = tab ? atoi(tab + 1) : 0;
        if (!tab || tab == line || number < 1 || number > CP_CLUSTER_MOST)
            continue;
        struct cp_look look;
        cp_look_at((struct cp_str){line, (size_t)(tab - line)}, false, CP_CASE_NORMAL, NULL, 0, &look);
        struct cluster *place = place_of(&clusters, look.norm);
        if (!place->key)
            *place = clusters.list[clusters.count++] = (struct cluster){look.norm, (uint16_t)number};
    }
    return clusters;
}

static unsigned find_cluster(const struct clusters *clusters, uint32_t norm)
{
    return place_of(clusters, norm)->number;
}

static void release_clusters(struct clusters *clusters)
{
    free(clusters->list);
    free(clusters->table);
}

static int by_key(const void *a, const void *b)
{
    const struct cp_word *x = a, *y = b;
    return (x->key > y->key) - (x->key < y->key);
}

// The first `count` words are the dictionary.
static void sort_words(struct trained *t, size_t count)
{
    qsort(t->words, count, sizeof *t->words, by_key);
    t->header.word_count = t->model.word_count = (uint32_t)count;
}

static struct cp_word word_of(const struct entry *e, unsigned cluster)
{
    int best = 0, second = 0;
    for (int i = 1; i < CP_TAG_COUNT; i++)
        if (e->tags[i] > e->tags[best])
            best = i;
    for (int i = 1; i < CP_TAG_COUNT; i++)
        if (i != best && e->tags[i] > e->tags[second])
            second = i;
    struct cp_word word = {.key = e->key, .tag = (uint8_t)best};
    word.traits = (uint16_t)(CP_WORD_KNOWN | cluster << CP_CLUSTER_SHIFT);
    if (e->tags[second] * 50 >= e->n) // else the word has as good as one tag
        word.second = (uint8_t)second;
    if (e->n >= 100 && (uint64_t)e->tags[best] * 1000 >= (uint64_t)e->n * 997)
        word.traits |= CP_WORD_FIXED;
    if (e->n >= 100 && (uint64_t)e->outside * 1000 >= (uint64_t)e->n * 999)
        word.traits |= CP_WORD_NO_NAME;
    return word;
}

void cp_train_make_dictionary(struct trained *t, const struct plan *plan, struct corpus *c)
{
    struct entry *entries = calloc((size_t)1 << ENTRY_BITS, sizeof *entries);
    if (!entries)
        exit(2);
    cp_train_corpus_look(c, NULL, 0);
    count_entries(c, entries);
    // The least frequency for which there is room.
    size_t kept, n;
    uint32_t least = 4;
    do {
        kept = 0;
        least++;
        for (n = 0; n < (size_t)1 << ENTRY_BITS; n++)
            kept += entries[n].key && entries[n].n >= least;
    } while (kept > plan->words);
    const size_t met = kept;
    struct clusters clusters = read_clusters(plan->clusters);
    for (n = 0, kept = 0; n < (size_t)1 << ENTRY_BITS; n++)
        if (entries[n].key && entries[n].n >= least)
            t->words[kept++] = word_of(&entries[n], find_cluster(&clusters, entries[n].norm));
    sort_words(t, met);
    // What is left of the room is for words that the text does not have and that are used like some that it has.
    for (n = 0; n < clusters.count && kept < plan->words; n++)
        if (!cp_word_find(t->words, (uint32_t)met, clusters.list[n].key))
            t->words[kept++] = (struct cp_word){.key = clusters.list[n].key,
                                                .traits = (uint16_t)(clusters.list[n].number << CP_CLUSTER_SHIFT)};
    sort_words(t, kept);
    release_clusters(&clusters);
    free(entries);
    cp_train_corpus_look(c, t->words, t->model.word_count);
    cp_train_tell(plan, "dictionary: %zu words met %u times or more, %zu known by their cluster alone\n", met, least,
                  kept - met);
}
