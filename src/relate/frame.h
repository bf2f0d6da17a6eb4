// SPDX-License-Identifier: GPL-3.0-or-later
//
// Frames: frames.tsv in memory. A frame says which part in an act the name at the end of a
// path plays.
//
// Room: relate.
#ifndef CP_RELATE_FRAME_H
#define CP_RELATE_FRAME_H

#include "act.h"
#include "path.h"

struct frame_step {
    uint64_t deps; // set of enum cp_dep
    bool up, any;               // any: every word will do
    uint32_t set;   // word set that the lemma must be of, or CP_NONE
    uint32_t words; // or else list of lemmas and forms, or CP_NONE
};

struct frame {
    const char *id;
    unsigned line;
    bool verbal;
    struct frame_step trigger; // what the trigger itself must be: "=:designation"
    struct frame_step steps[PATH_MOST];
    unsigned count;
    uint32_t kinds;      // set of enum cp_kind
    uint32_t forms;      // set of enum cp_mention_form; 0: any
    uint32_t types;      // set of enum cp_measure_type
    enum cp_relation role;
    float confidence;
    struct cp_str example, counterexample;
};

struct frame_table {
    const char *file;
    const struct frame *frames;
    size_t count;
    // Sets of frames, as bits: those for nouns and for verbs, of each kind and type, with so many steps, and those whose first step goes
    // down or up by a label
    uint64_t *verbal[2], *of_kind[CP_KIND_COUNT], *of_type[CP_MEASURE_COUNT], *of_length[PATH_MOST + 1], *of_first[2][CP_DEP_COUNT];
};

enum cp_status cp_relate_load_frames(const struct cp_lexicon *lexicon, struct asked *asked, struct cp_arena *run,
                                     const struct frame_table **result, struct cp_error *err);

// The first frame that fits, or NULL.
const struct frame *cp_relate_match_frame(const struct scene *scene, const struct frame_table *table,
                                          const struct telling *telling, const struct path *path,
                                          const struct cp_mention *mention);

// One telling and one name of its sentence.
struct role_pair {
    const struct telling *telling;
    const struct cp_mention *mention;
    const struct path *path;
    const struct frame *frame; // the frame that fits, or NULL
    unsigned rivals;           // roles, as bits, that frames give to other names of the sentence in this act
};

// Visits each telling with each name of its sentence that could play a part in it.
void cp_relate_each_pair(struct scene *scene, const struct frame_table *frames,
                         void (*visit)(void *context, uint32_t telling, const struct role_pair *pair), void *context);

#endif
