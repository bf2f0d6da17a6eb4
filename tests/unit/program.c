// SPDX-License-Identifier: GPL-3.0-or-later
//
// What must hold of the program on the documents of graphs/demo: the graph that is in the repository comes out; order,
// grouping and number of jobs change no byte; evidence stands where it is said to stand; a signal leaves nothing behind.
#include "cases.h"
#include "chokepoint/base.h"
#include "chokepoint/facts.h"

#include <CUnit/CUnit.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_WORDS = 64, MOST_FILES = 64, LONGEST = 64 << 20 };

static const char *program_path;
static const char demo[] = "graphs/demo";

static struct cp_arena *arena; // of the test that runs
static char scratch[PATH_MAX];

static void begin_test(void)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(scratch, sizeof scratch, "%s/chokepoint-test-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    arena = cp_arena_new();
    if (!arena || !mkdtemp(scratch))
        abort(); // no room for a temporary folder: nothing can be tested
}

static size_t list_scratch(const char **names)
{
    size_t n = 0;
    DIR *dir = opendir(scratch);
    for (struct dirent *entry; dir && n < MOST_FILES && (entry = readdir(dir));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            names[n++] = cp_str_copy(arena, cp_str_from(entry->d_name)).ptr;
    if (dir)
        closedir(dir);
    return n;
}

static void end_test(void)
{
    const char *names[MOST_FILES];
    size_t n = list_scratch(names);
    for (size_t i = 0; i < n; i++)
        unlink(cp_str_format(arena, "%s/%s", scratch, names[i]).ptr);
    rmdir(scratch);
    cp_arena_free(arena);
}

static const char *in_scratch(const char *name)
{
    return cp_str_format(arena, "%s/%s", scratch, name).ptr;
}

static int call(const char **words)
{
    pid_t child = fork();
    if (child == 0) {
        dup2(open("/dev/null", O_WRONLY), 1);
        execv(program_path, (char *const *)words);
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

// Calls the program with these words, ended by NULL; fails the test if it does not end well.
static void call_well(const char *first, ...)
{
    const char *words[MOST_WORDS + 1] = {program_path, first};
    va_list list;
    va_start(list, first);
    for (int n = 2; n < MOST_WORDS && (words[n] = va_arg(list, const char *)); n++)
        ;
    va_end(list);
    CU_ASSERT_EQUAL(call(words), 0);
}

static struct cp_str content(const char *path)
{
    struct cp_str bytes = {"", 0};
    CU_ASSERT_EQUAL(cp_file_read(arena, path, LONGEST, &bytes, NULL), CP_OK);
    return bytes;
}

static void check_same(const char *a, const char *b)
{
    CU_ASSERT(cp_str_equal(content(a), content(b)));
}

// ---------------------------------------------------------------- the graph of the repository

static void check_demo(void)
{
    const char *graph = in_scratch("demo.graphml");
    call_well("run", demo, "-q", "-o", graph, NULL);
    check_same(graph, "graphs/demo.graphml"); // `make demo` writes it anew
}

static void check_jobs(void)
{
    const char *one = in_scratch("one.jsonl"), *many = in_scratch("many.jsonl");
    call_well("extract", demo, "-q", "--jobs", "1", "-o", one, NULL);
    call_well("extract", demo, "-q", "--jobs", "7", "-o", many, NULL);
    check_same(one, many);
}

static int backwards(const void *a, const void *b)
{
    return -strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void check_order(void)
{
    const char *words[MOST_WORDS] = {program_path, "run", "-q", "-o", in_scratch("back.graphml")};
    size_t n = 5;
    DIR *dir = opendir(demo);
    for (struct dirent *entry; dir && n + 1 < MOST_WORDS && (entry = readdir(dir));)
        if (entry->d_name[0] != '.')
            words[n++] = cp_str_format(arena, "%s/%s", demo, entry->d_name).ptr;
    if (dir)
        closedir(dir);
    qsort(words + 5, n - 5, sizeof *words, backwards);
    CU_ASSERT_EQUAL(call(words), 0);
    call_well("run", demo, "-q", "-o", in_scratch("there.graphml"), NULL);
    check_same(in_scratch("back.graphml"), in_scratch("there.graphml"));
}

static void check_halves(void)
{
    call_well("extract", demo, "-q", "-o", in_scratch("facts.jsonl"), NULL);
    call_well("build", in_scratch("facts.jsonl"), "-q", "-o", in_scratch("halves.graphml"), NULL);
    call_well("run", demo, "-q", "-o", in_scratch("whole.graphml"), NULL);
    check_same(in_scratch("halves.graphml"), in_scratch("whole.graphml"));
}

static void check_round_trip(void)
{
    call_well("run", demo, "-q", "-o", in_scratch("first.graphml"), NULL);
    call_well("export", in_scratch("first.graphml"), "-o", in_scratch("second.graphml"), NULL);
    check_same(in_scratch("first.graphml"), in_scratch("second.graphml"));
}

// ---------------------------------------------------------------- evidence

// In plain text the words are the bytes of the file; markup may stand between them elsewhere.
static void check_words(const struct cp_facts *facts, size_t *checked)
{
    if (!cp_str_ends(facts->source, CP_STR(".txt")))
        return;
    struct cp_str original = content(cp_str_copy(arena, facts->source).ptr);
    for (size_t i = 0; i < facts->edge_count; i++) {
        for (size_t e = 0; e < facts->edges[i].evidence_count; e++) {
            const struct cp_evidence *evidence = &facts->edges[i].evidence[e];
            bool inside = evidence->begin < evidence->end && evidence->end <= original.len;
            CU_ASSERT(inside);
            if (!inside)
                continue;
            struct cp_str there = cp_str_collapse(arena, cp_str_slice(original, evidence->begin, evidence->end));
            CU_ASSERT(cp_str_equal(there, evidence->words));
            ++*checked;
        }
    }
}

static void check_evidence(void)
{
    const char *path = in_scratch("facts.jsonl");
    call_well("extract", demo, "-q", "-o", path, NULL);
    struct cp_str lines = content(path);
    size_t checked = 0;
    for (unsigned line = 1; lines.len; line++) {
        struct cp_facts *facts;
        enum cp_status status = cp_facts_read(arena, cp_str_split(&lines, '\n'), path, line, &facts, NULL);
        CU_ASSERT_EQUAL(status, CP_OK);
        if (status == CP_OK)
            check_words(facts, &checked);
    }
    CU_ASSERT(checked > 0);
}

// ---------------------------------------------------------------- a signal

static bool wait_for_file(void)
{
    const char *names[MOST_FILES];
    for (int i = 0; i < 500; i++) {
        if (list_scratch(names))
            return true;
        usleep(10000);
    }
    return false;
}

// The program waits for more input, with its output begun, when it is told to stop.
static void check_signal(void)
{
    int ends[2];
    const char *names[MOST_FILES];
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[0], 0);
        close(ends[1]);
        dup2(open("/dev/null", O_WRONLY), 2);
        execl(program_path, program_path, "extract", "-", "-o", in_scratch("facts.jsonl"), (char *)NULL);
        _exit(127);
    }
    close(ends[0]);
    CU_ASSERT(wait_for_file()); // the temporary one
    kill(child, SIGTERM);
    int status = 0;
    waitpid(child, &status, 0);
    close(ends[1]);
    CU_ASSERT(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    CU_ASSERT_EQUAL(list_scratch(names), 0);
}

// Of 20000 nodes it keeps all cores busy for many seconds, of 2000 one for about one.
static void write_large(const char *path, unsigned nodes)
{
    enum { EACH = 5 };
    FILE *file = fopen(path, "w");
    uint32_t random = 1;
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"><graph edgedefault=\"directed\">\n", file);
    for (unsigned i = 0; i < nodes; i++)
        fprintf(file, "<node id=\"n%u\"/>\n", i);
    for (unsigned i = 0; i < nodes * EACH; i++) {
        random = random * 1664525 + 1013904223;
        fprintf(file, "<edge source=\"n%u\" target=\"n%u\"/>\n", i / EACH, (random >> 8) % nodes);
    }
    fputs("</graph></graphml>\n", file);
    fclose(file);
}

// All jobs are at work when somebody presses Ctrl-C: the program ends at once, and takes them with it.
static void check_interrupt(void)
{
    const char *names[MOST_FILES], *graph = in_scratch("large.graphml");
    write_large(graph, 20000);
    pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        signal(SIGINT, SIG_DFL); // a shell's background jobs are told to ignore it
        dup2(open("/dev/null", O_WRONLY), 1);
        dup2(open("/dev/null", O_WRONLY), 2);
        execl(program_path, program_path, "analyze", graph, "--exact", "-j4", "-o", in_scratch("out.graphml"), (char *)NULL);
        _exit(127);
    }
    usleep(1500000);
    kill(child, SIGINT);
    int status = 0, waited = 0;
    while (waitpid(child, &status, WNOHANG) == 0 && waited++ < 500)
        usleep(10000);
    CU_ASSERT(waited < 500 && WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
    CU_ASSERT(kill(-child, 0) == -1); // nobody is left of its group
    CU_ASSERT_EQUAL(list_scratch(names), 1);
}

// A friend or a foe on each edge, at random.
static void write_signed(const char *path, unsigned nodes, unsigned edges)
{
    FILE *file = fopen(path, "w");
    uint32_t random = 1;
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs("source,target,sign\n", file);
    for (unsigned i = 0; i < edges; i++) {
        random = random * 1664525 + 1013904223;
        fprintf(file, "n%u,n%u,%d\n", i % nodes, (random >> 12) % nodes, random >> 11 & 1 ? 1 : -1);
    }
    fclose(file);
}

// Rungs of two nodes, each with edges to both of the next, no two as wide: nobody knows a quick way to see that no path
// holds both of one rung.
static void write_ladder(const char *path, unsigned rungs)
{
    FILE *file = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs("source,target,weight\n", file);
    for (unsigned i = 0; i + 1 < rungs; i++)
        for (unsigned side = 0; side < 4; side++)
            fprintf(file, "n%u,n%u,%u\n", 2 * i + side / 2, 2 * i + 2 + side % 2, 4 * i + side + 1);
    fclose(file);
}

// Reads what the child shows until the words come; false if it ends before.
static bool wait_for_words(int terminal, const char *words)
{
    char shown[1 << 16] = "";
    size_t length = 0;
    struct pollfd ready = {.fd = terminal, .events = POLLIN};
    while (length + 1 < sizeof shown && poll(&ready, 1, 60000) == 1) {
        ssize_t got = read(terminal, shown + length, sizeof shown - 1 - length);
        if (got <= 0)
            return false;
        length += (size_t)got;
        shown[length] = '\0';
        if (strstr(shown, words))
            return true;
    }
    return false;
}

// The last of what is shown takes the line away.
static bool ends_wiped(int terminal)
{
    static const char wipe[] = "\r\033[K";
    char shown[1 << 16];
    size_t length = 0;
    for (ssize_t got; length < sizeof shown && (got = read(terminal, shown + length, sizeof shown - length)) > 0;)
        length += (size_t)got;
    return length >= sizeof wipe - 1 && memcmp(shown + length - (sizeof wipe - 1), wipe, sizeof wipe - 1) == 0;
}

static pid_t run_on_terminal(int *terminal, const char *const *arguments)
{
    *terminal = posix_openpt(O_RDWR | O_NOCTTY);
    CU_ASSERT_FATAL(*terminal >= 0 && grantpt(*terminal) == 0 && unlockpt(*terminal) == 0);
    const char *words[16] = {program_path};
    for (size_t i = 0; i < 14 && arguments[i]; i++)
        words[i + 1] = arguments[i];
    pid_t child = fork();
    if (child == 0) {
        signal(SIGINT, SIG_DFL);
        dup2(open("/dev/null", O_WRONLY), 1);
        dup2(open(ptsname(*terminal), O_WRONLY | O_NOCTTY), 2);
        close(*terminal);
        execv(program_path, (char *const *)words);
        _exit(127);
    }
    return child;
}

// A root without /dev/pts has none.
static bool has_terminals(void)
{
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    const char *name = terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0 ? ptsname(terminal) : NULL;
    bool there = name && access(name, R_OK | W_OK) == 0;
    if (terminal >= 0)
        close(terminal);
    return there;
}

// Whatever long work somebody is tired of waiting for: the terminal says how far it is, and Ctrl-C leaves neither a file
// nor a line.
static void check_long_works(void)
{
    const char *sparse = in_scratch("large.graphml"), *signs = in_scratch("signs.csv"),
               *ladder = in_scratch("ladder.csv"), *out = in_scratch("out.graphml");
    const struct {
        const char *words, *arguments[14];
    } works[] = {
        {"shortest paths: ", {"analyze", sparse, "--exact", "-o", out}},
        {"what is lost without each: ", {"chokepoints", sparse, "--exact", "-o", out}},
        {"paths: steps tried, at most: ", {"paths", ladder, "n0", "n119", "--directed", "--widest", "weight", "--through", "n40", "--through", "n41", "-o", out}},
        {"paths: ", {"paths", sparse, "n0", "n1", "-k", "10000", "-o", out}},
        {"ranks of graphs drawn anew: ", {"analyze", sparse, "--stability=1000", "-o", out}},
        {"frustration index: branches, at most: ", {"analyze", signs, "--structure", "-o", out}},
        {"map: rounds: ", {"export", sparse, "-o", out}},
    };
    const char *names[MOST_FILES];
    if (!has_terminals()) {
        fputs("program: no pseudo-terminals here (is /dev/pts mounted?): what long works show, and Ctrl-C, NOT TRIED\n", stderr);
        return;
    }
    write_large(sparse, 4000);
    write_signed(signs, 400, 2000);
    write_ladder(ladder, 60);
    for (size_t i = 0; i < sizeof works / sizeof works[0]; i++) {
        int terminal, status = 0;
        pid_t child = run_on_terminal(&terminal, works[i].arguments);
        CU_ASSERT(wait_for_words(terminal, works[i].words));
        kill(child, SIGINT);
        waitpid(child, &status, 0);
        CU_ASSERT(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
        CU_ASSERT(ends_wiped(terminal));
        close(terminal);
        CU_ASSERT_EQUAL(list_scratch(names), 3);
    }
}

// What the child exits with that exports the demo's graph, with no file longer than so many bytes.
static int export_within(rlim_t bytes, const char *path)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){bytes, bytes});
        dup2(open("/dev/null", O_WRONLY), 2);
        execl(program_path, program_path, "export", "graphs/demo.graphml", "-o", path, (char *)NULL);
        _exit(127);
    }
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// Whatever does not fit leaves nothing, the smaller of two tables neither; what stood there before stays.
static void check_no_room(void)
{
    static const char *const outputs[] = {"o.graphml", "o.gexf", "o.csv", "o.json", "o.dot", "o.svg", "o.html", "o.md"};
    const char *names[MOST_FILES];
    for (size_t i = 0; i < sizeof outputs / sizeof outputs[0]; i++) {
        CU_ASSERT_EQUAL(export_within(4096, in_scratch(outputs[i])), 2);
        CU_ASSERT_EQUAL(list_scratch(names), 0);
    }
    CU_ASSERT_EQUAL(export_within(RLIM_INFINITY, in_scratch("o.csv")), 0);
    struct stat before, after;
    CU_ASSERT_EQUAL(stat(in_scratch("o.nodes.csv"), &before), 0);
    CU_ASSERT_EQUAL(export_within((rlim_t)before.st_size, in_scratch("o.csv")), 2); // the nodes fit, the edges do not
    CU_ASSERT_EQUAL(stat(in_scratch("o.nodes.csv"), &after), 0);
    CU_ASSERT_EQUAL(before.st_ino, after.st_ino);
    CU_ASSERT_EQUAL(list_scratch(names), 2);
}

