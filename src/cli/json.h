// SPDX-License-Identifier: GPL-3.0-or-later
//
// JSON as it is written: a sink that knows where commas go. Keys come in the order of the calls.
//
//     struct cp_json json = {0};
//     cp_json_open(&json, NULL, '{');
//     cp_json_text(&json, "label", label);
//     cp_json_close(&json, '}');
//
// Room: cli.
#ifndef CP_CLI_JSON_H
#define CP_CLI_JSON_H

#include "chokepoint/base.h"

struct cp_json {
    struct cp_buf out;
    unsigned depth;
    bool begun; // something stands before the next value at this depth
};

// key is NULL inside an array and at the top. Undefined numbers (NaN) are written as null, others with twelve digits
// (less than 1e-12 is 0), because what stands behind them differs between machines.
void cp_json_open(struct cp_json *json, const char *key, char bracket);
void cp_json_close(struct cp_json *json, char bracket);
void cp_json_text(struct cp_json *json, const char *key, struct cp_str value);
void cp_json_number(struct cp_json *json, const char *key, double value);
void cp_json_bool(struct cp_json *json, const char *key, bool value);

#endif
