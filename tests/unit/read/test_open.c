// SPDX-License-Identifier: GPL-3.0-or-later
#include "read_rows.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct seen {
    struct cp_buf log; // documents and bad inputs, a line each
};

static char folder[64];

static void write_file(const char *name, const char *bytes, size_t len)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fwrite(bytes, 1, len, file);
    fclose(file);
}

static void make_folder(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    CU_ASSERT_EQUAL(mkdir(path, 0700), 0);
}

static int set_up(void)
{
    strcpy(folder, "/tmp/chokepoint-read-XXXXXX");
    return mkdtemp(folder) ? 0 : 1;
}

static int tear_down(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    return system(command);
}

static void skipped(void *context, const char *source, const struct cp_error *why)
{
    struct seen *seen = context;
    (void)source;
    const char *where = strncmp(why->where, folder, strlen(folder)) == 0 ? why->where + strlen(folder) + 1 : why->where;
    const char *inner = strstr(why->message, folder); // a name that is told again
    int head = inner ? (int)(inner - why->message) : (int)strlen(why->message);
    cp_buf_add_format(&seen->log, "! %s %.*s%s\n", where, head, why->message, inner ? inner + strlen(folder) + 1 : "");
}

static struct cp_str read_all(struct seen *seen, const char *const *names, size_t count)
{
    char paths[8][256];
    const char *inputs[8];
    struct cp_read_options options = {.skipped = skipped, .context = seen};
    struct cp_reader *reader = NULL;
    struct cp_arena *doc = cp_arena_new();
    struct cp_document *document;
    cp_buf_clear(&seen->log);
    for (size_t i = 0; i < count; i++) {
        snprintf(paths[i], sizeof paths[i], "%s/%s", folder, names[i]);
        inputs[i] = paths[i];
    }
    CU_ASSERT_EQUAL_FATAL(cp_reader_open(&options, inputs, count, &reader, NULL), CP_OK);
    while (cp_reader_next(reader, doc, &document, NULL) == CP_OK && document) {
        struct cp_str source = cp_str_slice(document->source, strlen(folder) + 1, document->source.len);
        cp_buf_add_format(&seen->log, CP_FMT " (" CP_FMT ") " CP_FMT "\n", CP_ARG(document->id), CP_ARG(source),
                          CP_ARG(document->text));
        cp_arena_reset(doc);
    }
    cp_reader_close(reader);
    cp_arena_free(doc);
    return cp_buf_str(&seen->log);
}

static void expect(const char *const *names, size_t count, const char *log)
{
    struct seen seen = {0};
    struct cp_str got = read_all(&seen, names, count);
    CU_ASSERT_TRUE(cp_str_equal(got, cp_str_from(log)));
    if (!cp_str_equal(got, cp_str_from(log)))
        printf("\n--- expected\n%s--- seen\n" CP_FMT, log, CP_ARG(got));
    cp_buf_release(&seen.log);
}

static void check_folder(void)
{
    make_folder("in");
    make_folder("in/b");
    write_file("in/c.txt", "Third.\n", 7);
    write_file("in/b/z.md", "Second.\n", 8);
    write_file("in/a.html", "<p>First.</p>", 13);
    write_file("in/d.pdf", "%PDF-1.4", 8);
    write_file("in/.hidden.txt", "Hidden.\n", 8);
    expect((const char *[]){"in"}, 1, "a (in/a.html) First.\nz (in/b/z.md) Second.\nc (in/c.txt) Third.\n");
    expect((const char *[]){"in/c.txt", "in/b"}, 2, "c (in/c.txt) Third.\nz (in/b/z.md) Second.\n");
}

static void check_lines(void)
{
    static const char lines[] =
        "{\"id\": \"one\", \"text\": \"First.\"}\n{broken\n\n{\"text\": \"Second.\"}\r\n{\"id\": 3, \"body\": \"Third.\"}";
    static const char array[] = "[\n {\"text\": \"First.\"},\n {\"text\": \"Second\\\"]}.\"}\n]\n";
    write_file("l.jsonl", lines, sizeof lines - 1);
    write_file("a.json", array, sizeof array - 1);
    expect((const char *[]){"l.jsonl", "a.json"}, 2,
           "one (l.jsonl#1) First.\n! l.jsonl:2 is not valid JSON: string or '}' expected near 'broken' (column 7)\n"
           "l-4 (l.jsonl#4) Second.\n3 (l.jsonl#5) Third.\na-2 (a.json#2) First.\na-3 (a.json#3) Second\"]}.\n");
}

static void check_bad_inputs(void)
{
    make_folder("none");
    write_file("empty.txt", " \n", 2);
    write_file("x.pdf", "%PDF-1.4 ...", 12);
    write_file("x.bin", "\0\1\2\3abc", 7);
    write_file("good.txt", "Good text.\n", 11);
    write_file("bare.md", "---\ntitle: x\n---\n", 17);
    expect((const char *[]){"empty.txt", "x.pdf", "x.bin", "none", "god.txt", "nothing-like-it.txt", "good.txt"}, 7,
           "! empty.txt is empty: there is nothing to read in it\n"
           "! x.pdf is a PDF: convert it to text first (pdftotext FILE)\n"
           "! x.bin is a binary file: give plain text, Markdown, HTML or JSON Lines instead\n"
           "! none holds no documents: a folder is searched for .txt, .md, .html and .jsonl files\n"
           "! god.txt does not exist: did you mean good.txt?\n"
           "! nothing-like-it.txt does not exist: check the name, or give a folder\n"
           "good (good.txt) Good text.\n");
}

static void check_limit(void)
{
    struct cp_arena *doc = cp_arena_new();
    struct cp_read_options options = {.max_document = 10};
    struct cp_document *document;
    struct cp_error err = {0};
    CU_ASSERT_EQUAL(cp_read_bytes(doc, &options, "a.txt", CP_STR("More than ten bytes.\n"), &document, &err),
                    CP_ELIMIT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "limit of 10 bytes"));
    cp_arena_free(doc);
}

void cp_test_read_open(void)
{
    CU_pSuite suite = CU_add_suite("read: inputs", set_up, tear_down);
    CU_add_test(suite, "a folder's files in the order of their names, at any depth", check_folder);
    CU_add_test(suite, "JSON Lines and arrays; a bad line is told and passed over", check_lines);
    CU_add_test(suite, "what cannot be read is named, with what to do", check_bad_inputs);
    CU_add_test(suite, "a document has a limit", check_limit);
}