// What was started with nohup goes on when the terminal goes.
static void check_hangup(void)
{
    const char *names[MOST_FILES], *graph = in_scratch("large.graphml");
    int status = 0;
    write_large(graph, 2000);
    signal(SIGHUP, SIG_IGN); // the child inherits it
    pid_t child = fork();
    if (child == 0) {
        dup2(open("/dev/null", O_WRONLY), 2);
        execl(program_path, program_path, "export", graph, "-o", in_scratch("out.csv"), (char *)NULL);
        _exit(127);
    }
    for (unsigned i = 0; i < 20; i++, usleep(5000))
        kill(child, SIGHUP);
    waitpid(child, &status, 0);
    signal(SIGHUP, SIG_DFL);
    CU_ASSERT(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    CU_ASSERT_EQUAL(list_scratch(names), 3);
}

void add_program(const char *program)
{
    static char resolved[PATH_MAX];
    program_path = realpath(program, resolved);
    CU_pSuite suite = CU_add_suite_with_setup_and_teardown("program: the demo", NULL, NULL, begin_test,
                                                           end_test);
    CU_add_test(suite, "the graph of the repository comes out", check_demo);
    CU_add_test(suite, "the number of jobs changes no byte", check_jobs);
    CU_add_test(suite, "the order of the inputs changes no byte", check_order);
    CU_add_test(suite, "extract and build are the halves of run", check_halves);
    CU_add_test(suite, "a graph that is read and written is the same", check_round_trip);
    CU_add_test(suite, "evidence stands where it is said to stand", check_evidence);
    CU_add_test(suite, "a signal leaves no file", check_signal);
    CU_add_test(suite, "what does not fit on the disk leaves no file", check_no_room);
    CU_add_test(suite, "a hangup that is ignored stays ignored", check_hangup);
    CU_add_test(suite, "an interrupt ends all jobs and leaves nothing", check_interrupt);
    CU_add_test(suite, "each long work tells of itself and can be left", check_long_works);
}
