// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate (a program of its own, not part of chokepoint).
//
// Trains the two scorers, of roles in acts and of relations between names, and the four judges, of which tellings are one act, of
// edges, of relations and of acts, from documents with gold graphs:
//
//     train-scorers [--leave PREFIX[,PREFIX...]] DOCS GOLD FOLDER      writes FOLDER/roles.tsv, pairs.tsv, sameness.tsv, verdicts.tsv, bonds.tsv and acts.tsv
//
// DOCS and GOLD are folders with one file a document (SLUG.*, SLUG.json in the form of the evaluation's
// guidelines). Of a graph with `"acts_only": true` (its document tells of no act, or of few) only the judge of acts
// learns, what the acts are like that are not worth drawing. --leave keeps documents out whose slug begins so, for an honest test.
//
// A pair of telling and name is an example of a role if the telling stands in words by which the gold
// names a measure, and that measure has the role's edge to a node with that name. A pair of names is an example of a
// relation if the gold has that edge and its evidence stands in the sentence; where the gold has the edge, but from other words, the pair
// is passed over. Each output
// is a logistic regression, fitted by AdaGrad with a fixed order of examples: the same data give the same file.
//
// The judges see what the scorer of roles says of documents that it has not learned from: the documents are parted into folds, and those
// of a fold are read with a scorer that learned from the others (stacking: Wolpert 1992).
#include "../engine.h"
#include "../relation.h"
#include "../structure.h"
#include "cases.h"
#include "gold.h"
#include "likes.h"
#include "logistic.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EPOCHS = 15, MOST_DOCUMENTS = 10000, SMALLEST_STEP = 2, FOLDS = 6, DOCUMENTS_FOR_ONE = 60 };
static const int VERDICT_THRESHOLD = 260, BOND_THRESHOLD = 330, SAMENESS_THRESHOLD = 380, ACT_THRESHOLD = 600; // thousandths
static const double RATE = 0.04, PENALTY = 0.003, FOREIGN_WEIGHT = 0.2, SCALE = 1.0 / 24;

struct example {
    struct features features;
    bool wanted[MOST_OUTPUTS];
    float weight;
    uint16_t document; // its number; the folds take turns
};

typedef CP_VEC(struct example) example_vec;

static int fold_of(unsigned document)
{
    return (int)(document % FOLDS);
}

struct collector {
    struct cp_arena *run;
    struct gold gold;
    uint16_t document;
    json_t *measures; // of each telling: array of gold measures that it may tell
    example_vec *roles, *pairs;
};

// ---------------------------------------------------------------- examples

static bool holds(const json_t *ids, const char *id)
{
    const json_t *item;
    size_t i;
    json_array_foreach(ids, i, item)
        if (strcmp(json_string_value(item), id) == 0)
            return true;
    return false;
}

static int output_of(const enum cp_relation *relations, int count, const json_t *edge)
{
    enum cp_relation relation = cp_relation_from(cp_gold_str(json_object_get(edge, "relation")));
    int i = 0;
    while (i < count && relations[i] != relation)
        i++;
    return i < count ? i : -1;
}

static void label_role(struct collector *c, const json_t *measures, const struct cp_entity *entity,
                       struct example *example)
{
    json_t *edge;
    size_t i;
    json_array_foreach(json_object_get(c->gold.graph, "edges"), i, edge) {
        int role = output_of(cp_role_relations, ROLE_COUNT, edge);
        if (role < 0)
            continue;
        const char *from = json_string_value(json_object_get(edge, "from"));
        const char *to = json_string_value(json_object_get(edge, "to"));
        enum cp_relation relation = cp_role_relations[role];
        bool to_measure = comes_to_act(relation);
        if (holds(measures, to_measure ? to : from) && cp_gold_is_node(&c->gold, to_measure ? from : to, entity))
            example->wanted[role] = true;
    }
}

static void collect_role(void *context, uint32_t telling, const struct role_pair *pair)
{
    struct collector *c = context;
    const json_t *measures = json_array_get(c->measures, telling);
    struct example *example = CP_PUSH(c->run, c->roles);
    example->document = c->document;
    const struct closing kind = cp_relate_kind_of_role_pair(c->gold.scene, pair);
    cp_relate_role_features(c->gold.scene, pair, &kind, &example->features);
    cp_relate_close_features(&example->features, &kind);
    example->weight = json_array_size(measures) ? 1.0f : (float)FOREIGN_WEIGHT;
    label_role(c, measures, &c->gold.scene->mentions->entities[pair->mention->entity], example);
}

