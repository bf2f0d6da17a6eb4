// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the readers of XML share: the pull reader of libxml2, from the first element to the last. Nothing is fetched and
// no entity is expanded.
//
// Room: export.
#ifndef CP_EXPORT_XML_H
#define CP_EXPORT_XML_H

#include "draft.h"

#include <libxml/xmlreader.h>

// Where the bytes are to be read from; NULL if there is not enough memory.
xmlTextReaderPtr cp_xml_open(const char *path, struct cp_str content);

// Calls `begin` and `end` for each element until the draft fails or the file ends. XML that is broken fails the draft.
void cp_xml_walk(xmlTextReaderPtr reader, struct draft *draft, void (*begin)(void *context), void (*end)(void *context),
                 void *context);

unsigned cp_xml_line(xmlTextReaderPtr reader);
struct cp_str cp_xml_name(xmlTextReaderPtr reader); // of the element, without its prefix; borrowed

// In the arena; empty if the element has no such attribute.
struct cp_str cp_xml_attribute(struct cp_arena *run, xmlTextReaderPtr reader, const char *name);

#endif
