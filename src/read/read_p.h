// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the files of this room share. Every stage hands on a `struct cp_source`:
// UTF-8 with a map back to the bytes of the file. Stages compose, because a piece
// that is copied out of a source takes the source's origins with it:
//
//     bytes --encoding--> source --front matter, JSON, lines of a paragraph--> source
//           --inline--> builder (draft blocks) --finish--> document
//
// Room: read.
#ifndef CP_READ_P_H
#define CP_READ_P_H

#include "chokepoint/read.h"

// ---------------------------------------------------------------- text with origins

struct cp_source {
    struct cp_str text;         // valid UTF-8
    const struct cp_run *runs;  // as in struct cp_document
    size_t run_count;
};

// Offset in the file of source->text[offset].
size_t cp_source_origin(const struct cp_source *source, size_t offset);

// The number of the run that the offset stands in; 0 if there are none.
size_t cp_source_run(const struct cp_source *source, size_t offset);

// A source in the making.
struct cp_mapped {
    struct cp_arena *doc;
    char *text;
    size_t len, capacity;
    CP_VEC(struct cp_run) runs;
};

void cp_mapped_expect(struct cp_mapped *to, size_t n); // room for n bytes more: better than growing to them
void cp_mapped_add(struct cp_mapped *to, const char *bytes, size_t n, size_t origin); // byte for byte
// One code point that stands in the file as origin_len bytes: the first byte of its UTF-8 goes to the
// first of them and the last to the last, so that the ends of a span come out right.
void cp_mapped_put(struct cp_mapped *to, uint32_t code, size_t origin, size_t origin_len);
void cp_mapped_copy(struct cp_mapped *to, const struct cp_source *from, size_t begin, size_t end);
struct cp_source cp_mapped_source(struct cp_mapped *mapped);

// Decodes a file's bytes: UTF-8, UTF-16 or Windows-1252, whichever the bytes speak for. `declared` is the
// name of a character set that the file itself gives, or empty. *replaced counts bytes that became U+FFFD.
struct cp_source cp_decode(struct cp_arena *doc, struct cp_str content, struct cp_str declared, uint32_t *replaced);

bool cp_is_wide(struct cp_str bytes); // UTF-16
uint32_t cp_windows_1252(unsigned char byte); // its code point; 0 if there is none

// ---------------------------------------------------------------- draft of a document

// Where a date was found; an earlier one in this list wins.
enum cp_date_rank { CP_DATE_FRONT, CP_DATE_META, CP_DATE_LINE, CP_DATE_NAME, CP_DATE_RANKS };

enum { CP_BLOCK_SOFT = 1,  // a title that was only guessed from the first lines
       CP_BLOCK_NO_NOTE = 2, // its text is one that cp_note_of says nothing of
       CP_BLOCK_LEVEL = 8 }; // bits from here on: level of a heading, 1 to 6

struct cp_draft_block {
    uint32_t begin, end;
    enum cp_block_kind kind;
    unsigned flags;
};

struct cp_builder {
    struct cp_mapped text; // blocks are parted by '\n'
    CP_VEC(struct cp_draft_block) blocks;
    bool open;
    bool blank;          // white space was met that no visible character has followed yet
    size_t blank_origin; // of its first byte
    struct cp_date dates[CP_DATE_RANKS];
    struct cp_str id;       // "" until known
    struct cp_str fallback; // a title for a document without a headline of its own
};

void cp_builder_init(struct cp_builder *b, struct cp_arena *doc);
void cp_builder_begin(struct cp_builder *b, enum cp_block_kind kind, unsigned flags); // ends the one before
void cp_builder_end(struct cp_builder *b); // a block without visible characters is forgotten
// Visible characters are copied, white space becomes one blank, control characters and marks of no width go.
void cp_builder_add(struct cp_builder *b, const struct cp_source *from, size_t begin, size_t end);
void cp_builder_put(struct cp_builder *b, uint32_t code, size_t origin, size_t origin_len);
void cp_builder_space(struct cp_builder *b, size_t origin);
struct cp_str cp_builder_open(const struct cp_builder *b); // what the open block has so far
bool cp_builder_has_title(const struct cp_builder *b);
void cp_builder_date(struct cp_builder *b, enum cp_date_rank rank, struct cp_date date); // the first of a rank wins

