// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files of src/lexicon as they were embedded into the program by the Makefile.
//
// Room: lexicon.
#ifndef CP_LEXICON_DATA_H
#define CP_LEXICON_DATA_H

#include "chokepoint/base.h"

// By its path below src/lexicon: "names/countries.tsv". ptr is NULL if there is no such file.
struct cp_str cp_lexicon_file(const char *name);

// Their names, sorted; NULL from the first index on that has none.
const char *cp_lexicon_file_name(size_t index);

#endif
