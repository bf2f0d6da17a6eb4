// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// Which part of a page is the article. Elements that are navigation or decoration by
// their name, role or class are dropped; what is left is measured: how much text, how
// much of it in links, how much prose right below. An <article> or <main> that holds most
// of the prose is taken at its word; else the element with the most prose below it wins.
#include "html_p.h"

#include <string.h>

enum {
    PROSE = 80,         // bytes from which on a text is prose and no label
    ENOUGH = 250,       // bytes of text that make an article
    SHORT_LINKED = 600, // a part of links shorter than this is a list of other pages
};

bool cp_html_is(const xmlNode *node, const char *const *names)
{
    if (node->type != XML_ELEMENT_NODE)
        return false;
    for (; *names; names++)
        if (strcmp((const char *)node->name, *names) == 0)
            return true;
    return false;
}

struct cp_str cp_html_tag(const struct cp_html *html, const xmlNode *node)
{
    size_t number = 0;
    const xmlAttr *n = node->properties;
    const xmlNode *value = n && strcmp((const char *)n->name, "n") == 0 ? n->children : NULL;
    if (!value || !value->content)
        return CP_STR("");
    for (const char *p = (const char *)value->content; *p >= '0' && *p <= '9'; p++)
        number = number * 10 + (size_t)(*p - '0');
    if (number >= html->tags.count)
        return CP_STR("");
    return cp_str_slice(html->source->text, html->tags.items[number].begin, html->tags.items[number].end);
}

bool cp_html_next_text(const struct cp_html *html, const xmlNode *node, size_t *at, struct cp_text *text, bool *blank)
{
    const char *s = (const char *)node->content;
    *blank = false;
    for (; s && s[*at] && (s[*at] < '0' || s[*at] > '9'); ++*at)
        *blank = *blank || s[*at] == ' ';
    if (!s || !s[*at])
        return false;
    size_t number = 0;
    for (; s[*at] >= '0' && s[*at] <= '9'; ++*at)
        number = number * 10 + (size_t)(s[*at] - '0');
    if (number >= html->texts.count)
        return false;
    *text = html->texts.items[number];
    return true;
}

// ---------------------------------------------------------------- what is no article

static bool contains_word(struct cp_str classes, const char *const *words)
{
    size_t at = 0;
    while (at < classes.len) {
        size_t begin = at; // a word ends at a mark, a digit or where a capital follows a small letter
        while (at < classes.len && ((classes.ptr[at] | 0x20) >= 'a' && (classes.ptr[at] | 0x20) <= 'z') &&
               !(at > begin && classes.ptr[at] <= 'Z' && classes.ptr[at - 1] >= 'a'))
            at++;
        struct cp_str word = cp_str_slice(classes, begin, at);
        for (const char *const *w = words; word.len && *w; w++)
            if (cp_str_equal_fold(word, cp_str_from(*w)))
                return true;
        at += word.len == 0;
    }
    return false;
}

static bool by_name(const xmlNode *node)
{
    static const char *const names[] = {"nav",  "footer", "aside", "form",  "button", "noscript", "menu",
                                        "dialog", "fieldset", "input", "label", "optgroup", NULL};
    return cp_html_is(node, names);
}

static bool by_role(struct cp_str tag)
{
    static const char *const roles[] = {"navigation", "banner", "contentinfo", "complementary", "search", "menu",
                                        "menubar", "dialog", "alertdialog", "toolbar", "tablist", NULL};
    struct cp_str role = cp_html_attribute(tag, "role"), style = cp_html_attribute(tag, "style");
    if (role.ptr && contains_word(role, roles))
        return true;
    if (style.ptr && (cp_str_find(style, CP_STR("display:none"), 0) != SIZE_MAX ||
                      cp_str_find(style, CP_STR("display: none"), 0) != SIZE_MAX))
        return true;
    struct cp_str hidden = cp_html_attribute(tag, "aria-hidden");
    return cp_html_attribute(tag, "hidden").ptr || (hidden.ptr && cp_str_equal_fold(hidden, CP_STR("true")));
}

static bool by_class(struct cp_str tag)
{
    static const char *const words[] = {
        "nav", "navbar", "navigation", "menu", "footer", "sidebar", "breadcrumb", "breadcrumbs", "share", "sharing",
        "shares", "sharebar", "social", "comment", "comments", "disqus", "related", "recommended", "recommendations",
        "recirc", "recirculation", "promo", "promos", "promotion", "advert", "adverts", "advertisement", "advertising",
        "ad", "ads", "adslot", "adsbygoogle", "sponsor", "sponsored", "banner", "cookie", "cookies", "consent", "gdpr",
        "newsletter", "subscribe", "subscription", "signup", "popup", "modal", "overlay", "paywall", "pagination",
        "pager", "tags", "taglist", "widget", "widgets", "outbrain", "taboola", "skip", "toolbar", "masthead", "search",
        "login", "register", "popular", "trending", "mostread", "teaser", "teasers", "sitemap", "copyright",
        "disclaimer", "screenreader", "sr", "prevnext", "morefrom", "readmore", "authorbio", "bio", NULL};
    struct cp_str classes = cp_html_attribute(tag, "class"), id = cp_html_attribute(tag, "id");
    return (classes.ptr && contains_word(classes, words)) || (id.ptr && contains_word(id, words));
}

