// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who supplies what, and what is needed for what: tables of a supply chain, and an index of chokepoints over them. A
// place in the middle of a network is not yet a chokepoint: whoever sells a little of everything lies on most paths and
// can be done without. The index of a supplier p of an item i is
//
//     index(p, i) = share(p, i) × concentration(i) × reach(i), each from 0 to 1:
//
//     share          p's part of the supply of i;
//     concentration  the sum of the squared shares of all who supply i (Herfindahl 1950, Hirschman 1945);
//                    1 is a monopoly;
//     reach          the part of all items that needs i, directly or through others, i itself included.
//
// Beside it stands what would be lost if p stopped and nobody took its place: an item has no more than the scarcest of
// what it needs (Leontief 1936), so each loses the largest share that p has of anything upstream of it; `lost` is the
// mean over all items.
//
// Conventions. Shares are in per cent. What is left to 100 is divided evenly among suppliers without a share (marked as
// assumed); if there are none, it belongs to many small ones who are not named and adds nothing to the concentration.
// Shares of an item that sum to more than 100 are scaled to 100 (and counted in `scaled`). A row whose provider is its
// own country tells the share of the country: it counts where countries are asked for, or where no supplier's share of
// the item is known. A kind of an item (is_type_of) counts as needed where the item is.
//
// Room: analyze.
#ifndef CHOKEPOINT_SUPPLY_H
#define CHOKEPOINT_SUPPLY_H

#include "chokepoint/base.h"

struct cp_supply_item {
    struct cp_str name;
    double concentration; // 0 if nobody is known to supply it
    double reach;
    size_t suppliers, downstream; // downstream: items that need it, itself not counted
};

struct cp_supplier {
    struct cp_str provider, country; // country may be empty
    uint32_t item;
    double share;
    bool assumed; // the table gives no share
    double index;
    struct cp_str row; // of the table, as it stands there; and its place
    unsigned line;
};

struct cp_supply_provider {
    struct cp_str name, country;
    size_t items;
    double index; // the greatest of its items
    double lost;
};

struct cp_need {
    uint32_t input, needed_for; // items
};

struct cp_supply {
    const struct cp_supply_item *items; // by name
    size_t item_count;
    const struct cp_supplier *suppliers; // greatest index first
    size_t supplier_count;
    const struct cp_supply_provider *providers; // greatest index first
    size_t provider_count;
    const struct cp_need *needs;
    size_t need_count;
    size_t scaled;
};

struct cp_supply_source {
    const char *supply_file, *needs_file; // for messages
    struct cp_str supply, needs;          // CSV; needs may be empty
    bool by_country;                      // suppliers are countries
};

// The columns of the supply table: provider, item, share, country (optional); of the other: input, needed_for, or item,
// requires. The names of the published table of the chip supply chain are understood too (provider_name, provided_name,
// share_provided; input_name, goes_into_name, is_type_of_name).
enum cp_status cp_supply_read(struct cp_arena *run, const struct cp_supply_source *source, struct cp_supply *supply,
                              struct cp_error *err);

#endif
