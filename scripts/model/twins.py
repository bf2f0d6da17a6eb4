#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trees of hard sentences, made of trees of easy ones.

    twins.py PAIRS.tsv --parsed EASY.tsv.gz -o OUT.tsv.gz [--verbose]

A line of PAIRS has an easy sentence and, behind a tab, its hard twin: the same words in the same order, but function words left out
("traders who were accused of" - "traders accused of"), or made a headline ("will ban" - "to ban"). Teachers misread the hard ones, but hardly
ever the easy ones. EASY is what they say of these (teach.py --lines, a paragraph for each pair). The words of the twins are laid side
by side; what was left out is cut out of the tree, and what hung from it goes one up. A pair that is not told by that is left out.
Written are the trees of both.
"""
import argparse
import gzip
import os
import sys

import teach

SUBJECTS = {"nsubj", "nsubjpass", "csubj", "csubjpass"}
# What hangs from the "is" of a relative clause that was left out, and what it is to the noun.
FROM_RELATIVE = {"attr": "appos", "prep": "prep", "acomp": "amod", "advmod": "advmod", "npadvmod": "npadvmod"}


def may_be_verb_of(old, new):
    """Can a headline have this word for that one?"""
    form, tag = old[0].lower(), old[2]
    if new == "to":
        return tag == "MD"
    irregular = form in ("was", "were", "is", "are", "went")
    return tag in ("VBD", "VBN", "VBZ", "VBP", "VB") and (new[:1] == form[:1] or irregular) and new.isalpha()


def aligned(rows, hard):
    """For each word of the hard sentence its place in the easy one, and whether it was changed; None if they are no twins.

    The fewest words are changed that can be, and of several ways the one with the longest match of its changed words wins.
    """
    far = 10 ** 6
    best = [[0] * (len(rows) + 1)] + [[far] * (len(rows) + 1) for _ in hard]  # what the first words of both cost
    step = [[None] * (len(rows) + 1) for _ in range(len(hard) + 1)]
    for k, form in enumerate(hard, 1):
        for i, row in enumerate(rows, 1):
            old, new = row[0].lower(), form.lower()
            cost = 0 if old == new else 10 - len(os.path.commonprefix([old, new])) if may_be_verb_of(row, new) else far
            best[k][i], step[k][i] = min((best[k - 1][i - 1] + cost, True), (best[k][i - 1], False), key=lambda way: way[0])
    if best[-1][-1] >= far:
        return None
    out, k, i = [], len(hard), len(rows)
    while k:
        if step[k][i]:
            k -= 1
            out.append((i - 1, rows[i - 1][0].lower() != hard[k].lower()))
        i -= 1
    return out[::-1]


def changed_tag(new, before):
    if new == "to":
        return "TO"
    if before == "to":
        return "VB"
    return "VBZ" if new.endswith("s") else "VBP"


def joined(rows, kept):
    """Coordinated prepositions of which the second is left out: what they govern is coordinated then ("on steel and on" - "on steel and aluminium")."""
    rows = [list(row) for row in rows]

    def object_of(i):
        return next((k for k, row in enumerate(rows, 1) if row[3] == i and row[4] in ("pobj", "pcomp")), 0)

    for i, (_, _, tag, first, label, _) in enumerate(rows, 1):
        if i in kept or label != "conj" or tag not in ("IN", "TO") or rows[first - 1][2] != tag:
            continue
        one, other = object_of(first), object_of(i)
        if not one or not other:
            continue
        for k, row in enumerate(rows, 1):
            if row[3] == i and k != other:
                row[3] = other
            elif row[3] == first and row[4] in ("cc", "punct") and one < k < i:
                row[3] = one
        rows[other - 1][3:5] = [one, "conj"]
    return rows


class Surgery:
    """The tree of the easy sentence with words cut out."""

    def __init__(self, rows, kept):
        self.kept = set(kept)
        self.rows = joined(rows, self.kept)
        self.children = [[] for _ in range(len(rows) + 1)]
        for i, row in enumerate(rows, 1):
            self.children[row[3]].append(i)

    def lost_subject(self, i):
        return any(self.rows[c - 1][4] in SUBJECTS and c not in self.kept for c in self.children[i])

    def heirs(self, lost):
        """The words that are left of what hung from it."""
        return [h for c in self.children[lost] for h in ([c] if c in self.kept else self.heirs(c))]

    def place(self, i):
        """Head and label of a word that is left; None if that cannot be said."""
        _, _, _, head, label, _ = self.rows[i - 1]
        if head == 0 or head in self.kept:
            if label == "relcl" and self.lost_subject(i):
                label = "acl"
            return head, label
        top = head
        while self.rows[top - 1][3] and self.rows[top - 1][3] not in self.kept:
            top = self.rows[top - 1][3]
        above, why = self.rows[top - 1][3], self.rows[top - 1][4]
        if self.heirs(top) != [i]:
            return None
        if self.rows[head - 1][0].lower() == "order":  # "in order to"
            return above, "advcl"
        if why == "relcl" and label in FROM_RELATIVE:
            return above, FROM_RELATIVE[label]
        return None


def twin(rows, hard):
    """The tree of the hard sentence, whose words with the blanks before them are given; None if it cannot be told."""
    pairs = aligned(rows, [form for form, _ in hard])
    if not pairs:
        return None
    surgery = Surgery(rows, [place + 1 for place, _ in pairs])
    number = {place + 1: k for k, (place, _) in enumerate(pairs, 1)}
    number[0] = 0
    out = []
    for k, ((place, changed), (form, blank)) in enumerate(zip(pairs, hard)):
        old = rows[place]
        found = surgery.place(place + 1)
        if not found:
            return None
        tag = changed_tag(form.lower(), hard[k - 1][0].lower() if k else "") if changed else old[2]
        out.append((form, blank, tag, number[found[0]], "aux" if form.lower() == "to" and changed else found[1], old[5]))
    return out if teach.is_tree([row[3] for row in out]) else None


def words_of(tokenizer, text):
    doc = tokenizer(text)
    return [(t.text, "1" if t.i and doc[t.i - 1].whitespace_ else "0") for t in doc if not t.is_space]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("pairs")
    ap.add_argument("--parsed", required=True)
    ap.add_argument("-o", "--output", required=True)
    ap.add_argument("--verbose", action="store_true")
    a = ap.parse_args()
    tokenizer = teach.load_teacher(teach.TEACHERS[0][0]).tokenizer
    pairs = [line.rstrip("\n").split("\t") for line in teach.lines_of(a.pairs)]
    made = 0
    with gzip.open(a.output, "wt", encoding="utf-8", compresslevel=3) as out:
        for (easy, hard), sentences in zip(pairs, teach.given(a.parsed), strict=True):
            rows = [(form, blank, tag, int(head), label, name) for form, blank, tag, head, label, name in sentences[0]]
            other = twin(rows, words_of(tokenizer, hard)) if len(sentences) == 1 else None
            made += other is not None
            if other is None and a.verbose:
                print(f"left out: {hard}", file=sys.stderr)
            for tree in [*sentences, *([other] if other else [])]:
                out.writelines("\t".join(map(str, row)) + "\n" for row in tree)
                out.write("\n")
            out.write("#\n")
    print(f"{made} twins of {len(pairs)} pairs", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