static bool is_shown(struct collector *c, const json_t *edge, uint32_t token)
{
    const struct cp_analysis *a = c->gold.scene->analysis;
    const struct cp_sentence *s = &a->sentences[a->tokens[token].sentence];
    uint32_t begin = a->tokens[s->first].begin, end = a->tokens[s->first + s->count - 1].end;
    struct cp_str sentence = cp_gold_bare(c->gold.scene->doc, cp_str_slice(a->document->text, begin, end));
    struct cp_str evidence = cp_gold_bare(c->gold.scene->doc, cp_gold_str(json_object_get(edge, "evidence")));
    return cp_gold_stands_in(evidence, sentence) || cp_gold_stands_in(sentence, evidence);
}

static void collect_pair(void *context, struct name_pair *pair)
{
    struct collector *c = context;
    const struct cp_entity *entities = c->gold.scene->mentions->entities;
    const struct cp_entity *a = &entities[pair->from->entity], *b = &entities[pair->to->entity];
    struct example example = {.weight = 1.0f, .document = c->document};
    json_t *edge;
    size_t i;
    json_array_foreach(json_object_get(c->gold.graph, "edges"), i, edge) {
        int output = output_of(cp_pair_relations, PAIR_COUNT, edge);
        if (output < 0 || !cp_relate_pair_possible(cp_pair_relations[output], a->kind, b->kind))
            continue;
        const char *from = json_string_value(json_object_get(edge, "from"));
        const char *to = json_string_value(json_object_get(edge, "to"));
        bool same = cp_gold_is_node(&c->gold, from, a) && cp_gold_is_node(&c->gold, to, b);
        if (cp_relation_symmetric(cp_pair_relations[output]))
            same = same || (cp_gold_is_node(&c->gold, from, b) && cp_gold_is_node(&c->gold, to, a));
        if (!same)
            continue;
        if (!is_shown(c, edge, pair->from->head))
            return;
        example.wanted[output] = true;
    }
    pair->path = cp_relate_path(c->gold.scene, pair->from->head, pair->to->head);
    const struct closing kinds = cp_relate_kinds_of_pair(c->gold.scene, pair);
    cp_relate_pair_features(c->gold.scene, pair, &kinds, true, &example.features);
    cp_relate_close_features(&example.features, &kinds);
    *CP_PUSH(c->run, c->pairs) = example;
}

// ---------------------------------------------------------------- rare features

// In how many documents each feature is met. The examples of a document stand together.
static uint16_t *count_documents(const example_vec *examples, struct cp_arena *run)
{
    uint16_t *met = CP_NEW_ARRAY(run, (size_t)1 << FEATURE_BITS, uint16_t);
    uint32_t *last = CP_NEW_ARRAY(run, (size_t)1 << FEATURE_BITS, uint32_t); // the document after the last that had it
    for (size_t i = 0; i < examples->count; i++) {
        const struct example *example = &examples->items[i];
        for (unsigned k = 0; k < example->features.count; k++) {
            uint32_t f = example->features.items[k];
            if (last[f] != example->document + 1u)
                met[f]++;
            last[f] = example->document + 1u;
        }
    }
    return met;
}

// What is met in fewer than one document of sixty says more of these documents than of the language, and is left out:
// documents that nobody has seen are read as well without it, and those learned from no longer much better than they.
static void forget_rare(const example_vec *examples, struct cp_arena *run)
{
    const uint16_t *met = count_documents(examples, run);
    unsigned documents = 0;
    for (size_t i = 0; i < examples->count; i++)
        documents += i == 0 || examples->items[i].document != examples->items[i - 1].document;
    const unsigned least = 1 + documents / DOCUMENTS_FOR_ONE;
    for (size_t i = 0; i < examples->count; i++) {
        struct features *f = &examples->items[i].features;
        unsigned kept = 0;
        for (unsigned k = 0; k < f->count; k++)
            if (met[f->items[k]] >= least)
                f->items[kept++] = f->items[k];
        f->count = kept;
    }
}

