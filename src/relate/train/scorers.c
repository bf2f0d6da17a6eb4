// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate (a program of its own, not part of chokepoint).
//
// Trains the two scorers, of roles in acts and of relations between names, from documents with gold graphs:
//
//     train-scorers [--leave PREFIX[,PREFIX...]] DOCS GOLD FOLDER      writes FOLDER/roles.tsv and FOLDER/pairs.tsv
//
// DOCS and GOLD are folders with one file a document (SLUG.*, SLUG.json in the form of the evaluation's
// guidelines). --leave keeps documents out whose slug begins so, for an honest test.
//
// A pair of telling and name is an example of a role if the telling stands in words by which the gold
// names a measure, and that measure has the role's edge to a node with that name. A pair of names is an example of a
// relation if the gold has that edge and its evidence stands in the sentence; where the gold has the edge, but from other words, the pair
// is passed over. Each output
// is a logistic regression, fitted by AdaGrad with a fixed order of examples: the same data give the same file.
#include "../engine.h"
#include "../relation.h"
#include "../structure.h"

#include <dirent.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EPOCHS = 15, MOST_DOCUMENTS = 10000, SMALLEST_STEP = 2 };
static const double RATE = 0.04, PENALTY = 0.003, FOREIGN_WEIGHT = 0.2, SCALE = 1.0 / 24;

struct example {
    struct features features;
    bool wanted[MOST_OUTPUTS];
    float weight;
};

typedef CP_VEC(struct example) example_vec;

struct collector {
    struct cp_arena *run;
    struct scene *scene;
    json_t *gold;
    json_t *measures; // of each telling: array of gold measures that it may tell
    example_vec *roles, *pairs;
};

// ---------------------------------------------------------------- gold

// Lower-case words without punctuation, a blank around each: for "does this stand in that?".
static struct cp_str bare(struct cp_arena *arena, struct cp_str text)
{
    struct cp_str lower = cp_str_lower(arena, text);
    char *out = cp_alloc(arena, lower.len + 3);
    size_t len = 0;
    out[len++] = ' ';
    for (size_t at = 0; at < lower.len;) {
        size_t begin = at;
        uint32_t code = cp_utf8_next(lower, &at);
        if (cp_rune_is_letter(code) || (code >= '0' && code <= '9')) {
            memcpy(out + len, lower.ptr + begin, at - begin);
            len += at - begin;
        } else if (code != '.' && code != '\'' && code != 0x2019 && out[len - 1] != ' ') {
            out[len++] = ' ';
        }
    }
    if (out[len - 1] != ' ')
        out[len++] = ' ';
    return (struct cp_str){out, len};
}

static struct cp_str json_str(const json_t *value)
{
    return (struct cp_str){json_string_value(value), json_string_length(value)};
}

static bool stands_in(struct cp_str inner, struct cp_str outer)
{
    return inner.len > 2 && cp_str_find(outer, inner, 0) != SIZE_MAX;
}

// The words around the trigger: do they and the gold mention overlap by the trigger's own word?
static bool tells(struct collector *c, const struct telling *t, struct cp_str mention)
{
    const struct cp_analysis *a = c->scene->analysis;
    struct cp_arena *doc = c->scene->doc;
    struct cp_str wanted = bare(doc, mention), trigger = bare(doc, a->tokens[t->token].form);
    if (!stands_in(trigger, wanted))
        return false;
    const struct cp_sentence *s = &a->sentences[t->sentence];
    uint32_t end = s->first + s->count - 1;
    struct cp_str sentence = bare(doc, cp_str_slice(a->document->text, a->tokens[s->first].begin, a->tokens[end].end));
    if (!stands_in(wanted, sentence))
        return false;
    size_t before = bare(doc, cp_str_slice(a->document->text, a->tokens[s->first].begin, a->tokens[t->token].begin)).len;
    for (size_t at = 0; (at = cp_str_find(sentence, wanted, at)) != SIZE_MAX; at++)
        if (at <= before && before <= at + wanted.len) // the mention covers the trigger's place
            return true;
    return false;
}

