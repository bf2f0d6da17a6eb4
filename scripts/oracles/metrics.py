# SPDX-License-Identifier: GPL-3.0-or-later
"""Random graphs through `analyze`, and what networkx, igraph and numpy make of them; `chokepoints`, `paths` and `whatif` in ways.py. See
scripts/check-metrics.

The conventions are those of include/chokepoint/analyze.h and structure.h. Each graph is folded here anew, from the list of edges that it was
made of, so that no step is shared with the program."""
import itertools
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import warnings

import igraph
import networkx as nx
import numpy

from ways import Ways

warnings.simplefilter("ignore")  # an assortativity that is undefined is what we want to see
CLOSE = 1e-6  # relative, for iterations; sums are held to less
EXACT = 1e-9
NODES = "closeness,katz,effective_size,current_flow,edge_betweenness"


class Multigraph:
    """What is written: nodes 0 ... n-1, and edges (from, to, weight, sign, symmetric)."""

    def __init__(self, rng):
        self.n = rng.choice([1, 2, 3, 5, 8, 12, 20, 35])
        density = rng.choice([0, 0.3, 0.8, 1.5, 3])
        self.symmetry = rng.choice([0, 0.3, 1])
        self.loops = rng.random() < 0.4
        # Shares of small powers of two add up without rounding: many paths tie. Others hardly ever do.
        weigh = rng.choice([lambda: 1.0, lambda: rng.choice([0.5, 1.0, 2.0]), lambda: rng.uniform(0.2, 5)])
        self.edges = []
        for _ in range(int(self.n * density)):
            u, v = rng.randrange(self.n), rng.randrange(self.n)
            if u != v or self.loops:
                self.edges.append((u, v, weigh(), rng.choice([-1.0, 0.0, 0.5, 1.0]), rng.random() < self.symmetry))
        self.kinds = [rng.choice(["country", "company", "port"]) for _ in range(self.n)]

    def write(self, path):
        with open(path, "w") as f:
            f.write('<?xml version="1.0"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
                    '<key id="k" for="node" attr.name="kind" attr.type="string"/>'
                    '<key id="w" for="edge" attr.name="weight" attr.type="double"/>'
                    '<key id="s" for="edge" attr.name="sign" attr.type="double"/>\n<graph edgedefault="directed">\n')
            for v in range(self.n):
                f.write(f'<node id="{v}"><data key="k">{self.kinds[v]}</data></node>\n')
            for u, v, weight, sign, symmetric in self.edges:
                f.write(f'<edge source="{u}" target="{v}" directed="{"false" if symmetric else "true"}">'
                        f'<data key="w">{weight!r}</data><data key="s">{sign}</data></edge>\n')
            f.write("</graph></graphml>\n")

    def folded(self, graph, loops=False):
        graph.add_nodes_from(range(self.n))
        for u, v, weight, _, symmetric in self.edges:
            if u == v and not loops:
                continue
            for a, b in [(u, v), (v, u)] if symmetric and graph.is_directed() else [(u, v)]:
                old = graph[a][b]["weight"] if graph.has_edge(a, b) else 0
                graph.add_edge(a, b, weight=old + weight)
        for a, b in graph.edges:
            graph[a][b]["length"] = 1 / graph[a][b]["weight"]
        return graph


