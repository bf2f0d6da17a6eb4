// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "chokepoint/chain.h"
#include "answer.h"
#include "drawing.h"
#include "input.h"
#include "report.h"
#include "view.h"

#include <math.h>
#include <string.h>

struct told {
    struct cp_arena *run;
    const struct cp_graph *graph;
    struct cp_chains chains;
    size_t top;
};

static size_t shown(const struct told *told, size_t count)
{
    return count < told->top ? count : told->top;
}

static void add_rest(struct cp_buf *out, size_t count, size_t printed)
{
    if (printed < count)
        cp_buf_add_format(out, "... and %zu more (--top 0 shows all)\n", count - printed);
}

static struct cp_str label(const struct told *told, uint32_t node)
{
    return node == CP_NONE ? CP_STR("?") : cp_tame(told->run, told->graph->nodes[node].label);
}

// ---------------------------------------------------------------- trees

// "after 226 days", "after 0 to 30 days", "dated 12 days before".
static void add_delay(const struct cp_chain_act *act, struct cp_buf *out)
{
    if (!act->dated)
        return;
    bool before = act->most < 0;
    int least = before ? -act->most : act->least, most = before ? -act->least : act->most;
    cp_buf_add(out, before ? CP_STR("dated ") : CP_STR("after "));
    if (least != most)
        cp_buf_add_format(out, "%d to ", least);
    cp_buf_add_format(out, "%d day%s%s", most, most == 1 ? "" : "s", before ? " before" : "");
}

static void add_act(const struct told *told, const struct cp_chain_act *act, struct cp_buf *out)
{
    const struct cp_graph_node *node = &told->graph->nodes[act->node];
    struct cp_str date = cp_date_format(told->run, node->date);
    struct cp_str actors = cp_tame(told->run, cp_report_actors(told->run, told->graph, act->node));
    const char *tone = cp_tone_words(act->tone);
    cp_buf_add_format(out, "%*s%s" CP_FMT "%*s  " CP_FMT "%s" CP_FMT, (int)(4 * act->depth), "",
                      act->depth ? "-> " : "", CP_ARG(date), (int)(10 - date.len), "", CP_ARG(actors),
                      actors.len ? ": " : "", CP_ARG(cp_tame(told->run, node->label)));
    if (act->answers != CP_NONE) {
        struct cp_buf notes = {0};
        add_delay(act, &notes);
        if (tone[0])
            cp_buf_add_format(&notes, "%s%s", notes.len ? ", " : "", tone);
        if (told->graph->edges[act->edge].hypothetical)
            cp_buf_add_format(&notes, "%snot certain to be an answer", notes.len ? ", " : "");
        if (notes.len)
            cp_buf_add_format(out, "  (" CP_FMT ")", CP_ARG(cp_buf_str(&notes)));
        cp_buf_release(&notes);
    }
    cp_buf_add_char(out, '\n');
}

// An act whose only answers stand beneath another act too is told of behind the trees.
static bool stands_alone(const struct told *told, size_t index)
{
    const struct cp_chains *c = &told->chains;
    return c->acts[index].answers == CP_NONE && (index + 1 == c->act_count || c->acts[index + 1].answers == CP_NONE);
}

static void add_trees(const struct told *told, struct cp_buf *out)
{
    size_t trees = 0, printed = 0;
    for (size_t i = 0; i < told->chains.act_count; i++) {
        bool begins = told->chains.acts[i].answers == CP_NONE;
        if (stands_alone(told, i))
            continue;
        trees += begins;
        if (trees <= told->top)
            add_act(told, &told->chains.acts[i], out);
        printed += begins && trees <= told->top;
    }
    add_rest(out, trees, printed);
    if (told->chains.also_count)
        cp_buf_add(out, CP_STR("\nAlso answered\n"));
    for (size_t i = 0; i < shown(told, told->chains.also_count); i++)
        cp_buf_add_format(out, "  " CP_FMT "\n",
                          CP_ARG(cp_tame(told->run, cp_graph_sentence(told->run, told->graph, told->chains.also[i]))));
    add_rest(out, told->chains.also_count, shown(told, told->chains.also_count));
}

