// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "options.h"
#include "nearest.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum value { FLAG, TEXT, LIST, NUMBER, ROUNDS, REAL, DATE, PERIOD, KIND };

struct option {
    char letter; // 0: none
    const char *name;
    const char *argument; // what stands for its value in the help; NULL for a flag
    enum value value;
    size_t offset; // in struct cp_settings
    double least, most;
    const char *help;
};

#define USUAL_ROUNDS "200"
#define AT(field) offsetof(struct cp_settings, field)

static const struct option options[CP_OPTION_IDS] = {
    [CP_OPTION_OUTPUT] = {'o', "output", "FILE", TEXT, AT(output), 0, 0, "write to FILE, whole or not at all; - is standard output"},
    [CP_OPTION_FORMAT] = {0, "format", "NAME", TEXT, AT(format), 0, 0, "write this format, whatever the ending of FILE"},
    [CP_OPTION_DATE] = {0, "date", "YYYY-MM-DD", DATE, AT(date), 0, 0, "date of documents that give none themselves"},
    [CP_OPTION_JOBS] = {'j', "jobs", "N", NUMBER, AT(jobs), 0, 256, "documents, or parts of the analysis, worked on at once; 0, as without it: one for each core. The result is the same"},
    [CP_OPTION_MIN_CONFIDENCE] = {0, "min-confidence", "X", REAL, AT(min_confidence), 0, 1, "leave out edges that are less certain than X (0 to 1)"},
    [CP_OPTION_SEED] = {0, "seed", "N", NUMBER, AT(seed), 0, 4294967295.0, "of communities and layout; the same seed gives the same map"},
    [CP_OPTION_RESOLUTION] = {0, "resolution", "X", REAL, AT(resolution), 0.001, 1000, "of communities: above 1 more and smaller ones"},
    [CP_OPTION_SAME_ACT] = {0, "same-act", "X", REAL, AT(same_act), 0, 1, "take what two documents tell for one act if that is likelier than X; 0.25 without it; 1: never"},
    [CP_OPTION_METRIC] = {'m', "metric", "NAME", TEXT, AT(metric), 0, 0, "sort by this metric; more than one with \",\" between, the first sorts"},
    [CP_OPTION_WEIGHTED] = {0, "weighted", NULL, FLAG, AT(weighted), 0, 0, "heed weights: a step has length 1/weight, a tie its weight"},
    [CP_OPTION_DIRECTED] = {0, "directed", NULL, FLAG, AT(directed), 0, 0, "paths follow the arrows"},
    [CP_OPTION_EXPOSURE] = {0, "exposure-to", "NAME", TEXT, AT(exposure), 0, 0, "sort by how exposed nodes are to this one: where what goes out from it arrives"},
    [CP_OPTION_STRUCTURE] = {0, "structure", NULL, FLAG, AT(structure), 0, 0, "how the whole is built: communities and how stable they are, reciprocity, assortativity, triads, balance of signs"},
    [CP_OPTION_EXACT] = {0, "exact", NULL, FLAG, AT(exact), 0, 0, "shortest paths from every node, however long that takes"},
    [CP_OPTION_SAMPLES] = {0, "samples", "N", NUMBER, AT(samples), 1, 4294967295.0, "shortest paths from N nodes, chosen by --seed, and estimates from them"},
    [CP_OPTION_SUPPLY] = {0, "supply", "TABLE.csv", TEXT, AT(supply), 0, 0, "who supplies what: provider, item, share (per cent), country"},
    [CP_OPTION_NEEDS] = {0, "needs", "TABLE.csv", TEXT, AT(needs), 0, 0, "what is needed for what: input, needed_for; or item, requires"},
    [CP_OPTION_BY_COUNTRY] = {0, "by-country", NULL, FLAG, AT(by_country), 0, 0, "suppliers are countries: the shares of those in one country are added up"},
    [CP_OPTION_ALL] = {0, "all", NULL, FLAG, AT(all), 0, 0, "every path that has as few steps as the shortest"},
    [CP_OPTION_WIDEST] = {0, "widest", "BY", TEXT, AT(widest), 0, 0, "the path whose weakest step is strongest; BY is confidence or weight"},
    [CP_OPTION_SIMPLE] = {0, "simple", "LENGTH", NUMBER, AT(simple), 1, 1000, "every path of at most LENGTH steps"},
    [CP_OPTION_THROUGH] = {0, "through", "NAME", LIST, AT(through), 0, 0, "only paths with this node on them; may be given more than once"},
    [CP_OPTION_AVOID] = {0, "avoid", "NAME", LIST, AT(avoid), 0, 0, "only paths without this node; may be given more than once"},
    [CP_OPTION_IN_ORDER] = {0, "in-order", NULL, FLAG, AT(in_order), 0, 0, "no step earlier than the one before it"},
    [CP_OPTION_TOP] = {'n', "top", "N", NUMBER, AT(top), 0, 4294967295.0, "show the first N of each list; 0: all"},
    [CP_OPTION_KIND] = {0, "kind", "KIND", KIND, AT(kind), 0, 0, "only nodes of this kind: country, agency, company, ..."},
    [CP_OPTION_COUNT] = {'k', "count", "N", NUMBER, AT(count), 1, 10000, "how many paths, shortest first"},
    [CP_OPTION_TITLE] = {0, "title", "TEXT", TEXT, AT(title), 0, 0, "title of a report or picture"},
    [CP_OPTION_THEME] = {0, "theme", "NAME", TEXT, AT(theme), 0, 0, "of a report or picture: light, dark, or auto: as the reader's system has it"},
    [CP_OPTION_COLOR_BY] = {0, "color-by", "WHAT", TEXT, AT(color_by), 0, 0, "colours of nodes: by kind, community or country"},
    [CP_OPTION_SIZE_BY] = {0, "size-by", "METRIC", TEXT, AT(size_by), 0, 0, "sizes of nodes: by degree, betweenness, pagerank, ..."},
    [CP_OPTION_TIMELINE] = {0, "timeline", NULL, FLAG, AT(timeline), 0, 0, "lay the map out from left to right by date"},
    [CP_OPTION_STRAIGHT] = {0, "straight", NULL, FLAG, AT(straight), 0, 0, "straight edges in a picture"},
    [CP_OPTION_VIEW] = {0, "view", "NAME", TEXT, AT(view), 0, 0, "full, actors (measures folded into edges between who acts and whom it hits), countries (actors rolled up), or measures"},
    [CP_OPTION_NODES] = {0, "nodes", "KINDS", TEXT, AT(nodes), 0, 0, "keep only nodes of these kinds (\",\" between), after the view is made"},
    [CP_OPTION_RELATION] = {0, "relation", "NAMES", TEXT, AT(relation), 0, 0, "keep only these relations: supplies,depends_on"},
    [CP_OPTION_LAYER] = {0, "layer", "NAMES", TEXT, AT(layer), 0, 0, "keep only the relations of supply, control, ownership, stance or place"},
    [CP_OPTION_TYPE] = {0, "type", "NAMES", TEXT, AT(type), 0, 0, "of measures keep only these types: tariff,export_control"},
    [CP_OPTION_STATUS] = {0, "status", "NAMES", TEXT, AT(status), 0, 0, "of measures keep only planned, active or ended ones"},
    [CP_OPTION_FROM] = {0, "from", "DATE", PERIOD, AT(from), 0, 0, "leave out what is dated before (YYYY, YYYY-MM or YYYY-MM-DD)"},
    [CP_OPTION_TO] = {0, "to", "DATE", PERIOD, AT(to), 0, 0, "leave out what is dated later"},
    [CP_OPTION_AS_OF] = {0, "as-of", "DATE", PERIOD, AT(as_of), 0, 0, "as things stood then: nothing dated later, no measure that is only planned"},
    [CP_OPTION_FACTS_ONLY] = {0, "facts-only", NULL, FLAG, AT(facts_only), 0, 0, "leave out what is only possible, and measures that are only planned"},
    [CP_OPTION_STABILITY] = {0, "stability", "[=N]", ROUNDS, AT(stability), 10, 100000, "how sure the ranks are: from N (else 200) graphs drawn anew, documents and edges by chance"},
    [CP_OPTION_REMOVE] = {0, "remove", "NAME", LIST, AT(remove), 0, 0, "without this node (may be given again, as the next four)"},
    [CP_OPTION_REMOVE_MEASURE] = {0, "remove-measure", "NAME", LIST, AT(remove_measure), 0, 0, "without this measure, or all of a type: tariff"},
    [CP_OPTION_REMOVE_RELATION] = {0, "remove-relation", "NAME", LIST, AT(remove_relation), 0, 0, "without all edges of this relation"},
    [CP_OPTION_REMOVE_EDGE] = {0, "remove-edge", "EDGE", LIST, AT(remove_edge), 0, 0, "without one edge, as words: \"ASML supplies China\""},
    [CP_OPTION_ADD] = {0, "add", "EDGE", LIST, AT(add), 0, 0, "with one more edge between two nodes, as words: \"Japan supplies Micron\""},
    [CP_OPTION_STRICT] = {0, "strict", NULL, FLAG, AT(strict), 0, 0, "GraphML that validates against its schema, without the edge labels by which Gephi tells parallel edges apart"},
    [CP_OPTION_JSON] = {0, "json", NULL, FLAG, AT(json), 0, 0, "JSON on standard output in place of the table"},
    [CP_OPTION_LEXICON] = {0, "lexicon", "DIR", TEXT, AT(lexicon), 0, 0, "files in DIR replace those of the same name that are built in"},
    [CP_OPTION_MODEL] = {0, "model", "FILE", TEXT, AT(model), 0, 0, "weights of the parser, in place of those built in"},
    [CP_OPTION_QUIET] = {'q', "quiet", NULL, FLAG, AT(quiet), 0, 0, "say nothing but errors"},
    [CP_OPTION_HELP_SHORT] = {'h', NULL, NULL, FLAG, AT(help_short), 0, 0, "this list of options"},
    [CP_OPTION_HELP_LONG] = {0, "help", NULL, FLAG, AT(help_long), 0, 0, "all about this command"},
};