// ---------------------------------------------------------------- fitting

static void fit_output(const example_vec *examples, int leave, unsigned output, struct logistic *fit)
{
    uint32_t state = LOGISTIC_SEED, n = (uint32_t)examples->count;
    uint32_t *order = malloc((n + 1) * sizeof *order);
    if (!order)
        abort();
    cp_logistic_number(order, n);
    for (unsigned epoch = 0; epoch < EPOCHS; epoch++) {
        cp_logistic_shuffle(order, n, &state);
        for (uint32_t i = 0; i < n; i++) {
            const struct example *example = &examples->items[order[i]];
            if (fold_of(example->document) != leave)
                cp_logistic_learn(fit, example->features.items, example->features.count, example->wanted[output], example->weight);
        }
    }
    free(order);
}

struct task {
    const char *file;
    const enum cp_relation *relations;
    unsigned outputs;
    const double *thresholds;
    example_vec examples;
};

static void write_head(FILE *out, const struct task *task)
{
    fputs("# Weights of a linear scorer, written by the trainer (README.md says from what). Feature number, then a weight\n"
          "# for each output, in steps of `scale`. Outputs:",
          out);
    for (unsigned r = 0; r < task->outputs; r++)
        fprintf(out, " %s", cp_relation_name(task->relations[r]));
    fprintf(out, "\nscale\t%.9f\nbits\t%d\nthreshold", SCALE, FEATURE_BITS);
    for (unsigned r = 0; r < task->outputs; r++)
        fprintf(out, "\t%.2f", task->thresholds[r]);
    fputc('\n', out);
}

// Weights in whole steps; those that say nothing, and would only make the file longer, are 0.
static int8_t step_of(double weight)
{
    long step = lround(weight / SCALE);
    step = step > MOST_WEIGHT ? MOST_WEIGHT : step < -MOST_WEIGHT ? -MOST_WEIGHT : step;
    return (int8_t)(step > -SMALLEST_STEP && step < SMALLEST_STEP ? 0 : step);
}

// Fits all outputs to the examples that are not of fold `leave`; -1 leaves out none.
static struct linear_model fit_model(const struct task *task, struct cp_arena *run, int leave)
{
    int8_t(*weights)[MOST_OUTPUTS] = cp_alloc(run, sizeof *weights << FEATURE_BITS);
    struct linear_model model = {.outputs = task->outputs, .trained = true, .bits = FEATURE_BITS, .scale = SCALE};
    size_t size = (size_t)1 << FEATURE_BITS;
    struct logistic fit = {malloc(size * sizeof(double)), malloc(size * sizeof(double)), RATE, PENALTY};
    if (!fit.weights || !fit.squares)
        abort();
    for (unsigned r = 0; r < task->outputs; r++) {
        memset(fit.weights, 0, size * sizeof(double));
        memset(fit.squares, 0, size * sizeof(double));
        fit_output(&task->examples, leave, r, &fit);
        for (size_t f = 0; f < size; f++)
            weights[f][r] = step_of(fit.weights[f]);
        model.threshold[r] = task->thresholds[r];
        model.least[r] = cp_relate_least_sum(&model, model.threshold[r]);
    }
    free(fit.weights);
    free(fit.squares);
    model.weights = (const int8_t(*)[MOST_OUTPUTS])weights;
    return model;
}

static FILE *open_file(const char *folder, const char *file)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    FILE *out = fopen(path, "w");
    if (!out) {
        perror(path);
        exit(2);
    }
    return out;
}

static void write_model(const struct task *task, const struct linear_model *model, const char *folder)
{
    FILE *out = open_file(folder, task->file);
    write_head(out, task);
    for (unsigned f = 0; f < 1u << FEATURE_BITS; f++) {
        bool any = false;
        for (unsigned r = 0; r < task->outputs; r++)
            any = any || model->weights[f][r];
        if (!any)
            continue;
        fprintf(out, "%u", f);
        for (unsigned r = 0; r < task->outputs; r++)
            fprintf(out, "\t%d", model->weights[f][r]);
        fputc('\n', out);
    }
    fclose(out);
}

