// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// Lemmas: a table of irregular forms (src/lexicon/lemmas.tsv), then rules of English
// spelling. The hard part is what stood before "-ed" and "-ing": "banned" → ban,
// "imposed" → impose, "targeted" → target; the last letters of the stem decide, and
// what they decide wrongly is in the table.
#include "parse_p.h"

#include <pthread.h>
#include <string.h>

enum { SLOTS = 8192 }; // several times the number of forms

enum class { VERB, NOUN, DEGREE, ANY, KEEP, CLASSES }; // in the file: v n a x k

// A form, and its lemma in each class; none: empty. KEEP: when the tag is not known, no inflected form.
struct slot {
    struct cp_str form, lemmas[CLASSES];
};

// Most words are not in the table. That is seen from the marks, which stay in the nearest cache as the slots would not.
static uint8_t marks[SLOTS]; // a part of the hash; 0: empty
static struct slot slots[SLOTS];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static uint8_t mark_of(uint64_t hash)
{
    return (uint8_t)(hash >> 56 | 1);
}

// The form's slot, or the empty one where it would be.
static struct slot *find_slot(struct cp_str form)
{
    const uint64_t hash = cp_str_hash(form);
    size_t at = hash % SLOTS;
    while (marks[at] && !(marks[at] == mark_of(hash) && cp_str_equal(slots[at].form, form)))
        at = (at + 1) % SLOTS;
    return &slots[at];
}

static void load(void)
{
    static const char letters[] = "vnaxk";
    struct cp_str rest = {cp_parse_lemmas, (size_t)(cp_parse_lemmas_end - cp_parse_lemmas)};
    size_t used = 0;
    while (rest.len) {
        struct cp_str line = cp_str_split(&rest, '\n');
        struct cp_str class = cp_str_split(&line, '\t'), lemma = cp_str_split(&line, '\t');
        const char *letter = class.len == 1 ? strchr(letters, class.ptr[0]) : NULL;
        while (letter && line.len && used < SLOTS / 2) {
            struct cp_str form = cp_str_split(&line, ' ');
            if (!form.len)
                continue;
            struct slot *slot = find_slot(form);
            used += !slot->form.ptr;
            marks[slot - slots] = mark_of(cp_str_hash(form));
            slot->form = form;
            if (!slot->lemmas[letter - letters].ptr)
                slot->lemmas[letter - letters] = lemma;
        }
    }
}

