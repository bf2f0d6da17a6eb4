// SPDX-License-Identifier: GPL-3.0-or-later
//
// The page of the report. All that is shown comes from the block of data in this file; text of documents becomes text nodes and
// nothing else (no markup is ever made from it), and the page's policy lets nothing be fetched.
//
//   data        reading, cleaning, indices        map        drawing, moving, hitting
//   filters     what is shown                      details    a node or an edge at the right
//   search      names and aliases                  timeline, chains, ranks, documents: the other views
"use strict";
(() => {
  // ------------------------------------------------------------------ data

  // Characters that control, or turn the direction of writing, would let a name look like another one.
  const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
  const clean = (value) => {
    if (typeof value === "string") return value.replace(UNSEEN, "\ufffd");
    if (Array.isArray(value)) return value.map(clean);
    if (value && typeof value === "object") for (const key of Object.keys(value)) value[key] = clean(value[key]);
    return value;
  };
  const data = clean(JSON.parse(document.getElementById("data").textContent));
  const { nodes, edges } = data;
  const byId = new Map(nodes.map((node, i) => [node.id, i]));
  const links = nodes.map(() => []); // numbers of the edges at each node

  const $ = (id) => document.getElementById(id);
  const collator = new Intl.Collator("en", { numeric: true });

  // A date may be a year, a month or a day: the months that it may lie in.
  const monthsOf = (date) => {
    if (!date) return null;
    const [year, month] = date.split("-").map(Number);
    return month ? [year * 12 + month - 1, year * 12 + month - 1] : [year * 12, year * 12 + 11];
  };
  const monthName = (month) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
  const isMeasure = (node) => node.kind === "measure";
  const wordsOf = (table, name) => table[name] || name || "none";
  const signOf = (edge) => (edge.sign < 0 ? "conflict" : edge.sign > 0 ? "cooperation" : "neutral");

  edges.forEach((edge, i) => {
    links[edge.from].push(i);
    if (edge.to !== edge.from) links[edge.to].push(i);
    edge.shown = true;
    edge.sentence = `${nodes[edge.from].label} ${wordsOf(data.relations, edge.relation)} ${nodes[edge.to].label}`;
  });
  // Edges between the same two nodes get bends of their own.
  const between = new Map();
  for (const edge of edges) {
    const key = edge.from < edge.to ? `${edge.from} ${edge.to}` : `${edge.to} ${edge.from}`;
    const before = between.get(key) || 0;
    between.set(key, before + 1);
    const side = edge.from < edge.to ? 1 : -1;
    edge.bend = side * (before % 2 ? -1 : 1) * (0.1 + 0.13 * Math.floor((before + 1) / 2));
  }
  for (const node of nodes) {
    node.radius = node.size / 2;
    node.months = monthsOf(node.date);
    node.countries = node.country ? [node.country] : [];
    node.shown = true;
  }
  for (const edge of edges) {
    edge.months = monthsOf(edge.date) || nodes[edge.from].months || nodes[edge.to].months;
    const actor = nodes[edge.from].country, act = nodes[edge.to];
    if (edge.relation === "imposes" && isMeasure(act) && actor && !act.countries.includes(actor)) act.countries.push(actor);
  }
  const countryNames = new Map(nodes.filter((node) => node.kind === "country" && node.country).map((node) => [node.country, node.label]));
  const countryName = (code) => countryNames.get(code) || code;
  const bySize = nodes.map((_, i) => i).sort((a, b) => nodes[b].size - nodes[a].size || collator.compare(nodes[a].id, nodes[b].id));

  // ------------------------------------------------------------------ elements

  // make("p", {class: "small"}, "text", element …): attributes are names that stand in this file; text becomes text.
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {}))
      if (key === "onclick") element.addEventListener("click", value);
      else element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const drawn = (name, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const said = (text) => make("bdi", {}, text); // text of documents keeps its direction to itself
  const dot = (colour) => {
    const element = make("span", { class: "dot" });
    element.style.background = colour;
    return element;
  };
  const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);
  const number = (value, digits) =>
    value === null || value === undefined ? "–" : value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const later = (work, wait) => {
    let timer = 0;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(work, wait);
    };
  };

  const state = { node: -1, edge: -1, overNode: -1, overEdge: -1, tab: "graph" };
  const nodeButton = (i, text) =>
    make("button", { type: "button", class: "link", onclick: () => selectNode(i, true) }, said(text || nodes[i].label));
  const edgeButton = (i, text) => make("button", { type: "button", class: "link", onclick: () => selectEdge(i, true) }, text);

  // ------------------------------------------------------------------ filters

  // Each says under which names of it a thing goes, and whether it is asked of nodes or of edges.
  const OTHER = "";
  const filters = [
    { title: "Kind", of: "node", names: (node) => [node.kind || OTHER], words: (name) => name || "no kind" },
    { title: "Relation", of: "edge", names: (edge) => [edge.relation || OTHER], words: (name) => wordsOf(data.relations, name) },
    { title: "Type of measure", of: "node", names: (node) => (isMeasure(node) ? [node.type || OTHER] : null), words: (name) => wordsOf(data.types, name) },
    { title: "Status of measure", of: "node", names: (node) => (isMeasure(node) ? [node.status || OTHER] : null), words: (name) => name || "not known" },
    { title: "Country", of: "node", names: (node) => (node.countries.length ? node.countries : [OTHER]), words: (name) => (name ? countryName(name) : "none named") },
  ];

  const buildFilters = () => {
    for (const filter of filters) {
      const counts = new Map();
      for (const thing of filter.of === "node" ? nodes : edges)
        for (const name of filter.names(thing) || []) counts.set(name, (counts.get(name) || 0) + 1);
      filter.off = new Set();
      filter.boxes = [];
      const sorted = [...counts].sort((a, b) => b[1] - a[1] || collator.compare(a[0], b[0]));
      if (sorted.length < 2) continue;
      const list = make("div", { class: "list" });
      for (const [name, count] of sorted) {
        const box = make("input", { type: "checkbox" });
        box.checked = true;
        box.dataset.name = name;
        box.addEventListener("change", () => {
          if (box.checked) filter.off.delete(name);
          else filter.off.add(name);
          applyFilters();
        });
        filter.boxes.push(box);
        list.append(make("label", { class: "check" }, box, said(filter.words(name)), make("span", {}, String(count))));
      }
      const all = (on) => () => {
        filter.off = new Set(on ? [] : counts.keys());
        for (const box of filter.boxes) box.checked = on;
        applyFilters();
      };
      const buttons = make("div", { class: "row" }, make("button", { type: "button", onclick: all(true) }, "All"), make("button", { type: "button", onclick: all(false) }, "None"));
      const block = make("details", {}, make("summary", {}, filter.title), buttons, list);
      block.open = filter.title === "Kind" || filter.title === "Relation";
      $("choices").append(block);
    }
  };

  const months = { first: 0, last: 0, from: 0, to: 0, any: false };
  const buildTime = () => {
    let first = Infinity, last = -Infinity;
    for (const thing of [...nodes, ...edges])
      if (thing.months) {
        first = Math.min(first, thing.months[0]);
        last = Math.max(last, thing.months[1]);
      }
    months.any = first < last;
    $("time").hidden = !months.any;
    if (!months.any) return;
    Object.assign(months, { first, last, from: first, to: last });
    for (const id of ["from", "to"]) {
      $(id).min = first;
      $(id).max = last;
      $(id).addEventListener("input", () => {
        if (+$("from").value > +$("to").value) $(id === "from" ? "to" : "from").value = $(id).value;
        applyFilters();
      });
    }
    $("from").value = first;
    $("to").value = last;
    $("undated").addEventListener("change", applyFilters);
    $("play").addEventListener("click", play);
  };

  // Lets the months go by: what was done until then appears.
  let playing = 0;
  const stop = () => {
    clearInterval(playing);
    playing = 0;
    $("play").textContent = "Play";
  };
  const play = () => {
    if (playing) return stop();
    const step = Math.max(1, Math.round((months.last - +$("from").value) / 120));
    if (+$("to").value >= months.last) $("to").value = $("from").value;
    $("play").textContent = "Stop";
    playing = setInterval(() => {
      $("to").value = Math.min(months.last, +$("to").value + step);
      applyFilters();
      if (+$("to").value >= months.last) stop();
    }, 150);
  };

  const isActor = (thing) => "kind" in thing && !isMeasure(thing); // has no date of its own
  const passes = (thing, of) => {
    for (const filter of filters) {
      if (filter.of !== of || !filter.off.size) continue;
      const names = filter.names(thing);
      if (names && names.every((name) => filter.off.has(name))) return false;
    }
    return true;
  };
  const inTime = (thing) =>
    !months.any || (thing.months ? thing.months[1] >= months.from && thing.months[0] <= months.to : $("undated").checked || isActor(thing));

  const applyFilters = () => {
    const least = +$("confidence").value, alsoUnsure = $("hypothetical").checked;
    months.from = +$("from").value;
    months.to = +$("to").value;
    $("confidence-text").textContent = least.toFixed(2);
    $("from-text").textContent = months.any ? monthName(months.from) : "";
    $("to-text").textContent = months.any ? monthName(months.to) : "";
    for (const node of nodes) node.shown = passes(node, "node") && inTime(node);
    for (const edge of edges)
      edge.shown = nodes[edge.from].shown && nodes[edge.to].shown && (edge.confidence === null || edge.confidence >= least) &&
        (alsoUnsure || !edge.hypothetical) && passes(edge, "edge") && inTime(edge);
    // Who has lost all edges to a filter goes too: a map full of dots that nothing joins shows nothing.
    nodes.forEach((node, i) => {
      if (node.shown && links[i].length && !links[i].some((e) => edges[e].shown)) node.shown = false;
    });
    const shownNodes = nodes.reduce((sum, node) => sum + node.shown, 0), shownEdges = edges.reduce((sum, edge) => sum + edge.shown, 0);
    $("shown").textContent = `${shownNodes} of ${nodes.length} nodes, ${shownEdges} of ${edges.length} edges`;
    stale.timeline = stale.ranks = true;
    refresh();
    redraw();
  };

  const resetFilters = () => {
    stop();
    for (const filter of filters) {
      filter.off.clear();
      for (const box of filter.boxes) box.checked = true;
    }
    $("from").value = months.first;
    $("to").value = months.last;
    $("confidence").value = 0;
    $("undated").checked = $("hypothetical").checked = true;
    applyFilters();
  };

  // ------------------------------------------------------------------ map: places

  const canvas = $("map"), context = canvas.getContext("2d");
  const view = { x: 0, y: 0, scale: 1, width: 1, height: 1, dots: 1, fits: true };
  const toX = (x) => (x - view.x) * view.scale + view.width / 2;
  const toY = (y) => (y - view.y) * view.scale + view.height / 2;

  const fit = () => {
    let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
    for (const node of nodes) {
      if (!node.shown) continue;
      left = Math.min(left, node.x - node.radius);
      right = Math.max(right, node.x + node.radius);
      top = Math.min(top, node.y - node.radius);
      bottom = Math.max(bottom, node.y + node.radius);
    }
    if (left > right) return;
    const beside = view.width > 700 ? $("legend").offsetWidth : 0; // the legend hides nothing
    view.y = (top + bottom) / 2;
    view.scale = Math.min((view.width - beside - 90) / (right - left + 1), (view.height - 60) / (bottom - top + 1), 4);
    view.scale = Math.max(view.scale, 0.002);
    view.x = (left + right) / 2 - beside / 2 / view.scale;
    view.fits = true;
    redraw();
  };

  const resize = () => {
    const box = canvas.getBoundingClientRect();
    if (!box.width || !box.height) return;
    view.width = box.width;
    view.height = box.height;
    view.dots = window.devicePixelRatio || 1;
    canvas.width = Math.round(box.width * view.dots);
    canvas.height = Math.round(box.height * view.dots);
    if (view.fits) fit(); // nobody has moved it
    else redraw();
  };

  const zoom = (factor, x = view.width / 2, y = view.height / 2) => {
    const scale = Math.min(Math.max(view.scale * factor, 0.002), 40);
    view.x += (x - view.width / 2) * (1 / view.scale - 1 / scale);
    view.y += (y - view.height / 2) * (1 / view.scale - 1 / scale);
    view.scale = scale;
    moving();
  };

  const centre = (i) => {
    view.x = nodes[i].x;
    view.y = nodes[i].y;
    view.scale = Math.max(view.scale, 0.9);
    view.fits = false;
    redraw();
  };

  // The bent line of an edge, in pixels of the page: from rim to rim.
  const curveOf = (edge) => {
    const a = nodes[edge.from], b = nodes[edge.to];
    const ax = toX(a.x), ay = toY(a.y), bx = toX(b.x), by = toY(b.y);
    const ar = a.radius * view.scale, br = b.radius * view.scale + (edge.symmetric ? 0 : 1);
    if (edge.from === edge.to) return { ax: ax - ar, ay, bx, by: ay - ar, cx: ax - 3 * ar - 6, cy: ay - 3 * ar - 6, length: 4 * ar };
    const dx = bx - ax, dy = by - ay, length = Math.hypot(dx, dy) || 1;
    const cx = (ax + bx) / 2 - dy * edge.bend, cy = (ay + by) / 2 + dx * edge.bend;
    const ca = Math.hypot(cx - ax, cy - ay) || 1, cb = Math.hypot(cx - bx, cy - by) || 1;
    return { ax: ax + ((cx - ax) / ca) * ar, ay: ay + ((cy - ay) / ca) * ar, bx: bx + ((cx - bx) / cb) * br, by: by + ((cy - by) / cb) * br, cx, cy, length };
  };
  const isOutside = (c) =>
    Math.max(c.ax, c.bx, c.cx) < 0 || Math.min(c.ax, c.bx, c.cx) > view.width || Math.max(c.ay, c.by, c.cy) < 0 || Math.min(c.ay, c.by, c.cy) > view.height;

  // ------------------------------------------------------------------ map: drawing

  let colours = {};
  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["ground", "ink", "soft", "conflict", "cooperation", "neutral", "ring"]) colours[name] = style.getPropertyValue(`--${name}`).trim();
  };

  let waiting = false, hurried = false;
  const redraw = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  };
  const settle = later(() => {
    hurried = false;
    redraw();
  }, 160);
  const moving = () => {
    view.fits = false;
    hurried = manyEdges; // arrow heads and small names wait until the hand rests
    redraw();
    settle();
  };

  const chosen = () => {
    const near = new Set(), on = new Set();
    const node = state.node >= 0 ? state.node : state.overNode, edge = state.edge >= 0 ? state.edge : state.node >= 0 ? -1 : state.overEdge;
    if (node >= 0) {
      near.add(node);
      for (const e of links[node])
        if (edges[e].shown) {
          on.add(e);
          near.add(edges[e].from).add(edges[e].to);
        }
    } else if (edge >= 0) {
      on.add(edge);
      near.add(edges[edge].from).add(edges[edge].to);
    }
    return { near, on };
  };

  const drawHead = (c, size) => {
    const dx = c.bx - c.cx, dy = c.by - c.cy, length = Math.hypot(dx, dy) || 1;
    const ux = dx / length, uy = dy / length;
    context.moveTo(c.bx, c.by);
    context.lineTo(c.bx - size * ux - size * 0.45 * uy, c.by - size * uy + size * 0.45 * ux);
    context.lineTo(c.bx - size * ux + size * 0.45 * uy, c.by - size * uy - size * 0.45 * ux);
    context.closePath();
  };

  // Lines of one colour, dash and thickness go together, some at a time: one path of thousands is slow to fill in, and so is one for
  // each. Lines that are one dot of the screen wide are drawn ten times as fast as thicker ones, so many are.
  const manyEdges = edges.length > 3000, TOGETHER = 64;
  const drawEdges = (which, alpha, strong) => {
    const groups = new Map();
    for (const i of which) {
      const edge = edges[i];
      if (!edge.shown) continue;
      const c = curveOf(edge);
      if (isOutside(c)) continue;
      const thick = strong ? 2 : manyEdges ? 1 / view.dots : edge.weight > 2 ? 1.8 : 1.1, key = `${signOf(edge)} ${edge.hypothetical ? 1 : 0} ${thick}`;
      let group = groups.get(key);
      if (!group) groups.set(key, (group = { colour: colours[signOf(edge)], dashed: edge.hypothetical, thick, lines: [] }));
      c.symmetric = edge.symmetric;
      group.lines.push(c);
    }
    context.globalAlpha = alpha;
    for (const group of groups.values()) {
      context.strokeStyle = context.fillStyle = group.colour;
      context.lineWidth = group.thick;
      context.setLineDash(group.dashed ? [5, 4] : []);
      for (let i = 0; i < group.lines.length; i += TOGETHER) {
        context.beginPath();
        for (const c of group.lines.slice(i, i + TOGETHER)) {
          context.moveTo(c.ax, c.ay);
          context.quadraticCurveTo(c.cx, c.cy, c.bx, c.by);
        }
        context.stroke();
      }
      if (hurried) continue;
      context.beginPath();
      for (const c of group.lines) if (!c.symmetric && c.length > 26) drawHead(c, strong ? 9 : 6.5);
      context.fill();
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  };

  const drawNodes = (which, alpha) => {
    context.globalAlpha = alpha;
    const byColour = new Map();
    for (const i of which) {
      const node = nodes[i];
      if (!node.shown) continue;
      const x = toX(node.x), y = toY(node.y), r = Math.max(node.radius * view.scale, 1.2);
      if (x + r < 0 || x - r > view.width || y + r < 0 || y - r > view.height) continue;
      if (!byColour.has(node.colour)) byColour.set(node.colour, []);
      byColour.get(node.colour).push([x, y, r]);
    }
    context.strokeStyle = colours.ground;
    context.lineWidth = 1;
    for (const [colour, discs] of byColour) {
      context.fillStyle = colour;
      context.beginPath();
      for (const [x, y, r] of discs) {
        context.moveTo(x + r, y);
        context.arc(x, y, r, 0, 2 * Math.PI);
      }
      context.fill();
      context.stroke();
    }
    context.globalAlpha = 1;
  };

  const greatest = new Set(bySize.filter((i) => !isMeasure(nodes[i])).slice(0, 30)); // have names however small the map is

  // Names by size, at the first of four places where they hide nothing that was written before.
  const drawNames = (order, near) => {
    const taken = new Map(), cell = 48;
    const cells = (box, use) => {
      for (let x = Math.floor(box[0] / cell); x <= Math.floor(box[2] / cell); x++)
        for (let y = Math.floor(box[1] / cell); y <= Math.floor(box[3] / cell); y++) {
          const key = x * 4096 + y;
          if (!taken.has(key)) taken.set(key, []);
          if (use(taken.get(key))) return true;
        }
      return false;
    };
    const hits = (box, own, namesOnly) => cells(box, (list) => list.some((o) => o !== own && (o.isName || !namesOnly) && o[0] < box[2] && o[2] > box[0] && o[1] < box[3] && o[3] > box[1]));
    const discs = new Map();
    for (const i of order) {
      const node = nodes[i], x = toX(node.x), y = toY(node.y), r = node.radius * view.scale;
      if (!node.shown || r < 2.5 || x < 0 || y < 0 || x > view.width || y > view.height) continue;
      const box = [x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8];
      discs.set(i, box);
      cells(box, (list) => (list.push(box), false));
    }
    let left = hurried ? 60 : 400;
    context.textBaseline = "middle";
    context.lineJoin = "round";
    const first = near.size ? [...order.filter((i) => near.has(i)), ...order.filter((i) => !near.has(i))] : order;
    for (const i of first) {
      const node = nodes[i], x = toX(node.x), y = toY(node.y), r = Math.max(node.radius * view.scale, 1.2);
      if (!node.shown || x < -50 || y < -20 || x > view.width + 50 || y > view.height + 20) continue;
      const isNear = near.has(i);
      if (!isNear && !greatest.has(i) && r < (isMeasure(node) ? 4 : 2)) continue;
      if (left-- <= 0) break;
      const font = Math.round(Math.min(Math.max(10.5 + r * 0.3, 11), 22));
      context.font = `${isMeasure(node) ? "italic " : ""}${node.size > 30 ? "600 " : ""}${font}px system-ui, Helvetica, Arial, sans-serif`;
      const text = short(node.label, isNear ? 60 : 34), wide = context.measureText(text).width, high = font * 0.62;
      const places = [[x + r + 3, y], [x - r - 3 - wide, y], [x - wide / 2, y + r + high + 2], [x - wide / 2, y - r - high - 2]];
      let place = places.find(([px, py]) => px > 1 && px + wide < view.width - 1 && !hits([px - 1, py - high, px + wide + 1, py + high], discs.get(i)));
      if (!place && (i === state.node || (isNear && state.edge >= 0))) // what was chosen has a name, if need be over discs
        place = places.find(([px, py]) => px > 1 && px + wide < view.width - 1 && !hits([px - 1, py - high, px + wide + 1, py + high], null, true)) || places[0];
      if (!place) continue;
      const box = Object.assign([place[0] - 1, place[1] - high, place[0] + wide + 1, place[1] + high], { isName: true });
      cells(box, (list) => (list.push(box), false));
      context.globalAlpha = near.size && !isNear ? 0.4 : 1;
      context.strokeStyle = colours.ground;
      context.lineWidth = 3;
      context.strokeText(text, place[0], place[1]);
      context.fillStyle = colours.ink;
      context.fillText(text, place[0], place[1]);
    }
    context.globalAlpha = 1;
  };

  const everyEdge = edges.map((_, i) => i), smallFirst = [...bySize].reverse();
  const draw = () => {
    if (view.width === 1) return;
    context.setTransform(view.dots, 0, 0, view.dots, 0, 0);
    context.fillStyle = colours.ground;
    context.fillRect(0, 0, view.width, view.height);
    const { near, on } = chosen(), dim = near.size > 0;
    const many = edges.length > 2000 ? Math.max(0.22, Math.min(0.8, view.scale * 0.45)) : 0.75;
    drawEdges(everyEdge, dim ? many * 0.28 : many, false);
    drawNodes(smallFirst, dim ? 0.35 : 1);
    if (dim) {
      drawEdges([...on], 1, true);
      drawNodes([...near], 1);
    }
    if (state.node >= 0 && nodes[state.node].shown) {
      const node = nodes[state.node];
      context.strokeStyle = colours.ring;
      context.lineWidth = 2.5;
      context.beginPath();
      context.arc(toX(node.x), toY(node.y), Math.max(node.radius * view.scale, 2) + 3, 0, 2 * Math.PI);
      context.stroke();
    }
    drawNames(bySize, near);
  };

  const buildLegend = () => {
    for (const { colour, words } of data.legend) $("legend").append(make("div", {}, dot(colour), said(words)));
    const line = (name, words, dashed) => {
      const stroke = drawn("line", { x1: 0, y1: 5, x2: 22, y2: 5, "stroke-width": 2 });
      stroke.style.stroke = `var(--${name})`;
      if (dashed) stroke.style.strokeDasharray = "5 4";
      return make("div", {}, drawn("svg", { width: 22, height: 10, "aria-hidden": "true" }, stroke), words);
    };
    const signs = new Set(edges.map(signOf));
    if (signs.has("conflict")) $("legend").append(line("conflict", "conflict"));
    if (signs.has("cooperation")) $("legend").append(line("cooperation", "cooperation"));
    if (signs.has("neutral")) $("legend").append(line("neutral", "neither"));
    if (edges.some((edge) => edge.hypothetical)) $("legend").append(line("ink", "not certain", true));
  };

  // ------------------------------------------------------------------ map: hand and keys

  const nodeAt = (x, y) => {
    for (const i of smallFirst) {
      const node = nodes[i];
      if (node.shown && Math.hypot(toX(node.x) - x, toY(node.y) - y) <= Math.max(node.radius * view.scale, 3) + 2) return i;
    }
    return -1;
  };
  const edgeAt = (x, y) => {
    let best = -1, least = 6;
    edges.forEach((edge, i) => {
      if (!edge.shown) return;
      const c = curveOf(edge);
      if (Math.max(c.ax, c.bx, c.cx) < x - 6 || Math.min(c.ax, c.bx, c.cx) > x + 6 || Math.max(c.ay, c.by, c.cy) < y - 6 || Math.min(c.ay, c.by, c.cy) > y + 6) return;
      let px = c.ax, py = c.ay;
      for (let k = 1; k <= 12; k++) {
        const t = k / 12, u = 1 - t;
        const qx = u * u * c.ax + 2 * u * t * c.cx + t * t * c.bx, qy = u * u * c.ay + 2 * u * t * c.cy + t * t * c.by;
        const dx = qx - px, dy = qy - py, along = Math.min(1, Math.max(0, ((x - px) * dx + (y - py) * dy) / (dx * dx + dy * dy || 1)));
        const far = Math.hypot(px + along * dx - x, py + along * dy - y);
        if (far < least) {
          least = far;
          best = i;
        }
        px = qx;
        py = qy;
      }
    });
    return best;
  };

  const hint = (x, y) => {
    const text = state.overNode >= 0 ? nodes[state.overNode].label : state.overEdge >= 0 ? edges[state.overEdge].sentence : "";
    $("hint").hidden = !text;
    $("hint").textContent = text;
    canvas.classList.toggle("over", Boolean(text));
    if (text) $("hint").style.transform = `translate(${Math.min(x + 14, Math.max(0, view.width - 390))}px, ${Math.min(y + 14, view.height - 40)}px)`;
  };

  const pointers = new Map();
  let dragged = 0;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    dragged = 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = at(event), last = pointers.get(event.pointerId);
    if (!last) {
      const node = nodeAt(x, y), edge = node >= 0 ? -1 : edgeAt(x, y), same = node === state.overNode && edge === state.overEdge;
      state.overNode = node;
      state.overEdge = edge;
      hint(x, y);
      if (!same) redraw();
      return;
    }
    if (pointers.size === 2) { // two fingers
      const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
      const before = Math.hypot(last[0] - other[0], last[1] - other[1]), now = Math.hypot(x - other[0], y - other[1]);
      if (before > 0) zoom(now / before, (x + other[0]) / 2, (y + other[1]) / 2);
      dragged += 10;
    } else {
      view.x -= (x - last[0]) / view.scale;
      view.y -= (y - last[1]) / view.scale;
      dragged += Math.abs(x - last[0]) + Math.abs(y - last[1]);
      moving();
    }
    pointers.set(event.pointerId, [x, y]);
  });
  const release = (event) => {
    const [x, y] = at(event), was = pointers.delete(event.pointerId);
    if (!was || event.type !== "pointerup" || dragged > 5) return;
    const node = nodeAt(x, y), edge = node >= 0 ? -1 : edgeAt(x, y);
    if (node >= 0) selectNode(node);
    else if (edge >= 0) selectEdge(edge);
    else selectNothing();
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => {
    state.overNode = state.overEdge = -1;
    hint();
    redraw();
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const [x, y] = at(event), lines = event.deltaMode === 1 ? 16 : 1;
    zoom(Math.exp(-Math.max(-120, Math.min(120, event.deltaY * lines)) * 0.0022), x, y);
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = 60 / view.scale;
    const walk = (by) => {
      const order = bySize.filter((i) => nodes[i].shown), now = order.indexOf(state.node);
      if (order.length) selectNode(order[now < 0 ? 0 : (now + by + order.length) % order.length]);
      if (state.node >= 0) centre(state.node);
    };
    const actions = {
      ArrowLeft: () => (view.x -= step), ArrowRight: () => (view.x += step), ArrowUp: () => (view.y -= step), ArrowDown: () => (view.y += step),
      "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), 0: fit, n: () => walk(1), p: () => walk(-1),
      Enter: () => $("details").querySelector("h2")?.focus(),
    };
    if (!Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
    if (event.key.startsWith("Arrow")) moving();
  });

  // ------------------------------------------------------------------ details

  const show = (focus, ...children) => {
    $("details").replaceChildren(...children);
    $("details").scrollTop = 0;
    if (focus) $("details").querySelector("h2")?.focus();
    redraw();
  };
  const heading = (text) => {
    const element = make("h2", { tabindex: "-1" });
    element.append(said(text));
    return element;
  };
  const pairs = (...rows) => {
    const list = make("dl", {});
    for (const [name, ...value] of rows) if (value.length && value[0] !== "" && value[0] != null) list.append(make("dt", {}, name), make("dd", {}, ...value));
    return list;
  };

  const rankOf = (i, metric, sameKind) => {
    const own = nodes[i].values[metric];
    if (own === null) return "";
    const others = nodes.filter((node) => node.values[metric] !== null && (!sameKind || node.kind === nodes[i].kind));
    return `${others.filter((node) => node.values[metric] > own).length + 1} of ${others.length}`;
  };
  const metricTable = (i) => {
    const table = make("table", {}, make("tr", {}, ...["", "value", "rank of kind", "rank of all"].map((text, k) => make("th", { scope: "col", class: k ? "n" : "" }, text))));
    data.metrics.forEach((metric, m) => {
      const value = nodes[i].values[m];
      if (value === null) return;
      table.append(make("tr", {}, make("th", { scope: "row" }, metric.words), make("td", { class: "n" }, number(value, metric.digits)),
        make("td", { class: "n" }, rankOf(i, m, true)), make("td", { class: "n" }, rankOf(i, m, false))));
    });
    return table;
  };

  const selectNothing = () => {
    state.node = state.edge = -1;
    const most = bySize.filter((i) => !isMeasure(nodes[i])).slice(0, 8);
    show(false, make("h2", { tabindex: "-1" }, "Most central"), make("p", { class: "small" }, "Click a node or an edge of the map, or a name."),
      make("ul", {}, ...most.map((i) => make("li", {}, dot(nodes[i].colour), " ", nodeButton(i), make("span", { class: "soft" }, ` ${nodes[i].kind}`)))),
      make("h3", {}, "Latest measures"),
      make("ul", {}, ...measuresByDate().filter((i) => nodes[i].date).slice(-8).reverse().map((i) => make("li", {}, make("time", {}, nodes[i].date), nodeButton(i)))));
  };

  const selectNode = (i, move) => {
    state.node = i;
    state.edge = -1;
    const node = nodes[i], parts = [heading(node.label)];
    const others = node.aliases.filter((alias) => alias !== node.label);
    parts.push(pairs(
      ["kind", make("span", {}, dot(node.colour), " ", isMeasure(node) ? `measure: ${wordsOf(data.types, node.type)}` : node.kind || "not given")],
      ["status", node.status], ["date", node.date], ["country", node.country ? said(countryName(node.country)) : ""],
      ["also called", ...(others.length ? [said(others.slice(0, 20).join("; ") + (others.length > 20 ? ` and ${others.length - 20} more` : ""))] : [])],
      ["documents", node.documents.length ? String(node.documents.length) : ""], ["id", said(node.id)]));
    const shown = links[i].filter((e) => edges[e].shown);
    const sorted = shown.sort((a, b) => collator.compare(edges[a].relation, edges[b].relation) || collator.compare(edges[a].date || "", edges[b].date || "") || a - b);
    const hidden = links[i].length - sorted.length;
    parts.push(make("h3", {}, `Edges (${sorted.length}${hidden ? `, ${hidden} hidden by filters` : ""})`));
    parts.push(make("ul", {}, ...sorted.slice(0, 300).map((e) => {
      const edge = edges[e], out = edge.from === i, other = out ? edge.to : edge.from, words = wordsOf(data.relations, edge.relation);
      return make("li", {}, edgeButton(e, out ? `${words} →` : `← ${words}`), " ", nodeButton(other), make("span", { class: "soft" }, edge.date ? ` ${edge.date}` : ""), edge.hypothetical ? make("span", { class: "soft" }, " (not certain)") : "");
    })));
    if (sorted.length > 300) parts.push(make("p", { class: "small" }, `and ${sorted.length - 300} more; filters narrow them down.`));
    if (data.metrics.length) parts.push(make("h3", {}, "Centrality"), metricTable(i));
    if (node.range)
      parts.push(make("p", { class: "small" }, `Among the actors number ${node.range[0]} by betweenness; had other documents been read, and edges been wrong as often as their `
        + `confidence says, then in nine of ten cases from ${node.range[1]} to ${node.range[2]}.`));
    if (node.documents.length)
      parts.push(make("h3", {}, "Named in"), make("ul", {}, ...node.documents.slice(0, 40).map((d) => make("li", {}, said(data.documents[d])))));
    if (node.documents.length > 40) parts.push(make("p", { class: "small" }, `and ${node.documents.length - 40} more`));
    if (move && state.tab === "graph") centre(i);
    show(move, ...parts);
    markTimeline();
  };

  const quote = (piece) => make("blockquote", {},
    make("bdi", {}, piece.before || "", make("mark", {}, piece.words), piece.after || ""),
    make("footer", {}, said(data.documents[piece.document] ?? "document not named"), ` · bytes ${piece.begin}–${piece.end}`, piece.rule ? ` · rule ` : "", piece.rule ? said(piece.rule) : ""));

  const selectEdge = (i, move) => {
    state.edge = i;
    state.node = -1;
    const edge = edges[i];
    show(move, heading(edge.sentence),
      pairs(["from", nodeButton(edge.from)], ["relation", wordsOf(data.relations, edge.relation)], ["to", nodeButton(edge.to)], ["date", edge.date],
        ["confidence", number(edge.confidence, 2)], ["weight", number(edge.weight, 2)],
        ["sign", edge.sign === null ? "" : `${number(edge.sign, 1)} (${{ conflict: "conflict", cooperation: "cooperation", neutral: "neither" }[signOf(edge)]})`],
        ["told as", edge.hypothetical ? "not certain: threatened, considered, or alleged" : "a fact"]),
      make("h3", {}, edge.evidence.length === 1 ? "The words behind it" : `The words behind it (${edge.evidence.length})`),
      ...(edge.evidence.length ? edge.evidence.map(quote) : [make("p", { class: "small" }, "The graph came without words for this edge.")]));
    if (move && state.tab === "graph") {
      view.x = (nodes[edge.from].x + nodes[edge.to].x) / 2;
      view.y = (nodes[edge.from].y + nodes[edge.to].y) / 2;
      view.fits = false;
    }
  };

  // ------------------------------------------------------------------ search

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const names = nodes.map((node) => [node.label, ...node.aliases, node.id].map(plain));
  const find = (wanted) => {
    const hits = [];
    names.forEach((list, i) => {
      let best = 9;
      list.forEach((name, k) => {
        const place = name.indexOf(wanted);
        if (place < 0) return;
        const later = k ? 1 : 0; // the label before aliases
        best = Math.min(best, name === wanted ? later : place === 0 ? 2 + later : /[\s\-/]/.test(name[place - 1]) ? 4 + later : 6 + later);
      });
      if (best < 9) hits.push([best, i]);
    });
    return hits.sort((a, b) => a[0] - b[0] || nodes[b[1]].size - nodes[a[1]].size || a[1] - b[1]).slice(0, 12).map(([, i]) => i);
  };
  const search = $("search"), found = $("found");
  let hits = [], pick = 0;
  const showHits = () => {
    const wanted = plain(search.value.trim());
    hits = wanted ? find(wanted) : [];
    pick = 0;
    found.replaceChildren(...hits.map((i, k) => {
      const node = nodes[i], alias = plain(node.label).includes(wanted) ? "" : node.aliases.find((name) => plain(name).includes(wanted)) || "";
      const item = make("li", { role: "option", id: `hit-${k}`, "aria-selected": String(k === 0) }, dot(node.colour), " ", said(node.label), make("small", {}, said(alias ? `“${alias}”` : node.kind)));
      item.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        take(k);
      });
      return item;
    }));
    if (wanted && !hits.length) found.append(make("li", { "aria-disabled": "true" }, "No such name"));
    found.hidden = !wanted;
    search.setAttribute("aria-expanded", String(!found.hidden));
    if (hits.length) search.setAttribute("aria-activedescendant", "hit-0");
    else search.removeAttribute("aria-activedescendant");
  };
  const closeHits = () => {
    found.hidden = true;
    search.setAttribute("aria-expanded", "false");
    search.removeAttribute("aria-activedescendant");
  };
  const take = (k) => {
    if (hits[k] === undefined) return;
    if (!nodes[hits[k]].shown) resetFilters();
    closeHits();
    openTab("graph");
    selectNode(hits[k], true);
  };
  search.addEventListener("input", showHits);
  search.addEventListener("blur", closeHits);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      search.value = "";
      closeHits();
    } else if (event.key === "Enter") {
      take(pick);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits.length) {
      event.preventDefault();
      pick = (pick + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
      [...found.children].forEach((item, k) => item.setAttribute("aria-selected", String(k === pick)));
      search.setAttribute("aria-activedescendant", `hit-${pick}`);
    }
  });

  // ------------------------------------------------------------------ timeline

  const measuresByDate = () => nodes.map((_, i) => i).filter((i) => isMeasure(nodes[i]))
    .sort((a, b) => collator.compare(nodes[a].date || "", nodes[b].date || "") || collator.compare(nodes[a].id, nodes[b].id));
  const imposers = (i) => links[i].filter((e) => edges[e].to === i && edges[e].relation === "imposes");
  const parties = (i, relation) => links[i].filter((e) => edges[e].from === i && edges[e].relation === relation).map((e) => edges[e].to);
  const list = (numbers) => {
    const parts = [];
    numbers.forEach((i, k) => parts.push(...(k ? [", "] : []), nodeButton(i)));
    return parts;
  };
  const dayOf = (date) => {
    const [year, month, day] = date.split("-").map(Number);
    return Date.UTC(year, (month || 1) - 1, day || 1) / 86400000;
  };

  // Puts each measure into the first lane of its row where it and its name have room.
  const layTimeline = (measures) => {
    const rows = new Map();
    for (const i of measures) {
      const key = nodes[i].countries[0] || "";
      if (!rows.has(key)) rows.set(key, []);
      rows.get(key).push(i);
    }
    return [...rows].sort((a, b) => (a[0] === "") - (b[0] === "") || b[1].length - a[1].length || collator.compare(a[0], b[0]));
  };

  const drawTimeline = () => {
    const measures = measuresByDate().filter((i) => nodes[i].shown && nodes[i].date);
    if (!measures.length) return $("timeline").replaceChildren(make("p", { class: "small" }, "No measure with a date is shown."));
    const rows = layTimeline(measures), withNames = measures.length <= 220, left = 130, width = Math.max(760, $("timeline").clientWidth || 1000), lane = withNames ? 18 : 11;
    const first = dayOf(nodes[measures[0]].date), last = Math.max(dayOf(nodes[measures[measures.length - 1]].date), first + 60);
    // Years in which nothing happened are not drawn at full width: what counts is the order and the rough distance.
    const days = [...new Set(measures.map((i) => dayOf(nodes[i].date)))].sort((a, b) => a - b), places = new Map(), gaps = days.map((day, k) => (k ? Math.sqrt(day - days[k - 1]) : 0));
    const all = gaps.reduce((sum, gap) => sum + gap, 0) || 1, room = width - left - (withNames ? 250 : 30);
    let sum = 0;
    days.forEach((day, k) => places.set(day, left + 10 + ((sum += gaps[k]) / all) * room));
    const svg = drawn("svg", { width: width, role: "group", "aria-label": "Measures by country and date" }), spots = new Map(), marks = [];
    let y = 30;
    for (const [country, members] of rows) {
      const lanes = [];
      svg.append(drawn("text", { x: 4, y: y + 12, "font-weight": 600 }, short(country ? countryName(country) : "nobody named", 18)));
      for (const i of members) {
        const x = places.get(dayOf(nodes[i].date)), text = short(nodes[i].label, 38), wide = withNames ? 18 + text.length * 6.5 : 11;
        let k = lanes.findIndex((end) => end < x);
        if (k < 0) k = lanes.push(0) - 1;
        lanes[k] = x + wide;
        spots.set(i, { x, y: y + k * lane + 8 });
        marks.push([i, text]);
      }
      y += Math.max(1, lanes.length) * lane + 10;
      svg.append(drawn("line", { x1: 0, x2: width, y1: y - 4, y2: y - 4, class: "rule" }));
    }
    let lastTick = -100;
    for (const day of days) {
      const x = places.get(day), text = new Date(day * 86400000).toISOString().slice(0, 7);
      if (x - lastTick < 58) continue;
      lastTick = x;
      svg.append(drawn("text", { x: x - 4, y: 12, class: "axis" }, text), drawn("line", { x1: x, x2: x, y1: 18, y2: y, class: "rule", "stroke-dasharray": "2 4" }));
    }
    for (const { answer, act } of data.responses) {
      const a = spots.get(act), b = spots.get(answer);
      if (!a || !b || !withNames) continue;
      const bend = Math.max(18, Math.abs(b.x - a.x) * 0.12), cx = (a.x + b.x) / 2 + (a.x === b.x ? -bend : 0), cy = Math.min(a.y, b.y) - bend * 0.4, far = Math.hypot(b.x - cx, b.y - cy) || 1;
      const ux = (b.x - cx) / far, uy = (b.y - cy) / far, ex = b.x - ux * 6, ey = b.y - uy * 6;
      svg.append(drawn("path", { d: `M${a.x} ${a.y}Q${cx} ${cy} ${ex} ${ey}`, class: "answer" }),
        drawn("path", { d: `M${ex} ${ey}L${ex - ux * 7 - uy * 3} ${ey - uy * 7 + ux * 3}L${ex - ux * 7 + uy * 3} ${ey - uy * 7 - ux * 3}Z`, class: "head" }));
    }
    for (const [i, text] of marks) {
      const node = nodes[i], { x, y: cy } = spots.get(i), sign = data.signs[node.type] || 0;
      const circle = drawn("circle", { cx: x, cy, r: 4.5, "stroke-width": 1.6 });
      const colour = `var(--${sign < 0 ? "conflict" : sign > 0 ? "cooperation" : "neutral"})`;
      circle.style.stroke = colour;
      circle.style.fill = node.status === "planned" ? "var(--ground)" : colour;
      const own = imposers(i);
      if (own.length && own.every((e) => edges[e].hypothetical)) circle.style.strokeDasharray = "2 2";
      const group = drawn("g", { role: "button", tabindex: 0, "data-node": i, "aria-pressed": "false" }, circle, drawn("title", {}, `${node.date}: ${node.label}${node.status ? ` (${node.status})` : ""}`));
      if (withNames) group.append(drawn("text", { x: x + 8, y: cy + 4 }, text));
      group.addEventListener("click", () => selectNode(i));
      group.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          selectNode(i);
        }
      });
      svg.append(group);
    }
    svg.setAttribute("height", y + 4);
    svg.setAttribute("viewBox", `0 0 ${width} ${y + 4}`);
    $("timeline").replaceChildren(svg);
    markTimeline();
  };
  const markTimeline = () => {
    for (const group of $("timeline").querySelectorAll("[data-node]")) group.setAttribute("aria-pressed", String(+group.dataset.node === state.node));
  };

  const drawMeasures = () => {
    const head = ["date", "by", "measure", "type", "status", "against", "covers"];
    const body = measuresByDate().filter((i) => nodes[i].shown);
    const most = 500, table = make("table", {}, make("thead", {}, make("tr", {}, ...head.map((text) => make("th", { scope: "col" }, text)))));
    table.append(make("tbody", {}, ...body.slice(0, most).map((i) => make("tr", {}, make("td", { class: "n" }, nodes[i].date || "–"),
      make("td", {}, ...list(imposers(i).map((e) => edges[e].from))), make("td", {}, nodeButton(i)), make("td", {}, wordsOf(data.types, nodes[i].type)),
      make("td", {}, nodes[i].status || "–"), make("td", {}, ...list(parties(i, "targets"))), make("td", {}, ...list(parties(i, "covers")))))));
    $("measures").replaceChildren(table);
    if (body.length > most) $("measures").append(make("p", { class: "small" }, `The first ${most} of ${body.length}; filters narrow them down.`));
  };

  // ------------------------------------------------------------------ action and response

  const drawChains = () => {
    if (!data.responses.length) return $("chains").replaceChildren(make("p", {}, "The documents say of no measure that it answers another."));
    const answers = new Map(), isAnswer = new Set();
    for (const response of data.responses) {
      if (!answers.has(response.act)) answers.set(response.act, []);
      answers.get(response.act).push(response);
      isAnswer.add(response.answer);
    }
    const told = new Set();
    const item = (i, response, path) => {
      const by = imposers(i).map((e) => edges[e].from), element = make("li", {}, make("time", {}, nodes[i].date || "no date"), ...list(by), by.length ? ": " : "", nodeButton(i));
      if (response) {
        const edge = edges[response.edge];
        element.append(" ", edgeButton(response.edge, edge.hypothetical ? "(may be an answer: why?)" : "(an answer: why?)"));
        if (edge.evidence.length) element.append(quote(edge.evidence[0]));
      }
      if (path.includes(i)) return element; // two that answer each other
      if (answers.has(i) && told.has(i)) element.append(make("p", { class: "small" }, "Its answers stand above."));
      else if (answers.has(i)) {
        told.add(i);
        element.append(make("ol", {}, ...answers.get(i).map((answer) => item(answer.answer, answer, [...path, i]))));
      }
      return element;
    };
    const byDate = measuresByDate().filter((i) => answers.has(i)), roots = byDate.filter((i) => !isAnswer.has(i)), top = make("ol", {});
    for (const i of roots) top.append(item(i, null, []));
    for (const i of byDate) if (!told.has(i)) top.append(item(i, null, [])); // rings have no first act
    $("chains").replaceChildren(top);
  };

  // ------------------------------------------------------------------ rankings

  const ranking = { metric: 0, up: false, most: 30 };
  const buildRanks = () => {
    const kinds = [...new Set(nodes.map((node) => node.kind))].sort();
    const actors = kinds.filter((kind) => kind !== "measure" && kind !== "technology");
    const select = $("rank-kind");
    if (actors.length) select.append(make("option", { value: "actors" }, "actors (all but measures and goods)"));
    select.append(make("option", { value: "all" }, "all nodes"), ...kinds.map((kind) => make("option", { value: `kind:${kind}` }, kind || "no kind")));
    select.addEventListener("change", drawRanks);
    ranking.metric = Math.max(0, data.metrics.findIndex((metric) => metric.name === "betweenness"));
  };
  const drawRanks = () => {
    const choice = $("rank-kind").value;
    const wanted = (node) => (choice === "all" ? true : choice === "actors" ? node.kind !== "measure" && node.kind !== "technology" : node.kind === choice.slice(5));
    const least = -Infinity, value = (i) => nodes[i].values[ranking.metric] ?? least;
    const order = bySize.filter((i) => nodes[i].shown && wanted(nodes[i])).sort((a, b) => (ranking.up ? 1 : -1) * (value(a) - value(b)) || collator.compare(nodes[a].id, nodes[b].id));
    const head = make("tr", {}, make("th", { scope: "col", class: "n" }, "rank"), make("th", { scope: "col" }, "name"), make("th", { scope: "col" }, "kind"));
    data.metrics.forEach((metric, m) => {
      const sorted = m === ranking.metric;
      head.append(make("th", { scope: "col", class: "n", "aria-sort": sorted ? (ranking.up ? "ascending" : "descending") : "none" },
        make("button", { type: "button", onclick: () => {
          ranking.up = sorted && !ranking.up;
          ranking.metric = m;
          drawRanks();
        } }, metric.words + (sorted ? (ranking.up ? " ▲" : " ▼") : ""))));
    });
    head.append(make("th", { scope: "col", class: "n" }, "documents"));
    let rank = 0;
    const rows = order.slice(0, ranking.most).map((i, k) => {
      if (!k || value(i) !== value(order[k - 1])) rank = k + 1; // equals share a rank
      const range = choice === "actors" && data.metrics[ranking.metric]?.name === "betweenness" && !ranking.up && nodes[i].range;
      return make("tr", {}, make("td", { class: "n" }, String(rank), range ? make("span", { class: "soft" }, ` (${range[1]}–${range[2]})`) : ""), make("td", {}, nodeButton(i)), make("td", {}, nodes[i].kind),
        ...data.metrics.map((metric, m) => make("td", { class: "n" }, number(nodes[i].values[m], metric.digits))), make("td", { class: "n" }, String(nodes[i].documents.length)));
    });
    const ranged = choice === "actors" && nodes.some((node) => node.range);
    $("rank-note").textContent = `(${order.length})${ranged ? "; behind a rank by betweenness: where it lies in nine of ten graphs drawn anew" : ""}.`;
    $("ranks").replaceChildren(make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)));
    if (order.length > ranking.most)
      $("ranks").append(make("p", { class: "more" }, make("button", { type: "button", onclick: () => {
        ranking.most *= 4;
        drawRanks();
      } }, "Show more")));
  };

  const drawDocuments = () => {
    const counts = data.documents.map(() => 0);
    for (const edge of edges) for (const d of new Set(edge.evidence.map((piece) => piece.document))) if (d !== null) counts[d]++;
    $("documents").append(make("ul", {}, ...data.documents.map((id, d) => make("li", {}, said(id), make("span", { class: "soft" }, ` ${counts[d]} edges`)))));
  };

  // ------------------------------------------------------------------ views

  const stale = { timeline: true, chains: true, ranks: true };
  const refresh = (all) => {
    if (stale.timeline && (all || state.tab === "timeline")) {
      drawTimeline();
      drawMeasures();
      stale.timeline = false;
    }
    if (stale.chains && (all || state.tab === "chains")) {
      drawChains();
      stale.chains = false;
    }
    if (stale.ranks && (all || state.tab === "ranks")) {
      drawRanks();
      stale.ranks = false;
    }
  };
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const openTab = (name) => {
    state.tab = name;
    for (const tab of tabs) {
      const on = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      $(tab.getAttribute("aria-controls")).hidden = !on;
    }
    refresh();
    if (name === "graph") resize();
  };
  tabs.forEach((tab, k) => {
    tab.addEventListener("click", () => openTab(tab.id.slice(4)));
    tab.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      const next = tabs[(k + by + tabs.length) % tabs.length];
      next.focus();
      openTab(next.id.slice(4));
    });
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && !typing) {
      selectNothing();
    }
  });

  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const recolour = () => {
    readColours();
    redraw();
  };
  systemDark.addEventListener("change", recolour);
  $("theme").addEventListener("click", () => {
    const root = document.documentElement, dark = root.dataset.theme ? root.dataset.theme === "dark" : systemDark.matches;
    root.dataset.theme = dark ? "light" : "dark";
    recolour();
  });

  // Paper shows all views, with what was chosen, in light colours and finer dots.
  let onScreen = null;
  const forPrint = (on) => {
    if (on) refresh(true);
    readColours();
    if (on) Object.assign(colours, { ground: "#ffffff", ink: "#000000", soft: "#444444", conflict: "#b03a10", cooperation: "#1a6396", neutral: "#777777", ring: "#000000" });
    if (on && view.width > 1) { // the whole map in the shape of a sheet, whatever the window shows of it now
      onScreen = { x: view.x, y: view.y, scale: view.scale, width: view.width, height: view.height, fits: view.fits };
      Object.assign(view, { width: 1000, height: 868, dots: 3 }); // as wide to high as the map of a printed sheet
    } else if (!on && onScreen) {
      Object.assign(view, onScreen, { dots: window.devicePixelRatio || 1 });
      onScreen = null;
    } else {
      return;
    }
    canvas.width = Math.round(view.width * view.dots);
    canvas.height = Math.round(view.height * view.dots);
    if (on) fit();
    draw();
  };
  window.addEventListener("beforeprint", () => forPrint(true));
  window.addEventListener("afterprint", () => forPrint(false));
  $("print").addEventListener("click", () => window.print());

  for (const id of ["confidence", "hypothetical"]) $(id).addEventListener("input", applyFilters);
  $("reset").addEventListener("click", resetFilters);
  $("nearer").addEventListener("click", () => zoom(1.4));
  $("farther").addEventListener("click", () => zoom(1 / 1.4));
  $("fit").addEventListener("click", fit);

  readColours();
  buildFilters();
  buildTime();
  buildLegend();
  buildRanks();
  drawDocuments();
  applyFilters();
  selectNothing();
  new ResizeObserver(() => resize()).observe(canvas);
})();