// Does evidence of one of the measure's own edges (who imposes it, whom it hits, what it covers) cover the trigger?
static bool is_evident(struct collector *c, const struct telling *t, const json_t *node)
{
    const char *id = json_string_value(json_object_get(node, "id")), *type = json_string_value(json_object_get(node, "type"));
    json_t *edge;
    size_t i;
    if (!type || strcmp(type, cp_measure_name(t->type)) != 0)
        return false;
    json_array_foreach(json_object_get(c->gold, "edges"), i, edge) {
        enum cp_relation relation = cp_relation_from(json_str(json_object_get(edge, "relation")));
        const char *measure = json_string_value(json_object_get(edge, relation == CP_RELATION_IMPOSES ? "to" : "from"));
        if (relation <= CP_RELATION_COVERS && strcmp(measure, id) == 0 && tells(c, t, json_str(json_object_get(edge, "evidence"))))
            return true;
    }
    return false;
}

// The measures that the telling may tell: by the words with which the gold names them; else, since the gold need not list
// each way of saying it, those of its type that are evident from the same words.
static json_t *gold_measures(struct collector *c, const struct telling *t)
{
    json_t *found = json_array(), *evident = json_array(), *node, *mention;
    size_t i, j;
    json_array_foreach(json_object_get(c->gold, "nodes"), i, node) {
        if (strcmp(json_string_value(json_object_get(node, "kind")), "measure") != 0)
            continue;
        bool hit = false;
        json_array_foreach(json_object_get(node, "mentions"), j, mention)
            hit = hit || tells(c, t, json_str(mention));
        if (hit)
            json_array_append(found, json_object_get(node, "id"));
        else if (is_evident(c, t, node))
            json_array_append(evident, json_object_get(node, "id"));
    }
    bool named = json_array_size(found) > 0;
    json_decref(named ? evident : found);
    return named ? found : evident;
}

static bool is_node(struct collector *c, const char *id, const struct cp_entity *entity)
{
    json_t *node, *mention;
    size_t i, j;
    json_array_foreach(json_object_get(c->gold, "nodes"), i, node) {
        if (strcmp(json_string_value(json_object_get(node, "id")), id) != 0)
            continue;
        bool goods = entity->kind == CP_KIND_TECHNOLOGY;
        if (goods != (strcmp(json_string_value(json_object_get(node, "kind")), "technology") == 0))
            return false;
        json_array_foreach(json_object_get(node, "mentions"), j, mention) {
            struct cp_str wanted = bare(c->scene->doc, json_str(mention));
            for (size_t k = 0; k < entity->alias_count; k++) {
                struct cp_str alias = bare(c->scene->doc, entity->aliases[k]);
                if (cp_str_equal(alias, wanted) || (goods && (stands_in(alias, wanted) || stands_in(wanted, alias))))
                    return true;
            }
        }
        return false;
    }
    return false;
}

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
    enum cp_relation relation = cp_relation_from(json_str(json_object_get(edge, "relation")));
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
    json_array_foreach(json_object_get(c->gold, "edges"), i, edge) {
        int role = output_of(cp_role_relations, ROLE_COUNT, edge);
        if (role < 0)
            continue;
        const char *from = json_string_value(json_object_get(edge, "from"));
        const char *to = json_string_value(json_object_get(edge, "to"));
        enum cp_relation relation = cp_role_relations[role];
        bool to_measure = relation == CP_RELATION_IMPOSES || relation == CP_RELATION_SUPPORTS || relation == CP_RELATION_OPPOSES;
        if (holds(measures, to_measure ? to : from) && is_node(c, to_measure ? from : to, entity))
            example->wanted[role] = true;
    }
}

static void collect_role(void *context, uint32_t telling, const struct role_pair *pair)
{
    struct collector *c = context;
    const json_t *measures = json_array_get(c->measures, telling);
    struct example *example = CP_PUSH(c->run, c->roles);
    cp_relate_role_features(c->scene, pair, &example->features);
    example->weight = json_array_size(measures) ? 1.0f : (float)FOREIGN_WEIGHT;
    label_role(c, measures, &c->scene->mentions->entities[pair->mention->entity], example);
}

static bool is_shown(struct collector *c, const json_t *edge, uint32_t token)
{
    const struct cp_analysis *a = c->scene->analysis;
    const struct cp_sentence *s = &a->sentences[a->tokens[token].sentence];
    uint32_t begin = a->tokens[s->first].begin, end = a->tokens[s->first + s->count - 1].end;
    struct cp_str sentence = bare(c->scene->doc, cp_str_slice(a->document->text, begin, end));
    struct cp_str evidence = bare(c->scene->doc, json_str(json_object_get(edge, "evidence")));
    return stands_in(evidence, sentence) || stands_in(sentence, evidence);
}