class Oracle:
    def __init__(self, multigraph, directed, weighted, said):
        self.m, self.directed, self.weighted, self.said = multigraph, directed, weighted, said
        self.ties = multigraph.folded(nx.Graph())
        self.ways = multigraph.folded(nx.DiGraph()) if directed else self.ties
        self.arcs = multigraph.folded(nx.DiGraph(), loops=True)
        self.weight = "weight" if weighted else None
        self.length = "length" if weighted else None
        self.compared = 0
        self.complaints = []

    def check(self, what, got, want, tolerance=EXACT):
        self.compared += 1
        undefined = want is None or math.isnan(want)
        if undefined != (got is None) or not undefined and abs(got - want) > tolerance * max(1, abs(want)):
            self.complaints.append(f"{what} is {got}, not {want}")

    def check_all(self, metric, want, tolerance=EXACT):
        for v in range(self.m.n):
            self.check(f"{metric} of {v}", self.said["nodes"][v][metric], want[v], tolerance)

    # igraph takes lengths that differ by rounding as one, as we do; networkx does not.
    def as_igraph(self, graph):
        g = igraph.Graph(n=self.m.n, edges=list(graph.edges), directed=graph.is_directed())
        g.es["length"] = [graph[a][b]["length"] for a, b in graph.edges]
        g.es["weight"] = [graph[a][b]["weight"] for a, b in graph.edges]
        return g

    def degrees(self):
        degree, into, out, strength = ([0.0] * self.m.n for _ in range(4))
        for u, v, weight, _, symmetric in self.m.edges:
            for a, b in [(u, v), (v, u)] if symmetric else [(u, v)]:
                out[a] += 1
                into[b] += 1
            for end in (u, v):
                degree[end] += 1
                strength[end] += weight
        for metric, want in (("degree", degree), ("in_degree", into), ("out_degree", out), ("strength", strength)):
            self.check_all(metric, want)

    def paths(self):
        g = self.as_igraph(self.ways)
        lengths = g.es["length"] if self.weighted else None
        self.check_all("betweenness", g.betweenness(directed=self.directed, weights=lengths))
        self.check_all("closeness", nx.closeness_centrality(self.ways, distance=self.length))
        harmonic = nx.harmonic_centrality(self.ways, distance=self.length)
        self.check_all("harmonic", {v: harmonic[v] / (self.m.n - 1) if self.m.n > 1 else 0 for v in harmonic})
        if not self.weighted:
            self.check_all("betweenness", nx.betweenness_centrality(self.ways, normalized=False))
        shares = dict(zip(self.ways.edges, g.edge_betweenness(directed=self.directed, weights=lengths)))
        want = []
        for u, v, _, _, symmetric in self.m.edges:
            share = 0 if u == v else shares.get((u, v), 0 if self.directed else shares.get((v, u), 0))
            if u != v and self.directed and symmetric:
                share += shares[v, u]
            want.append((str(u), str(v), share))
        got = [(e["from"], e["to"], e["betweenness"]) for e in self.said["edges"]]
        ends = lambda e: (sorted(e[:2]), e[2])
        for a, b in zip(sorted(got, key=ends), sorted(want, key=ends), strict=True):
            self.check(f"betweenness of the edge {b[0]}-{b[1]}", a[2], b[2])

    def ranks(self):
        self.check_all("pagerank", nx.pagerank(self.arcs, tol=1e-15, max_iter=1000), CLOSE)
        start = {v: 1 if v == 0 else 0 for v in range(self.m.n)}
        self.check_all("exposure", nx.pagerank(self.arcs, personalization=start, tol=1e-15, max_iter=1000), CLOSE)
        matrix = nx.to_numpy_array(self.arcs, nodelist=range(self.m.n))
        for metric, square in (("hub", matrix @ matrix.T), ("authority", matrix.T @ matrix)):
            values, vectors = numpy.linalg.eigh(square)
            if values[-1] > 0 and (len(values) == 1 or values[-2] < 0.9 * values[-1]):  # else there is more than one
                vector = abs(vectors[:, -1])
                self.check_all(metric, vector / vector.max(), CLOSE)

    def walks(self):
        parts = [list(c) for c in nx.connected_components(self.ties)]
        vectors = {}
        for part in parts:
            values, found = numpy.linalg.eigh(nx.to_numpy_array(self.ties, nodelist=part, weight=self.weight))
            vectors[values[-1], tuple(part)] = abs(found[:, -1]) / abs(found[:, -1]).max()
        greatest = max(value for value, _ in vectors)
        want = {v: 0.0 for v in range(self.m.n)}
        for (value, part), vector in vectors.items():
            if value > greatest * (1 - 1e-9) and value > 1e-12:
                want.update(zip(part, vector))
        self.check_all("eigenvector", want, CLOSE)
        factor = self.said["summary"]["katz_factor"]
        values = numpy.linalg.eigvals(nx.to_numpy_array(self.ways, nodelist=range(self.m.n), weight=self.weight))
        self.check("Katz's factor has a sum that ends", float(factor * max(abs(values)) < 0.9), 1.0)
        if self.m.n > 1:  # networkx cannot do one node
            self.check_all("katz", nx.katz_centrality_numpy(self.ways, alpha=factor, weight=self.weight), CLOSE)

    def neighbours(self):
        self.check_all("constraint", nx.constraint(self.ties, weight=self.weight))
        # With a list of nodes networkx goes by the definition; for all of them its matrices (3.6.1) give something else with weights.
        self.check_all("effective_size", nx.effective_size(self.ties, nodes=list(self.ties), weight=self.weight))
        self.check_all("coreness", nx.core_number(self.ties))
        want = {v: 0.0 for v in range(self.m.n)}
        for part in nx.connected_components(self.ties):
            if len(part) > 2:
                flow = nx.current_flow_betweenness_centrality(self.ties.subgraph(part), normalized=True, weight=self.weight, solver="full")
                want.update({v: x * (len(part) - 1) * (len(part) - 2) / 2 for v, x in flow.items()})
        self.check_all("current_flow", want, CLOSE)

    def whole(self):
        summary = self.said["summary"]
        self.check("density", summary["density"], nx.density(self.ties))
        self.check("components", summary["components"], nx.number_connected_components(self.ties))
        cut = set(nx.articulation_points(self.ties))
        self.check_all("articulation", [v in cut for v in range(self.m.n)])
        bridges = list(nx.bridges(self.ties))
        self.check("bridges", summary["bridges"], len(bridges))
        if self.ties.edges:
            members = [int(self.said["nodes"][v]["community"]) for v in range(self.m.n)]
            weights = self.as_igraph(self.ties).es["weight"] if self.weighted else None
            self.check("modularity", summary["modularity"], self.as_igraph(self.ties).modularity(members, weights=weights))

    def metrics(self):
        for part in (self.degrees, self.paths, self.ranks, self.walks, self.neighbours, self.whole):
            part()

    # ---------------------------------------------------------------- --structure

    def signs(self):
        sums = {}
        for u, v, weight, sign, _ in self.m.edges:
            if u != v:
                sums[min(u, v), max(u, v)] = sums.get((min(u, v), max(u, v)), 0) + weight * sign
        return {pair: 1 if x > 0 else -1 for pair, x in sums.items() if x != 0}

    def balance(self):
        signs, said = self.signs(), self.said["balance"]
        at = lambda u, v: signs.get((min(u, v), max(u, v)))
        triangles = [at(*p) * at(*q) * at(*r) for p, q, r in (itertools.combinations(t, 2) for t in itertools.combinations(range(self.m.n), 3))
                     if at(*p) and at(*q) and at(*r)]
        self.check("friendly pairs", said["positive"], sum(s > 0 for s in signs.values()))
        self.check("hostile pairs", said["negative"], sum(s < 0 for s in signs.values()))
        self.check("triangles", said["triangles"], len(triangles))
        self.check("balanced triangles", said["balanced"], sum(t > 0 for t in triangles))
        against = lambda camp: sum((s > 0) != (camp[u] == camp[v]) for (u, v), s in signs.items())
        if signs:
            camps = [n["camp"] for n in sorted(self.said["nodes"], key=lambda n: int(n["id"]))]
            self.check("pairs against the camps", said["frustration_most"], against(camps))
        self.check("frustration, its two bounds", said["frustration_least"], said["frustration_most"])
        if self.m.n <= 12:  # all camps can be tried
            best = min(against((0,) + rest) for rest in itertools.product((0, 1), repeat=self.m.n - 1))
            self.check("frustration", said["frustration_most"], best)

    def structure(self):
        simple = self.m.folded(nx.DiGraph())
        triads = nx.triadic_census(simple)
        for name, count in self.said["triads"].items():
            self.check(f"triads {name}", count, triads[name])
        self.check("reciprocity", self.said["reciprocity"], nx.overall_reciprocity(simple) if simple.edges else None)
        g = self.as_igraph(self.ties)
        undefined = math.nan
        self.check("degree assortativity", self.said["degree_assortativity"], g.assortativity_degree(False) if g.ecount() else undefined)
        kinds = sorted(set(self.m.kinds))
        by_kind = g.assortativity_nominal([kinds.index(k) for k in self.m.kinds], False) if g.ecount() and len(kinds) > 1 else undefined
        self.check("kind assortativity", self.said["kind_assortativity"], by_kind)
        self.check("transitivity", self.said["transitivity"], g.transitivity_undirected("nan") if g.ecount() else undefined)
        self.check("clustering", self.said["clustering"], g.transitivity_avglocal_undirected("nan") if g.ecount() else undefined)
        self.balance()