// ---------------------------------------------------------------- tit for tat

// The exchange goes on if an answer to this act is a further step of it.
static bool goes_on(const struct told *told, size_t index)
{
    for (size_t i = index + 1; i < told->chains.act_count; i++)
        if (told->chains.acts[i].answers == index &&
            told->chains.acts[i].exchange == told->chains.acts[index].exchange + 1)
            return true;
    return false;
}

static void add_exchange(const struct told *told, size_t index, struct cp_buf *out)
{
    const struct cp_chain_act *acts = told->chains.acts, *last = &acts[index];
    CP_VEC(size_t) steps = {0};
    *CP_PUSH(told->run, &steps) = index;
    for (size_t left = last->exchange, at = index; left; left--) {
        at = acts[at].answers;
        *CP_PUSH(told->run, &steps) = at;
    }
    cp_buf_add_format(out, "  " CP_FMT " and " CP_FMT ", %zu acts in turn\n",
                      CP_ARG(label(told, acts[steps.items[steps.count - 1]].party)),
                      CP_ARG(label(told, acts[steps.items[steps.count - 2]].party)), steps.count);
    for (size_t i = steps.count; i-- > 0;) {
        const struct cp_graph_node *node = &told->graph->nodes[acts[steps.items[i]].node];
        struct cp_str date = cp_date_format(told->run, node->date);
        cp_buf_add_format(out, "    " CP_FMT "%*s  " CP_FMT "\n", CP_ARG(date), (int)(10 - date.len), "",
                          CP_ARG(cp_tame(told->run, node->label)));
    }
}

static void add_exchanges(const struct told *told, struct cp_buf *out)
{
    size_t count = 0;
    for (size_t i = 0; i < told->chains.act_count; i++) {
        if (told->chains.acts[i].exchange < 2 || goes_on(told, i))
            continue;
        if (count++ == 0)
            cp_buf_add(out, CP_STR("\nTit for tat\n"));
        if (count <= told->top)
            add_exchange(told, i, out);
    }
    add_rest(out, count, shown(told, count));
}

// ---------------------------------------------------------------- pairs and years

static void add_cells(const struct told *told, struct cp_grid *grid, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cp_grid_add(told->run, grid, cp_str_from(cells[i]));
}

static void add_side(const struct told *told, struct cp_grid *grid, const struct cp_dyad *dyad, int side)
{
    const size_t *tones = dyad->tones[side];
    cp_grid_add(told->run, grid, cp_shorten(told->run, label(told, side ? dyad->b : dyad->a), 30));
    cp_grid_add(told->run, grid, cp_shorten(told->run, label(told, side ? dyad->a : dyad->b), 30));
    cp_grid_add_number(told->run, grid, (double)dyad->acts[side], 0);
    cp_grid_add_number(told->run, grid, (double)dyad->answers[side], 0);
    cp_grid_add_number(told->run, grid, dyad->days[side], 0);
    for (int tone = CP_TONE_HARSHER; tone < CP_TONE_COUNT; tone++)
        cp_grid_add_number(told->run, grid, (double)tones[tone], 0);
}

static void add_dyads(const struct told *told, struct cp_buf *out)
{
    static const char *const head[] = {"who",     "against", "acts",   "answers",  "median days",
                                       "harsher", "alike",   "milder", "gives way"};
    struct cp_grid grid = {.alignment = "llrrrrrrr"};
    size_t rows = shown(told, told->chains.dyad_count);
    if (!rows)
        return;
    add_cells(told, &grid, head, sizeof head / sizeof head[0]);
    for (size_t i = 0; i < rows; i++)
        for (int side = 0; side < 2; side++)
            if (told->chains.dyads[i].acts[side] + told->chains.dyads[i].answers[side])
                add_side(told, &grid, &told->chains.dyads[i], side);
    cp_buf_add(out, CP_STR("\nWho acts against whom, and answers how\n"));
    cp_grid_print(&grid, out);
    add_rest(out, told->chains.dyad_count, rows);
}

