// A picture of what was found: of triples, or of the IRIs that stand in a row together. It is laid out by springs, from
// places that depend on the order alone, so that the same answer gives the same picture; all words are set as text.
"use strict";

class Picture {
  static MOST = 150;
  priority = 5;
  label = "Picture";

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return this._edges().length > 0;
  }

  getIcon() {
    const icon = Picture.svg("svg", { viewBox: "0 0 24 24" });
    icon.append(
      Picture.svg("path", { d: "M6 6L18 10L9 19Z", fill: "none", stroke: "currentColor", "stroke-width": 1.5 }),
      ...[[6, 6], [18, 10], [9, 19]].map(([cx, cy]) => Picture.svg("circle", { cx, cy, r: 3 })),
    );
    return icon;
  }

  draw() {
    const { nodes, edges, left } = this._graph();
    Picture._arrange(nodes, edges);
    const drawing = Picture.svg("svg", { class: "picture", role: "img" });
    drawing.setAttribute("aria-label", `A picture of ${nodes.length} things and ${edges.length} relations`);
    const view = Picture._view(nodes);
    drawing.setAttribute("viewBox", view.join(" "));
    for (const edge of edges) edge.element = this._edge(edge);
    for (const node of nodes) node.element = this._node(node);
    drawing.append(...edges.map((edge) => edge.element), ...nodes.map((node) => node.element));
    for (const node of nodes) Picture._place(node, edges);
    Picture._draggable(drawing, nodes, edges);
    this.yasr.resultsEl.replaceChildren(drawing);
    if (left) {
      const note = document.createElement("p");
      note.className = "picture-note";
      note.textContent = `${left.toLocaleString("en")} more things are left out; ask for less to see them.`;
      this.yasr.resultsEl.append(note);
    }
  }

  _edges() {
    const results = this.yasr.results;
    if (!results || results.hasError?.()) return [];
    const triples = results.getStatements?.();
    if (triples?.length) {
      return triples.map((t) => [Picture._term(t.subject), Picture._short(t.predicate.value, this._spaces()), Picture._term(t.object)]);
    }
    const found = [];
    for (const row of results.getBindings?.() ?? []) {
      const iris = Object.entries(row).filter(([, term]) => term.type === "uri");
      for (let i = 1; i < iris.length; i++) {
        found.push([{ key: iris[0][1].value, iri: true }, iris[i][0], { key: iris[i][1].value, iri: true }]);
      }
    }
    return found;
  }

  _graph() {
    const things = new Map();
    const labels = new Map();
    const edges = [];
    const names = /#(label|prefLabel)$|\/(headline|name)$/;
    const all = this._edges();
    const triples = this.yasr.results.getStatements?.() ?? [];
    for (const t of triples) if (names.test(t.predicate.value) && !labels.has(t.subject.value)) labels.set(t.subject.value, t.object.value);
    const add = (term) => {
      if (!things.has(term.key)) {
        const label = labels.get(term.key) ?? (term.iri ? Picture._short(term.key, this._spaces()) : term.key);
        things.set(term.key, { ...term, label, number: things.size });
      }
      return things.get(term.key);
    };
    for (const [from, label, to] of all) {
      if (!to.iri && labels.get(from.key) === to.key) continue;
      edges.push({ from: add(from), to: add(to), label });
    }
    const nodes = [...things.values()].slice(0, Picture.MOST);
    const shown = edges.filter((e) => e.from.number < Picture.MOST && e.to.number < Picture.MOST && e.from !== e.to);
    return { nodes, edges: shown, left: things.size - nodes.length };
  }

  _spaces() {
    return this.yasr.getPrefixes();
  }

  _edge(edge) {
    const group = Picture.svg("g", { class: "edge" });
    const label = Picture.svg("text", {});
    label.textContent = edge.label;
    group.append(Picture.svg("line", {}), label);
    return group;
  }

  _node(node) {
    const group = Picture.svg("g", { class: node.iri ? "node" : "node literal" });
    const label = Picture.svg("text", { x: 9, y: 4 });
    label.textContent = node.label.length > 40 ? `${node.label.slice(0, 39)}…` : node.label;
    const title = Picture.svg("title", {});
    title.textContent = node.key;
    const dot = Picture.svg("circle", { r: 6 });
    dot.append(title);
    group.append(dot, label);
    return group;
  }

  static _arrange(nodes, edges) {
    nodes.forEach((node, at) => {
      const angle = at * 2.39996; // the golden angle, which spreads them evenly
      Object.assign(node, { x: 30 * Math.sqrt(at) * Math.cos(angle), y: 30 * Math.sqrt(at) * Math.sin(angle) });
    });
    for (let step = 200; step > 0; step--) {
      for (const node of nodes) Object.assign(node, { dx: -node.x * 0.04, dy: -node.y * 0.04 });
      for (const [at, one] of nodes.entries()) {
        for (const other of nodes.slice(at + 1)) {
          const x = one.x - other.x || 0.1, y = one.y - other.y || 0.1;
          const far = x * x + y * y;
          if (far > 90_000) continue;
          const push = 2500 / far;
          one.dx += x * push; one.dy += y * push; other.dx -= x * push; other.dy -= y * push;
        }
      }
      for (const { from, to } of edges) {
        const x = to.x - from.x, y = to.y - from.y, far = Math.hypot(x, y) || 1;
        const pull = (far - 70) / far * 0.3;
        from.dx += x * pull; from.dy += y * pull; to.dx -= x * pull; to.dy -= y * pull;
      }
      for (const node of nodes) {
        const far = Math.hypot(node.dx, node.dy) || 1, most = Math.min(far, step / 4);
        node.x += node.dx / far * most; node.y += node.dy / far * most;
      }
    }
  }

  static _view(nodes) {
    const xs = nodes.map((node) => node.x), ys = nodes.map((node) => node.y);
    const left = Math.min(...xs) - 40, top = Math.min(...ys) - 30;
    return [left, top, Math.max(...xs) - left + 160, Math.max(...ys) - top + 30];
  }

  static _place(node, edges) {
    node.element.setAttribute("transform", `translate(${node.x.toFixed(1)} ${node.y.toFixed(1)})`);
    for (const { from, to, element } of edges) {
      if (from !== node && to !== node) continue;
      const [line, label] = element.children;
      const ends = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
      for (const [name, value] of Object.entries(ends)) line.setAttribute(name, value.toFixed(1));
      label.setAttribute("x", ((from.x + to.x) / 2).toFixed(1));
      label.setAttribute("y", ((from.y + to.y) / 2 - 3).toFixed(1));
    }
  }

  static _draggable(drawing, nodes, edges) {
    let held = null;
    drawing.addEventListener("pointerdown", (event) => {
      held = nodes.find((node) => node.element.firstChild === event.target) ?? null;
      if (held) drawing.setPointerCapture(event.pointerId);
    });
    drawing.addEventListener("pointermove", (event) => {
      if (!held) return;
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
      Object.assign(held, { x: point.x, y: point.y });
      Picture._place(held, edges);
    });
    drawing.addEventListener("pointerup", () => { held = null; });
  }

  static _term(term) {
    return { key: term.value, iri: term.termType !== "Literal" };
  }

  static _short(iri, spaces) {
    for (const [prefix, space] of Object.entries(spaces)) {
      if (iri.startsWith(space)) return prefix === "id" ? iri.slice(space.length) : `${prefix}:${iri.slice(space.length)}`;
    }
    return iri;
  }

  static svg(name, attributes) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }
}