// Titles, repeated titles, date lines, bylines and site boilerplate are sorted out; the draft becomes a document, all of
// which stands in `doc`.
enum cp_status cp_finish(struct cp_builder *b, struct cp_arena *doc, const struct cp_read_options *options,
                         const char *source, struct cp_document **result, struct cp_error *err);

struct cp_str cp_name_of(struct cp_str path); // without its folder and its ending; "stdin" for "-"

// ---------------------------------------------------------------- formats

void cp_read_text(struct cp_builder *b, const struct cp_source *source);
void cp_read_markdown(struct cp_builder *b, const struct cp_source *source);
bool cp_looks_like_markdown(struct cp_str text);
void cp_read_html(struct cp_builder *b, const struct cp_source *source);
bool cp_looks_like_html(struct cp_str text);
struct cp_str cp_html_charset(struct cp_str bytes); // what its head declares, or empty

// One object of JSON Lines or of a JSON array. Messages say where it stands.
enum cp_status cp_read_json(struct cp_builder *b, const struct cp_source *object, const char *file, unsigned line,
                            struct cp_error *err);
bool cp_is_plain_json_object(struct cp_str s); // false: perhaps not valid
size_t cp_json_value_end(struct cp_str s, size_t at); // behind the object, array or scalar at `at`, by its brackets

// What a file is, by the ending of its name and then by its bytes; fails for what is no text at all.
bool cp_has_known_ending(struct cp_str name);
enum cp_status cp_sniff(const char *source, struct cp_str content, enum cp_format *format, struct cp_error *err);

// Front matter at the start of a source: YAML between lines of "---", TOML between "+++". The offset behind it; 0 if
// there is none. Title and date go to the builder.
size_t cp_read_front_matter(struct cp_builder *b, const struct cp_source *source);

// Running text with the marks of Markdown taken out; all = false does only what is safe in plain text.
void cp_inline(struct cp_builder *b, const struct cp_source *source, size_t begin, size_t end, bool all);

// A character reference at s[*at], which is '&': moves *at behind it and gives the code point; 0 if there is none.
uint32_t cp_entity(struct cp_str s, size_t *at);

// Blocks of lines; see prose.c.
struct cp_prose {
    bool markdown; // headings, fences, quotes, tables by the rules of Markdown
    bool wrapped;  // lines are cut by width, so a line end is no paragraph end
    size_t indent; // columns before most lines of wrapped text; one that stands deeper opens a paragraph
};
void cp_read_prose(struct cp_builder *b, const struct cp_source *source, size_t begin, struct cp_prose how);

// ---------------------------------------------------------------- dates

// A date anywhere in a short text: "May 21, 2019", "21 May 2019", "2019-05-21T10:00", "Tue, 21 May 2019", "21.05.2019",
// "May 2019".
bool cp_find_date(struct cp_str text, struct cp_date *date);
// Does nothing else stand there but a date, a time, a weekday or a word like "Updated"? *date is the first date; its year is 0
// if there is none, as in "March 3" and "10:30 A.M.".
bool cp_is_date_line(struct cp_str text, struct cp_date *date);
bool cp_find_date_in_name(struct cp_str name, struct cp_date *date); // an ISO date, or eight digits, in a file's name
bool cp_find_dateline(struct cp_str text, struct cp_date *date); // "GENEVA, 3 March 2020 (Agency) - ": with its year

// ---------------------------------------------------------------- boilerplate

enum cp_note {
    CP_NOTE_NONE,
    CP_NOTE_DROP,   // the block says nothing
    CP_NOTE_LABEL,  // and the short block after it belongs to it
    CP_NOTE_TAIL,   // and nothing of the article follows, if it stands in the second half
    CP_NOTE_BYLINE, // who wrote, sent or photographed it
};

enum cp_note cp_note_of(struct cp_str text); // of a block, by the rules of boilerplate.tsv

#endif