static void add_years(const struct told *told, struct cp_buf *out)
{
    static const char *const head[] = {"year", "acts", "pairs", "mutual", "reciprocity", "weighted"};
    struct cp_grid grid = {.alignment = "lrrrrr"};
    if (!told->chains.years[0].acts)
        return;
    add_cells(told, &grid, head, sizeof head / sizeof head[0]);
    for (size_t i = 0; i < told->chains.year_count; i++) {
        const struct cp_chain_year *y = &told->chains.years[i];
        cp_grid_add(told->run, &grid, y->year ? cp_str_format(told->run, "%d", y->year) : CP_STR("all"));
        cp_grid_add_number(told->run, &grid, (double)y->acts, 0);
        cp_grid_add_number(told->run, &grid, (double)y->pairs, 0);
        cp_grid_add_number(told->run, &grid, (double)y->mutual, 0);
        cp_grid_add_number(told->run, &grid, y->reciprocity, 2);
        cp_grid_add_number(told->run, &grid, y->weighted, 2);
    }
    cp_buf_add(out, CP_STR("\nReciprocity over time (pairs: who acts against whom; mutual: pairs whose second acts against the first too;\n"
                           "weighted: the share of acts that are matched by one of the other side)\n"));
    cp_grid_print(&grid, out);
}

static void print_text(const struct told *told)
{
    struct cp_buf out = {0};
    add_trees(told, &out);
    add_exchanges(told, &out);
    add_dyads(told, &out);
    add_years(told, &out);
    cp_print(stdout, &out);
}

// ---------------------------------------------------------------- JSON

static void add_node_json(const struct told *told, const char *key, uint32_t node, struct cp_json *json)
{
    cp_json_text(json, key, node == CP_NONE ? CP_STR("") : told->graph->nodes[node].id);
}

static void add_act_json(const struct told *told, const struct cp_chain_act *act, struct cp_json *json)
{
    const struct cp_graph_node *node = &told->graph->nodes[act->node];
    cp_json_open(json, NULL, '{');
    cp_json_text(json, "id", node->id);
    cp_json_text(json, "label", node->label);
    cp_json_text(json, "date", cp_date_format(told->run, node->date));
    cp_json_text(json, "imposed_by", cp_report_actors(told->run, told->graph, act->node));
    add_node_json(told, "party", act->party, json);
    cp_json_number(json, "depth", (double)act->depth);
    if (act->answers != CP_NONE) {
        add_node_json(told, "answers", told->chains.acts[act->answers].node, json);
        cp_json_number(json, "days_least", act->dated ? act->least : NAN);
        cp_json_number(json, "days_most", act->dated ? act->most : NAN);
        cp_json_text(json, "tone", cp_str_from(cp_tone_words(act->tone)));
        cp_json_number(json, "exchange", (double)act->exchange);
        cp_report_edge_json(told->run, told->graph, act->edge, json, "edge");
    }
    cp_json_close(json, '}');
}

static void add_dyad_json(const struct told *told, const struct cp_dyad *dyad, int side, struct cp_json *json)
{
    cp_json_open(json, NULL, '{');
    add_node_json(told, "who", side ? dyad->b : dyad->a, json);
    add_node_json(told, "against", side ? dyad->a : dyad->b, json);
    cp_json_number(json, "acts", (double)dyad->acts[side]);
    cp_json_number(json, "answers", (double)dyad->answers[side]);
    cp_json_number(json, "median_days", dyad->days[side]);
    cp_json_number(json, "harsher", (double)dyad->tones[side][CP_TONE_HARSHER]);
    cp_json_number(json, "alike", (double)dyad->tones[side][CP_TONE_ALIKE]);
    cp_json_number(json, "milder", (double)dyad->tones[side][CP_TONE_MILDER]);
    cp_json_number(json, "gives_way", (double)dyad->tones[side][CP_TONE_GIVES_WAY]);
    cp_json_close(json, '}');
}

static void add_year_json(const struct cp_chain_year *y, struct cp_json *json)
{
    cp_json_open(json, NULL, '{');
    cp_json_number(json, "year", y->year ? y->year : NAN);
    cp_json_number(json, "acts", (double)y->acts);
    cp_json_number(json, "pairs", (double)y->pairs);
    cp_json_number(json, "mutual", (double)y->mutual);
    cp_json_number(json, "reciprocity", y->reciprocity);
    cp_json_number(json, "weighted", y->weighted);
    cp_json_close(json, '}');
}