// Those that every command has.
static const enum cp_option_id common[] = {CP_OPTION_QUIET, CP_OPTION_HELP_SHORT, CP_OPTION_HELP_LONG, CP_OPTION_END};

static const struct option *option_at(const struct cp_command *command, size_t index)
{
    size_t own = 0;
    while (command->options[own] != CP_OPTION_END)
        own++;
    if (index < own)
        return &options[command->options[index]];
    return common[index - own] == CP_OPTION_END ? NULL : &options[common[index - own]];
}

// ---------------------------------------------------------------- parsing

static enum cp_status set_number(const struct option *option, const char *shown, const char *text, void *field,
                                 struct cp_error *err)
{
    char *end;
    errno = 0;
    double number = strtod(text, &end); // the locale is never set: "." always
    bool whole = option->value == REAL || (number == floor(number) && !strpbrk(text, ".eExX"));
    if (end == text || *end || errno || !whole || !(number >= option->least && number <= option->most))
        return cp_fail(err, CP_EUSAGE, "%s takes a %s from %.10g to %.10g, not \"%s\"", shown,
                       option->value == REAL ? "number" : "whole number", option->least, option->most, text);
    if (option->value == REAL)
        *(double *)field = number;
    else
        *(unsigned *)field = (unsigned)number;
    return CP_OK;
}