static void write_trees(const struct trees *trees, const char *folder, const char *file, const char *what, const char *const *names,
                        int threshold)
{
    FILE *out = open_file(folder, file);
    fprintf(out,
            "# Trees of the judge of %s, written by the trainer (README.md says from what). Of each tree the feature and the\n"
            "# most of each fork, from the root on, level by level, then what the leaves add to the logit, in thousandths.\n"
            "base\t%d\nthreshold\t%d\n",
            what, trees->base, threshold);
    for (size_t t = 0; t < trees->count; t++) {
        fputs("tree", out);
        for (unsigned i = 0; i < TREE_FORKS; i++)
            fprintf(out, "\t%s\t%d", names[trees->items[t].forks[i].feature], trees->items[t].forks[i].most);
        for (unsigned i = 0; i < TREE_LEAVES; i++)
            fprintf(out, "\t%d", trees->items[t].leaves[i]);
        fputc('\n', out);
    }
    fclose(out);
}

// ---------------------------------------------------------------- documents

static bool is_left_out(const char *slug, const char *prefixes)
{
    struct cp_str list = cp_str_from(prefixes);
    while (list.len)
        if (cp_str_starts(cp_str_from(slug), cp_str_split(&list, ',')))
            return true;
    return false;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t list_folder(const char *path, char **names)
{
    DIR *dir = opendir(path);
    size_t n = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir)) && n < MOST_DOCUMENTS;)
        if (entry->d_name[0] != '.')
            names[n++] = strdup(entry->d_name);
    if (dir)
        closedir(dir);
    qsort(names, n, sizeof *names, by_name);
    return n;
}

static struct scene *read_document(const struct cp_engine *engine, struct cp_arena *doc, const char *docs, const char *name,
                                   const json_t *graph)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", docs, name);
    struct cp_str content;
    struct cp_document *document = NULL;
    struct cp_read_options options = {0};
    struct cp_error err = {0};
    cp_arena_reset(doc);
    const char *date = json_string_value(json_object_get(graph, "date"));
    if (date)
        cp_date_parse(cp_str_from(date), &options.date);
    if (cp_file_read(doc, path, SIZE_MAX / 4, &content, &err) != CP_OK ||
        cp_read_bytes(doc, &options, cp_str_copy(doc, cp_str_from(path)).ptr, content, &document, &err) != CP_OK) {
        fprintf(stderr, "%s: %s\n", path, err.message);
        return NULL;
    }
    return cp_relate_set_scene(engine, doc, NULL, document, false);
}

// Adds what a judge learns from in a document (cases.h, likes.h).
typedef void case_taker(struct cp_arena *run, const struct cp_engine *engine, const struct gold *gold, boost_case_vec *cases);

struct lesson {
    struct cp_arena *run, *doc;
    const struct cp_engine *engine;
    const char *docs;
    example_vec *roles, *pairs;
    int fold; // of the cases that are asked for
    case_taker *take;
    boost_case_vec *cases;
};

static void take_examples(const struct lesson *l, const char *name, json_t *graph, unsigned document)
{
    struct scene *scene = json_is_true(json_object_get(graph, "acts_only")) ? NULL : read_document(l->engine, l->doc, l->docs, name, graph);
    if (!scene)
        return;
    struct collector c = {l->run, {scene, graph}, (uint16_t)document, NULL, l->roles, l->pairs};
    c.measures = cp_gold_all_measures(&c.gold);
    cp_relate_each_pair(scene, l->engine->frames, collect_role, &c);
    cp_relate_find_own_states(scene);
    cp_relate_find_posts(scene);
    cp_relate_find_relations(scene, l->engine->relations);
    cp_relate_find_helpers(scene);
    cp_relate_each_name_pair(scene, collect_pair, &c);
    json_decref(c.measures);
}

// What the gold graph of a text of the domain does not hold may be of the domain all the same: told twice, or with too little.
static void keep_wanted(boost_case_vec *cases, size_t from)
{
    size_t kept = from;
    for (size_t i = from; i < cases->count; i++)
        if (cases->items[i].wanted)
            cases->items[kept++] = cases->items[i];
    cases->count = kept;
}

