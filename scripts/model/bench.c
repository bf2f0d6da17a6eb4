// SPDX-License-Identifier: GPL-3.0-or-later
//
// How fast text is cut, tagged and parsed on one core, with nothing else around it.
//
//     bench [-t] [-m MODEL.bin] FILE [TIMES]      each line of FILE that is not empty is a block
//
// -t: tags and trees alone, without named entities and lemmas, to be compared with a tagger and parser that make neither.
// Prints: tokens, seconds for tokens and sentences, seconds for all else, milliseconds to load the model, the peak of
// memory in MB. The text goes through in documents of about 20 KB, as a feed has them.
#include "chokepoint/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { DOCUMENT = 20000, BLOCKS = 4096 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); // as the teacher is measured: others may use the machine too
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

// In MB; getrusage would tell that of the program that started this one.
static double peak_of_memory(void)
{
    char line[256];
    double kilobytes = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "VmHWM:", 6) == 0)
            kilobytes = atof(line + 6);
    if (file)
        fclose(file);
    return kilobytes / 1024;
}

// Blocks of the text from *at on, about a document's worth.
static size_t next_blocks(struct cp_str text, size_t *at, struct cp_block *blocks)
{
    size_t n = 0, begin = *at;
    while (*at < text.len && *at - begin < DOCUMENT && n < BLOCKS) {
        const char *end = memchr(text.ptr + *at, '\n', text.len - *at);
        size_t stop = end ? (size_t)(end - text.ptr) : text.len;
        if (stop > *at)
            blocks[n++] = (struct cp_block){(uint32_t)*at, (uint32_t)stop, CP_BLOCK_PARAGRAPH};
        *at = stop + 1;
    }
    return n;
}

int main(int argc, char **argv)
{
    struct cp_arena *run = cp_arena_new(), *doc = cp_arena_new(), *words = cp_arena_new();
    struct cp_glossary *glossary = cp_glossary_new(words);
    struct cp_error err = {0};
    const struct cp_model *model;
    const char *path = NULL;
    bool trees = false;
    for (int option; (option = getopt(argc, argv, "tm:")) != -1;)
        switch (option) {
        case 't': trees = true; break;
        case 'm': path = optarg; break;
        default: return 2;
        }
    const int first = optind, times = argc > first + 1 ? atoi(argv[first + 1]) : 1;
    double began = now(), cutting = 0, parsing = 0, load;
    size_t tokens = 0;
    struct cp_str text;
    if (argc <= first || (path ? cp_model_load(run, path, &model, &err) : cp_model_builtin(run, &model, &err)) != CP_OK)
        return fprintf(stderr, "bench: %s %s\n", err.where, err.message), 2;
    load = now() - began;
    if (cp_file_read(run, argv[first], (size_t)1 << 31, &text, &err) != CP_OK)
        return fprintf(stderr, "bench: %s %s\n", err.where, err.message), 2;
    static struct cp_block blocks[BLOCKS];
    for (int i = 0; i < times; i++)
        for (size_t at = 0; at < text.len;) {
            struct cp_document document = {.text = text, .blocks = blocks};
            document.block_count = next_blocks(text, &at, blocks);
            cp_arena_reset(doc);
            double start = now();
            if (cp_glossary_full(glossary)) {
                cp_arena_reset(words);
                glossary = cp_glossary_new(words);
            }
            struct cp_analysis *analysis = cp_tokenize(doc, glossary, &document);
            double middle = now();
            (trees ? cp_parse_trees : cp_parse_sentences)(model, doc, analysis, NULL);
            cutting += middle - start;
            parsing += now() - middle;
            tokens += analysis->token_count;
        }
    printf("%zu %.4f %.4f %.3f %.1f\n", tokens, cutting, parsing, load * 1e3, peak_of_memory());
    return 0;
}
