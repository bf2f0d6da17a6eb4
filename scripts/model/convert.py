#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turn treebanks of Universal Dependencies into trees of the teacher's scheme (CLEAR), to learn from.

    convert.py --gold TREEBANK.conllu.gz ... --parsed PARSED.tsv -o OUT.tsv[.gz]
    convert.py --tokens TREEBANK.conllu.gz -o OUT.tsv     only the tokens, for teach.py to parse

The two schemes differ in what heads what: a preposition is a leaf in one and heads its noun in the other, and so is a
copula. What becomes of an arc is learned from the treebank itself: PARSED is the teacher's parse of the same tokens. For
each word the place of the teacher's head in the gold tree ("the parent", "the parent's copula", "my own preposition")
and its label are the class; what the gold tree says around the word is all that a forest of decision trees
sees. The teacher's errors are not to be told from the gold tree, so that the majority gives the correspondence and
not the error. Each half of the sentences is converted by a forest that learned from the other. A sentence whose arcs are
no tree stays as the teachers parsed it.
"""
import argparse
import collections
import gzip
import itertools
import sys

FOLDS = 2
LEAST = 25  # a class met fewer times is an error of the teacher's rather than a correspondence
Word = collections.namedtuple("Word", "form lemma upos xpos feats head rel space")


def opened(path, mode="rt"):
    return gzip.open(path, mode, encoding="utf-8") if path.endswith(".gz") else open(path, mode, encoding="utf-8")


def read_treebank(path):
    """Sentences of Words; heads from 1, 0 for the root. Parts of a contraction have no blank between them."""
    words, contraction, glued = [], (0, 0, False), True
    for line in opened(path):
        cells = line.rstrip("\n").split("\t")
        if len(cells) < 10:
            if not line.strip() and words:
                yield words
                words, contraction, glued = [], (0, 0, False), True
        elif "-" in cells[0]:
            first, last = map(int, cells[0].split("-"))
            contraction = first, last, "SpaceAfter=No" in cells[9]
        elif "." not in cells[0]:
            i = int(cells[0])
            inside = contraction[0] <= i <= contraction[1]
            space = not glued and not (inside and i > contraction[0])
            glued = contraction[2] if inside else "SpaceAfter=No" in cells[9]
            words.append(Word(cells[1], cells[2], cells[3], cells[4], cells[5], int(cells[6]), cells[7], space))
    if words:
        yield words


def read_parsed(path):
    """The teacher's sentences: (form, blank before, tag, head from 1, label, name)."""
    rows = []
    for line in opened(path):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 6:
            rows.append(cells)
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


# ------------------------------------------------------------------ the teacher's head as a place in the gold tree

class Tree:
    def __init__(self, words):
        self.words = words
        self.children = collections.defaultdict(list)
        for i, w in enumerate(words, 1):
            self.children[w.head].append(i)

    def rel(self, i):
        return self.words[i - 1].rel if 0 < i <= len(self.words) else "-"

    def base(self, i):
        return self.rel(i).split(":")[0]

    def child(self, i, *rels):
        """The child with such a relation that is nearest to i."""
        found = [k for k in self.children[i] if self.base(k) in rels] if i else []
        return min(found, key=lambda k: abs(k - i), default=0)

    def up(self, i):
        return self.words[i - 1].head if i else 0

    def above(self, i):
        line = [i]
        while line[-1]:
            line.append(self.up(line[-1]))
        return line

    def path(self, i, head):
        """The way from word i to a head: how far up, and the relations downwards. None if it cannot be gone back."""
        if not head:
            return "root"
        mine, his = self.above(i), self.above(head)
        meet = next(k for k in mine if k in his)
        if not meet:
            return None
        down = his[:his.index(meet)][::-1]
        path = f"{mine.index(meet)}" + "".join("/" + self.base(k) for k in down)
        return path if len(down) <= 2 and self.follow(i, path) == head else None

    def follow(self, i, path):
        """Where the way leads; None if it cannot be gone."""
        if path == "root":
            return 0
        steps = path.split("/")
        at = i
        for _ in range(int(steps[0])):
            at = self.up(at)
            if not at:
                return None
        for rel in steps[1:]:
            found = [k for k in self.children[at] if self.base(k) == rel and k != i]
            if not found:
                return None
            at = min(found, key=lambda k: abs(k - at))
        return at if at != i else None