static void print_json(const struct told *told)
{
    struct cp_json json = {0};
    cp_json_open(&json, NULL, '{');
    cp_json_open(&json, "acts", '[');
    for (size_t i = 0; i < told->chains.act_count; i++)
        add_act_json(told, &told->chains.acts[i], &json);
    cp_json_close(&json, ']');
    cp_json_open(&json, "also", '[');
    for (size_t i = 0; i < told->chains.also_count; i++)
        cp_report_edge_json(told->run, told->graph, told->chains.also[i], &json, NULL);
    cp_json_close(&json, ']');
    cp_json_open(&json, "dyads", '[');
    for (size_t i = 0; i < told->chains.dyad_count; i++)
        for (int side = 0; side < 2; side++)
            add_dyad_json(told, &told->chains.dyads[i], side, &json);
    cp_json_close(&json, ']');
    cp_json_open(&json, "years", '[');
    for (size_t i = 0; i < told->chains.year_count; i++)
        add_year_json(&told->chains.years[i], &json);
    cp_json_close(&json, ']');
    cp_json_close(&json, '}');
    cp_print(stdout, &json.out);
}

// ---------------------------------------------------------------- the command

static enum cp_exit run_chains(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct cp_graph *graph;
    struct told told = {.run = run, .top = settings->top ? settings->top : SIZE_MAX};
    const struct cp_writer *writer = NULL;
    enum cp_status status = settings->output ? cp_output_writer(settings, settings->output, &writer, &err) : CP_OK;
    if (status == CP_OK && writer)
        status = cp_drawing_graph(run, settings, settings->arguments[0], &graph, &err);
    else if (status == CP_OK)
        status = cp_input_view(run, settings, settings->arguments[0], &graph, &err);
    if (status == CP_OK) {
        told.graph = graph;
        cp_chains(run, graph, &told.chains);
    }
    struct cp_export_options how = {.strict = settings->strict};
    if (status == CP_OK && writer) {
        cp_answer_chains(run, graph, &told.chains);
        status = cp_graph_write(graph, writer, &how, settings->output, &err);
    }
    if (status != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    bool is_free = !settings->output || strcmp(settings->output, "-") != 0; // standard output, for text
    if (is_free && settings->json)
        print_json(&told);
    else if (is_free)
        print_text(&told);
    if (!told.chains.act_count && !settings->quiet)
        fputs(settings->view && strcmp(settings->view, "full") != 0 && strcmp(settings->view, "measures") != 0
                  ? "chokepoint: this view has no measures that could answer each other; --view full and --view measures have them\n"
                  : "chokepoint: no measure in this graph answers another\n",
              stderr);
    return told.chains.act_count || told.chains.dyad_count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

const struct cp_command cp_command_chains = {
    .name = "chains",
    .arguments = "GRAPH [-o OUT]",
    .summary = "What was done in answer to what, in order of date; who answers, and how.",
    .details = "Each act that was answered, and beneath it its answers: how long after (a month is all of its days), "
               "and whether harsher,\n"
               "alike or milder by the type of the measure. Tit for tat are acts of two parties in turn, each in "
               "answer to the other.\n\n"
               "Parties are countries: whoever imposes or is targeted counts as its own, if the graph has it. "
               "Reciprocity is the share of\n"
               "ordered pairs (one acts against another) in which the other does too; weighted, the share of acts that "
               "are matched.\n\n"
               "With -o the graph is written with what was found: of an act its chain, its depth in it, its party, and of an "
               "answer\n"
               "the days and the tone; of a party what it did to others, suffered, and answered.\n",
    .least = 1,
    .most = 1,
    .options = {CP_OPTIONS_VIEW, CP_OPTION_TOP, CP_OPTION_JSON, CP_OPTION_OUTPUT, CP_OPTION_FORMAT, CP_OPTION_SEED, CP_OPTION_STRICT},
    .run = run_chains,
};
