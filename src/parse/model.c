// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
#include "model.h"

#include <string.h>

_Static_assert(sizeof(struct cp_model_header) <= CP_MODEL_HEADER, "the header must fit");
_Static_assert(sizeof(struct cp_word) == 8, "the dictionary is read as it is in the file");
_Static_assert(CP_DEP_COUNT <= 64 && CP_TAG_COUNT <= 255, "label sets have 64 bits");

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the model's file is read as it is, which needs a little-endian machine"
#endif

static const char *const tag_names[] = {
#define NAME(name, text) text,
    CP_TAG_LIST(NAME)
};
static const char *const dep_names[] = {CP_DEP_LIST(NAME)};
#undef NAME
static const char *const ner_names[] = {"_", "PERSON", "ORG", "PLACE", "NORP", "DATE", "MONEY", "MISC"};

const char *cp_tag_name(enum cp_tag tag)
{
    return (unsigned)tag < CP_TAG_COUNT ? tag_names[tag] : "_";
}

const char *cp_dep_name(enum cp_dep dep)
{
    return (unsigned)dep < CP_DEP_COUNT ? dep_names[dep] : "_";
}

const char *cp_ner_name(enum cp_ner ner)
{
    return (unsigned)ner < CP_NER_COUNT ? ner_names[ner] : "_";
}

static uint32_t add_names(uint32_t hash, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (const char *c = names[i]; c == names[i] || c[-1]; c++)
            hash = (hash ^ (unsigned char)*c) * 0x01000193u;
    return hash;
}

uint32_t cp_model_names(void)
{
    uint32_t hash = add_names(0x811C9DC5u, tag_names, CP_TAG_COUNT);
    hash = add_names(hash, dep_names, CP_DEP_COUNT);
    return add_names(hash, ner_names, CP_NER_COUNT);
}

// Four sums side by side, so that 17 MB take about a millisecond or two.
uint64_t cp_model_checksum(const unsigned char *bytes, size_t size)
{
    uint64_t sums[4] = {1, 2, 3, 4}, word;
    for (size_t at = 0; at + 32 <= size; at += 32)
        for (int k = 0; k < 4; k++) {
            memcpy(&word, bytes + at + 8 * k, 8);
            sums[k] = (sums[k] ^ word) * UINT64_C(0x9E3779B97F4A7C15);
            sums[k] ^= sums[k] >> 29;
        }
    return sums[0] ^ sums[1] << 1 ^ sums[2] << 2 ^ sums[3] << 3 ^ size;
}

static uint64_t size_by_header(const struct cp_model_header *header)
{
    uint64_t size = CP_MODEL_HEADER + cp_words_size(header->word_count);
    for (int k = 0; k < CP_TABLE_COUNT; k++)
        size += UINT64_C(64) * header->table_lines[k];
    return size;
}

static bool columns_are_sane(const struct cp_model_header *header)
{
    for (int i = 0; i < CP_TAG_WIDTH; i++)
        if (header->tags[i] >= CP_TAG_COUNT)
            return false;
    for (int i = 0; i < CP_LABEL_WIDTH; i++)
        if (header->left[i] >= CP_DEP_COUNT || header->right[i] >= CP_DEP_COUNT)
            return false;
    return header->tag_count >= 1 && header->tag_count <= CP_TAG_WIDTH && header->outline_count >= 1 &&
           header->outline_count <= CP_OUTLINE_WIDTH && header->left_count >= 1 &&
           header->left_count <= CP_LABEL_WIDTH && header->right_count >= 1 && header->right_count <= CP_LABEL_WIDTH &&
           header->name_count >= 1 && header->name_count <= CP_NAME_WIDTH;
}

static bool margins_are_sane(const struct cp_model_header *header)
{
    for (int k = 0; k < CP_TEMPLATE_MODELS; k++)
        if (header->enough[k] < 1 || header->enough[k] > CP_NEVER_ENOUGH)
            return false;
    return true;
}

