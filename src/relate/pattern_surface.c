// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Reads a pattern along the words of a sentence, with backtracking. A star takes as little as it can, at most WORDS_MOST words.
#include "pattern_p.h"
#include "trigger.h"

enum { WORDS_MOST = 8, TITLE_MOST = 6 };

struct mention_starts cp_relate_mention_starts(const struct scene *scene)
{
    const struct cp_mentions *m = scene->mentions;
    size_t tokens = scene->analysis->token_count;
    uint32_t *first = CP_NEW_ARRAY(scene->doc, tokens + 2, uint32_t), next = 0;
    for (uint32_t t = 0; t <= tokens; t++) {
        first[t] = next;
        while (next < m->mention_count && m->mentions[next].first == t)
            next++;
    }
    first[tokens + 1] = next;
    return (struct mention_starts){first};
}

struct reading {
    const struct scene *scene;
    const struct pattern *pattern;
    struct mention_starts starts;
    cp_relate_slot_fits fits;
    void *context;
    uint32_t end; // behind the sentence
    struct ways *ways;
};

static void read_on(struct reading *r, unsigned item, uint32_t token, struct way way);

static void take_slot(struct reading *r, unsigned item, uint32_t token, struct way way)
{
    for (uint32_t i = r->starts.first[token]; i < r->starts.first[token + 1]; i++) {
        const struct cp_mention *m = &r->scene->mentions->mentions[i];
        if (m->last >= r->end || !r->fits(r->context, m))
            continue;
        struct way next = way;
        next.end = i;
        next.last = m->last;
        read_on(r, item + 1, m->last + 1, next);
    }
}

static struct cp_str words_between(const struct reading *r, uint32_t first, uint32_t last)
{
    const struct cp_token *tokens = r->scene->analysis->tokens;
    return cp_str_slice(r->scene->document->text, tokens[first].begin, tokens[last].end);
}

// A post of any number of words, the longest first.
static void take_title(struct reading *r, unsigned item, uint32_t token, struct way way)
{
    for (uint32_t n = TITLE_MOST; n-- > 0;) {
        if (token + n >= r->end || !cp_lexicon_post_written(r->scene->lexicon, words_between(r, token, token + n)))
            continue;
        struct way next = way;
        next.last = token + n;
        read_on(r, item + 1, token + n + 1, next);
        return;
    }
}

static void take_words(struct reading *r, unsigned item, uint32_t token, struct way way)
{
    const struct pattern_item *want = &r->pattern->items[item];
    if (want->optional)
        read_on(r, item + 1, token, way);
    uint32_t most = want->repeated ? WORDS_MOST : 1;
    for (uint32_t n = 0; n < most && token + n < r->end; n++) {
        if (!cp_relate_word_fits(r->scene, &want->word, token + n))
            return;
        struct way next = way;
        next.last = token + n;
        read_on(r, item + 1, token + n + 1, next);
    }
}

static void read_on(struct reading *r, unsigned item, uint32_t token, struct way way)
{
    if (r->ways->count == WAYS_MOST)
        return;
    if (item == r->pattern->count) {
        r->ways->items[r->ways->count++] = way;
        return;
    }
    const struct pattern_item *want = &r->pattern->items[item];
    if (token >= r->end) {
        if (want->optional)
            read_on(r, item + 1, token, way);
    } else if (want->kind != ITEM_WORD) {
        take_slot(r, item, token, way);
    } else if (want->word.class == CLASS_TITLE) {
        take_title(r, item, token, way);
    } else {
        take_words(r, item, token, way);
    }
}

void cp_relate_read_along(const struct scene *scene, const struct pattern *pattern, struct mention_starts starts,
                          const struct cp_mention *mention, cp_relate_slot_fits fits, void *context, struct ways *ways)
{
    const struct cp_sentence *s = &scene->analysis->sentences[token_at(scene, mention->first)->sentence];
    struct reading r = {scene, pattern, starts, fits, context, s->first + s->count, ways};
    ways->count = 0;
    read_on(&r, 1, mention->last + 1, (struct way){CP_NONE, CP_NONE, mention->first, mention->last});
}