FUNCTION = {"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ", "ADV", "PUNCT"}


def feature(feats, name):
    return next((f.split("=")[1] for f in feats.split("|") if f.startswith(name + "=")), "-")


def describe(tree, i, frequent):
    """What a forest sees of a word: the gold tree around it."""
    words, out = tree.words, []
    word = lambda k: words[k - 1] if k else Word("-", "-", "-", "-", "_", 0, "-", False)
    lemma = lambda k: word(k).lemma.lower() if word(k).upos in FUNCTION and word(k).lemma.lower() in frequent else word(k).upos
    p = tree.up(i)
    g = tree.up(p) if p else 0
    for k in (i, p, g):
        w = word(k)
        out += [w.rel, w.upos, w.xpos, feature(w.feats, "VerbForm"), lemma(tree.child(k, "cop")), lemma(tree.child(k, "case")),
                lemma(tree.child(k, "mark")), bool(tree.child(k, "nsubj", "csubj", "expl")), bool(tree.child(k, "aux")),
                bool(tree.child(k, "obj")), bool(tree.child(k, "conj"))]
    cop = tree.child(p, "cop") if p else 0
    siblings = tree.children[p]
    at = siblings.index(i)
    out += [lemma(i), lemma(p), i < p, i < g, min(4, abs(i - p)), (i > cop) - (i < cop) if cop else 2, abs(cop - i) == 1,
            tree.rel(siblings[at - 1]) if at else "-", tree.rel(siblings[at + 1]) if at + 1 < len(siblings) else "-",
            any(tree.base(k) in ("nsubj", "csubj") and k < i for k in siblings), any(tree.base(k) == "expl" for k in siblings),
            tree.rel(i - 1) if i > 1 else "-", word(i - 1).xpos if i > 1 else "-", tree.rel(i + 1), word(i + 1).xpos if i < len(words) else "-",
            len(tree.children[i]) and tree.base(tree.children[i][0]), tree.base(g) if p else "-", tree.child(i, "aux") > 0,
            word(tree.child(i, "mark")).xpos, feature(word(i).feats, "PronType"), word(tree.up(g) if g else 0).upos,
            tree.child(tree.up(g) if g else 0, "cop") > 0, any(feature(word(k).feats, "PronType") == "Rel" for k in tree.children[i])]
    return out


# ------------------------------------------------------------------ tags

def tag_of(word, theirs):
    """Gold, save where the treebanks follow another convention than OntoNotes."""
    if word.xpos == "TO" and word.upos == "ADP":
        return "IN"
    if word.upos == "PUNCT" or word.upos == "SYM" or not word.xpos or word.xpos in ("_", "GW", "ADD", "AFX", "XX"):
        return theirs
    return word.xpos


# ------------------------------------------------------------------ conversion

def is_tree(heads):
    if heads.count(0) != 1:
        return False
    for i in range(1, len(heads) + 1):
        k, steps = i, 0
        while k and steps <= len(heads):
            k, steps = heads[k - 1], steps + 1
        if k:
            return False
    return True


def load(gold, parsed):
    sentences = itertools.chain.from_iterable(map(read_treebank, gold))
    for words, rows in zip(sentences, read_parsed(parsed), strict=True):
        if [w.form for w in words] != [r[0] for r in rows]:
            sys.exit(f"{parsed}: not the tokens of the treebanks: {' '.join(r[0] for r in rows[:8])}")
        yield Tree(words), rows


def examples(sentences, frequent):
    """Features and class of each word; the class is None where the teacher's head is nowhere near."""
    x, y = [], []
    for tree, rows in sentences:
        for i, row in enumerate(rows, 1):
            x.append(describe(tree, i, frequent))
            path = tree.path(i, int(row[3]))
            y.append(path and f"{path} {row[4]}")
    return x, y


