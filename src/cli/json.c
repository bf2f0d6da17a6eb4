// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void add_line(struct cp_json *json)
{
    cp_buf_add_char(&json->out, '\n');
    for (unsigned i = 0; i < json->depth; i++)
        cp_buf_add(&json->out, CP_STR("  "));
}

static void begin_value(struct cp_json *json, const char *key)
{
    if (json->begun)
        cp_buf_add_char(&json->out, ',');
    if (json->depth)
        add_line(json);
    if (key) {
        cp_buf_add_quoted(&json->out, cp_str_from(key));
        cp_buf_add(&json->out, CP_STR(": "));
    }
    json->begun = true;
}

void cp_json_open(struct cp_json *json, const char *key, char bracket)
{
    begin_value(json, key);
    cp_buf_add_char(&json->out, bracket);
    json->depth++;
    json->begun = false;
}

void cp_json_close(struct cp_json *json, char bracket)
{
    json->depth--;
    if (json->begun)
        add_line(json);
    cp_buf_add_char(&json->out, bracket);
    json->begun = true;
    if (!json->depth)
        cp_buf_add_char(&json->out, '\n');
}

void cp_json_text(struct cp_json *json, const char *key, struct cp_str value)
{
    begin_value(json, key);
    cp_buf_add_quoted(&json->out, value);
}

void cp_json_number(struct cp_json *json, const char *key, double value)
{
    begin_value(json, key);
    if (!isfinite(value)) {
        cp_buf_add(&json->out, CP_STR("null"));
        return;
    }
    char rounded[40];
    snprintf(rounded, sizeof rounded, "%.12g", fabs(value) < 1e-12 ? 0 : value);
    cp_buf_add_double(&json->out, strtod(rounded, NULL));
}

void cp_json_bool(struct cp_json *json, const char *key, bool value)
{
    begin_value(json, key);
    cp_buf_add(&json->out, value ? CP_STR("true") : CP_STR("false"));
}
