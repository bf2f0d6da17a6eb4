// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// The order in which a document is read, and what is loaded once for all documents.
#include "engine.h"

#include "assemble.h"
#include "bond.h"
#include "hear.h"
#include "identity.h"
#include "meant.h"
#include "part.h"
#include "promise.h"
#include "relation.h"
#include "same.h"
#include "structure.h"
#include "timex.h"
#include "trigger.h"
#include "verdict.h"

enum { LEAST_NAMES = 2, FIRST_SENTENCES = 6 };

static enum cp_status load_rules(struct cp_engine *engine, struct cp_arena *run, struct cp_error *err)
{
    struct asked *asked = cp_relate_asked_new(run, engine->lexicon);
    enum cp_status status = cp_relate_load_triggers(engine->lexicon, asked, run, &engine->triggers, err);
    if (status == CP_OK)
        status = cp_relate_load_frames(engine->lexicon, asked, run, &engine->frames, err);
    if (status == CP_OK)
        status = cp_relate_load_relations(engine->lexicon, asked, run, &engine->relations, err);
    struct gap_rules *gaps = NULL;
    if (status == CP_OK)
        status = cp_relate_load_gap_rules(engine->lexicon, asked, run, &gaps, err);
    cp_relate_asked_lay(asked);
    if (status == CP_OK)
        cp_relate_lay_gap_rules(gaps, run, asked, engine->relations, engine->frames);
    engine->asked = asked;
    engine->pair_sets = cp_relate_pair_sets(run, engine->lexicon, asked);
    engine->gaps = gaps;
    return status;
}

static enum cp_status load_learned(struct cp_engine *engine, struct cp_arena *run, struct cp_error *err)
{
    enum cp_status status = cp_relate_load_linear(engine->lexicon, run, "learned/roles.tsv", ROLE_COUNT, &engine->roles, err);
    if (status == CP_OK)
        status = cp_relate_load_linear(engine->lexicon, run, "learned/pairs.tsv", PAIR_COUNT, &engine->pairs, err);
    if (status == CP_OK)
        status = cp_relate_load_trees(engine->lexicon, run, "learned/sameness.tsv", cp_sameness_names, &engine->sameness, err);
    if (status == CP_OK)
        status = cp_relate_load_trees(engine->lexicon, run, "learned/verdicts.tsv", cp_verdict_names, &engine->verdicts, err);
    if (status == CP_OK)
        status = cp_relate_load_trees(engine->lexicon, run, "learned/acts.tsv", cp_verdict_names, &engine->acts, err);
    if (status == CP_OK)
        status = cp_relate_load_trees(engine->lexicon, run, "learned/bonds.tsv", cp_bond_names, &engine->bonds, err);
    if (status == CP_OK && !cp_lexicon_has_other_rules(engine->lexicon)) // whose words it has not learned
        status = cp_relate_load_promise(engine->lexicon, run, &engine->promise, err);
    return status;
}

enum cp_status cp_engine_new(struct cp_arena *run, const struct cp_engine_options *options,
                             const struct cp_engine **result, struct cp_error *err)
{
    static const struct linear_model no_scorer = {0};
    static const struct trees no_judge = {0};
    struct cp_engine *engine = CP_NEW(run, struct cp_engine);
    *engine = (struct cp_engine){.roles = &no_scorer, .pairs = &no_scorer, .sameness = &no_judge, .verdicts = &no_judge, .acts = &no_judge, .bonds = &no_judge, .promise = &cp_no_promise};
    enum cp_status status = cp_lexicon_load(run, options->lexicon, &engine->lexicon, err);
    if (status == CP_OK)
        status = options->model ? cp_model_load(run, options->model, &engine->model, err)
                                : cp_model_builtin(run, &engine->model, err);
    if (status == CP_OK)
        status = load_rules(engine, run, err);
    if (status == CP_OK && !options->unlearned)
        status = load_learned(engine, run, err);
    if (status == CP_OK)
        status = cp_relate_load_calibration(engine->lexicon, run, &engine->calibration, err);
    if (status == CP_OK)
        *result = engine;
    return status;
}

