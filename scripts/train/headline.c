// SPDX-License-Identifier: GPL-3.0-or-later
//
// Headlines made of sentences. The teacher was not taught on headlines, and its trees of them are poor; but an
// ordinary sentence that it parsed well becomes a headline by a few steps that leave the tree as it is: articles and the
// forms of "be" before a participle are left out, the past becomes the present, "will" becomes "to". Some verbs
// are exchanged for one that has a noun's spelling ("curbs", "bans"): that is what makes real headlines hard.
#include "corpus.h"

#include <string.h>

static const char *const noun_like[] = {
    "ban",   "bar",    "block",  "cap",     "check",   "control", "counter",  "curb",    "cut",     "delay",
    "drop",  "ease",   "end",    "eye",     "file",    "fight",   "fine",     "freeze",  "halt",    "hike",
    "hit",   "jail",   "lift",   "limit",   "list",    "name",    "pause",    "plan",    "probe",   "ramp",
    "raise", "review", "sanction", "seek",  "seize",   "slap",    "slash",    "sue",     "suspend", "swap",
    "target", "tax",   "test",   "threaten", "tighten", "urge",   "veto",     "weigh",   "welcome", "restrict",
    "add",   "boycott", "license", "warn",  "impose",  "extend",  "penalise", "blacklist", "embargo", "face"};

// In other sentences nouns of the same spelling take the place of these: else the student would take "curbs" for a verb
// wherever it stands.
static const char *const acts[] = {"restriction", "measure", "requirement", "rule",   "regulation", "penalty",
                                   "action",      "policy",  "tariff",      "duty",   "order",      "sanction",
                                   "obligation",  "barrier", "prohibition", "charge", "request",    "agreement"};
static const char *const act_like[] = {"ban",   "cap",   "check", "control", "curb",  "cut",  "delay", "freeze",
                                       "halt",  "hike",  "limit", "pause",   "probe", "bar",  "test",  "block",
                                       "review", "veto", "tax",   "embargo", "boycott", "fine"};

static bool is(const struct word *word, const char *form)
{
    return strcasecmp(word->form, form) == 0;
}

static bool has_child(const struct word *words, uint32_t count, uint32_t of)
{
    for (uint32_t i = 0; i < count; i++)
        if (words[i].head == (int)of)
            return true;
    return false;
}

static const struct word *child_as(const struct word *words, uint32_t count, uint32_t of, enum cp_dep dep)
{
    for (uint32_t i = 0; i < count; i++)
        if (words[i].head == (int)of && words[i].dep == dep)
            return &words[i];
    return NULL;
}

// Articles, "was" before a participle, the last full stop.
static bool is_left_out(const struct word *words, uint32_t count, uint32_t i)
{
    if (has_child(words, count, i))
        return false;
    if (words[i].dep == CP_DEP_DET)
        return is(&words[i], "the") || is(&words[i], "a") || is(&words[i], "an");
    if (words[i].dep == CP_DEP_AUXPASS) // not "has been", "will be": what stands before it would hang in the air
        return words[i].tag == CP_TAG_VBD || words[i].tag == CP_TAG_VBZ || words[i].tag == CP_TAG_VBP;
    return i + 1 == count && words[i].tag == CP_TAG_PERIOD;
}

static bool subject_is_plural(const struct word *words, uint32_t count, uint32_t verb)
{
    const struct word *subject = child_as(words, count, verb, CP_DEP_NSUBJ);
    while (!subject && words[verb].dep == CP_DEP_CONJ && words[verb].head < (int)count) {
        verb = (uint32_t)words[verb].head;
        subject = child_as(words, count, verb, CP_DEP_NSUBJ);
    }
    return subject && (subject->tag == CP_TAG_NNS || subject->tag == CP_TAG_NNPS || is(subject, "they") || is(subject, "we") ||
                       is(subject, "I") || is(subject, "you") ||
                       child_as(words, count, (uint32_t)(subject - words), CP_DEP_CONJ));
}

static void set_form(struct cp_arena *forms, struct word *word, struct cp_str form, const char *ending)
{
    size_t n = strlen(ending);
    char *copy = cp_alloc(forms, form.len + n + 1);
    memcpy(copy, form.ptr, form.len);
    memcpy(copy + form.len, ending, n + 1);
    word->form = copy;
    word->length = (uint16_t)(form.len + n);
}

static void set_present(struct cp_arena *forms, struct word *word, struct cp_str verb, bool plural)
{
    const char last = verb.ptr[verb.len - 1], before = verb.len > 1 ? verb.ptr[verb.len - 2] : ' ';
    word->tag = plural ? CP_TAG_VBP : CP_TAG_VBZ;
    if (cp_str_equal(verb, cp_str_from("be")))
        set_form(forms, word, cp_str_from(plural ? "are" : "is"), "");
    else if (plural)
        set_form(forms, word, verb, "");
    else if (cp_str_equal(verb, cp_str_from("have")))
        set_form(forms, word, cp_str_from("has"), "");
    else if (last == 'y' && !strchr("aeiou", before))
        set_form(forms, word, (struct cp_str){verb.ptr, verb.len - 1}, "ies");
    else if (strchr("sxzo", last) || (last == 'h' && (before == 'c' || before == 's')))
        set_form(forms, word, verb, "es");
    else
        set_form(forms, word, verb, "s");
}