static void collect_pair(void *context, const struct name_pair *pair)
{
    struct collector *c = context;
    const struct cp_entity *entities = c->scene->mentions->entities;
    const struct cp_entity *a = &entities[pair->from->entity], *b = &entities[pair->to->entity];
    struct example example = {.weight = 1.0f};
    json_t *edge;
    size_t i;
    json_array_foreach(json_object_get(c->gold, "edges"), i, edge) {
        int output = output_of(cp_pair_relations, PAIR_COUNT, edge);
        if (output < 0 || !cp_relate_pair_possible(cp_pair_relations[output], a->kind, b->kind))
            continue;
        const char *from = json_string_value(json_object_get(edge, "from"));
        const char *to = json_string_value(json_object_get(edge, "to"));
        bool same = is_node(c, from, a) && is_node(c, to, b);
        if (cp_relation_symmetric(cp_pair_relations[output]))
            same = same || (is_node(c, from, b) && is_node(c, to, a));
        if (!same)
            continue;
        if (!is_shown(c, edge, pair->from->head))
            return;
        example.wanted[output] = true;
    }
    cp_relate_pair_features(c->scene, pair, &example.features);
    *CP_PUSH(c->run, c->pairs) = example;
}

// ---------------------------------------------------------------- fitting

struct fit {
    double *weights, *squares;
};

static double dot(const struct fit *fit, const struct features *features)
{
    double sum = 0;
    for (unsigned i = 0; i < features->count; i++)
        sum += fit->weights[features->items[i]];
    return sum;
}

static void learn(struct fit *fit, const struct example *example, bool wanted)
{
    double error = (1 / (1 + exp(-dot(fit, &example->features))) - wanted) * example->weight;
    for (unsigned i = 0; i < example->features.count; i++) {
        uint32_t f = example->features.items[i];
        double gradient = error + PENALTY * fit->weights[f];
        fit->squares[f] += gradient * gradient;
        fit->weights[f] -= RATE * gradient / sqrt(fit->squares[f] + 1e-6);
    }
}

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    return *state ^= *state << 5;
}

