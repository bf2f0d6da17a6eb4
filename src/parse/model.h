// SPDX-License-Identifier: GPL-3.0-or-later
//
// The weights and their file.
//
// The file is a header of 512 bytes, the dictionary (struct cp_word), and seven tables,
// each filled up to a multiple of 64 bytes, in the byte order of little-endian machines. Nothing in
// it needs to be decoded, so that loading is a look at the header.
//
// A table of the kind "row" holds rows of 16, 32 or 48 weights, one for each class,
// which may begin at any place where they stay within 64 bytes: rows overlap, and
// nearly all of their weights being 0, seldom to their harm. The table of moves holds
// pairs (left, right); shift has no weight of its own. That of choice.c holds single weights,
// and that of sure.h decisions that are known beforehand.
//
// Room: parse.
#ifndef CP_PARSE_MODEL_H
#define CP_PARSE_MODEL_H

#include "look.h"
#include "parse_p.h"

enum { CP_MODEL_HEADER = 512, CP_MODEL_VERSION = 4 };
enum cp_table_kind {
    CP_TABLE_TAG,
    CP_TABLE_OUTLINE,
    CP_TABLE_NAME,
    CP_TABLE_LABEL,
    CP_TABLE_ARC,
    CP_TABLE_CHOICE,
    CP_TABLE_SURE,
    CP_TABLE_COUNT
};
enum { CP_TEMPLATE_MODELS = CP_TABLE_CHOICE }; // the models whose features are a fixed number of templates
enum { CP_NEVER_ENOUGH = 1 << 14 }; // more than sums of the first templates can differ
enum { CP_TAG_WIDTH = 48, CP_OUTLINE_WIDTH = 48, CP_NAME_WIDTH = 16, CP_LABEL_WIDTH = 32 };

struct cp_model_header {
    char magic[8];     // "CPPARSE\n"
    uint32_t version;
    uint32_t names;    // a hash of the tags, labels and classes that the program knows
    uint64_t size;     // of the whole file
    uint64_t checksum; // of what follows the header
    struct cp_outline_marks marks;
    uint32_t word_count;                  // of the dictionary
    uint32_t table_lines[CP_TABLE_COUNT]; // of 64 bytes
    uint16_t enough[CP_TEMPLATE_MODELS]; // the margin by which the first templates decide: 1 to CP_NEVER_ENOUGH
    uint8_t tags[CP_TAG_WIDTH];       // column → enum cp_tag
    uint8_t left[CP_LABEL_WIDTH];     // column → enum cp_dep, for dependents to the left of their head
    uint8_t right[CP_LABEL_WIDTH];
    uint8_t tag_count, outline_count, left_count, right_count, name_count;
};

struct cp_model {
    const struct cp_model_header *header;
    const struct cp_word *words;
    uint32_t word_count;
    const int8_t *tables[CP_TABLE_COUNT];
};

// Where a feature's row begins in a table of so many lines: the high bits choose the line, low ones the place in it.
static inline uint32_t cp_row_place(uint32_t hash, uint32_t lines, unsigned width)
{
    return ((uint32_t)((uint64_t)hash * lines >> 32) << 6) + ((((hash >> 4) & 255) * (65 - width)) >> 8);
}

// Where a feature's pair begins.
static inline uint32_t cp_pair_place(uint32_t hash, uint32_t lines)
{
    return (uint32_t)((uint64_t)hash * lines >> 27) << 1;
}

// Bytes of a dictionary in the file.
static inline size_t cp_words_size(uint32_t count)
{
    return (count * sizeof(struct cp_word) + 63) / 64 * 64;
}

uint32_t cp_model_names(void); // the hash in the header
uint64_t cp_model_checksum(const unsigned char *bytes, size_t size);

// Looks at the header, and at the checksum if `thorough`; where: for messages.
enum cp_status cp_model_open(const unsigned char *bytes, size_t size, bool thorough, const char *where,
                             struct cp_model *model, struct cp_error *err);

#endif