static void set_plural(struct cp_arena *forms, struct word *word, struct cp_str noun)
{
    set_form(forms, word, noun, strchr("sxzo", noun.ptr[noun.len - 1]) ? "es" : "s");
}

static bool is_act(struct cp_arena *forms, const struct word *word)
{
    if ((word->tag != CP_TAG_NN && word->tag != CP_TAG_NNS) || word->form[0] < 'a' || word->length > 16)
        return false;
    struct cp_str noun = cp_lemma(forms, (struct cp_str){word->form, word->length}, (enum cp_tag)word->tag);
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (cp_str_equal(noun, cp_str_from(acts[i])))
            return true;
    return false;
}

// The verbs that say what happened, not those of its circumstances.
static bool is_told(const struct word *word)
{
    return word->tag == CP_TAG_VBD && (word->dep == CP_DEP_ROOT || word->dep == CP_DEP_CONJ || word->dep == CP_DEP_CCOMP);
}

static void change_words(struct cp_arena *forms, struct word *words, uint32_t count, uint64_t *seed)
{
    for (uint32_t i = 0; i < count; i++) {
        struct word *word = &words[i];
        const uint32_t dice = cp_train_noise(seed);
        if (is_told(word)) {
            char lower[64];
            const size_t length = word->length < sizeof lower ? word->length : sizeof lower;
            for (size_t k = 0; k < length; k++)
                lower[k] = (char)(word->form[k] | 0x20);
            struct cp_str verb = cp_lemma(forms, (struct cp_str){lower, length}, CP_TAG_VBD);
            if (dice % 2 && child_as(words, count, i, CP_DEP_DOBJ))
                verb = cp_str_from(noun_like[(dice >> 8) % (sizeof noun_like / sizeof *noun_like)]);
            set_present(forms, word, verb, subject_is_plural(words, count, i));
        } else if (word->tag == CP_TAG_MD && word->dep == CP_DEP_AUX && is(word, "will")) {
            set_form(forms, word, cp_str_from("to"), "");
            word->tag = CP_TAG_TO;
        }
    }
}

// Only sentences in the past that are short enough, with one subject that something is told of.
static bool is_fit(const struct word *words, uint32_t count)
{
    if (count < 5 || count > 30)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (words[i].dep == CP_DEP_ROOT)
            return (words[i].tag == CP_TAG_VBD && child_as(words, count, i, CP_DEP_NSUBJ)) ||
                   (words[i].tag == CP_TAG_VBN && child_as(words, count, i, CP_DEP_NSUBJPASS)) ||
                   (words[i].tag == CP_TAG_VB && child_as(words, count, i, CP_DEP_NSUBJ));
    return false;
}

static void add_headline(struct corpus *c, struct sentence s, uint64_t *seed)
{
    struct word old[32];
    int place[33], kept = 0;
    memcpy(old, &c->words[s.first], s.count * sizeof *old);
    for (uint32_t i = 0; i < s.count; i++)
        place[i] = is_left_out(old, s.count, i) ? -1 : kept++;
    place[s.count] = kept;
    change_words(c->forms, old, s.count, seed);
    const size_t first = c->word_count;
    for (uint32_t i = 0; i < s.count; i++)
        if (place[i] >= 0) {
            struct word *word = cp_train_corpus_add_word(c);
            *word = old[i];
            word->head = (int16_t)place[word->head];
        }
    cp_train_corpus_title(c, first, cp_train_noise(seed) % 2);
    *cp_train_corpus_add_sentence(c) = (struct sentence){.first = (uint32_t)first, .count = (uint32_t)kept};
}

// A copy of the sentence in which nouns that say what a government does are exchanged; none if there are none.
static void add_exchanged(struct corpus *c, struct sentence s, uint64_t *seed)
{
    const size_t first = c->word_count;
    bool any = false;
    for (uint32_t i = 0; i < s.count; i++) {
        struct word *word = cp_train_corpus_add_word(c);
        *word = c->words[s.first + i];
        if (!is_act(c->forms, word))
            continue;
        const struct cp_str noun = cp_str_from(act_like[cp_train_noise(seed) % (sizeof act_like / sizeof *act_like)]);
        if (word->tag == CP_TAG_NNS)
            set_plural(c->forms, word, noun);
        else
            set_form(c->forms, word, noun, "");
        any = true;
    }
    if (any)
        *cp_train_corpus_add_sentence(c) = (struct sentence){.first = (uint32_t)first, .count = s.count};
    else
        c->word_count = first;
}

void cp_train_corpus_add_headlines(struct corpus *c, uint64_t seed, unsigned percent)
{
    const size_t n = c->sentence_count;
    for (size_t i = 0; i < n; i++) {
        const struct sentence s = c->sentences[i];
        if (is_fit(&c->words[s.first], s.count) && cp_train_noise(&seed) % 100 < percent)
            add_headline(c, s, &seed);
        if (s.count <= 40 && cp_train_noise(&seed) % 100 < percent)
            add_exchanged(c, s, &seed);
    }
}