static bool is_container(const xmlNode *node) // may hold the article whatever its class says
{
    static const char *const names[] = {"html", "body", "article", "main", NULL};
    return cp_html_is(node, names);
}

// ---------------------------------------------------------------- measuring

static struct cp_node *known(const xmlNode *node)
{
    return node->_private;
}

static size_t text_length(const struct cp_html *html, const xmlNode *node)
{
    size_t n = 0, at = 0;
    struct cp_text text;
    for (bool blank; cp_html_next_text(html, node, &at, &text, &blank);)
        n += text.end - text.begin;
    return n;
}

// Bottom up; the depth of the tree is bounded by libxml2.
static void measure(struct cp_html *html, xmlNode *node)
{
    static const char *const link[] = {"a", NULL};
    struct cp_node *self = CP_NEW(html->doc, struct cp_node);
    node->_private = self;
    size_t direct = 0;
    for (xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE) {
            direct += text_length(html, child);
        } else if (child->type == XML_ELEMENT_NODE) {
            measure(html, child);
            self->text += known(child)->text;
            self->links += known(child)->links;
            self->link_count += known(child)->link_count;
        }
    }
    self->text += direct;
    if (cp_html_is(node, link)) {
        self->links = self->text;
        self->link_count = 1;
        return;
    }
    struct cp_str tag = cp_html_tag(html, node);
    self->dropped = by_name(node) || (!is_container(node) && by_role(tag));
}

// Classes are only a hint: an element that holds a good part of the page's plain text is kept whatever it is called.
static void drop_by_class(struct cp_html *html, xmlNode *node, size_t all)
{
    for (xmlNode *child = node->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || known(child)->dropped)
            continue;
        size_t plain = known(child)->text - known(child)->links;
        if (!is_container(child) && plain * 5 < all * 2 && by_class(cp_html_tag(html, child)))
            known(child)->dropped = true;
        else
            drop_by_class(html, child, all);
    }
}

// Prose of what was not dropped, credited to the parent and by half to its parent.
static void credit(struct cp_html *html, xmlNode *node)
{
    static const char *const phrases[] = {"a", "br", NULL};
    struct cp_node *self = known(node);
    size_t direct = 0;
    for (xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE)
            direct += text_length(html, child);
        else if (child->type == XML_ELEMENT_NODE && cp_html_is(child, phrases))
            direct += known(child)->text - known(child)->links;
        else if (child->type == XML_ELEMENT_NODE && !known(child)->dropped)
            credit(html, child);
    }
    if (direct < PROSE)
        return;
    self->prose += direct / 2;
    xmlNode *parent = node->parent;
    if (parent && parent->type == XML_ELEMENT_NODE && known(parent)) {
        known(parent)->prose += direct;
        if (parent->parent && parent->parent->type == XML_ELEMENT_NODE && known(parent->parent))
            known(parent->parent)->prose += direct / 2;
    }
}

static bool is_link_list(const xmlNode *node)
{
    static const char *const lists[] = {"ul", "ol", "div", "section", "table", "dl", NULL};
    const struct cp_node *self = known(node);
    return cp_html_is(node, lists) && self->link_count >= 3 && self->text < SHORT_LINKED &&
           self->links * 4 > self->text * 3;
}

static void drop_link_lists(xmlNode *node)
{
    for (xmlNode *child = node->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || known(child)->dropped)
            continue;
        if (is_link_list(child))
            known(child)->dropped = true;
        else
            drop_link_lists(child);
    }
}

// ---------------------------------------------------------------- the choice

struct choice {
    xmlNode *said;  // <article>, <main> or the like with the most plain text
    size_t said_text;
    xmlNode *dense; // the most prose right below
};

static bool says_article(const struct cp_html *html, const xmlNode *node)
{
    static const char *const names[] = {"article", "main", NULL};
    struct cp_str tag = cp_html_tag(html, node), role = cp_html_attribute(tag, "role");
    struct cp_str item = cp_html_attribute(tag, "itemprop");
    return cp_html_is(node, names) || (role.ptr && cp_str_equal_fold(role, CP_STR("main"))) ||
           (item.ptr && cp_str_equal_fold(item, CP_STR("articleBody")));
}

static void choose(struct cp_html *html, xmlNode *node, struct choice *c)
{
    struct cp_node *self = known(node);
    size_t plain = self->text - self->links;
    if (says_article(html, node) && plain >= ENOUGH) {
        // an inner one is better if it holds nearly all of the outer one
        bool better = !c->said || plain > c->said_text || plain * 10 > c->said_text * 8;
        if (better) {
            c->said = node;
            c->said_text = plain;
        }
    }
    if (!c->dense || self->prose > known(c->dense)->prose)
        c->dense = node;
    for (xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE && !known(child)->dropped)
            choose(html, child, c);
}

xmlNode *cp_html_pick(struct cp_html *html, xmlNode *root)
{
    struct choice c = {0};
    measure(html, root);
    size_t all = known(root)->text - known(root)->links;
    drop_by_class(html, root, all);
    credit(html, root);
    choose(html, root, &c);
    xmlNode *picked = root;
    size_t dense = known(c.dense)->prose;
    if (c.said && known(c.said)->text * 2 >= dense)
        picked = c.said;
    else if (dense >= ENOUGH)
        picked = c.dense;
    drop_link_lists(picked);
    return picked;
}
