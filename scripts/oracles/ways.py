# SPDX-License-Identifier: GPL-3.0-or-later
"""What networkx says of ways and cuts: the answers of `chokepoints`, `paths` and `whatif`.

Where more than one answer is right (which of two paths of one length comes first, which of two cuts as small), what an answer must be is
checked: that each path is one, that none comes twice, that their lengths or widths are the best there are, that the cut parts the two."""
import itertools
import math

import networkx as nx

EXACT = 1e-9
FIXED = 1e-7  # of sums of 1/distance, which are counted in whole 2^-30
MOST_PATHS = 5000  # of a pair; with more, only what needs no list of all of them is compared


def distances(graph):
    return dict(nx.all_pairs_shortest_path_length(graph))


class Ways:
    def __init__(self, multigraph, ask, path, rng, directed):
        self.m, self.path, self.rng, self.directed = multigraph, path, rng, directed
        self.options = ["--directed"] if directed else []
        self.run = ask
        self.ties = multigraph.folded(nx.Graph())
        self.ways = multigraph.folded(nx.DiGraph()) if directed else self.ties
        self.compared, self.complaints = 0, []

    def ask(self, command, *arguments):
        return self.run(command, self.path, *arguments, *self.options, "--json")

    def check(self, what, got, want, tolerance=EXACT):
        self.compared += 1
        if isinstance(want, float) and math.isnan(want):
            same = got is None
        elif isinstance(want, float) and got is not None:
            same = abs(got - want) <= tolerance * max(1, abs(want))
        else:
            same = got == want
        if not same:
            self.complaints.append(f"{what} is {got}, not {want}")

    # ---------------------------------------------------------------- chokepoints

    def without(self, v):
        left = self.ways.copy()
        left.remove_node(v)
        return left

    def lost(self, v):
        """Of all pairs of others: the parts of their efficiency and of their joined pairs that go with v."""
        before, after = distances(self.ways), distances(self.without(v))
        others = [(s, t) for s, t in itertools.permutations(self.ways, 2) if v not in (s, t)]
        share = lambda d: math.fsum(1 / d[s][t] for s, t in others if t in d.get(s, ()))
        joined = lambda d: sum(t in d.get(s, ()) for s, t in others)
        efficiency, reach = share(before), joined(before)
        return ((efficiency - share(after)) / efficiency if efficiency else math.nan,
                (reach - joined(after)) / reach if reach else math.nan)

    def pieces(self, v):
        part = self.ties.subgraph(nx.node_connected_component(self.ties, v) - {v})
        sizes = sorted(map(len, nx.connected_components(part)))
        return len(sizes), sum(sizes[:-1])

    def chokepoints(self):
        said = self.ask("chokepoints", "--top", "0", "--exact")
        for node in said["nodes"]:
            v = int(node["id"])
            efficiency, reach = self.lost(v)
            pieces, severed = self.pieces(v)
            self.check(f"efficiency lost with {v}", node["efficiency_lost"], efficiency, FIXED)
            for what, got, want in (("reach", node["reach_lost"], reach), ("pieces", node["pieces"], pieces), ("severed", node["severed"], severed)):
                self.check(f"{what} of {v}", got, want)
        self.check("nodes", sorted(int(n["id"]) for n in said["nodes"]), list(range(self.m.n)))
        self.check("bridges", sorted((*sorted((int(b["from"]), int(b["to"]))), b["severed"]) for b in said["bridges"]),
                   sorted((*sorted(b), self.smaller_side(b)) for b in nx.bridges(self.ties)))
        self.check("blocks", sorted(sorted(map(int, b)) for b in said["blocks"]),
                   sorted(sorted(b) for b in nx.biconnected_components(self.ties)))

    def smaller_side(self, bridge):
        cut = self.ties.copy()
        cut.remove_edge(*bridge)
        return min(len(nx.node_connected_component(cut, v)) for v in bridge)

    def pair(self):
        return self.rng.sample(range(self.m.n), 2)

    def joins(self, graph, a, b):
        return a in graph and b in graph and nx.has_path(graph, a, b)

    def cut(self):
        a, b = self.pair()
        said = self.ask("chokepoints", str(a), str(b))
        links, direct = self.ways.copy(), self.ways.has_edge(a, b)
        self.check(f"{a} beside {b}", said["adjacent"], direct)
        if direct:
            links.remove_edge(a, b)
        others = links.copy()
        if not self.directed and others.has_edge(a, b):
            others.remove_edge(a, b)
        fewest_nodes = nx.node_connectivity(others, a, b) if self.joins(others, a, b) else 0
        fewest_links = nx.edge_connectivity(self.ways, a, b) if self.joins(self.ways, a, b) else 0
        for side in ("near_from", "near_to"):
            nodes = [int(v) for v in said["nodes_" + side]]
            edges = [(int(e["from"]), int(e["to"])) for e in said["links_" + side]]
            self.check(f"fewest nodes between {a} and {b}", len(nodes), fewest_nodes)
            self.check(f"fewest links between {a} and {b}", len(edges), fewest_links)
            left = others.copy()
            left.remove_nodes_from(nodes)
            self.check(f"without {nodes}, a way from {a} to {b}", self.joins(left, a, b), False)
            left = self.ways.copy()  # a symmetric edge may be written either way round
            left.remove_edges_from(edges + [(v, u) for u, v in edges if not left.has_edge(u, v)])
            for u, v, _, _, symmetric in self.m.edges:
                if symmetric and (u, v) in edges and left.has_edge(v, u):
                    left.remove_edge(v, u)
            self.check(f"without {edges}, a way from {a} to {b}", self.joins(left, a, b), False)

    # ---------------------------------------------------------------- paths

    def widths(self):
        """Of each step its widest edge: what a way can carry."""
        best = {}
        for u, v, weight, _, symmetric in self.m.edges:
            for step in [(u, v), (v, u)] if symmetric or not self.directed else [(u, v)]:
                best[step] = max(best.get(step, 0), weight)
        return best

    def found(self, a, b, *arguments):
        paths = self.ask("paths", str(a), str(b), *arguments)
        listed = [tuple(map(int, p["nodes"])) for p in paths]
        for p in listed:
            self.check(f"{p} begins and ends", (p[0], p[-1]), (a, b))
            self.check(f"{p} is a way", all(self.ways.has_edge(u, v) for u, v in itertools.pairwise(p)), True)
            self.check(f"{p} meets no node twice", len(set(p)), len(p))
        self.check(f"paths from {a} to {b} {arguments} that come twice", len(listed) - len(set(listed)), 0)
        return listed, paths

    def paths(self):
        a, b = self.pair()
        ways = self.ways
        best = sorted(nx.all_shortest_paths(ways, a, b)) if self.joins(ways, a, b) else []
        self.check(f"all shortest from {a} to {b}", sorted(map(list, self.found(a, b, "--all", "-k", "9999")[0])), best)
        nearest = list(itertools.islice(nx.shortest_simple_paths(ways, a, b), 12)) if best else []
        self.check(f"lengths of the 12 shortest from {a} to {b}", [len(p) for p in self.found(a, b, "-k", "12")[0]], list(map(len, nearest)))
        # A number of steps at which there are few enough to list.
        for most in (5, 4, 3, 2, 1):
            simple = list(itertools.islice(nx.all_simple_paths(ways, a, b, cutoff=most), MOST_PATHS + 1))
            if len(simple) <= MOST_PATHS:
                break
        self.check(f"simple to {most} steps from {a} to {b}", sorted(map(list, self.found(a, b, "--simple", str(most), "-k", "9999")[0])), sorted(simple))
        self.through(a, b)
        self.widest(a, b)

    def through(self, a, b):
        others = [v for v in range(self.m.n) if v not in (a, b)]
        if len(others) < 2:
            return
        must, avoid = self.rng.sample(others, 2)
        paths = list(itertools.islice(nx.all_simple_paths(self.without(avoid), a, b), MOST_PATHS + 1))
        if len(paths) > MOST_PATHS:
            return
        fit = sorted((p for p in paths if must in p), key=len)
        got = self.found(a, b, "--through", str(must), "--avoid", str(avoid), "-k", "12")[0]
        for p in got:
            self.check(f"{p} through {must} without {avoid}", (must in p, avoid in p), (True, False))
        self.check(f"lengths through {must} without {avoid} from {a} to {b}", [len(p) for p in got], [len(p) for p in fit[:12]])

    def widest(self, a, b):
        widths = self.widths()
        width = lambda p: min(widths[step] for step in itertools.pairwise(p))
        got, said = self.found(a, b, "--widest", "weight", "-k", "12")
        for p, answer in zip(got, said):
            self.check(f"width of {p}", answer["width"], width(p))
        levels = sorted(set(widths.values()), reverse=True)
        best = next((w for w in levels if self.joins(self.at_least(w, widths), a, b)), None)
        self.check(f"width of the widest from {a} to {b}", said[0]["width"] if said else None, best)
        paths = list(itertools.islice(nx.all_simple_paths(self.ways, a, b), MOST_PATHS + 1))
        if len(paths) <= MOST_PATHS:
            order = sorted((-width(p), len(p)) for p in paths)[:12]
            self.check(f"widths and lengths of the 12 widest from {a} to {b}", [(-width(p), len(p)) for p in got], order)

    def at_least(self, least, widths):
        graph = nx.DiGraph()
        graph.add_nodes_from(range(self.m.n))
        graph.add_edges_from(step for step, w in widths.items() if w >= least and step[0] != step[1])
        return graph

    # ---------------------------------------------------------------- whatif

    def changed(self, gone, add):
        """The graph without a node, or with one more edge, as lists again."""
        other = type(self.m).__new__(type(self.m))
        other.__dict__.update(self.m.__dict__)
        other.edges = [e for e in self.m.edges if gone not in e[:2]]
        if add:
            other.edges.append((*add, 1.0, 0.0, False))
        return other

    def whole(self, graph):
        parts = [len(c) for c in nx.connected_components(graph[0])]
        n = graph[0].number_of_nodes()
        pairs = n * (n - 1) / 2
        near = math.fsum(1 / d for row in distances(graph[1]).values() for d in row.values() if d)
        return {"nodes": n, "components": len(parts), "largest": max(parts, default=0),
                "reach": sum(p * (p - 1) / 2 for p in parts) / pairs if pairs else 0.0,
                "efficiency": near / (2 * pairs) if pairs else 0.0}

    def folded(self, multigraph, gone):
        graphs = [multigraph.folded(nx.Graph()), multigraph.folded(nx.DiGraph() if self.directed else nx.Graph())]
        for graph in graphs:
            if gone is not None:
                graph.remove_node(gone)
        return graphs

    def whatif(self):
        a, b = self.pair()
        self.compare(["--remove", str(a)], a, None)
        self.compare(["--add", f"{a} supplies {b}"], None, (a, b))

    def compare(self, change, gone, add):
        said = self.ask("whatif", *change, "--top", "0")
        before, after = self.folded(self.m, None), self.folded(self.changed(gone, add), gone)
        for when, graph in (("before", before), ("after", after)):
            for what, want in self.whole(graph).items():
                self.check(f"{change} {what} {when}", said[when][what], want)
        joined = lambda graph: {frozenset(p) for c in nx.connected_components(graph) for p in itertools.combinations(sorted(c), 2)}
        left = lambda pairs: {p for p in pairs if gone not in p}
        self.check(f"{change} pairs cut off", said["severed"], len(left(joined(before[0])) - joined(after[0])))
        values = [nx.betweenness_centrality(g[1], normalized=False) for g in (before, after)]
        reach = lambda graph, v: len(nx.node_connected_component(graph, v) - {gone}) - 1
        for row in said["moved"]:
            v = int(row["id"])
            for when, value, graph in (("before", values[0], before), ("after", values[1], after)):
                self.check(f"{change} value of {v} {when}", row[when], value[v] + 0.0)
                self.check(f"{change} reach of {v} {when}", row["reach_" + when], reach(graph[0], v))
                self.check_rank(f"{change} rank of {v} {when}", row["rank_" + when], value[v], value)

    def check_rank(self, what, rank, value, values):
        """Behind all that have more, before all that have less."""
        more = sum(x > value + EXACT * max(1, value) for x in values.values())
        alike = sum(abs(x - value) <= EXACT * max(1, value) for x in values.values())
        self.check(what + " is where its value belongs", more < rank <= more + alike, True)

    def all(self):
        self.chokepoints()
        if self.m.n < 2:
            return
        for part in (self.cut, self.paths, self.whatif):
            part()
