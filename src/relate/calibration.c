// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
#include "calibration.h"

#include <math.h>
#include <stdlib.h>

enum cp_status cp_relate_load_calibration(const struct cp_lexicon *lexicon, struct cp_arena *run,
                                          const struct calibration **result, struct cp_error *err)
{
    struct cp_rows rows;
    struct calibration *calibration = CP_NEW(run, struct calibration);
    enum cp_status status = cp_lexicon_rows(lexicon, run, "learned/calibration.tsv", 3, &rows, err);
    if (status != CP_OK)
        return status;
    for (size_t i = 0; i < rows.count; i++) {
        const struct cp_str *fields = rows.rows[i].fields;
        enum cp_relation relation = cp_relation_from(fields[0]);
        if (relation == CP_RELATION_COUNT)
            return cp_fail_at(err, CP_EFORMAT, rows.file, rows.rows[i].line, "begins with no relation");
        calibration->lines[relation].offset = strtod(cp_str_copy(run, fields[1]).ptr, NULL);
        calibration->lines[relation].slope = strtod(cp_str_copy(run, fields[2]).ptr, NULL);
        if (!(calibration->lines[relation].slope > 0))
            return cp_fail_at(err, CP_EFORMAT, rows.file, rows.rows[i].line, "has a slope that is not greater than 0");
    }
    *result = calibration;
    return CP_OK;
}

float cp_relate_calibrated(const struct calibration *calibration, enum cp_relation relation, float confidence)
{
    double slope = calibration->lines[relation].slope;
    if (!(slope > 0))
        return confidence;
    double p = confidence < 0.02f ? 0.02 : confidence > 0.98f ? 0.98 : (double)confidence;
    return (float)(1 / (1 + exp(-(calibration->lines[relation].offset + slope * log(p / (1 - p))))));
}