// What a judge learns from in a text.
static void take_from(const struct lesson *l, struct scene *scene, json_t *graph, bool beside)
{
    struct gold gold = {scene, graph};
    size_t before = l->cases->count;
    l->take(l->run, l->engine, &gold, l->cases);
    if (l->take == cp_take_act_cases && !beside)
        keep_wanted(l->cases, before);
}

// A paragraph by itself: else the judges learn that an act of which only a sentence or two tell is none, and somebody who tries the
// program with a sentence sees nothing.
static struct scene *read_paragraph(const struct cp_engine *engine, struct cp_arena *doc, const struct cp_document *whole,
                                    const struct cp_block *block)
{
    struct cp_document *part = CP_NEW(doc, struct cp_document);
    struct cp_block *own = CP_NEW(doc, struct cp_block);
    struct cp_run *run = CP_NEW(doc, struct cp_run);
    *own = (struct cp_block){0, block->end - block->begin, CP_BLOCK_PARAGRAPH};
    *part = (struct cp_document){.id = whole->id, .source = whole->source, .date = whole->date, .blocks = own, .block_count = 1};
    part->text = cp_str_copy(doc, cp_str_slice(whole->text, block->begin, block->end));
    part->runs = run;
    part->run_count = 1;
    return cp_relate_set_scene(engine, doc, NULL, part, false);
}

static void take_cases(const struct lesson *l, const char *name, json_t *graph, unsigned document)
{
    bool beside = json_is_true(json_object_get(graph, "acts_only"));
    bool mine = fold_of(document) == l->fold && (!beside || l->take == cp_take_act_cases);
    struct scene *scene = mine ? read_document(l->engine, l->doc, l->docs, name, graph) : NULL;
    if (!scene)
        return;
    const struct cp_document *whole = scene->document;
    take_from(l, scene, graph, beside);
    for (size_t i = 0; i < whole->block_count && l->take != cp_take_likes; i++) // what is one act is seen in whole texts only
        if (whole->blocks[i].kind == CP_BLOCK_PARAGRAPH)
            take_from(l, read_paragraph(l->engine, l->doc, whole, &whole->blocks[i]), graph, beside);
}

// Goes through the documents that have a gold graph and are not left out.
static void each_document(const struct lesson *lesson, const char *gold, const char *leave,
                          void (*take)(const struct lesson *, const char *name, json_t *graph, unsigned document))
{
    static char *names[MOST_DOCUMENTS];
    size_t count = list_folder(lesson->docs, names);
    for (size_t i = 0; i < count; i++) {
        char path[4096], *dot = strrchr(names[i], '.');
        snprintf(path, sizeof path, "%s/%.*s.json", gold, (int)(dot ? dot - names[i] : (long)strlen(names[i])), names[i]);
        json_t *graph = is_left_out(names[i], leave) ? NULL : json_load_file(path, 0, NULL);
        if (graph)
            take(lesson, names[i], graph, (unsigned)i);
        json_decref(graph);
        free(names[i]);
    }
}

// For each fold the scorers that have not learned from it.
struct fold {
    struct linear_model roles, pairs;
};

static void fit_folds(const struct task *roles, const struct task *pairs, struct cp_arena *run, struct fold *folds)
{
    for (int i = 0; i < FOLDS; i++)
        folds[i] = (struct fold){fit_model(roles, run, i), fit_model(pairs, run, i)};
}

// What the judges learn from: the judge of relations also hears what the scorer of relations says, the others leave it as it is.
static boost_case_vec collect_cases(struct lesson *lesson, const struct fold *folds, const struct trees *sameness, const char *gold,
                                    const char *leave, case_taker *take)
{
    boost_case_vec cases = {0};
    lesson->take = take;
    lesson->cases = &cases;
    const struct cp_engine *whole = lesson->engine;
    static const struct trees listening = {.trained = true};
    bool of_relations = take == cp_take_bond_cases;
    for (int i = 0; i < FOLDS; i++) {
        struct cp_engine engine = *whole;
        engine.roles = &folds[i].roles;
        engine.pairs = of_relations ? &folds[i].pairs : whole->pairs;
        engine.sameness = sameness;
        engine.verdicts = &listening;
        engine.bonds = of_relations ? &listening : whole->bonds;
        lesson->engine = &engine;
        lesson->fold = i;
        each_document(lesson, gold, leave, take_cases);
    }
    lesson->engine = whole;
    return cases;
}