def learned(x, y):
    from sklearn.ensemble import RandomForestClassifier
    counts = collections.Counter(y)
    use = [k for k, c in enumerate(y) if c and counts[c] >= LEAST]
    forest = RandomForestClassifier(16, min_samples_leaf=5, max_features=0.25, random_state=1, n_jobs=1)
    forest.fit(x[use], [y[k] for k in use])
    return forest


def ranked(forest, x):
    """Of each word the likeliest classes, in lots of a size that fits into memory."""
    import numpy
    return numpy.concatenate([forest.predict_proba(x[k:k + 20000]).argsort(axis=1)[:, :-9:-1] for k in range(0, len(x), 20000)])


def convert(tree, choices, classes):
    """Heads and labels by the likeliest class that can be gone in this tree; None if they are no tree."""
    heads, labels = [], []
    for i, choice in enumerate(choices, 1):
        for c in choice:
            path, label = classes[c].split(" ")
            head = tree.follow(i, path)
            if head is not None:
                break
        else:
            return None
        heads.append(head)
        labels.append(label)
    return (heads, labels) if is_tree(heads) else None


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--gold", nargs="+", default=[])
    ap.add_argument("--parsed")
    ap.add_argument("--tokens", nargs="+", default=[])
    ap.add_argument("-o", "--output", required=True)
    a = ap.parse_args()
    with opened(a.output, "wt") as out:
        if a.tokens:
            for path in a.tokens:
                for words in read_treebank(path):
                    out.writelines(f"{w.form}\t{w.space:d}\t{w.xpos}\t{w.head}\t{w.rel}\tO\n" for w in words)
                    out.write("\n#\n")
            return
        write_converted(list(load(a.gold, a.parsed)), out)


def write_converted(sentences, out):
    import numpy
    from sklearn.preprocessing import OrdinalEncoder
    counts = collections.Counter(w.lemma.lower() for tree, _ in sentences for w in tree.words if w.upos in FUNCTION)
    frequent = {lemma for lemma, n in counts.items() if n >= 100}
    x, y = examples(sentences, frequent)
    x = OrdinalEncoder(dtype=numpy.float32).fit_transform(numpy.array(x, dtype=object).astype(str))
    ends = numpy.cumsum([0] + [len(rows) for _, rows in sentences])
    fold_of = numpy.repeat(numpy.arange(len(sentences)) * FOLDS // len(sentences), numpy.diff(ends))
    n, wrong = collections.Counter(), collections.Counter()
    for fold in range(FOLDS):
        others = numpy.flatnonzero(fold_of != fold)
        forest = learned(x[others], [y[k] for k in others])
        mine = [s for s in range(len(sentences)) if s * FOLDS // len(sentences) == fold]
        first = ends[mine[0]]
        choices = ranked(forest, x[first:ends[mine[-1] + 1]])
        for s in mine:
            tree, rows = sentences[s]
            n["sentences"] += 1
            done = convert(tree, choices[ends[s] - first:ends[s + 1] - first], forest.classes_)
            if not done:
                n["no tree"] += 1
                out.writelines("\t".join(row) + "\n" for row in rows)
                out.write("\n#\n")
                continue
            for word, row, head, label in zip(tree.words, rows, *done):
                out.write(f"{row[0]}\t{row[1]}\t{tag_of(word, row[2])}\t{head}\t{label}\t{row[5]}\n")
                n["words"] += 1
                n["tags"] += tag_of(word, row[2]) == row[2]
                n["heads"] += head == int(row[3])
                n["labels"] += head == int(row[3]) and label == row[4]
                wrong[row[4], label] += label != row[4]
                wrong[row[2], tag_of(word, row[2])] += tag_of(word, row[2]) != row[2]
            out.write("\n#\n")
        print(f"fold {fold}: {n['no tree']} of {n['sentences']} sentences no tree; as the teacher: tags {100 * n['tags'] / n['words']:.1f} %, "
              f"heads {100 * n['heads'] / n['words']:.1f} %, with labels {100 * n['labels'] / n['words']:.1f} %", file=sys.stderr)
    print("theirs → converted:", ", ".join(f"{x}→{y} {k}" for (x, y), k in wrong.most_common(60)), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
