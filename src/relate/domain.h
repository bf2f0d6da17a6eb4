// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a passage is about who restricts whom at all.
//
// A scorer that learned from such texts meets in others the same words in other senses ("debt limit", "housing programs",
// "action", "partnership"), and is sure of too many of them. But texts of the domain tell of one restriction after the other, and
// of more than one state, while in others an act stands alone. This is the prior of one sense per discourse (Gale, Church
// and Yarowsky 1992): where the passage is about something else, only what is likely is drawn.
//
// Room: relate.
#ifndef CP_RELATE_DOMAIN_H
#define CP_RELATE_DOMAIN_H

#include "identity.h"

// Where an act stands.
enum standing {
    STANDING_ALONE, // in a passage about other things
    STANDING_OURS,  // there, too, but of a kind that is of the domain by itself: a tariff, a sanction, a named law
    STANDING_AMONG, // in a passage of the domain
};

// What surrounds the acts of a document.
struct surroundings {
    enum standing *standing; // of each act
    uint32_t *density;       // of each act: tellings of acts of the domain in a thousand tokens around its densest telling
    unsigned states;         // that the document names
    unsigned foreign;        // of a thousand mentions of states, those of others than the one mentioned most
};
struct surroundings cp_relate_find_domain(struct scene *scene, const act_vec *acts);

#endif
