// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// Puts the model's weights and the room's data files into the program. Paths are
// relative to the top of the repository.
#define EMBED(name, file)                                                                                              \
    .globl name;                                                                                                       \
    .globl name##_end;                                                                                                 \
    .balign 64;                                                                                                        \
    name:                                                                                                              \
    .incbin file;                                                                                                      \
    name##_end:                                                                                                        \
    .byte 0

    .section .rodata
EMBED(cp_parse_model, "src/parse/model/english.bin")
EMBED(cp_parse_abbreviations, "src/lexicon/abbreviations.tsv")
EMBED(cp_parse_lemmas, "src/lexicon/lemmas.tsv")

#if defined(__linux__) && defined(__ELF__)
    .section .note.GNU-stack, "", %progbits
#endif
