// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
#include "xml.h"

static void keep_quiet(void *context, const char *format, ...)
{
    (void)context;
    (void)format;
}

xmlTextReaderPtr cp_xml_open(const char *path, struct cp_str content)
{
    xmlSetGenericErrorFunc(NULL, keep_quiet);
    xmlResetLastError();
    return xmlReaderForMemory(content.ptr, (int)content.len, path, NULL,
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

// In our own words, since libxml2's change from version to version.
static const char *what_broke(void)
{
    const xmlError *error = xmlGetLastError();
    switch (error ? error->code : XML_ERR_OK) {
    case XML_ERR_INTERNAL_ERROR:
    case XML_ERR_NO_MEMORY:
        return "has a name or a text here that is too long to be read (more than 10 MB), or elements nested too deep";
    case XML_ERR_TAG_NAME_MISMATCH:
        return "is broken XML from here on: an element ends here that is not the one that was begun last";
    case XML_ERR_INVALID_CHAR:
        return "is broken XML from here on: a byte here is no UTF-8, or a character that XML forbids";
    case XML_ERR_UNDECLARED_ENTITY:
        return "is broken XML from here on: \"&\" must be written \"&amp;\" here";
    default:
        return "is broken XML from here on";
    }
}

void cp_xml_walk(xmlTextReaderPtr reader, struct draft *draft, void (*begin)(void *context), void (*end)(void *context),
                 void *context)
{
    int more;
    while ((more = xmlTextReaderRead(reader)) == 1 && draft->status == CP_OK)
        if (xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT)
            begin(context);
        else if (xmlTextReaderNodeType(reader) == XML_READER_TYPE_END_ELEMENT)
            end(context);
    if (more < 0)
        cp_draft_fail(draft, cp_xml_line(reader), what_broke(), (struct cp_str){"", 0});
}

unsigned cp_xml_line(xmlTextReaderPtr reader)
{
    return (unsigned)xmlTextReaderGetParserLineNumber(reader);
}

struct cp_str cp_xml_name(xmlTextReaderPtr reader)
{
    return cp_str_from((const char *)xmlTextReaderConstLocalName(reader));
}

struct cp_str cp_xml_attribute(struct cp_arena *run, xmlTextReaderPtr reader, const char *name)
{
    xmlChar *value = xmlTextReaderGetAttribute(reader, (const xmlChar *)name);
    struct cp_str copy = value ? cp_str_copy(run, cp_str_from((const char *)value)) : (struct cp_str){"", 0};
    xmlFree(value);
    return copy;
}