const struct cp_lexicon *cp_engine_lexicon(const struct cp_engine *engine)
{
    return engine->lexicon;
}

const struct cp_model *cp_engine_model(const struct cp_engine *engine)
{
    return engine->model;
}

// Only a sentence that may tell of an act and names somebody, or names two things that may have to do with each other,
// can add to the graph, or one that may judge an act; and behind the first few, which say what the document is about, only one that promises
// something. The rest need no parse.
static bool *choose_sentences(const struct scene *scene, struct promise_hits hits)
{
    const struct cp_analysis *a = scene->analysis;
    bool *wanted = CP_NEW_ARRAY(scene->doc, a->sentence_count + 1, bool);
    for (size_t i = 0; i < a->sentence_count; i++) {
        const struct promise_view view = cp_relate_promise_view(scene, &a->sentences[i], &hits);
        wanted[i] = (view.names >= LEAST_NAMES || (view.names && (view.tells || view.judges))) &&
                    (i < FIRST_SENTENCES || cp_relate_is_promising(scene->engine->promise, a, scene->promises, &view));
    }
    return wanted;
}

// Children of each token, in the order of the text: counted, then placed.
static void hang_children(struct scene *scene)
{
    const struct cp_analysis *a = scene->analysis;
    uint32_t *first = CP_NEW_ARRAY(scene->doc, a->token_count + 2, uint32_t);
    uint32_t *children = CP_NEW_ARRAY(scene->doc, a->token_count + 1, uint32_t);
    for (uint32_t t = 0; t < a->token_count; t++)
        if (a->tokens[t].head != t)
            first[a->tokens[t].head + 2]++;
    for (size_t t = 2; t < a->token_count + 2; t++)
        first[t] += first[t - 1];
    for (uint32_t t = 0; t < a->token_count; t++)
        if (a->tokens[t].head != t)
            children[first[a->tokens[t].head + 1]++] = t;
    scene->child_first = first;
    scene->children = children;
}

// What this room has found out of a form: the rows of its lower case and of the lemma that it had last, the first
// key of the named acts that begin with it, the expressions of time that may.
struct word_note {
    const struct asked *asked; // whose rows
    const uint64_t *lower_row, *lemma_row;
    uint32_t act_names;
    uint16_t time_beginnings;
    struct cp_str lemma; // in the glossary, so that the same place means the same word
    struct promise_word promise;
};

static struct word_note *note_of(const struct scene *scene, const struct asked *asked, const struct cp_token *token)
{
    struct cp_glossary *glossary = scene->analysis->glossary;
    struct cp_entry *entry = cp_glossary_entry(glossary, token->entry);
    struct word_note *note = entry->note;
    if (!note)
        note = entry->note = CP_NEW(cp_glossary_arena(glossary), struct word_note);
    if (note->asked != asked)
        *note = (struct word_note){
            .asked = asked,
            .lower_row = cp_relate_asked_row(asked, entry->lower),
            .act_names = cp_relate_trigger_keys(scene->engine->triggers, TRIGGER_NAME, entry->lower),
            .time_beginnings = cp_timex_beginnings(entry->lower),
            .promise = cp_relate_promise_of(scene->engine->promise, entry->lower),
        };
    return note;
}

static bool is_same_place(struct cp_str a, struct cp_str b)
{
    return a.ptr == b.ptr && a.len == b.len;
}

static const uint64_t *lemma_row(struct word_note *note, const struct cp_token *token)
{
    if (is_same_place(token->lemma, token->lower))
        return note->lower_row;
    if (!is_same_place(token->lemma, note->lemma)) {
        note->lemma = token->lemma;
        note->lemma_row = cp_relate_asked_row(note->asked, token->lemma);
    }
    return note->lemma_row;
}

