// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
//
// Finds the command, reads its options, and runs it with an arena for the whole run. Memory that runs out anywhere
// above comes back here; a signal that ends the program first takes its half-written files with it.
#include "command.h"
#include "options.h"
#include "talk.h"
#include "chokepoint/graph.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <setjmp.h>
#include <signal.h>
#include <string.h>

#define VERSION "0.1.0"

static void stop(int signal_number)
{
    cp_progress_wipe();
    cp_file_discard_all();
    raise(signal_number); // the handler was set to go off once: this ends the program
}

static void watch_signals(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE};
    struct sigaction action = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND}, before;
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) // nohup wants to be heeded
            sigaction(signals[i], &action, NULL);
    signal(SIGXFSZ, SIG_IGN); // a file over the limit is an error of writing, not the end
}

static enum cp_exit unknown_command(const char *name)
{
    struct cp_error err = {0};
    const char *nearest = cp_command_nearest(name);
    if (nearest)
        cp_fail(&err, CP_EUSAGE, "there is no command \"%s\"; did you mean %s?", name, nearest);
    else
        cp_fail(&err, CP_EUSAGE, "there is no command \"%s\"; chokepoint help lists them", name);
    cp_complain(&err);
    return CP_EXIT_BAD;
}

static void print_program_help(FILE *stream)
{
    struct cp_buf out = {0};
    cp_help_program(&out);
    cp_print(stream, &out);
}

static void print_command_help(const struct cp_command *command, bool in_full)
{
    struct cp_buf out = {0};
    cp_help_command(command, in_full, &out);
    cp_print(stdout, &out);
}

static enum cp_exit run_command(struct cp_arena *run, const struct cp_command *command, int argc, char **argv)
{
    struct cp_settings settings = {.same_act = CP_SAME_ACT_USUAL};
    struct cp_error err = {0};
    if (cp_options_parse(run, command, argc, argv, &settings, &err) != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    if (!settings.help_short && !settings.help_long)
        return command->run(run, &settings);
    print_command_help(command, settings.help_long);
    return CP_EXIT_DONE;
}

static enum cp_exit guarded(struct cp_arena *run, const struct cp_command *command, int argc, char **argv)
{
    jmp_buf jump;
    if (setjmp(jump)) {
        cp_file_discard_all();
        fputs("chokepoint: out of memory; nothing was written\n", stderr);
        return CP_EXIT_BAD;
    }
    cp_arena_guard(run, &jump);
    enum cp_exit result = run_command(run, command, argc, argv);
    cp_arena_guard(run, NULL);
    return result;
}

static enum cp_exit dispatch(int argc, char **argv)
{
    if (argc < 2) {
        print_program_help(stderr);
        return CP_EXIT_BAD;
    }
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0) {
        puts("chokepoint " VERSION);
        return CP_EXIT_DONE;
    }
    bool asks_help = strcmp(name, "help") == 0;
    if (strcmp(name, "-h") == 0 || strcmp(name, "--help") == 0 || (asks_help && argc == 2)) {
        print_program_help(stdout);
        return CP_EXIT_DONE;
    }
    const struct cp_command *command = cp_command_find(asks_help ? argv[2] : name);
    if (!command)
        return unknown_command(asks_help ? argv[2] : name);
    if (asks_help) {
        print_command_help(command, true);
        return CP_EXIT_DONE;
    }
    struct cp_arena *run = cp_arena_new();
    if (!run) {
        fputs("chokepoint: out of memory\n", stderr);
        return CP_EXIT_BAD;
    }
    enum cp_exit result = guarded(run, command, argc - 2, argv + 2);
    cp_arena_free(run);
    return result;
}

// What arenas give back goes to the system at once. (The C library would learn from large blocks that were freed to keep them.)
static void keep_no_blocks(void)
{
#ifdef M_MMAP_THRESHOLD
    enum { LARGE = 256 * 1024 };
    mallopt(M_MMAP_THRESHOLD, LARGE);
#endif
}

int main(int argc, char **argv)
{
    keep_no_blocks();
    watch_signals();
    enum cp_exit result = dispatch(argc, argv);
    return cp_flush() ? (int)result : CP_EXIT_BAD;
}
