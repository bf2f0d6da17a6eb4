#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How right are the graphs that the program draws? Compares them with the gold graphs of this folder.

    score.py --program ./chokepoint [--work DIR]     draw each document's graph with the program, then compare
    score.py --graphs DIR                            compare graphs that are there: DIR/SLUG.graphml or DIR/SLUG.json
    score.py --check                                 is the gold well formed? (runs before each comparison as well)

    --half tune|report|all   what the table shows; without it, every half side by side
    --errors N               name up to N missed and N spurious edges of each document; only of the half `tune`
    --per-doc                one line for each document, edges only
    --json                   the figures as JSON

Nodes of a graph and of its gold are paired first: actors by equal names (without case, articles, punctuation and
suffixes of firms), goods by the words they share, measures by who imposes them, whom and what they hit, their type and
their name. Every family is paired one to one so that the sum of the similarities is largest (Kuhn 1955, Munkres 1957).
An edge is right if both its ends are paired with the ends of a gold edge of the same relation.
Needs Python 3.8 and nothing else.
"""
import argparse
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

HERE = os.path.dirname(os.path.abspath(__file__))

KINDS = ("country", "agency", "company", "organization", "person", "technology", "measure")
TYPES = ("export_control", "import_restriction", "tariff", "trade_remedy", "sanction", "entity_listing", "market_ban",
         "security_review", "antitrust", "investment_screening", "data_rule", "enforcement", "legal_challenge",
         "subsidy", "agreement", "travel_restriction", "espionage", "other")
STATUSES = ("planned", "active", "ended")
CORE = ("imposes", "targets", "covers", "responds_to")
SYMMETRIC = ("competes_with", "cooperates_with")

ACTOR = {"country", "agency", "company", "organization", "person"}
TRADER = {"country", "company"}
MEASURE, GOODS = {"measure"}, {"technology"}
# relation: kinds that it may come from, kinds that it may go to
RELATIONS = {
    "imposes": (ACTOR, MEASURE), "targets": (MEASURE, ACTOR), "covers": (MEASURE, GOODS),
    "responds_to": (MEASURE, MEASURE), "affects": (MEASURE, TRADER),
    "supports": (ACTOR, ACTOR | MEASURE), "opposes": (ACTOR, ACTOR | MEASURE), "pressures": (ACTOR, ACTOR),
    "part_of": (ACTOR - {"person"}, ACTOR - {"person"}), "based_in": ({"company", "organization"}, {"country"}),
    "operates_in": ({"company"}, {"country"}), "holds_post": ({"person"}, ACTOR - {"person"}),
    "supplies": (TRADER, TRADER), "produces": (TRADER, GOODS), "depends_on": (TRADER, TRADER | GOODS),
    "invests_in": (TRADER | {"agency"}, TRADER), "acquires": ({"company"}, {"company"}),
    "competes_with": (TRADER, TRADER), "cooperates_with": (ACTOR, ACTOR)}

FIRM_SUFFIXES = set("inc incorporated corp corporation co company ltd limited llc plc ag sa nv bv gmbh group holding "
                    "holdings technology technologies".split())
ARTICLES = {"the", "a", "an"}
EMPTY_WORDS = ARTICLES | set("of and for to in on its other certain some s new".split())


# ---------------------------------------------------------------- reading

def read_graphml(path):
    ns = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.parse(path).getroot()
    name_of = {key.get("id"): key.get("attr.name") or key.get("id") for key in root.iter(ns + "key")}

    def data(element):
        return {name_of.get(d.get("key"), d.get("key")): d.text or "" for d in element.findall(ns + "data")}

    nodes, edges = [], []
    for element in root.iter(ns + "node"):
        d = data(element)
        nodes.append({"id": element.get("id"), "kind": d.get("kind", ""), "name": d.get("label", ""),
                      "mentions": [m for m in d.get("aliases", "").split(" | ") if m],
                      "type": d.get("subtype", ""), "status": d.get("status", ""), "date": d.get("date") or None})
    for element in root.iter(ns + "edge"):
        d = data(element)
        edges.append({"from": element.get("source"), "to": element.get("target"), "relation": d.get("relation", ""),
                      "hypothetical": d.get("hypothetical", "").lower() == "true", "evidence": d.get("evidence", ""),
                      "confidence": float(d.get("confidence") or 0)})
    return {"nodes": nodes, "edges": edges}


def read_graph(path):
    if path.endswith(".graphml"):
        return read_graphml(path)
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def read_text(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def documents():
    """slug, genre, half, path of the text, path of the gold; from documents.tsv."""
    rows = []
    for line in read_text(os.path.join(HERE, "documents.tsv")).splitlines():
        if line and not line.startswith("#"):
            slug, genre, half = (line.split("\t") + ["", ""])[:3]
            found = glob.glob(os.path.join(HERE, "docs", glob.escape(slug) + ".*"))
            if len(found) != 1:
                sys.exit(f"score.py: {slug} of documents.tsv has {len(found)} files in docs/, not one")
            rows.append((slug, genre, half or "all", found[0], os.path.join(HERE, "gold", slug + ".json")))
    return rows


# ---------------------------------------------------------------- is the gold well formed?

def one_space(text):
    return re.sub(r"\s+", " ", text)


def complaints(text, gold):
    text = one_space(text)
    nodes = {}
    for node in gold["nodes"]:
        name = node["name"]
        if node["id"] in nodes:
            yield f"two nodes have the id {node['id']}"
        nodes[node["id"]] = node
        if node["kind"] not in KINDS:
            yield f"{name}: no such kind, {node['kind']}"
        if node["kind"] == "measure":
            if node.get("type") not in TYPES:
                yield f"{name}: no such type, {node.get('type')}"
            if node.get("status") not in STATUSES:
                yield f"{name}: no such status, {node.get('status')}"
            if node.get("date") and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", node["date"]):
                yield f"{name}: no date, {node['date']}"
        if not node.get("mentions"):
            yield f"{name}: no mentions"
        for mention in node.get("mentions", []):
            if one_space(mention).lower() not in text.lower():
                yield f"{name}: the text has no “{mention}”"
    seen, used, core = set(), set(), {}
    for edge in gold["edges"]:
        ends, relation = (edge["from"], edge["to"]), edge["relation"]
        shown = f"{ends[0]} {relation} {ends[1]}"
        if not all(end in nodes for end in ends):
            yield f"{shown}: no such node"
            continue
        used.update(ends)
        if relation not in RELATIONS:
            yield f"{shown}: no such relation"
            continue
        if any(nodes[end]["kind"] not in kinds for end, kinds in zip(ends, RELATIONS[relation])):
            yield f"{shown}: not between these kinds"
        if (ends, relation) in seen or relation in SYMMETRIC and ((ends[1], ends[0]), relation) in seen:
            yield f"{shown}: twice"
        seen.add((ends, relation))
        evidence = one_space(edge.get("evidence", ""))
        if not evidence or evidence not in text:
            yield f"{shown}: the text has no “{evidence}”"
        for end in set(ends):
            if relation in CORE and nodes[end]["kind"] == "measure":
                core[end] = core.get(end, 0) + 1
        act = nodes[ends[1] if relation == "imposes" else ends[0]]
        if relation in CORE + ("affects",) and act.get("status") == "planned" and not edge.get("hypothetical"):
            yield f"{shown}: of a planned measure, but not hypothetical"
    for key, node in nodes.items():
        if node["kind"] == "measure" and core.get(key, 0) < 2:
            yield f"{node['name']}: a measure with {core.get(key, 0)} edges among {', '.join(CORE)}"
        elif key not in used:
            yield f"{node['name']}: no edges"


def check_gold(rows):
    bad = 0
    for slug, _, _, text, gold in rows:
        for complaint in complaints(read_text(text), read_graph(gold)):
            print(f"{slug}: {complaint}", file=sys.stderr)
            bad += 1
    listed = {row[0] for row in rows}
    for path in glob.glob(os.path.join(HERE, "gold", "*.json")) + glob.glob(os.path.join(HERE, "docs", "*")):
        slug = os.path.splitext(os.path.basename(path))[0]
        if slug not in listed:
            print(f"{slug}: not in documents.tsv", file=sys.stderr)
            bad += 1
    return bad


# ---------------------------------------------------------------- pairing nodes

def words(name):
    name = name.lower().replace("’", "'")
    for dotted, plain in (("u.s.", "us"), ("u.k.", "uk"), ("u.n.", "un")):
        name = name.replace(dotted, plain)
    return re.findall(r"\w+", re.sub(r"'s\b|s'(?=\s|$)", "", name))


def plain_name(name, kind):
    parts = [w for w in words(name) if w not in ARTICLES]
    while kind == "company" and len(parts) > 1 and parts[-1] in FIRM_SUFFIXES:
        parts.pop()
    return " ".join(parts)


def stem(word):
    return re.sub(r"(ies|es|s)$", "", word) if len(word) > 3 else word


def stems(name):
    return {stem(w) for w in words(name) if w not in EMPTY_WORDS}


def jaccard(a, b):
    return len(a & b) / len(a | b) if a and b else 0.0


def all_names(node):
    return [name for name in [node["name"], *node.get("mentions", [])] if name]


def actor_names(node):
    return {plain_name(name, node["kind"]) for name in all_names(node)} - {""}


def name_likeness(a, b):
    return max((jaccard(stems(x), stems(y)) for x in all_names(a) for y in all_names(b)), default=0.0)


def head_words(node):
    return {s for name in all_names(node) if words(name) for s in stems(words(name)[-1])}


def goods_likeness(a, b):
    likeness = name_likeness(a, b)
    return likeness if likeness > 0.5 or likeness == 0.5 and head_words(a) & head_words(b) else 0.0


def heaviest_pairs(weights):
    """Pairs (row, column) of positive weight whose sum is largest: the Hungarian method on negated weights."""
    rows, columns = len(weights), len(weights[0]) if weights else 0
    if not rows or not columns:
        return []
    size, infinite = max(rows, columns), float("inf")

    def cost(row, column):
        return -weights[row - 1][column - 1] if row <= rows and column <= columns else 0.0

    of_row, of_column = [0.0] * (size + 1), [0.0] * (size + 1)      # the dual variables
    taken_by, came_from = [0] * (size + 1), [0] * (size + 1)        # row of each column; previous column on the path
    for row in range(1, size + 1):
        taken_by[0], column = row, 0
        slack, done = [infinite] * (size + 1), [False] * (size + 1)
        while taken_by[column]:
            done[column] = True
            here, step, nearest = taken_by[column], infinite, 0
            for other in range(1, size + 1):
                if done[other]:
                    continue
                reduced = cost(here, other) - of_row[here] - of_column[other]
                if reduced < slack[other]:
                    slack[other], came_from[other] = reduced, column
                if slack[other] < step:
                    step, nearest = slack[other], other
            for other in range(size + 1):
                if done[other]:
                    of_row[taken_by[other]] += step
                    of_column[other] -= step
                else:
                    slack[other] -= step
            column = nearest
        while column:
            taken_by[column], column = taken_by[came_from[column]], came_from[column]
    return [(taken_by[c] - 1, c - 1) for c in range(1, columns + 1)
            if taken_by[c] <= rows and weights[taken_by[c] - 1][c - 1] > 0]


def family(node):
    return "body" if node["kind"] in ("agency", "organization") else node["kind"]


def roles(measure, edges, translate):
    """Who imposes a measure, whom it targets, what it covers: as gold ids."""
    found = {"imposes": set(), "targets": set(), "covers": set()}
    for edge in edges:
        if edge["relation"] == "imposes" and edge["to"] == measure["id"]:
            found["imposes"].add(translate(edge["from"]))
        elif edge["relation"] in ("targets", "covers") and edge["from"] == measure["id"]:
            found[edge["relation"]].add(translate(edge["to"]))
    return {role: who - {None} for role, who in found.items()}


def measure_likeness(drawn, drawn_roles, gold, gold_roles):
    shared = sum(weight * jaccard(drawn_roles[role], gold_roles[role])
                 for role, weight in (("imposes", 1.0), ("targets", 1.0), ("covers", 0.5)))
    name = name_likeness(drawn, gold)
    same_type = drawn.get("type") == gold.get("type")
    if not (shared > 0 and (same_type or name >= 0.34) or same_type and name >= 0.5):
        return 0.0
    a, b = drawn.get("date"), gold.get("date")
    same_date = bool(a and b and (a.startswith(b) or b.startswith(a)))
    return shared + name + (1.0 if same_type else 0.0) + (0.25 if same_date else 0.0)


def pair_nodes(gold, drawn):
    """{id of a drawn node: id of the gold node it is}"""
    paired = {}

    def pair(group, likeness):
        ours = [n for n in drawn["nodes"] if family(n) == group]
        theirs = [n for n in gold["nodes"] if family(n) == group]
        table = [[likeness(a, b) for b in theirs] for a in ours]
        for row, column in heaviest_pairs(table):
            paired[ours[row]["id"]] = theirs[column]["id"]
        return ours, theirs, table

    for group in ("country", "body", "company", "person"):
        pair(group, lambda a, b: float(len(actor_names(a) & actor_names(b))))
    ours, theirs, table = pair("technology", goods_likeness)
    for node, row in zip(ours, table):      # goods split finer than in the gold still mean the gold's goods in an edge
        if node["id"] not in paired and row and max(row) > 0.5:
            paired[node["id"]] = theirs[row.index(max(row))]["id"]
    pair("measure", lambda a, b: measure_likeness(a, roles(a, drawn["edges"], paired.get),
                                                  b, roles(b, gold["edges"], lambda node: node)))
    return paired


# ---------------------------------------------------------------- counting

class Tally:
    """Right, drawn and wanted, and what follows from them."""

    def __init__(self):
        self.right = self.drawn = self.wanted = 0

    def add(self, right, drawn, wanted):
        self.right += right
        self.drawn += drawn
        self.wanted += wanted

    def figures(self):
        p = self.right / self.drawn if self.drawn else 0.0
        r = self.right / self.wanted if self.wanted else 0.0
        return {"precision": p, "recall": r, "f1": 2 * p * r / (p + r) if p + r else 0.0, "gold": self.wanted,
                "drawn": self.drawn}


CHECKS = ("measure type", "measure status", "measure date", "hypothetical", "evidence verbatim")


class Score:
    def __init__(self):
        self.documents = 0
        self.nodes, self.edges, self.core = Tally(), Tally(), Tally()
        self.kinds = {kind: Tally() for kind in KINDS}
        self.relations = {relation: Tally() for relation in RELATIONS}
        self.checks = {check: [0, 0] for check in CHECKS}

    def check(self, name, right):
        self.checks[name][0] += bool(right)
        self.checks[name][1] += 1

    def count_nodes(self, gold, drawn, paired):
        for kind in KINDS:
            wanted = {n["id"] for n in gold["nodes"] if n["kind"] == kind}
            ours = [n["id"] for n in drawn["nodes"] if n["kind"] == kind]
            right = len({paired[n] for n in ours if paired.get(n) in wanted})
            for tally in (self.kinds[kind], self.nodes):
                tally.add(right, len(ours), len(wanted))
        by_id = {n["id"]: n for n in gold["nodes"]}
        for node in drawn["nodes"]:
            if node["kind"] == "measure" and node["id"] in paired:
                twin = by_id[paired[node["id"]]]
                self.check("measure type", node.get("type") == twin.get("type"))
                self.check("measure status", node.get("status") == twin.get("status"))
                if twin.get("date"):
                    self.check("measure date", (node.get("date") or "").startswith(twin["date"]))

    def count_edges(self, wanted, ours, text):
        for relation in {key[1] for key in (*wanted, *ours)}:
            here = {key for key in wanted if key[1] == relation}
            there = {key for key in ours if key[1] == relation}
            count = (len(here & there), len(there), len(here))
            self.relations.setdefault(relation, Tally()).add(*count)
            self.edges.add(*count)
            if relation in CORE:
                self.core.add(*count)
        for key in set(wanted) & set(ours):
            self.check("hypothetical", bool(wanted[key].get("hypothetical")) == bool(ours[key].get("hypothetical")))
        letters = re.sub(r"\W+", " ", text).lower()
        for edge in ours.values():
            evidence = re.sub(r"\W+", " ", edge.get("evidence") or "").strip().lower()
            self.check("evidence verbatim", evidence and evidence in letters)

    def figures(self):
        return {"documents": self.documents,
                "nodes": self.nodes.figures(), "core edges": self.core.figures(), "edges": self.edges.figures(),
                "kinds": {k: t.figures() for k, t in self.kinds.items()},
                "relations": {k: t.figures() for k, t in self.relations.items()},
                "checks": {k: (right / of if of else None) for k, (right, of) in self.checks.items()}}


def edge_keys(edges, translate):
    """{(from, relation, to): edge}; the ends of a symmetric relation in a fixed order, so that it counts once."""
    keyed = {}
    for edge in edges:
        a, b = translate(edge["from"]), translate(edge["to"])
        if edge["relation"] in SYMMETRIC and str(b) < str(a):
            a, b = b, a
        keyed[(a, edge["relation"], b)] = edge
    return keyed


def drawn_edges(wanted, drawn, paired):
    """Edges of the drawn graph in terms of the gold's nodes. That a body is part of its state is world knowledge: right
    if the gold has it, and not asked for, so not wrong, if it has not."""
    kind = {n["id"]: n for n in drawn["nodes"]}

    def of_its_state(edge):
        ends = kind.get(edge["from"]), kind.get(edge["to"])
        return edge["relation"] == "part_of" and all(ends) and family(ends[0]) == "body" and ends[1]["kind"] == "country"

    ours = edge_keys(drawn["edges"], lambda node: paired.get(node, ("no such node", node)))
    return {key: edge for key, edge in ours.items() if key in wanted or not of_its_state(edge)}


def show_errors(slug, wanted, ours, gold, drawn, most):
    gold_names = {n["id"]: n["name"] for n in gold["nodes"]}
    drawn_names = {n["id"]: n["name"] for n in drawn["nodes"]}

    def name(end):
        return drawn_names.get(end[1], "?") + " (no such node)" if isinstance(end, tuple) else gold_names[end]

    print(f"\n{slug}")
    for label, edges, others in (("missed", wanted, ours), ("spurious", ours, wanted)):
        for key in sorted(set(edges) - set(others), key=str)[:most]:
            print(f"  {label:8} {name(key[0])} {key[1]} {name(key[2])}   “{(edges[key].get('evidence') or '')[:110]}”")


# ---------------------------------------------------------------- the program's graphs

def draw(program, rows, work):
    """Each document's graph, drawn by the program into a folder of its own. Exit status 1 is an empty graph."""
    for slug, _, _, text, _ in rows:
        out = os.path.join(work, slug + ".graphml")
        if os.path.exists(out):
            os.remove(out)
        done = subprocess.run([program, "run", "--quiet", text, "-o", out], capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit(f"score.py: {program} on {text}: exit status {done.returncode}: {done.stderr.strip()}")


def graph_of(folder, slug):
    for ending in (".graphml", ".json"):
        path = os.path.join(folder, slug + ending)
        if os.path.exists(path):
            return read_graph(path)
    return {"nodes": [], "edges": []}


# ---------------------------------------------------------------- the table

def print_table(scores):
    """One block of precision, recall, F1 and number of gold items for each half."""
    halves = list(scores)
    figures = {half: scores[half].figures() for half in halves}

    def line(name, cells):
        print(f"{name:18}" + "".join(f"   {cell:>24}" for cell in cells))

    def prf(path):
        cells = []
        for half in halves:
            f = figures[half]
            for step in path:
                f = f[step]
            cells.append(f"{f['precision'] * 100:5.1f} {f['recall'] * 100:5.1f} {f['f1'] * 100:5.1f} {f['gold']:5d}")
        line(path[-1], cells)

    line("", [f"{half}, {figures[half]['documents']} documents" for half in halves])
    line("", ["P     R    F1  gold"] * len(halves))
    for whole in ("nodes", "core edges", "edges"):
        prf([whole])
    print()
    for group in ("kinds", "relations"):
        for name in figures[halves[0]][group]:
            prf([group, name])
        print()
    for check in CHECKS:
        shares = [figures[half]["checks"][check] for half in halves]
        line(check, ["-" if share is None else f"{share * 100:.1f} %" for share in shares])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program")
    parser.add_argument("--graphs")
    parser.add_argument("--work")
    parser.add_argument("--half", default="")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--per-doc", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    rows = documents()
    if check_gold(rows):
        sys.exit("score.py: the gold is not well formed")
    if options.check:
        print(f"{len(rows)} documents, gold well formed")
        return
    if not options.program and not options.graphs:
        parser.error("--program or --graphs is needed")
    halves = sorted({row[2] for row in rows}, reverse=True)          # tune before report
    if options.half and options.half != "all":
        halves = [options.half]
        rows = [row for row in rows if row[2] == options.half]
        if not rows:
            parser.error(f"no documents in the half {options.half}")
    elif options.half == "all":
        halves, rows = ["all"], [row[:2] + ("all",) + row[3:] for row in rows]

    with tempfile.TemporaryDirectory() as temporary:
        folder = options.graphs or options.work or temporary
        if options.program:
            os.makedirs(folder, exist_ok=True)
            draw(options.program, rows, folder)
        scores = {half: Score() for half in halves}
        for slug, _, half, text_path, gold_path in rows:
            gold, drawn = read_graph(gold_path), graph_of(folder, slug)
            paired = pair_nodes(gold, drawn)
            wanted = edge_keys(gold["edges"], lambda node: node)
            ours = drawn_edges(wanted, drawn, paired)
            score = scores[half]
            score.documents += 1
            score.count_nodes(gold, drawn, paired)
            score.count_edges(wanted, ours, read_text(text_path))
            if options.per_doc:
                right = len(set(wanted) & set(ours))
                print(f"{half:8} {slug:44} right {right:3}  drawn {len(ours):3}  gold {len(wanted):3}")
            if options.errors and half == "tune":
                show_errors(slug, wanted, ours, gold, drawn, options.errors)
    if options.json:
        print(json.dumps({half: score.figures() for half, score in scores.items()}, indent=1))
    else:
        print_table(scores)


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:                 # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
