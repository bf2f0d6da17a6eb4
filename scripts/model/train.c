// SPDX-License-Identifier: GPL-3.0-or-later
//
// Learns the parser's models from text that the teacher has parsed (scripts/model/teach.py)
// and writes the model's file.
//
//     train -o OUT.bin [-s SEED] [-n TOKENS] [-p PASSES] [-b KILOLINES] [-w KILOWORDS] [-v PERCENT] [-l PERCENT] [-c CLUSTERS.tsv]
//           [-f FOLDS] [-r DROP] [-e EARLY] [-m TRAININGS] [-d DEV.tsv]... < TEXT.tsv
//
// -v: how many sentences also come in capitals, as titles or without a full stop; -l: as headlines. -f: parts (2 to 4), each of which is read by models
// that learned from the others. -r: of 256 features, left out at random; -e: of 256 decisions, learned from the first templates alone. -m: trainings
// (1 to 4) from all of the text, of which the mean is taken. -d: parsed text to measure with. The same text, seed and options give the same file
// on every machine: all arithmetic is in integers, and nothing depends on time.
#include "stages.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool write_model(struct trained *t, const char *path)
{
    size_t words = cp_words_size(t->header.word_count), size = words;
    for (int k = 0; k < CP_TABLE_COUNT; k++)
        size += (size_t)64 * t->header.table_lines[k];
    unsigned char *bytes = calloc(1, CP_MODEL_HEADER + size), *at = bytes + CP_MODEL_HEADER;
    if (!bytes)
        return false;
    memcpy(at, t->words, t->header.word_count * sizeof *t->words);
    at += words;
    for (int k = 0; k < CP_TABLE_COUNT; k++) {
        memcpy(at, t->tables[k], (size_t)64 * t->header.table_lines[k]);
        at += (size_t)64 * t->header.table_lines[k];
    }
    t->header.size = CP_MODEL_HEADER + size;
    t->header.checksum = cp_model_checksum(bytes + CP_MODEL_HEADER, size);
    memcpy(bytes, &t->header, sizeof t->header);
    FILE *file = fopen(path, "wb");
    bool ok = file && fwrite(bytes, 1, CP_MODEL_HEADER + size, file) == CP_MODEL_HEADER + size;
    ok = file && fclose(file) == 0 && ok;
    free(bytes);
    return ok;
}

static bool read_dev(struct trained *t, const char *path, struct corpus *dev)
{
    FILE *file = fopen(path, "r");
    if (!file || !cp_train_corpus_read(dev, file, SIZE_MAX))
        return false;
    fclose(file);
    cp_train_set_outlines(t, dev);
    cp_train_corpus_look(dev, t->words, t->model.word_count);
    return true;
}

static void measure(const struct trained *t, const struct corpus *dev, const char *name)
{
    struct agreement a;
    cp_train_evaluate(t, dev, &a);
    printf("%s: %zu words, tags %.2f, outlines %.2f, without punctuation: heads %.2f, with labels %.2f; words in names F %.2f\n",
           name, a.words, 100.0 * (double)a.tags / (double)a.words, 100.0 * (double)a.outlines / (double)a.words,
           100.0 * (double)a.heads / (double)a.counted, 100.0 * (double)a.labels / (double)a.counted,
           200.0 * (double)a.names_right / (double)(a.names_said + a.names_there + 1));
}

int main(int argc, char **argv)
{
    struct plan plan = {.seed = 1,
                        .table_lines = {38 << 10, 46 << 10, 13 << 10, 34 << 10, 108 << 10, 6 << 10, 1016},
                        .words = 80 << 10,
                        .iterations = {4, 4, 4, 0, 5, 4},
                        .folds = 2,
                        .drop = 32,
                        .early = 80,
                        .means = 2,
                        .headlines = 15};
    const char *out = NULL, *dev_paths[8];
    unsigned dev_count = 0;
    size_t most = SIZE_MAX;
    unsigned percent = 5;
    for (int option; (option = getopt(argc, argv, "o:s:n:p:d:v:b:f:r:l:c:w:e:m:")) != -1;)
        switch (option) {
        case 'o': out = optarg; break;
        case 's': plan.seed = strtoull(optarg, NULL, 10); break;
        case 'n': most = strtoull(optarg, NULL, 10); break;
        case 'l': plan.headlines = (unsigned)atoi(optarg); break;
        case 'c':
            plan.clusters = fopen(optarg, "r");
            if (!plan.clusters) {
                fprintf(stderr, "train: %s: cannot be read\n", optarg);
                return 2;
            }
            break;
        case 'w': plan.words = (unsigned)strtoul(optarg, NULL, 10) << 10; break;
        case 'r': plan.drop = atoi(optarg); break;
        case 'e': plan.early = atoi(optarg); break;
        case 'm': plan.means = (unsigned)atoi(optarg); break;
        case 'd': dev_paths[dev_count < 7 ? dev_count++ : dev_count] = optarg; break;
        case 'v': percent = (unsigned)atoi(optarg); break;
        case 'f': plan.folds = (unsigned)atoi(optarg); break;
        case 'p':
            for (char *at = optarg, *k = at; *at && k < optarg + CP_TABLE_COUNT; k++)
                plan.iterations[k - optarg] = (unsigned)strtoul(at, &at, 10), at += *at == ',';
            break;
        case 'b':
            for (char *at = optarg, *k = at; *at && k < optarg + CP_TABLE_COUNT; k++)
                plan.table_lines[k - optarg] = (uint32_t)strtoul(at, &at, 10) << 10, at += *at == ',';
            break;
        default:
            return 2;
        }
    if (plan.folds < 2 || plan.folds > CP_TRAIN_FOLDS || plan.means < 1 || plan.means > CP_TRAIN_MEANS || plan.drop < 0 ||
        plan.drop > 255 || plan.early < 0 || plan.early > 255) {
        fprintf(stderr, "train: -f is 2 to %d, -m 1 to %d, -r and -e 0 to 255\n", CP_TRAIN_FOLDS, CP_TRAIN_MEANS);
        return 2;
    }
    if (!out) {
        fputs("train: -o OUT.bin is missing\n", stderr);
        return 2;
    }
    struct corpus corpus = {0};
    struct trained t;
    if (!cp_train_corpus_read(&corpus, stdin, most))
        return 2;
    cp_train_init(&t, &plan);
    cp_train_learn_all(&t, &plan, &corpus, percent);
    for (unsigned k = 0; k < dev_count; k++) {
        struct corpus dev = {0};
        if (!read_dev(&t, dev_paths[k], &dev)) {
            fprintf(stderr, "train: %s: cannot be read\n", dev_paths[k]);
            return 2;
        }
        measure(&t, &dev, dev_paths[k]);
        cp_train_corpus_free(&dev);
    }
    if (!write_model(&t, out)) {
        fprintf(stderr, "train: %s: cannot be written\n", out);
        return 1;
    }
    cp_train_corpus_free(&corpus);
    cp_train_release(&t);
    return 0;
}
