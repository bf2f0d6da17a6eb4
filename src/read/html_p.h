// SPDX-License-Identifier: GPL-3.0-or-later
//
// HTML in three steps. libxml2 builds a sound tree out of any tag soup, but it cannot say
// where in the file a text stood. So the page is scanned first: each text and each tag
// gets a number, and libxml2 is given a page in which the texts are these numbers and the
// tags carry theirs. In the tree each number leads back to its bytes.
//
// Room: read.
#ifndef CP_READ_HTML_P_H
#define CP_READ_HTML_P_H

#include "read_p.h"

#include <libxml/tree.h>

struct cp_span {
    size_t begin, end; // in the source
};

struct cp_text {
    size_t begin, end;
    size_t blank; // where the white space before it begins, if it stands apart
};

struct cp_html {
    struct cp_arena *doc;
    const struct cp_source *source;
    CP_VEC(struct cp_text) texts; // numbered from 0
    CP_VEC(struct cp_span) tags;  // of start tags, from '<' to behind '>'
    struct cp_span title;         // of <title>; empty if there is none
    struct cp_span meta_title;    // of the content of og:title or its like
    struct cp_date date;          // from meta tags or JSON-LD
    struct cp_mapped page;        // what libxml2 reads
};

// flat leaves out containers, for pages that nest deeper than libxml2 goes.
void cp_html_scan(struct cp_html *html, bool flat);
// The value of an attribute in a start tag; ptr is NULL if it is not there. Character references stay.
struct cp_str cp_html_attribute(struct cp_str tag, const char *name);
bool cp_html_is(const xmlNode *node, const char *const *names); // an element with one of the names; NULL ends them

// What is known of an element; node->_private points to it.
struct cp_node {
    size_t text, links;  // bytes of text below it, and how many of them stand in links
    size_t link_count;
    size_t prose;        // bytes of long texts right below it, and a half of those one level deeper
    bool dropped;        // navigation, adverts, forms …
};

struct cp_str cp_html_tag(const struct cp_html *html, const xmlNode *node); // its start tag in the source
xmlNode *cp_html_pick(struct cp_html *html, xmlNode *root); // the element that holds the article
// The next text in a text node at *at, moved on; false at the end. *blank: white space stands before it.
bool cp_html_next_text(const struct cp_html *html, const xmlNode *node, size_t *at, struct cp_text *text, bool *blank);

#endif
