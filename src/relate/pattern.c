// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Patterns: from text to memory, and the question whether a word is the one that is asked for.
#include "expand.h"
#include "pattern_p.h"
#include "trigger.h"

static enum word_class class_from(struct cp_str name)
{
    static const struct {
        const char *name;
        enum word_class class;
    } classes[] = {{"noun", CLASS_NOUN},     {"verb", CLASS_VERB},    {"adjective", CLASS_ADJECTIVE},
                   {"number", CLASS_NUMBER}, {"mod", CLASS_MODIFIER}, {"title", CLASS_TITLE},
                   {"goods", CLASS_GOODS}, {"maker", CLASS_MAKER}};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (cp_str_equal(name, cp_str_from(classes[i].name)))
            return classes[i].class;
    return CLASS_NONE;
}

struct reader {
    const struct cp_lexicon *lexicon;
    struct asked *asked;
    struct cp_arena *run;
};

static const char *read_word(const struct reader *r, struct cp_str text, struct word_test *test)
{
    test->list = CP_NONE;
    test->any = text.len == 0 || cp_str_equal(text, CP_STR("*"));
    if (test->any)
        return NULL;
    CP_VEC(struct cp_str) words = {0};
    uint32_t sets[PATTERN_SETS_MOST];
    unsigned set_count = 0;
    for (struct cp_str word; cp_str_item(&text, &word);) {
        struct cp_str name = cp_str_slice(word, 1, word.len);
        if (word.ptr[0] == '@' && name.len) {
            uint32_t set = cp_lexicon_set(r->lexicon, cp_str_copy(r->run, name).ptr);
            if (set == CP_NONE)
                return "names a set of words that the lexicon does not have";
            if (set_count == PATTERN_SETS_MOST)
                return "asks for more than three sets at once";
            sets[set_count++] = set;
        } else if (word.ptr[0] == '#' && name.len) {
            if (test->class != CLASS_NONE)
                return "asks for two classes at once";
            test->class = class_from(name);
            if (test->class == CLASS_NONE)
                return "names a class of words that is none";
        } else {
            *CP_PUSH(r->run, &words) = word;
        }
    }
    if (words.count + set_count)
        test->list = cp_relate_asked_list(r->asked, words.items, words.count, sets, set_count);
    return NULL;
}

// ---------------------------------------------------------------- the tree

static const char *read_labels(struct cp_str labels, uint64_t *deps)
{
    for (struct cp_str label; cp_str_item(&labels, &label);) {
        int dep = 0;
        while (dep < CP_DEP_COUNT && !cp_str_equal(cp_str_from(cp_dep_name((enum cp_dep)dep)), label))
            dep++;
        if (dep == CP_DEP_COUNT)
            return "has a label that is no dependency";
        *deps |= DEP_BIT(dep);
    }
    return *deps ? NULL : "has a step without a label";
}

// A hyphen may belong to a word ("@maker-noun", "state-owned"): a check begins at "+", or at "-" before a label.
static bool begins_check(struct cp_str text, size_t at)
{
    if (text.ptr[at] == '+')
        return true;
    struct cp_str rest = cp_str_slice(text, at + 1, text.len);
    size_t end = 0;
    while (end < rest.len && rest.ptr[end] >= 'a' && rest.ptr[end] <= 'z')
        end++;
    uint64_t deps = 0;
    return text.ptr[at] == '-' && end && read_labels(cp_str_slice(rest, 0, end), &deps) == NULL;
}

// Takes off what stands before the next check.
static struct cp_str cut(struct cp_str *text)
{
    size_t at = 0;
    while (at < text->len && !begins_check(*text, at))
        at++;
    struct cp_str piece = cp_str_slice(*text, 0, at);
    *text = cp_str_slice(*text, at, text->len);
    return piece;
}

static const char *read_step(const struct reader *r, struct cp_str text, struct pattern_step *step)
{
    if (text.ptr[0] != '<' && text.ptr[0] != '>' && text.ptr[0] != '=')
        return "has a step that begins with none of < > =";
    step->stay = text.ptr[0] == '=';
    step->up = text.ptr[0] == '<';
    text = cp_str_slice(text, 1, text.len);
    struct cp_str own = cut(&text);
    struct cp_str labels = cp_str_split(&own, ':');
    const char *problem = step->stay ? (labels.len ? "has a label behind =" : NULL) : read_labels(labels, &step->deps);
    if (!problem)
        problem = read_word(r, own, &step->word);
    while (!problem && text.len) {
        if (step->check_count == PATTERN_CHECKS_MOST)
            return "asks for more than two dependents of one word";
        struct pattern_check *check = &step->checks[step->check_count++];
        check->wanted = text.ptr[0] == '+';
        text = cp_str_slice(text, 1, text.len);
        struct cp_str piece = cut(&text);
        problem = read_labels(cp_str_split(&piece, ':'), &check->deps);
        if (!problem)
            problem = read_word(r, piece, &check->word);
    }
    return problem;
}