static void fit_output(const example_vec *examples, unsigned output, struct fit *fit)
{
    uint32_t state = 2463534242u, n = (uint32_t)examples->count;
    uint32_t *order = malloc((n + 1) * sizeof *order);
    if (!order)
        abort();
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    for (unsigned epoch = 0; epoch < EPOCHS; epoch++) {
        for (uint32_t i = n; i-- > 1;) {
            uint32_t j = next_random(&state) % (i + 1), swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        for (uint32_t i = 0; i < n; i++)
            learn(fit, &examples->items[order[i]], examples->items[order[i]].wanted[output]);
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
    fprintf(out, "\nscale\t%.9f\nthreshold", SCALE);
    for (unsigned r = 0; r < task->outputs; r++)
        fprintf(out, "\t%.2f", task->thresholds[r]);
    fputc('\n', out);
}

static void write_weights(FILE *out, const struct task *task, const struct fit *fits)
{
    write_head(out, task);
    for (unsigned f = 0; f < 1u << FEATURE_BITS; f++) {
        long steps[MOST_OUTPUTS], any = 0;
        for (unsigned r = 0; r < task->outputs; r++) {
            steps[r] = lround(fits[r].weights[f] / SCALE);
            steps[r] = steps[r] > 127 ? 127 : steps[r] < -127 ? -127 : steps[r];
            if (steps[r] > -SMALLEST_STEP && steps[r] < SMALLEST_STEP)
                steps[r] = 0; // says nothing, and would only make the file longer
            any |= steps[r];
        }
        if (!any)
            continue;
        fprintf(out, "%u", f);
        for (unsigned r = 0; r < task->outputs; r++)
            fprintf(out, "\t%ld", steps[r]);
        fputc('\n', out);
    }
}

static bool train(const struct task *task, const char *folder)
{
    struct fit fits[MOST_OUTPUTS];
    for (unsigned r = 0; r < task->outputs; r++) {
        size_t wanted = 0;
        fits[r].weights = calloc((size_t)1 << FEATURE_BITS, sizeof(double));
        fits[r].squares = calloc((size_t)1 << FEATURE_BITS, sizeof(double));
        if (!fits[r].weights || !fits[r].squares)
            return false;
        for (size_t i = 0; i < task->examples.count; i++)
            wanted += task->examples.items[i].wanted[r];
        fit_output(&task->examples, r, &fits[r]);
        fprintf(stderr, "%s: %zu of %zu pairs\n", cp_relation_name(task->relations[r]), wanted, task->examples.count);
    }
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, task->file);
    FILE *out = fopen(path, "w");
    if (!out) {
        perror(path);
        return false;
    }
    write_weights(out, task, fits);
    for (unsigned r = 0; r < task->outputs; r++) {
        free(fits[r].weights);
        free(fits[r].squares);
    }
    return fclose(out) == 0;
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

static void take_document(const struct cp_engine *engine, struct cp_arena *run, struct cp_arena *doc, const char *docs,
                          const char *name, json_t *gold, example_vec *roles, example_vec *pairs)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", docs, name);
    struct cp_str content;
    struct cp_document *document;
    struct cp_read_options options = {0};
    struct cp_error err = {0};
    cp_arena_reset(doc);
    const char *date = json_string_value(json_object_get(gold, "date"));
    if (date)
        cp_date_parse(cp_str_from(date), &options.date);
    if (cp_file_read(doc, path, SIZE_MAX / 4, &content, &err) != CP_OK ||
        cp_read_bytes(doc, &options, path, content, &document, &err) != CP_OK) {
        fprintf(stderr, "%s: %s\n", path, err.message);
        return;
    }
    struct collector c = {run, cp_relate_set_scene(engine, doc, NULL, document, false), gold, json_array(), roles, pairs};
    for (size_t i = 0; i < c.scene->tellings.count; i++)
        json_array_append_new(c.measures, gold_measures(&c, &c.scene->tellings.items[i]));
    cp_relate_each_pair(c.scene, engine->frames, collect_role, &c);
    cp_relate_find_own_states(c.scene);
    cp_relate_find_posts(c.scene);
    cp_relate_find_relations(c.scene, engine->relations);
    cp_relate_each_name_pair(c.scene, collect_pair, &c);
    json_decref(c.measures);
}

static void take_all(const struct cp_engine *engine, struct cp_arena *run, const char *docs, const char *gold,
                     const char *leave, example_vec *roles, example_vec *pairs)
{
    static char *names[MOST_DOCUMENTS];
    struct cp_arena *doc = cp_arena_new();
    size_t count = list_folder(docs, names);
    for (size_t i = 0; i < count; i++) {
        char path[4096], *dot = strrchr(names[i], '.');
        snprintf(path, sizeof path, "%s/%.*s.json", gold, (int)(dot ? dot - names[i] : (long)strlen(names[i])), names[i]);
        json_t *graph = is_left_out(names[i], leave) ? NULL : json_load_file(path, 0, NULL);
        if (graph)
            take_document(engine, run, doc, docs, names[i], graph, roles, pairs);
        json_decref(graph);
        free(names[i]);
    }
    cp_arena_free(doc);
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
    struct cp_engine_options options = {.lexicon = getenv("CHOKEPOINT_LEXICON")};
    if (cp_engine_new(run, &options, &engine, &err) != CP_OK) {
        fprintf(stderr, "%s: %s\n", err.where, err.message);
        return 2;
    }
    static const double role_thresholds[ROLE_COUNT] = {0.42, 0.42, 0.46, 0.42, 0.42, 0.42};
    static const double pair_thresholds[PAIR_COUNT] = {0.45, 0.45, 0.40, 0.40, 0.40, 0.40, 0.55,
                                                       0.35, 0.40, 0.40, 0.40, 0.45, 0.45};
    struct task roles = {"roles.tsv", cp_role_relations, ROLE_COUNT, role_thresholds, {0}};
    struct task pairs = {"pairs.tsv", cp_pair_relations, PAIR_COUNT, pair_thresholds, {0}};
    take_all(engine, run, argv[1], argv[2], leave, &roles.examples, &pairs.examples);
    return train(&roles, argv[3]) && train(&pairs, argv[3]) ? 0 : 2;
}
