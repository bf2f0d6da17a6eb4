// SPDX-License-Identifier: GPL-3.0-or-later
//
// A command is one file, cmd_<name>.c, that shows one `const struct cp_command`; commands.c lists them. What a command
// takes stands in its table of options, which parses the command line and prints the help.
//
// Room: cli.
#ifndef CP_CLI_COMMAND_H
#define CP_CLI_COMMAND_H

#include "chokepoint/base.h"
#include "chokepoint/vocabulary.h"

// How the program ends.
enum cp_exit {
    CP_EXIT_DONE = 0,
    CP_EXIT_NOTHING = 1, // all went well and there was nothing to be found; an empty graph is written all the same
    CP_EXIT_BAD = 2,     // usage, or input that cannot be used; nothing is written
    CP_EXIT_SOME = 3,    // some inputs were bad, each was named, the rest was done
};

// Of an option that may be given again: its values, in their order.
struct cp_words {
    const char **items;
    size_t count, capacity;
};

// What the options said. One structure for all commands: an option means the same wherever it stands.
struct cp_settings {
    const char *output;  // -o; NULL: none given
    const char *format;  // --format
    const char *lexicon; // --lexicon
    const char *title, *theme, *color_by, *size_by; // of pictures and reports
    bool timeline, straight;
    const char *model;   // --model
    struct cp_date date; // --date
    unsigned jobs;       // --jobs; 0: as many as there are cores
    unsigned seed;       // --seed
    unsigned top;        // --top; 0: all; what the command has as default_top without it
    unsigned count;      // -k
    double min_confidence;
    double resolution;
    double same_act; // --same-act
    const char *metric;   // --metric: names with "," between; the first sorts
    const char *exposure; // --exposure-to
    const char *supply, *needs; // --supply, --needs
    bool by_country;            // --by-country
    struct cp_words through, avoid; // --through, --avoid
    const char *widest;              // --widest: confidence or weight
    unsigned simple;                 // --simple; 0: not asked for
    bool all, in_order;              // --all, --in-order
    unsigned samples;     // --samples; 0: as the analysis thinks fit
    const char *view, *nodes, *relation, *layer, *type, *status; // names with "," between; view.h reads them
    struct cp_date from, to, as_of;
    bool facts_only;
    struct cp_words remove, remove_measure, remove_relation, remove_edge, add;
    struct cp_arena *run; // where lists are kept
    unsigned stability; // --stability: rounds; 0: not asked for
    enum cp_kind kind; // --kind; CP_KIND_COUNT: any
    bool weighted, directed, exact, structure;
    bool strict, json, quiet, help_short, help_long;
    const char *const *arguments; // what is no option
    size_t argument_count;
};

enum cp_option_id {
    CP_OPTION_END,
    CP_OPTION_OUTPUT,
    CP_OPTION_FORMAT,
    CP_OPTION_DATE,
    CP_OPTION_JOBS,
    CP_OPTION_MIN_CONFIDENCE,
    CP_OPTION_SEED,
    CP_OPTION_RESOLUTION,
    CP_OPTION_SAME_ACT,
    CP_OPTION_METRIC,
    CP_OPTION_WEIGHTED,
    CP_OPTION_DIRECTED,
    CP_OPTION_EXPOSURE,
    CP_OPTION_STRUCTURE,
    CP_OPTION_EXACT,
    CP_OPTION_SAMPLES,
    CP_OPTION_SUPPLY,
    CP_OPTION_NEEDS,
    CP_OPTION_BY_COUNTRY,
    CP_OPTION_ALL,
    CP_OPTION_WIDEST,
    CP_OPTION_SIMPLE,
    CP_OPTION_THROUGH,
    CP_OPTION_AVOID,
    CP_OPTION_IN_ORDER,
    CP_OPTION_TOP,
    CP_OPTION_KIND,
    CP_OPTION_COUNT,
    CP_OPTION_TITLE,
    CP_OPTION_THEME,
    CP_OPTION_COLOR_BY,
    CP_OPTION_SIZE_BY,
    CP_OPTION_TIMELINE,
    CP_OPTION_STRAIGHT,
    CP_OPTION_VIEW,
    CP_OPTION_NODES,
    CP_OPTION_RELATION,
    CP_OPTION_LAYER,
    CP_OPTION_TYPE,
    CP_OPTION_STATUS,
    CP_OPTION_FROM,
    CP_OPTION_TO,
    CP_OPTION_AS_OF,
    CP_OPTION_FACTS_ONLY,
    CP_OPTION_STABILITY,
    CP_OPTION_REMOVE,
    CP_OPTION_REMOVE_MEASURE,
    CP_OPTION_REMOVE_RELATION,
    CP_OPTION_REMOVE_EDGE,
    CP_OPTION_ADD,
    CP_OPTION_STRICT,
    CP_OPTION_JSON,
    CP_OPTION_LEXICON,
    CP_OPTION_MODEL,
    CP_OPTION_QUIET,
    CP_OPTION_HELP_SHORT,
    CP_OPTION_HELP_LONG,
    CP_OPTION_IDS,
};

// What every command takes that looks at a graph: see view.h.
#define CP_OPTIONS_VIEW                                                                                                \
    CP_OPTION_VIEW, CP_OPTION_NODES, CP_OPTION_RELATION, CP_OPTION_LAYER, CP_OPTION_TYPE, CP_OPTION_STATUS,            \
        CP_OPTION_FROM, CP_OPTION_TO, CP_OPTION_AS_OF, CP_OPTION_MIN_CONFIDENCE, CP_OPTION_FACTS_ONLY

struct cp_command {
    const char *name;
    const char *arguments; // "INPUT... -o OUT", as in the usage line
    const char *summary;   // half a line
    const char *details;   // for --help: paragraphs, lines already broken
    unsigned least, most;  // arguments that are no options; most 0: any number
    enum cp_option_id options[CP_OPTION_IDS]; // ended by CP_OPTION_END; help and --quiet go without saying
    unsigned default_top; // of --top
    enum cp_exit (*run)(struct cp_arena *run, const struct cp_settings *settings);
};

extern const struct cp_command
    cp_command_run,
    cp_command_extract,
    cp_command_build,
    cp_command_analyze,
    cp_command_chokepoints,
    cp_command_paths,
    cp_command_chains,
    cp_command_why, cp_command_whatif, cp_command_diff,
    cp_command_export,
    cp_command_report,
    cp_command_lexicon,
    cp_command_parse;

const struct cp_command *cp_command_at(size_t index); // in the order of the help; NULL behind the last
const struct cp_command *cp_command_find(const char *name); // NULL if there is none

// The command whose name is most like this one; NULL if none is near.
const char *cp_command_nearest(const char *name);

#endif
