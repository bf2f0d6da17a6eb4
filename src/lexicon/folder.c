// SPDX-License-Identifier: GPL-3.0-or-later
// Room: lexicon.
//
// A folder of the user's files. A file whose name is misspelt would replace nothing, and nobody would know.
#include "lexicon_p.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

struct files {
    size_t known, learned;
    struct cp_str strange; // the first by its bytes that ends in ".tsv" and is none of ours; empty if there is none
};

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static void look_at(struct files *files, struct cp_str file)
{
    bool known = cp_lexicon_file(file.ptr).ptr != NULL;
    files->known += known;
    files->learned += known && cp_str_starts(file, CP_STR("learned/"));
    if (!known && cp_str_ends(file, CP_STR(".tsv")) &&
        (!files->strange.len || cp_str_compare(file, files->strange) < 0))
        files->strange = file;
}

// Ours lie in the folder itself and in the folders in it.
static enum cp_status look_through(struct cp_arena *run, const char *folder, const char *inner, struct files *files,
                                   struct cp_error *err)
{
    const char *path = cp_str_format(run, "%s/%s", folder, inner).ptr;
    DIR *entries = opendir(path);
    if (!entries)
        return cp_fail_at(err, CP_EIO, path, 0, "cannot be opened: %s", strerror(errno));
    enum cp_status status = CP_OK;
    for (struct dirent *entry; status == CP_OK && (entry = readdir(entries));) {
        if (entry->d_name[0] == '.')
            continue;
        struct cp_str file = cp_str_format(run, "%s%s", inner, entry->d_name);
        if (!is_folder(cp_str_format(run, "%s/%s", folder, file.ptr).ptr))
            look_at(files, file);
        else if (!inner[0])
            status = look_through(run, folder, cp_str_format(run, "%s/", file.ptr).ptr, files, err);
    }
    closedir(entries);
    return status;
}

enum cp_status cp_lexicon_check_folder(struct cp_arena *run, const char *folder, bool *other_rules, struct cp_error *err)
{
    struct files files = {0};
    if (!is_folder(folder))
        return cp_fail_at(err, CP_EIO, folder, 0, "cannot be opened: no such folder of lexicon files");
    enum cp_status status = look_through(run, folder, "", &files, err);
    if (status != CP_OK)
        return status;
    if (files.strange.len)
        return cp_fail_at(err, CP_EFORMAT, cp_str_format(run, "%s/" CP_FMT, folder, CP_ARG(files.strange)).ptr, 0,
                          "is no file of the lexicon, and would replace none; their names are those of src/lexicon");
    if (!files.known)
        return cp_fail_at(err, CP_EFORMAT, folder, 0,
                          "holds no file of the lexicon, such as measures.tsv or names/companies.tsv");
    *other_rules = files.known > files.learned;
    return CP_OK;
}