int main(int argc, char **argv)
{
    const char *leave = "";
    if (argc > 2 && strcmp(argv[1], "--leave") == 0) {
        leave = argv[2];
        argv += 2;
        argc -= 2;
    }
    if (argc != 4) {
        fputs("usage: train-scorers [--leave PREFIX[,PREFIX...]] DOCS GOLD FOLDER\n", stderr);
        return 2;
    }
    struct cp_arena *run = cp_arena_new();
    struct cp_error err = {0};
    const struct cp_engine *engine;
    struct cp_engine_options options = {.lexicon = getenv("CHOKEPOINT_LEXICON"), .unlearned = true};
    if (cp_engine_new(run, &options, &engine, &err) != CP_OK) {
        fprintf(stderr, "%s: %s\n", err.where, err.message);
        return 2;
    }
    static const double role_thresholds[ROLE_COUNT] = {0.42, 0.42, 0.46, 0.42, 0.42, 0.42};
    static const double pair_thresholds[PAIR_COUNT] = {0.45, 0.45, 0.40, 0.40, 0.40, 0.40, 0.55,
                                                       0.38, 0.56, 0.40, 0.40, 0.30, 0.60};
    struct task roles = {"roles.tsv", cp_role_relations, ROLE_COUNT, role_thresholds, {0}};
    struct task pairs = {"pairs.tsv", cp_pair_relations, PAIR_COUNT, pair_thresholds, {0}};
    struct lesson lesson = {run, cp_arena_new(), engine, argv[1], &roles.examples, &pairs.examples, 0, NULL, NULL};
    each_document(&lesson, argv[2], leave, take_examples);
    forget_rare(&roles.examples, run);
    forget_rare(&pairs.examples, run);
    struct linear_model role_model = fit_model(&roles, run, -1), pair_model = fit_model(&pairs, run, -1);
    write_model(&roles, &role_model, argv[3]);
    write_model(&pairs, &pair_model, argv[3]);
    static struct fold folds[FOLDS];
    fit_folds(&roles, &pairs, run, folds);
    boost_case_vec likes = collect_cases(&lesson, folds, engine->sameness, argv[2], leave, cp_take_likes);
    struct trees sameness = cp_boost(run, &likes, SAMENESS_COUNT, (float)SAMENESS_THRESHOLD / 1000);
    write_trees(&sameness, argv[3], "sameness.tsv", "which tellings are one act (same.h)", cp_sameness_names, SAMENESS_THRESHOLD);
    boost_case_vec cases = collect_cases(&lesson, folds, &sameness, argv[2], leave, cp_take_cases);
    struct trees judge = cp_boost(run, &cases, VERDICT_COUNT, (float)VERDICT_THRESHOLD / 1000);
    write_trees(&judge, argv[3], "verdicts.tsv", "edges (verdict.h)", cp_verdict_names, VERDICT_THRESHOLD);
    boost_case_vec bond_cases = collect_cases(&lesson, folds, &sameness, argv[2], leave, cp_take_bond_cases);
    struct trees bonds = cp_boost(run, &bond_cases, BOND_COUNT, (float)BOND_THRESHOLD / 1000);
    write_trees(&bonds, argv[3], "bonds.tsv", "relations (bond.h)", cp_bond_names, BOND_THRESHOLD);
    boost_case_vec act_cases = collect_cases(&lesson, folds, &sameness, argv[2], leave, cp_take_act_cases);
    struct trees acts = cp_boost(run, &act_cases, VERDICT_COUNT, (float)ACT_THRESHOLD / 1000);
    if (acts.trained) // else there are no documents that tell of no act, and what was learned before stays
        write_trees(&acts, argv[3], "acts.tsv", "acts (verdict.h)", cp_verdict_names, ACT_THRESHOLD);
    fprintf(stderr, "%zu examples of roles, %zu of relations, %zu cases of tellings, %zu of edges, %zu of relations between names, %zu of acts\n", roles.examples.count,
            pairs.examples.count, likes.count, cases.count, bond_cases.count, act_cases.count);
    return 0;
}
