// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// Sizes by degree, colours by kind. Measures stand between their parties and are drawn smaller.
#include "layout_p.h"

#include <math.h>

static const double SMALLEST = 8.0, LARGEST = 48.0, LARGEST_MEASURE = 16.0;

struct colour {
    uint8_t red, green, blue;
};

// Okabe and Ito's palette, which colour-blind people can tell apart.
static struct colour colour_of(enum cp_kind kind)
{
    switch (kind) {
    case CP_KIND_COUNTRY: return (struct colour){0, 114, 178};
    case CP_KIND_AGENCY: return (struct colour){86, 180, 233};
    case CP_KIND_COMPANY: return (struct colour){230, 159, 0};
    case CP_KIND_ORGANIZATION: return (struct colour){0, 158, 115};
    case CP_KIND_PERSON: return (struct colour){204, 121, 167};
    case CP_KIND_TECHNOLOGY: return (struct colour){240, 228, 66};
    case CP_KIND_MEASURE: return (struct colour){213, 94, 0};
    default: return (struct colour){153, 153, 153};
    }
}

void cp_set_looks(struct cp_graph *graph)
{
    double most = 1;
    for (size_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].metrics.degree > most)
            most = graph->nodes[i].metrics.degree;
    for (size_t i = 0; i < graph->node_count; i++) {
        struct cp_graph_node *node = &graph->nodes[i];
        struct colour c = colour_of(node->kind);
        double largest = node->kind == CP_KIND_MEASURE ? LARGEST_MEASURE : LARGEST;
        node->size = round((SMALLEST + (largest - SMALLEST) * sqrt(node->metrics.degree / most)) * 10) / 10;
        node->red = c.red, node->green = c.green, node->blue = c.blue;
        node->coloured = true;
    }
}