static enum cp_status set_kind(const char *text, enum cp_kind *kind, struct cp_error *err)
{
    *kind = cp_kind_from(cp_str_from(text));
    if (*kind != CP_KIND_COUNT)
        return CP_OK;
    struct cp_buf kinds = {0};
    for (int i = 0; i < CP_KIND_COUNT; i++)
        cp_buf_add_format(&kinds, "%s%s", i ? ", " : "", cp_kind_name((enum cp_kind)i));
    cp_fail(err, CP_EUSAGE, "there is no kind \"%s\"; one of " CP_FMT, text, CP_ARG(cp_buf_str(&kinds)));
    cp_buf_release(&kinds);
    return CP_EUSAGE;
}

static enum cp_status set_option(const struct option *option, const char *shown, const char *text,
                                 struct cp_settings *settings, struct cp_error *err)
{
    void *field = (char *)settings + option->offset;
    switch (option->value) {
    case FLAG:
        *(bool *)field = true;
        return CP_OK;
    case TEXT:
        *(const char **)field = text;
        return CP_OK;
    case LIST:
        *CP_PUSH(settings->run, (struct cp_words *)field) = text;
        return CP_OK;
    case DATE:
        if (strlen(text) == 10 && cp_date_parse(cp_str_from(text), field))
            return CP_OK;
        return cp_fail(err, CP_EUSAGE, "%s takes a day as YYYY-MM-DD, not \"%s\"", shown, text);
    case PERIOD:
        if (strlen(text) <= 10 && cp_date_parse(cp_str_from(text), field))
            return CP_OK;
        return cp_fail(err, CP_EUSAGE, "%s takes a year, a month or a day (2023, 2023-05, 2023-05-21), not \"%s\"", shown, text);
    case KIND:
        return set_kind(text, field, err);
    case ROUNDS:
    case NUMBER:
    case REAL:
        return set_number(option, shown, text, field, err);
    }
    return CP_OK;
}