static bool sizes_are_sane(const struct cp_model_header *header)
{
    for (int k = 0; k < CP_TABLE_COUNT; k++)
        if (header->table_lines[k] < 1 || header->table_lines[k] > 1 << 22)
            return false;
    return header->word_count <= 1 << 24;
}

enum cp_status cp_model_open(const unsigned char *bytes, size_t size, bool thorough, const char *where,
                             struct cp_model *model, struct cp_error *err)
{
    const struct cp_model_header *header = (const struct cp_model_header *)(const void *)bytes;
    if (size < CP_MODEL_HEADER || memcmp(header->magic, "CPPARSE\n", 8) != 0)
        return cp_fail_at(err, CP_EFORMAT, where, 0, "not a parser model: it does not begin as one; make one with \"make model\"");
    if (header->version == __builtin_bswap32(CP_MODEL_VERSION))
        return cp_fail_at(err, CP_EFORMAT, where, 0, "the model is laid out for machines that store the lowest byte first; this one does not, and cannot read it");
    if (header->version != CP_MODEL_VERSION)
        return cp_fail_at(err, CP_EFORMAT, where, 0, "the model has version %u, this program reads version %d; make it anew with \"make model\"",
                          (unsigned)header->version, CP_MODEL_VERSION);
    if (header->names != cp_model_names())
        return cp_fail_at(err, CP_EFORMAT, where, 0, "the model was made for other tags or labels; make it anew with \"make model\"");
    if (!sizes_are_sane(header) || !columns_are_sane(header) || !margins_are_sane(header))
        return cp_fail_at(err, CP_EFORMAT, where, 0, "the model's header is damaged; fetch or make the file again");
    if (size_by_header(header) != size || header->size != size)
        return cp_fail_at(err, CP_EFORMAT, where, 0, "the model has %zu bytes and should have %llu; fetch or make the file again",
                          size, (unsigned long long)size_by_header(header));
    if (thorough && header->checksum != cp_model_checksum(bytes + CP_MODEL_HEADER, size - CP_MODEL_HEADER))
        return cp_fail_at(err, CP_EFORMAT, where, 0, "the model's checksum is wrong: its bytes were changed; fetch or make the file again");
    model->header = header;
    bytes += CP_MODEL_HEADER;
    model->words = (const struct cp_word *)(const void *)bytes;
    model->word_count = header->word_count;
    bytes += cp_words_size(header->word_count);
    for (int k = 0; k < CP_TABLE_COUNT; k++) {
        model->tables[k] = (const int8_t *)bytes;
        bytes += UINT64_C(64) * header->table_lines[k];
    }
    return CP_OK;
}

enum cp_status cp_model_builtin(struct cp_arena *run, const struct cp_model **model, struct cp_error *err)
{
    struct cp_model *made = CP_NEW(run, struct cp_model);
    // The bytes came with the program, so their checksum is left to the tests.
    enum cp_status status = cp_model_open(cp_parse_model, (size_t)(cp_parse_model_end - cp_parse_model), false,
                                          "the built-in model", made, err);
    if (status == CP_OK)
        *model = made;
    return status;
}

enum cp_status cp_model_load(struct cp_arena *run, const char *path, const struct cp_model **model,
                             struct cp_error *err)
{
    struct cp_str content;
    enum cp_status status = cp_file_map(run, path, (size_t)1 << 30, &content, err);
    if (status != CP_OK)
        return status;
    const unsigned char *bytes = (const unsigned char *)content.ptr;
    if ((uintptr_t)bytes % 64) { // not mapped; rows are read in units of 64 bytes, and an arena promises less
        unsigned char *copy = cp_alloc(run, content.len + 64);
        copy += (64 - (uintptr_t)copy % 64) % 64;
        bytes = memcpy(copy, content.ptr, content.len);
    }
    struct cp_model *made = CP_NEW(run, struct cp_model);
    status = cp_model_open(bytes, content.len, true, path, made, err);
    if (status == CP_OK)
        *model = made;
    return status;
}