// NULL if the table does not have it.
static const struct cp_str *irregular(struct cp_str form, enum class class)
{
    const struct slot *slot = find_slot(form);
    return slot->lemmas[class].ptr ? &slot->lemmas[class] : NULL;
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static bool ends(struct cp_str s, const char *tail)
{
    size_t n = strlen(tail);
    return s.len >= n && memcmp(s.ptr + s.len - n, tail, n) == 0;
}

// Tails have two letters at least, but for some of one; a look at the first tells most of them apart.
static bool ends_with_one(struct cp_str s, const char *const *tails)
{
    for (; *tails; tails++) {
        const size_t n = (*tails)[1] == '\0' ? 1 : (*tails)[2] == '\0' ? 2 : strlen(*tails);
        if (s.len >= n && s.ptr[s.len - n] == **tails && memcmp(s.ptr + s.len - n, *tails, n) == 0)
            return true;
    }
    return false;
}

static struct cp_str joined(struct cp_arena *doc, struct cp_str s, const char *tail)
{
    size_t n = strlen(tail);
    char *copy = cp_alloc(doc, s.len + n + 1);
    memcpy(copy, s.ptr, s.len);
    memcpy(copy + s.len, tail, n);
    return (struct cp_str){copy, s.len + n};
}

static struct cp_str shorter(struct cp_str s, size_t n)
{
    return (struct cp_str){s.ptr, s.len - n};
}

static bool has_vowel(struct cp_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (is_vowel(s.ptr[i]) || s.ptr[i] == 'y')
            return true;
    return false;
}

// Did the verb that gave this stem end in a silent e?
static bool stem_wants_e(struct cp_str stem)
{
    static const char *const always[] = {"c",  "v",  "u",  "dg", "rg", "ag", "eg",  "ng", "bl", "pl",  "tl", "dl",
                                         "gl", "fl", "kl", "zl", "cl", "rs", "ns",  "ps", "as", "is",  "os", "us",
                                         "ys", "iz", "yz", "az", "ak", "ik", "ok",  "uk", "at", "ut",  "ot", "ir",
                                         "ur", "ar", "ad", "id", "ud", "od", "im",  "um", "am", "in",  "un", "ap",
                                         "ip", "yp", "il", "ul", "ib", "ub", "rb",  "of", "af", "if",  "ob", "es",
                                         "hang", NULL};
    static const char *const never[] = {"eak", "eek", "oak", "ook", "eat", "oat", "out", "oot", "eet",  "ait", "uit",
                                        "oit", "air", "oir", "our", "ear", "eer", "ead", "oad", "aid",  "eed", "oid",
                                        "ood", "oud", "ood", "aim", "eam", "oam", "oom", "ain", "ein",  "oin", "een",
                                        "oon", "ean", "oun", "eap", "oap", "eep", "oop", "ail", "eil",  "oil", "eal",
                                        "oul", "ool", "eel", "ong", "ing", "oof", "eaf", "ief", "erb",  "ess", "oss",
                                        "ass", "iss", "uss", "oub", "ush", "ush", "omb", "ees", "owl",  "awl", "url",
                                        "oar", "aud", "aul", "aun", "aug", "oup", "aut", "eit", "erm",  "eav", NULL};
    if (ends(stem, "eav") || ends(stem, "eiv") || ends(stem, "iev"))
        return true;
    if (ends_with_one(stem, never))
        return false;
    if (stem.len <= 3 && stem.len >= 2 && !is_vowel(stem.ptr[stem.len - 1]) && is_vowel(stem.ptr[stem.len - 2]) &&
        strchr("wxy", stem.ptr[stem.len - 1]) == NULL)
        return true; // "us|ed", "tim|ed": a short stem with a plain consonant would have doubled it
    return ends_with_one(stem, always);
}

// The verb behind a stem that "-ed" or "-ing" left. whole: the form, whose own "e" can be lent after "-ed".
static struct cp_str verb_of_stem(struct cp_arena *doc, struct cp_str stem, struct cp_str whole)
{
    size_t n = stem.len;
    if (n > 3 && stem.ptr[n - 1] == stem.ptr[n - 2] && strchr("bdgmnprt", stem.ptr[n - 1]))
        return shorter(stem, 1);
    if (!stem_wants_e(stem))
        return stem;
    if (whole.ptr[n] == 'e')
        return (struct cp_str){whole.ptr, n + 1};
    return joined(doc, stem, "e");
}

// Third person and plural have the same spelling.
static struct cp_str without_s(struct cp_arena *doc, struct cp_str s)
{
    static const char *const sibilants[] = {"sses", "shes", "ches", "xes", "zzes", NULL};
    if (s.len < 3 || s.ptr[s.len - 1] != 's' || ends(s, "ss") || ends(s, "us") || ends(s, "is") || ends(s, "'s"))
        return s;
    if (ends(s, "ies"))
        return s.len > 4 ? joined(doc, shorter(s, 3), "y") : shorter(s, 1);
    if (ends_with_one(s, sibilants) || ends(s, "oes"))
        return shorter(s, 2);
    return shorter(s, 1);
}

static struct cp_str verb_lemma(struct cp_arena *doc, struct cp_str s)
{
    const struct cp_str *known = irregular(s, VERB);
    if (known)
        return *known;
    if (ends(s, "ied") && s.len > 4)
        return joined(doc, shorter(s, 3), "y");
    if (ends(s, "eed"))
        return s;
    if (ends(s, "ed") && s.len > 3 && has_vowel(shorter(s, 2)))
        return verb_of_stem(doc, shorter(s, 2), s);
    if (ends(s, "ing") && s.len > 4 && has_vowel(shorter(s, 3)))
        return verb_of_stem(doc, shorter(s, 3), s);
    return s;
}

static struct cp_str third_person_lemma(struct cp_arena *doc, struct cp_str s)
{
    const struct cp_str *known = irregular(s, VERB);
    return known ? *known : without_s(doc, s);
}

static struct cp_str noun_lemma(struct cp_arena *doc, struct cp_str s)
{
    const struct cp_str *known = irregular(s, NOUN);
    return known ? *known : without_s(doc, s);
}

// "larger", "largest" → large
static struct cp_str degree_lemma(struct cp_arena *doc, struct cp_str s, const char *ending)
{
    const struct cp_str *known = irregular(s, DEGREE);
    if (known)
        return *known;
    if (!ends(s, ending) || s.len < strlen(ending) + 3)
        return s;
    struct cp_str stem = shorter(s, strlen(ending));
    size_t n = stem.len;
    if (stem.ptr[n - 1] == 'i')
        return joined(doc, shorter(stem, 1), "y");
    if (n > 3 && stem.ptr[n - 1] == stem.ptr[n - 2] && strchr("bdgmnt", stem.ptr[n - 1]))
        return shorter(stem, 1);
    static const char *const with_e[] = {"rg", "c", "v", "at", "id", "af", "tl", "pl", "bl", "ns", "os", "ar", "ir", "ur", "in", NULL};
    if (ends_with_one(stem, with_e) && !ends(stem, "ear") && !ends(stem, "eat") && !ends(stem, "air"))
        return (struct cp_str){s.ptr, n + 1};
    return stem;
}

// Without a tag: endings that speak for themselves.
static struct cp_str guessed_lemma(struct cp_arena *doc, struct cp_str s)
{
    const struct slot *slot = find_slot(s);
    const char last = s.ptr[s.len - 1];
    if (slot->lemmas[KEEP].ptr)
        return s;
    if (slot->lemmas[VERB].ptr)
        return slot->lemmas[VERB];
    if (slot->lemmas[NOUN].ptr)
        return slot->lemmas[NOUN];
    if (s.len < 4)
        return s;
    if (last == 's')
        return without_s(doc, s);
    return last == 'd' || last == 'g' ? verb_lemma(doc, s) : s;
}

// "'re", "n't": whatever the tag. "'s" can be many things, and needs one.
static const struct cp_str *clitic_lemma(struct cp_str s, enum cp_tag tag)
{
    if (tag == CP_TAG_POS || s.len > 3)
        return NULL;
    return s.ptr[0] == '\'' || s.ptr[s.len - 2] == '\'' ? irregular(s, ANY) : NULL;
}

struct cp_str cp_lemma(struct cp_arena *doc, struct cp_str lower, enum cp_tag tag)
{
    pthread_once(&once, load);
    if (!lower.len)
        return lower;
    const struct cp_str *clitic = lower.len > 1 ? clitic_lemma(lower, tag) : NULL;
    if (clitic)
        return *clitic;
    switch (tag) {
    case CP_TAG_NONE:
        return guessed_lemma(doc, lower);
    case CP_TAG_VBZ:
        return third_person_lemma(doc, lower);
    case CP_TAG_VB:
    case CP_TAG_VBP:
    case CP_TAG_MD: {
        const struct cp_str *known = lower.len < 4 ? irregular(lower, VERB) : NULL;
        return known ? *known : lower;
    }
    case CP_TAG_VBD:
    case CP_TAG_VBN:
    case CP_TAG_VBG:
        return verb_lemma(doc, lower);
    case CP_TAG_NNS:
        return noun_lemma(doc, lower);
    case CP_TAG_JJR:
    case CP_TAG_RBR:
        return degree_lemma(doc, lower, "er");
    case CP_TAG_JJS:
    case CP_TAG_RBS:
        return degree_lemma(doc, lower, "est");
    default:
        return lower;
    }
}
