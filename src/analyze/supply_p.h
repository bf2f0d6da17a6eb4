// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tables of a supply chain while they are read.
//
// Room: analyze.
#ifndef CP_ANALYZE_SUPPLY_P_H
#define CP_ANALYZE_SUPPLY_P_H

#include "chokepoint/supply.h"

// What rows say, items as numbers in the order of their coming.
struct cp_supply_rows {
    struct cp_table *items; // names in lower case → number
    CP_VEC(struct cp_str) names;
    CP_VEC(struct cp_supplier) suppliers; // share NaN where the table has none
    CP_VEC(struct cp_need) needs;
};

enum cp_status cp_supply_rows(struct cp_arena *run, const struct cp_supply_source *source, struct cp_supply_rows *rows,
                              struct cp_error *err);

#endif