static enum cp_status unknown_option(const struct cp_command *command, struct cp_str name, struct cp_error *err)
{
    const struct option *option;
    struct cp_nearest nearest = cp_nearest_to(name);
    for (size_t i = 0; (option = option_at(command, i)); i++)
        if (option->name)
            cp_nearest_offer(&nearest, option->name);
    if (nearest.word)
        return cp_fail(err, CP_EUSAGE, "%s has no option --" CP_FMT "; did you mean --%s?", command->name, CP_ARG(name),
                       nearest.word);
    return cp_fail(err, CP_EUSAGE, "%s has no option --" CP_FMT "; chokepoint %s -h lists them", command->name,
                   CP_ARG(name), command->name);
}

// The value of an option that needs one: what stands behind it in the same word, or else the next word.
static enum cp_status take_value(const struct option *option, const char *shown, const char *attached, int argc,
                                 char **argv, int *at, struct cp_settings *settings, struct cp_error *err)
{
    if (!attached && *at + 1 >= argc)
        return cp_fail(err, CP_EUSAGE, "%s needs its %s", shown, option->argument);
    return set_option(option, shown, attached ? attached : argv[++*at], settings, err);
}

static enum cp_status parse_long(const struct cp_command *command, int argc, char **argv, int *at,
                                 struct cp_settings *settings, struct cp_error *err)
{
    const char *equals = strchr(argv[*at], '=');
    struct cp_str name = cp_str_from(argv[*at] + 2);
    if (equals)
        name.len = (size_t)(equals - name.ptr);
    const struct option *option;
    for (size_t i = 0; (option = option_at(command, i)); i++)
        if (option->name && cp_str_equal(name, cp_str_from(option->name)))
            break;
    if (!option)
        return unknown_option(command, name, err);
    if (option->value == FLAG && equals)
        return cp_fail(err, CP_EUSAGE, "--%s takes no value", option->name);
    if (option->value == FLAG)
        return set_option(option, NULL, NULL, settings, err);
    char shown[64];
    snprintf(shown, sizeof shown, "--%s", option->name);
    if (option->value == ROUNDS) // the number may be left out, so it never stands in the next word
        return set_option(option, shown, equals ? equals + 1 : USUAL_ROUNDS, settings, err);
    return take_value(option, shown, equals ? equals + 1 : NULL, argc, argv, at, settings, err);
}

// "-o FILE", "-oFILE", and flags in one word: "-qh".
static enum cp_status parse_short(const struct cp_command *command, int argc, char **argv, int *at,
                                  struct cp_settings *settings, struct cp_error *err)
{
    const char *word = argv[*at];
    for (const char *letter = word + 1; *letter; letter++) {
        const struct option *option;
        for (size_t i = 0; (option = option_at(command, i)); i++)
            if (option->letter == *letter)
                break;
        if (!option)
            return cp_fail(err, CP_EUSAGE, "%s has no option -%c; chokepoint %s -h lists them", command->name, *letter,
                           command->name);
        char shown[] = {'-', *letter, 0};
        if (option->value != FLAG)
            return take_value(option, shown, letter[1] ? letter + 1 : NULL, argc, argv, at, settings, err);
        enum cp_status status = set_option(option, shown, NULL, settings, err);
        if (status != CP_OK)
            return status;
    }
    return CP_OK;
}

static enum cp_status check_count(const struct cp_command *command, size_t count, const char **arguments, struct cp_error *err)
{
    if (count < command->least)
        return cp_fail(err, CP_EUSAGE, "%s needs more than that; usage: chokepoint %s %s", command->name, command->name, command->arguments);
    if (command->most && count > command->most)
        return cp_fail(err, CP_EUSAGE, "%s does not know what \"%s\" is for; usage: chokepoint %s %s (%s)", command->name,
                       arguments[command->most], command->name, command->arguments,
                       strspn(arguments[command->most], "0123456789") == strlen(arguments[command->most])
                           ? "a number that an option can do without is joined to it: --stability=500"
                           : "names with blanks need quotes");
    return CP_OK;
}