// ---------------------------------------------------------------- the surface

static const char *read_item(const struct reader *r, struct cp_str text, struct pattern_item *item)
{
    char last = text.ptr[text.len - 1];
    if (text.len > 1 && (last == '?' || last == '*' || last == '+')) {
        item->optional = last != '+';
        item->repeated = last != '?';
        text = cp_str_slice(text, 0, text.len - 1);
    }
    item->kind = cp_str_equal(text, CP_STR("A")) ? ITEM_A : cp_str_equal(text, CP_STR("B")) ? ITEM_B : ITEM_WORD;
    if (item->kind != ITEM_WORD)
        return item->optional || item->repeated ? "has A or B with a mark behind it" : NULL;
    return read_word(r, text, &item->word);
}

static const char *check_slots(const struct pattern *pattern)
{
    unsigned a = 0, b = 0;
    for (unsigned i = 0; i < pattern->count; i++) {
        a += pattern->items[i].kind == ITEM_A;
        b += pattern->items[i].kind == ITEM_B;
    }
    if (a != 1 || b != 1)
        return "needs one A and one B";
    return pattern->items[0].kind == ITEM_WORD ? "begins with neither A nor B" : NULL;
}

const char *cp_relate_read_pattern(const struct cp_lexicon *lexicon, struct asked *asked, struct cp_arena *run,
                                   struct cp_str text, struct pattern *pattern)
{
    struct reader r = {lexicon, asked, run};
    *pattern = (struct pattern){.surface = text.len && text.ptr[0] != '<' && text.ptr[0] != '>' && text.ptr[0] != '='};
    unsigned most = pattern->surface ? PATTERN_ITEMS_MOST : PATTERN_STEPS_MOST;
    while (text.len) {
        struct cp_str piece = cp_str_trim(cp_str_split(&text, ' '));
        if (!piece.len)
            continue;
        if (pattern->count == most)
            return "is too long";
        unsigned n = pattern->count++;
        const char *problem = pattern->surface ? read_item(&r, piece, &pattern->items[n])
                                               : read_step(&r, piece, &pattern->steps[n]);
        if (problem)
            return problem;
    }
    if (!pattern->count)
        return "has no pattern";
    return pattern->surface ? check_slots(pattern) : NULL;
}

// ---------------------------------------------------------------- words

static bool class_fits(enum word_class class, const struct cp_token *t)
{
    bool noun = t->tag == CP_TAG_NN || t->tag == CP_TAG_NNS || t->tag == CP_TAG_NNP || t->tag == CP_TAG_NNPS;
    bool adjective = t->tag == CP_TAG_JJ || t->tag == CP_TAG_JJR || t->tag == CP_TAG_JJS;
    switch (class) {
    case CLASS_NOUN:
        return noun;
    case CLASS_VERB:
        return t->tag >= CP_TAG_VB && t->tag <= CP_TAG_VBZ;
    case CLASS_ADJECTIVE:
        return adjective;
    case CLASS_NUMBER:
        return t->tag == CP_TAG_CD;
    case CLASS_MODIFIER:
        return noun || adjective || t->tag == CP_TAG_CD || t->tag == CP_TAG_HYPH || t->tag == CP_TAG_VBG ||
               t->tag == CP_TAG_VBN || t->tag == CP_TAG_RBS || t->tag == CP_TAG_AFX || t->tag == CP_TAG_POS ||
               t->tag == CP_TAG_RB;
    default:
        return false;
    }
}

bool cp_relate_word_fits(const struct scene *scene, const struct word_test *test, uint32_t token)
{
    return test->any || is_asked(scene, token, test->list) || class_fits(test->class, &scene->analysis->tokens[token]) ||
           (test->class == CLASS_GOODS && cp_relate_names_goods(scene, token)) ||
           (test->class == CLASS_MAKER && cp_relate_made_by(token_at(scene, token)->lower).len);
}
