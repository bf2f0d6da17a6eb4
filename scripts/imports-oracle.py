# SPDX-License-Identifier: GPL-3.0-or-later
"""What check-imports does, in Python: see there."""
import json
import os
import random
import subprocess
import sys
import tempfile

import networkx as nx

KINDS = (nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph)
FORMS = ("graphml", "gexf", "json")


def said(value):
    """One spelling for values that mean the same: formats without types have only texts."""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return repr(float(value))
    except ValueError:
        return str(value)


def random_graph(chance):
    graph = chance.choice(KINDS)()
    for i in range(chance.randint(1, 12)):
        name = chance.choice((i, f"v{i}", f"\u00dcn\u00ef {i}"))
        graph.add_node(name, **chance.choice((
            {}, {"staff": chance.randint(0, 9), "public": True}, {"share": chance.random(), "note": 'a, "b" <c> & d'},
            {"label": f"L{i}", "founded": 1999}, {"status": "open", "community": "north", "rank": 3})))
    graph.graph.update(chance.choice(({}, {"made": "by hand, <twice>"}, {"edition": 2, "share": 0.25, "final": True})))
    nodes = list(graph)
    for _ in range(chance.randint(0, 25)):
        graph.add_edge(chance.choice(nodes), chance.choice(nodes), **chance.choice((
            {}, {"weight": chance.random() + 0.1}, {"since": "spring", "volume": 3.25}, {"ok": False, "end": "2019"})))
    return graph


def write(graph, form, path):
    if form == "graphml":
        nx.write_graphml(graph, path)
    elif form == "gexf":
        nx.write_gexf(graph, path)
    else:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(nx.node_link_data(graph, edges="edges"), file)


def read(form, path):
    if form == "graphml":
        return nx.read_graphml(path, force_multigraph=True)
    if form == "gexf":
        return nx.read_gexf(path)
    with open(path, encoding="utf-8") as file:
        return nx.node_link_graph(json.load(file), edges="links")


def came(attributes, name):
    """A value under its name, or, where the name is one of ours and the value no such thing, as it was read."""
    return attributes.get(f"{name}_as_read", attributes.get(name))


def losses(before, after, whole):
    """What is in the first graph and not in the second; of the graph itself too if `whole`."""
    for name, value in before.graph.items() if whole else ():
        if said(after.graph.get(name, "nothing")) != said(value):
            yield f"{name}={value} of the graph became {after.graph.get(name)}"
    if len(before) != len(after) or before.number_of_edges() != after.number_of_edges():
        yield f"{len(before)} nodes and {before.number_of_edges()} edges became {len(after)} and {after.number_of_edges()}"
        return
    for node, attributes in before.nodes(data=True):
        for name, value in attributes.items():
            there = came(after.nodes[str(node)], name)
            if there is None or said(there) != said(value):
                yield f"node {node}: {name}={value} became {there}"
    names = {name for _, _, attributes in before.edges(data=True) for name in attributes}
    for name in sorted(names):
        plain = 1.0 if name == "weight" else None  # what an edge without a weight weighs
        old = sorted(said(a.get(name, plain)) for _, _, a in before.edges(data=True) if name in a or plain)
        new = sorted(said(came(a, name)) for _, _, a in after.edges(data=True) if came(a, name) is not None)
        if old != new:
            yield f"edges: {name} was {old} and is {new}"


def main(program, count=60):
    lost = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(int(count)):
            graph = random_graph(random.Random(seed))
            for form in FORMS:
                path = os.path.join(folder, f"theirs.{form}")
                write(graph, form, path)
                for out in FORMS:
                    ours = os.path.join(folder, f"ours.{out}")
                    done = subprocess.run([program, "export", "-q", path, "-o", ours], capture_output=True, text=True, check=False)
                    whole = "gexf" not in (form, out)  # networkx has no place in GEXF for what is said of the graph
                    found = [done.stderr.strip()] if done.returncode else list(losses(graph, read(out, ours), whole))
                    for loss in found:
                        print(f"check-imports: graph {seed}, {form} to {out}: {loss}")
                    lost += len(found)
    print(f"check-imports: {count} graphs through {len(FORMS)} formats in and {len(FORMS)} out, {lost} losses")
    return lost != 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