void cp_relate_look_up_words(struct scene *scene, const struct asked *asked)
{
    enum { AHEAD = 8 };
    const struct cp_analysis *a = scene->analysis;
    scene->lemma_rows = CP_NEW_ARRAY(scene->doc, a->token_count + 1, const uint64_t *);
    scene->lower_rows = CP_NEW_ARRAY(scene->doc, a->token_count + 1, const uint64_t *);
    scene->act_names = CP_NEW_ARRAY(scene->doc, a->token_count + 1, uint32_t);
    scene->time_beginnings = CP_NEW_ARRAY(scene->doc, a->token_count + 1, uint16_t);
    scene->promises = CP_NEW_ARRAY(scene->doc, a->token_count + 1, struct promise_word);
    for (size_t t = 0; t < a->token_count; t++) {
        if (t + AHEAD < a->token_count)
            cp_glossary_ask_notes(a->glossary, a->tokens[t + AHEAD].entry);
        struct word_note *note = note_of(scene, asked, &a->tokens[t]);
        scene->lower_rows[t] = note->lower_row;
        scene->act_names[t] = note->act_names;
        scene->time_beginnings[t] = note->time_beginnings;
        scene->promises[t] = note->promise;
        scene->lemma_rows[t] = lemma_row(note, &a->tokens[t]);
    }
}

// The parse knows the lemmas that were guessed before.
static void look_up_lemmas(struct scene *scene, const struct asked *asked)
{
    const struct cp_analysis *a = scene->analysis;
    for (size_t n = 0; n < a->sentence_count; n++) {
        const struct cp_sentence *s = &a->sentences[n];
        for (uint32_t t = s->first; s->parsed && t < s->first + s->count; t++)
            if (!is_same_place(a->tokens[t].lemma, a->tokens[t].lower))
                scene->lemma_rows[t] = lemma_row(note_of(scene, asked, &a->tokens[t]), &a->tokens[t]);
            else
                scene->lemma_rows[t] = scene->lower_rows[t];
    }
}

// The rows of all words of a sentence, put together: what none of them is need not be looked for. Most sentences that are not parsed
// are never asked.
const uint64_t *cp_relate_add_up_row(const struct scene *scene, size_t sentence)
{
    const struct asked *asked = scene->engine->asked;
    const struct cp_sentence *s = &scene->analysis->sentences[sentence];
    if (s->count == 1 && scene->lemma_rows[s->first] == scene->lower_rows[s->first])
        return scene->sentence_rows[sentence] = scene->lower_rows[s->first]; // a text of single words would take a row for each
    uint64_t *sum = CP_NEW_ARRAY(scene->doc, cp_relate_asked_width(asked), uint64_t);
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        const uint64_t *lemma = scene->lemma_rows[t], *lower = scene->lower_rows[t];
        cp_relate_asked_add(asked, lemma, sum);
        if (lower != lemma)
            cp_relate_asked_add(asked, lower, sum);
    }
    return scene->sentence_rows[sentence] = sum;
}

