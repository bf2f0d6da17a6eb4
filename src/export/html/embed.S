// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// Puts the page of the report into the program. Paths are relative to the top of the repository.
#define EMBED(name, file)                                                                                              \
    .globl name;                                                                                                       \
    .globl name##_end;                                                                                                 \
    .balign 16;                                                                                                        \
    name:                                                                                                              \
    .incbin file;                                                                                                      \
    name##_end:                                                                                                        \
    .byte 0

    .section .rodata
EMBED(cp_report_page, "src/export/html/report.html")
EMBED(cp_report_style, "src/export/html/report.css")
EMBED(cp_report_script, "src/export/html/report.js")

#if defined(__linux__) && defined(__ELF__)
    .section .note.GNU-stack, "", %progbits
#endif
