#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program on inputs that nobody writes: it must end, in time and memory that grow no faster than they should.

    hostile.py PROGRAM [--command parse|extract] [--megabytes N] [--only WORD]

Each kind of input is made in two sizes, the second four times the first. Wrong is: a signal, an exit status above 3, more
than eight times the seconds for four times the bytes (linear, with room for a machine that others use), output that is not
CoNLL-U in UTF-8 with words in their order in the text (of extract: JSON), or more memory than PEAK or than MEMORY times
the input.
"""
import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile

PEAK = 64        # MB, for documents of the usual size, however many
MEMORY = {"parse": 100, "extract": 200}  # bytes of memory for a byte of one single huge document, beyond PEAK
SLOWER = 8       # for four times the bytes


FIRST = b"Oman taxed lasers from Peru, said the ministry of trade of Ghana. "  # without a word the reader would leave it out


def noise(size):
    return random.Random(1).randbytes(size)


def repeated(text):
    return lambda size: (FIRST + text.encode() * (size // len(text.encode()) + 1))[:size]


def feed(size):
    """Many ordinary documents, a line each."""
    line = (b'{"id": "%d", "text": "' + b"Oman taxed lasers from Peru, and Ghana banned the sale of magnets to Chile. " * 40 + b'"}\n')
    return b"".join(line % i for i in range(size // len(line) + 1))


KINDS = {
    "a feed of ordinary documents": (feed, ".jsonl"),
    "one act, told again and again": (repeated("Oman taxed lasers from Peru. "), ".txt"),
    "one sentence": (repeated("the ministry of trade said that "), ".txt"),
    "no space": (repeated("x"), ".txt"),
    "digits and points": (repeated("1.2,3-"), ".txt"),
    "punctuation": (repeated(".,;:!?()[]\"'-"), ".txt"),
    "full stops": (repeated("."), ".txt"),
    "open brackets": (repeated("( "), ".txt"),
    "hyphens": (repeated("a-"), ".txt"),
    "abbreviations": (repeated("U.S. Inc. No. "), ".txt"),
    "empty lines": (repeated("a\n\n"), ".txt"),
    "noise": (noise, ".txt"),
    "broken UTF-8": (lambda size: repeated("abc d")(size).replace(b"c", b"\xc3").replace(b"b", b"\xf0\x9f"), ".txt"),
    "combining marks": (repeated("e\u0301\u0323"), ".txt"),
    "Chinese": (repeated("美国对中国芯片出口实施管制。"), ".txt"),
    "Arabic": (repeated("فرضت الحكومة قيودا على الصادرات. "), ".txt"),
    "Cyrillic": (repeated("Правительство ввело запрет на экспорт. "), ".txt"),
    "emoji": (repeated("\U0001F1FA\U0001F1F8\u200d "), ".txt"),
}


def is_conllu(file, in_order):
    """Ten columns, or none; if in_order, no token begins before the last one ended."""
    last = 0
    for line in file:
        try:
            cells = line.decode("utf-8").rstrip("\n").split("\t")
        except UnicodeDecodeError:
            return False
        if cells == [""]:
            continue
        if len(cells) != 10:
            return False
        begin, end = (int(part.partition("=")[2]) for part in cells[9].split("|")[:2])
        if end <= begin or (in_order and begin < last):
            return False
        last = end
    return True


def is_facts(file):
    """A JSON object with the key doc in each line."""
    try:
        return all("doc" in json.loads(line) for line in file)
    except ValueError:
        return False


def run(program, command, path):
    """Exit status, seconds, peak of memory in MB, whether the output is what it should be."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen([program, command, "-q", *(["--jobs", "1"] if command == "extract" else []), path], stdout=out, stderr=subprocess.DEVNULL,
                                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)))
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = usage.ru_utime + usage.ru_stime
        out.seek(0)
        good = is_conllu(out, path.endswith(".txt")) if command == "parse" else is_facts(out)
        return process.returncode, seconds, usage.ru_maxrss / 1024, good


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("--command", choices=MEMORY, default="parse")
    ap.add_argument("--megabytes", type=float, default=8, help="the larger of the two sizes")
    ap.add_argument("--only", help="kinds with this word")
    a = ap.parse_args()
    failed = 0
    for kind, (make, ending) in KINDS.items():
        if a.only and a.only not in kind:
            continue
        rows = []
        for size in (int(a.megabytes * 2**18), int(a.megabytes * 2**20)):
            with tempfile.NamedTemporaryFile(suffix=ending) as file:
                file.write(make(size))
                file.flush()
                rows.append(run(a.program, a.command, file.name))
        (_, before, _, _), (status, seconds, peak, good) = rows
        allowed = PEAK + (0 if make is feed else MEMORY[a.command] * a.megabytes)
        wrong = [text for bad, text in (
            (any(not 0 <= row[0] <= 3 for row in rows), "ended badly"),
            (seconds > SLOWER * max(before, 0.1), "not linear"),
            (peak > allowed, f"more than {allowed:.0f} MB"),
            (not good or not rows[0][3], "the output is not what it should be")) if bad]
        failed += bool(wrong)
        print(f"{kind}, {a.megabytes:g} MB: status {status}, {seconds:.2f} s ({before:.2f} s for a quarter), {peak:.0f} MB"
              f"{': ' + ', '.join(wrong) if wrong else ''}", flush=True)
    if failed:
        sys.exit(f"{failed} kinds of input went wrong")


if __name__ == "__main__":
    main()