struct scene *cp_relate_set_scene(const struct cp_engine *engine, struct cp_arena *doc, struct cp_glossary *glossary,
                                  const struct cp_document *document, bool all_sentences)
{
    struct cp_analysis *analysis = cp_tokenize(doc, glossary, document);
    struct cp_name_hit *hits;
    size_t hit_count = cp_lexicon_match(engine->lexicon, doc, document->text, &hits);
    struct scene *scene = CP_NEW(doc, struct scene);
    scene->engine = engine;
    scene->lexicon = engine->lexicon;
    scene->doc = doc;
    scene->quantity_nouns = cp_lexicon_set(engine->lexicon, "quantity-noun");
    scene->object_control_verbs = cp_lexicon_set(engine->lexicon, "object-control-verb");
    scene->aiming_verbs = cp_lexicon_set(engine->lexicon, "aiming-verb");
    scene->past_words = cp_lexicon_set(engine->lexicon, "past-word");
    scene->relief_nouns = cp_lexicon_set(engine->lexicon, "relief-noun");
    scene->answer_words = cp_lexicon_set(engine->lexicon, "answer-word");
    scene->striking_verbs = cp_lexicon_set(engine->lexicon, "striking-verb");
    scene->document = document;
    scene->analysis = analysis;
    cp_relate_look_up_words(scene, engine->asked);
    cp_parse_sentences(engine->model, doc, analysis, all_sentences ? NULL : choose_sentences(scene, (struct promise_hits){hits, hit_count, 0}));
    cp_relate_repair_trees(analysis, engine->lexicon);
    look_up_lemmas(scene, engine->asked);
    scene->sentence_rows = CP_NEW_ARRAY(doc, analysis->sentence_count + 1, const uint64_t *);
    scene->mentions = cp_find_mentions(engine->lexicon, doc, analysis, hits, hit_count);
    hang_children(scene);
    cp_relate_index_entities(scene);
    cp_relate_find_tellings(scene, engine->triggers);
    if (cp_relate_hang_clauses(scene, analysis))
        hang_children(scene);
    cp_relate_judge_tellings(scene, engine->triggers);
    cp_relate_date_tellings(scene);
    return scene;
}

quotation_vec cp_relate_read_parts(const struct cp_engine *engine, struct scene *scene)
{
    quotation_vec quotations;
    cp_relate_find_roles(scene, engine->frames, engine->roles);
    cp_relate_part_tellings(scene);
    cp_relate_find_own_states(scene);
    cp_relate_find_posts(scene);
    cp_relate_hear(scene, &quotations);
    cp_relate_find_relations(scene, engine->relations);
    cp_relate_find_helpers(scene);
    cp_relate_drop_unlikely_roles(scene);
    cp_relate_find_pairs(scene, engine->pairs);
    cp_relate_drop_commentators(scene);
    return quotations;
}

act_vec cp_relate_read_acts(const struct cp_engine *engine, struct scene *scene)
{
    act_vec acts = {0};
    quotation_vec quotations = cp_relate_read_parts(engine, scene);
    cp_relate_join_tellings(scene, &acts);
    cp_relate_default_imposers(scene, &acts);
    cp_relate_default_targets(scene, &acts);
    cp_relate_find_terms(scene, &acts);
    cp_relate_find_presupposed_trade(scene, &acts);
    cp_relate_find_answers(scene, &acts);
    cp_relate_find_quoted_stances(scene, &acts, &quotations);
    cp_relate_find_harm(scene, &acts);
    cp_relate_drop_void_stances(scene, &acts);
    return acts;
}

static struct cp_facts *read_scene(const struct cp_engine *engine, struct scene *scene)
{
    act_vec acts = cp_relate_read_acts(engine, scene);
    return cp_relate_assemble(scene, &acts);
}

enum cp_status cp_relate_read(const struct cp_engine *engine, struct cp_arena *doc, struct cp_glossary *glossary,
                              const struct cp_document *document, bool all_sentences, cp_relate_reading *reading, void *result, struct cp_error *err)
{
    jmp_buf out_of_memory;
    if (setjmp(out_of_memory)) {
        cp_arena_guard(doc, NULL);
        return cp_fail_at(err, CP_ENOMEM, document->source.ptr, 0, "is too large for the memory that there is");
    }
    cp_arena_guard(doc, &out_of_memory);
    reading(cp_relate_set_scene(engine, doc, glossary, document, all_sentences), result);
    cp_arena_guard(doc, NULL);
    return CP_OK;
}

static void read_facts(struct scene *scene, void *result)
{
    *(struct cp_facts **)result = read_scene(scene->engine, scene);
}

enum cp_status cp_extract(const struct cp_engine *engine, struct cp_arena *doc, struct cp_glossary *glossary,
                          const struct cp_document *document, struct cp_facts **facts, struct cp_error *err)
{
    return cp_relate_read(engine, doc, glossary, document, false, read_facts, facts, err);
}
