// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// The abbreviations of src/lexicon/abbreviations.tsv behind one hash table, which is
// made at the first question and then only read.
#include "parse_p.h"

#include <pthread.h>
#include <string.h>

enum { SLOTS = 2048 }; // several times the number of forms; a fuller table would still be right, only slow

struct slot {
    struct cp_str form;
    uint8_t stop;
    bool keep, start;
};

static struct slot slots[SLOTS];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static struct slot *find_slot(struct cp_str form)
{
    size_t at = cp_str_hash(form) % SLOTS;
    while (slots[at].form.ptr && !cp_str_equal(slots[at].form, form))
        at = (at + 1) % SLOTS;
    return &slots[at];
}

static enum cp_stop stop_named(struct cp_str kind)
{
    if (cp_str_equal(kind, CP_STR("title")))
        return CP_STOP_TITLE;
    if (cp_str_equal(kind, CP_STR("number")))
        return CP_STOP_NUMBER;
    if (cp_str_equal(kind, CP_STR("month")))
        return CP_STOP_MONTH;
    return CP_STOP_END;
}

static void add_forms(struct cp_str forms, struct cp_str kind, bool keep)
{
    static size_t used;
    bool start = cp_str_equal(kind, CP_STR("start"));
    while (forms.len && used < SLOTS - 1) {
        struct cp_str form = cp_str_split(&forms, ' ');
        if (!form.len)
            continue;
        struct slot *slot = find_slot(form);
        used += !slot->form.ptr;
        slot->form = form;
        if (start) {
            slot->start = true;
        } else {
            slot->stop = (uint8_t)stop_named(kind);
            slot->keep |= keep;
        }
    }
}

static void load(void)
{
    struct cp_str rest = {cp_parse_abbreviations, (size_t)(cp_parse_abbreviations_end - cp_parse_abbreviations)};
    while (rest.len) {
        struct cp_str line = cp_str_split(&rest, '\n');
        if (!line.len || line.ptr[0] == '#')
            continue;
        struct cp_str kind = cp_str_split(&line, '\t');
        struct cp_str keep = cp_str_split(&line, '\t');
        add_forms(line, kind, cp_str_equal(keep, CP_STR("keep")));
    }
}

enum cp_stop cp_abbreviation(struct cp_str form, bool *keep)
{
    pthread_once(&once, load);
    const struct slot *slot = find_slot(form);
    *keep = slot->keep;
    return slot->form.ptr && !slot->start ? (enum cp_stop)slot->stop : CP_STOP_PLAIN;
}

bool cp_starts_sentences(struct cp_str form)
{
    pthread_once(&once, load);
    return find_slot(form)->start;
}