def run(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode > 1:  # 1: nothing found
        sys.exit(f"check-metrics: {program} {' '.join(arguments)}: status {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def ask(program, *arguments):
    return run(program, "analyze", *arguments, "--json", "--top", "0")


def try_graph(program, number, folder):
    rng = random.Random(number)
    multigraph = Multigraph(rng)
    path = os.path.join(folder, f"random-{number}.graphml")
    multigraph.write(path)
    compared, complaints = 0, []
    for options in ([], ["--weighted"], ["--directed"], ["--directed", "--weighted"]):
        said = ask(program, path, "--metric", NODES, "--exposure-to", "0", *options)
        said["nodes"].sort(key=lambda n: int(n["id"]))
        oracle = Oracle(multigraph, "--directed" in options, "--weighted" in options, said)
        oracle.metrics()
        compared += oracle.compared
        complaints += [f"{' '.join(options) or 'plain'}: {c}" for c in oracle.complaints]
    oracle = Oracle(multigraph, False, False, ask(program, path, "--structure"))
    oracle.structure()
    compared += oracle.compared
    complaints += oracle.complaints
    for directed in (False, True):
        ways = Ways(multigraph, lambda *arguments: run(program, *arguments), path, rng, directed)
        ways.all()
        compared += ways.compared
        complaints += [f"{'--directed' if directed else 'plain'}: {c}" for c in ways.complaints]
    return compared, complaints


def main():
    program, graphs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200
    compared, bad = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(graphs):
            count, complaints = try_graph(program, number, folder)
            compared += count
            bad += len(complaints)
            for complaint in complaints[:5]:
                print(f"check-metrics: graph {number}: {complaint}")
    print(f"check-metrics: {graphs} graphs, {compared} values compared, {bad} differ")
    sys.exit(bad > 0)


main()
