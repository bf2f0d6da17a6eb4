// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// Which of the forms a file has is seen from its bytes, not from its name.
#include "draft.h"

#include "chokepoint/csv.h"

#include <jansson.h>

enum { LARGEST_FILE = 2000000000, HEAD = 4096 };

static struct cp_str without_mark(struct cp_str content)
{
    return cp_str_starts(content, CP_STR("\xEF\xBB\xBF")) ? cp_str_slice(content, 3, content.len) : content;
}

// The first value tells: the whole of a node-link graph, the first line of the others.
static enum cp_graph_form form_of_json(struct cp_str content)
{
    json_t *first = json_loadb(content.ptr, content.len, JSON_DISABLE_EOF_CHECK, NULL);
    enum cp_graph_form form = CP_FORM_FACTS; // also what is broken: the reader of facts says in which line
    if (json_is_string(json_object_get(first, "schema")))
        form = CP_FORM_FTM;
    else if (json_is_array(json_object_get(first, "nodes")) && !json_object_get(first, "doc") &&
             (json_object_get(first, "links") || json_object_get(first, "edges")))
        form = CP_FORM_JSON;
    json_decref(first);
    return form;
}

static bool has_word(struct cp_str line, const char *word)
{
    struct cp_str wanted = cp_str_from(word);
    for (size_t at = 0; at + wanted.len <= line.len; at++)
        if (cp_str_equal_fold(cp_str_slice(line, at, at + wanted.len), wanted))
            return true;
    return false;
}

static bool is_table(struct cp_str content)
{
    struct cp_str line = cp_str_split(&content, '\n');
    bool edges = (has_word(line, "source") && has_word(line, "target")) || (has_word(line, "from") && has_word(line, "to"));
    bool cut = has_word(line, ",") || has_word(line, ";") || has_word(line, "\t");
    return cut && (edges || cp_str_equal_fold(cp_str_slice(line, 0, 2), CP_STR("id")) ||
                   cp_str_equal_fold(cp_str_slice(line, 0, 4), CP_STR("\"id\"")));
}

enum cp_graph_form cp_graph_form_of(struct cp_str content)
{
    content = cp_str_trim(without_mark(content));
    struct cp_str head = cp_str_slice(content, 0, content.len < HEAD ? content.len : HEAD);
    if (content.len && content.ptr[0] == '{')
        return form_of_json(content);
    if (cp_str_find(head, CP_STR("<graphml"), 0) != SIZE_MAX || cp_str_find(head, CP_STR(":graphml"), 0) != SIZE_MAX)
        return CP_FORM_GRAPHML;
    if (cp_str_find(head, CP_STR("<gexf"), 0) != SIZE_MAX)
        return CP_FORM_GEXF;
    return is_table(content) ? CP_FORM_CSV : CP_FORM_NONE;
}

enum cp_status cp_graph_read(struct cp_arena *run, const char *path, struct cp_graph **graph, struct cp_error *err)
{
    struct cp_str content;
    enum cp_status status = cp_file_read(run, path, LARGEST_FILE, &content, err);
    if (status != CP_OK)
        return status;
    switch (cp_graph_form_of(content)) {
    case CP_FORM_GRAPHML: return cp_read_graphml(run, path, content, graph, err);
    case CP_FORM_GEXF: return cp_read_gexf(run, path, content, graph, err);
    case CP_FORM_CSV: return cp_read_csv(run, path, content, graph, err);
    case CP_FORM_FTM: return cp_read_ftm(run, path, content, graph, err);
    case CP_FORM_JSON: return cp_read_node_link(run, path, content, graph, err);
    default: return cp_fail_at(err, CP_EFORMAT, path, 0, "is no graph: make a graph with 'chokepoint run' or 'chokepoint build'");
    }
}