enum cp_status cp_options_parse(struct cp_arena *run, const struct cp_command *command, int argc, char **argv,
                                struct cp_settings *settings, struct cp_error *err)
{
    const char **arguments = CP_NEW_ARRAY(run, (size_t)argc + 1, const char *);
    size_t count = 0;
    bool options_end = false;
    settings->run = run;
    settings->kind = CP_KIND_COUNT;
    settings->top = command->default_top;
    for (int i = 0; i < argc; i++) {
        enum cp_status status = CP_OK;
        if (options_end || argv[i][0] != '-' || !argv[i][1])
            arguments[count++] = argv[i];
        else if (strcmp(argv[i], "--") == 0)
            options_end = true;
        else if (argv[i][1] == '-')
            status = parse_long(command, argc, argv, &i, settings, err);
        else
            status = parse_short(command, argc, argv, &i, settings, err);
        if (status != CP_OK)
            return status;
    }
    settings->arguments = arguments;
    settings->argument_count = count;
    return settings->help_short || settings->help_long ? CP_OK : check_count(command, count, arguments, err);
}

// ---------------------------------------------------------------- help

enum { HELP_COLUMN = 28, HELP_WIDTH = 100 };

// Breaks text at blanks; the first line begins at the column where the others are put.
static void add_wrapped(struct cp_buf *out, struct cp_str text)
{
    size_t at = HELP_COLUMN;
    while (text.len) {
        struct cp_str word = cp_str_split(&text, ' ');
        if (at > HELP_COLUMN && at + 1 + word.len > HELP_WIDTH) {
            cp_buf_add_format(out, "\n%*s", HELP_COLUMN, "");
            at = HELP_COLUMN;
        } else if (at > HELP_COLUMN) {
            cp_buf_add_char(out, ' ');
            at++;
        }
        cp_buf_add(out, word);
        at += word.len;
    }
    cp_buf_add_char(out, '\n');
}

// What reaches into the right column has a line of its own.
static void add_row(struct cp_buf *out, struct cp_str left, const char *right)
{
    bool fits = left.len + 3 < HELP_COLUMN;
    cp_buf_add_format(out, "  " CP_FMT "%s%*s", CP_ARG(left), fits ? "" : "\n",
                      fits ? (int)(HELP_COLUMN - left.len - 2) : HELP_COLUMN, "");
    add_wrapped(out, cp_str_from(right));
}

static void add_option(struct cp_buf *out, const struct option *option)
{
    char left[80];
    char letter[4] = "   ";
    if (option->letter)
        snprintf(letter, sizeof letter, "-%c%c", option->letter, option->name ? ',' : ' ');
    snprintf(left, sizeof left, "%s %s%s%s%s", letter, option->name ? "--" : "", option->name ? option->name : "",
             option->argument && option->argument[0] != '[' ? " " : "", option->argument ? option->argument : "");
    add_row(out, cp_str_from(left), option->help);
}

void cp_help_command(const struct cp_command *command, bool in_full, struct cp_buf *out)
{
    cp_buf_add_format(out, "usage: chokepoint %s %s\n%s\n\n", command->name, command->arguments, command->summary);
    if (in_full && command->details)
        cp_buf_add_format(out, "%s\n", command->details);
    cp_buf_add(out, CP_STR("Options:\n"));
    const struct option *option;
    for (size_t i = 0; (option = option_at(command, i)); i++)
        add_option(out, option);
    if (in_full)
        cp_buf_add(out, CP_STR("\nExit status: 0 done; 1 nothing found; 2 usage or bad input; 3 some inputs were bad, the rest was "
                               "done.\n"));
}

void cp_help_program(struct cp_buf *out)
{
    cp_buf_add(out, CP_STR("usage: chokepoint COMMAND ...\n"
                           "Reads news and policy text, and draws who restricts whom, with what, over which goods, in "
                           "answer to what.\n\nCommands:\n"));
    const struct cp_command *command;
    for (size_t i = 0; (command = cp_command_at(i)); i++) {
        char left[120];
        snprintf(left, sizeof left, "%s %s", command->name, command->arguments);
        add_row(out, cp_str_from(left), command->summary);
    }
    cp_buf_add(out, CP_STR("\n  help COMMAND              all about a command, as COMMAND --help\n"
                           "  --version                 the version\n\n"
                           "Begin with: chokepoint run FILE-OR-FOLDER... -o OUT.graphml\n"));
}
