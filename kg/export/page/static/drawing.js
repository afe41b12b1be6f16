// The picture: sigma draws it, the reader points at it.

const NEAR = 5; // pixels from a line at which a mouse means it
const FINGER = 14;
const MANY = 60; // more neighbours than that are not all brought into sight
const ROOMY = 3000; // up to so many things, each is drawn in its full size
const SLOW = 8000; // above so many lines, arrow heads are left out
const drawing = {
  sigma: null,
  graph: null,
  order: Array.from({ length: thingCount }, (_, node) => node),
  pairs: [],
  hovered: null,
  line: null,
  selected: [],
  told: null, // the things that the document speaks of whose page is open
  near: null, // what is not faded; null when nothing is
  away: new Map(), // where the neighbours of what is chosen stand otherwise
  scale: 1,
  stop: () => {},
  state: visible(),
};

// -- lines: one for each two nodes that something is said of ---------------------------------------------------------
function pairsOf() {
  const found = new Map();
  for (let fact = 0; fact < factCount; fact += 1) {
    for (const from of startsOf(fact)) {
      for (const to of endsOf(fact)) {
        if (from === to) continue;
        const [low, high] = from < to ? [from, to] : [to, from];
        const key = low * nodeCount + high;
        if (!found.has(key)) found.set(key, { from, to, facts: [], both: false });
        const pair = found.get(key);
        pair.facts.push(fact);
        pair.both ||= pair.from !== from;
      }
    }
  }
  return [...found.values()];
}

// What stands at a line: a figure's value, a post's title, a relation's name.
const SHOWS = { observation: "value", rank: "value", commitment: "value" };

function lineLabel(list) {
  const said = saidOf(list[0]);
  const text = kindOf(list[0]) === MENTION ? "named in" : said[SHOWS[kindOf(list[0])] || "what"];
  const brief = text.length > 48 ? `${text.slice(0, 47)}…` : text;
  return list.length > 1 ? `${brief} +${list.length - 1}` : brief;
}

// -- dashes: sigma's own line, cut by the distance along it ------------------------------------------------------------
function dashed(base) {
  return class extends base {
    getDefinition() {
      const own = super.getDefinition();
      const vertex = own.VERTEX_SHADER_SOURCE.replace("varying vec4 v_color;", "varying vec4 v_color;\nvarying highp float v_along;").replace(
        "vec2 normal = ",
        "v_along = a_positionCoef * length(a_positionEnd - a_positionStart) / u_correctionRatio;\n  vec2 normal = ",
      );
      const fragment = own.FRAGMENT_SHADER_SOURCE.replace("varying vec4 v_color;", "varying vec4 v_color;\nvarying highp float v_along;").replace(
        "float dist =",
        "if (mod(v_along, 16.0) > 9.0) discard;\n  float dist =",
      );
      return { ...own, VERTEX_SHADER_SOURCE: vertex, FRAGMENT_SHADER_SOURCE: fragment };
    }
  };
}

function programs() {
  const { EdgeArrowHeadProgram, EdgeArrowProgram, EdgeRectangleProgram, createEdgeClampedProgram, createEdgeCompoundProgram } = vendored;
  return {
    line: EdgeRectangleProgram,
    arrow: EdgeArrowProgram,
    dashes: dashed(EdgeRectangleProgram),
    dashedArrow: createEdgeCompoundProgram([dashed(createEdgeClampedProgram()), EdgeArrowHeadProgram]),
  };
}

// -- making and showing ------------------------------------------------------------------------------------------------
function canDraw() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") || canvas.getContext("webgl"));
}

function makeGraph() {
  const graph = new vendored.Graph({ type: "directed", multi: false });
  drawing.pairs = pairsOf();
  const neighbours = new Map(Array.from({ length: nodeCount }, (_, node) => [node, []]));
  const degrees = new Int32Array(nodeCount);
  for (const { from, to } of drawing.pairs) {
    degrees[from] += 1;
    degrees[to] += 1;
    if (isDocument(from) || isDocument(to)) continue;
    neighbours.get(from).push(to);
    neighbours.get(to).push(from);
  }
  const places = new Map(firstPlaces(drawing.order.filter((node) => neighbours.get(node).length), neighbours));
  for (const [node, place] of rim(drawing.order.filter((node) => !neighbours.get(node).length), [...places.values()])) places.set(node, place);
  const linked = (node) => (isDocument(node) ? degrees[node] : neighbours.get(node).length);
  for (let node = 0; node < nodeCount; node += 1) {
    const size = Math.min(16, 2.5 + 1.1 * Math.sqrt(linked(node)));
    graph.addNode(node, { ...(places.get(node) || { x: 0, y: 0 }), size, label: labelOf(node) });
  }
  drawing.pairs.forEach(({ from, to }, number) => graph.addEdgeWithKey(number, from, to, { size: 1 }));
  return graph;
}

function placeDocuments() {
  const { graph } = drawing;
  for (let node = thingCount; node < nodeCount; node += 1) {
    const around = graph.neighbors(node).filter((other) => Number(other) < thingCount);
    const mean = (axis) => around.reduce((sum, other) => sum + graph.getNodeAttribute(other, axis), 0) / (around.length || 1);
    graph.mergeNodeAttributes(node, { x: mean("x"), y: mean("y") });
  }
}

function nodeLook(key, attributes) {
  const node = Number(key);
  const look = { ...attributes, size: attributes.size * drawing.scale, color: classColors[classOf(node)] };
  const chosenNow = drawing.selected.includes(node);
  if (!drawing.state.nodeOn[node] && !chosenNow) return { ...look, hidden: true };
  if (drawing.near && !drawing.near.has(node) && !chosenNow) return { ...look, label: null, color: themed("faded"), size: look.size * 0.6, zIndex: 0 };
  if (chosenNow) return { ...look, highlighted: true, forceLabel: true, zIndex: 2 };
  return drawing.near ? { ...look, forceLabel: drawing.away.has(node) || node === drawing.hovered, zIndex: 1 } : look;
}

function lineLook(key, attributes) {
  const { from, to, facts: said, both } = drawing.pairs[Number(key)];
  const on = said.filter((fact) => drawing.state.factOn[fact]);
  if (!on.length) return { ...attributes, hidden: true };
  const firm = [...new Set(on.map(firmness))];
  const unsure = !firm.includes("asserted");
  const plain = both || drawing.pairs.length > SLOW;
  const look = {
    ...attributes,
    type: unsure ? (plain ? "dashes" : "dashedArrow") : plain ? "line" : "arrow",
    color: themed(unsure ? (firm.includes("denied") && firm.length === 1 ? "denied" : "unsure") : "edge"),
    size: Math.min(4, 1 + 0.4 * Math.sqrt(on.length - 1)),
  };
  const between = drawing.selected.length === 2 && drawing.selected.includes(from) && drawing.selected.includes(to);
  const focus = drawing.hovered ?? (drawing.selected.length === 1 ? drawing.selected[0] : null);
  if (between || drawing.line === Number(key)) {
    return { ...look, color: themed("accent"), size: look.size + 1.5, label: lineLabel(on), forceLabel: true, zIndex: 2 };
  }
  if (focus === null) return drawing.near && !(drawing.near.has(from) && drawing.near.has(to)) ? { ...look, hidden: true } : look;
  if (from !== focus && to !== focus) return drawing.near ? { ...look, hidden: true } : look;
  const few = drawing.near && drawing.near.size <= CLOSE;
  return { ...look, color: unsure ? look.color : themed("near"), label: few ? lineLabel(on) : null, forceLabel: few, zIndex: 1 };
}

function drawLabel(context, data, settings) {
  if (!data.label) return;
  const size = data.size > 9 ? settings.labelSize + 1 : settings.labelSize;
  const shownLabel = data.label.length > 36 ? `${data.label.slice(0, 35)}…` : data.label;
  context.font = `${data.size > 9 ? 600 : 500} ${size}px ${settings.labelFont}`;
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = themed("ground");
  const [align, x, y] = labelPlace(data, size);
  context.textAlign = align;
  context.strokeText(shownLabel, x, y);
  context.fillStyle = themed("ink");
  context.fillText(shownLabel, x, y);
  context.textAlign = "left";
}

// A name stands on the right; around a chosen thing, that of what stands on its left on the left; its own above it.
function labelPlace({ key, x, y, size }, height) {
  const node = Number(key);
  if (drawing.away.size && drawing.selected[0] === node) return ["center", x, y - size - 9];
  const left = drawing.away.has(node) && x < middle() - 1;
  return left ? ["right", x - size - 4, y + height / 3] : ["left", x + size + 4, y + height / 3];
}

function middle() {
  const [node] = drawing.selected;
  return drawing.sigma.framedGraphToViewport(drawing.sigma.getNodeDisplayData(node)).x;
}

function drawHover(context, data, settings) {
  context.beginPath();
  context.arc(data.x, data.y, data.size + 3, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = themed("accent");
  context.stroke();
  drawLabel(context, data, settings);
}

function startDrawing() {
  drawing.graph = makeGraph();
  placeDocuments();
  if (still.matches) rearrange(start);
  else {
    start();
    if (drawing.sigma) afterFrame(rearrange);
  }
}

function start() {
  if (drawing.sigma) return refresh();
  scaled();
  try {
    drawing.sigma = newSigma();
  } catch (error) {
    if (canDraw()) throw error;
    return undrawn();
  }
  pointing(drawing.sigma);
  afterFrame(() => performance.mark("first picture"));
  new ResizeObserver(resized).observe(byId("canvas"));
  tellShown();
}

// Two frames later the first of them has been handed to the browser.
function afterFrame(act) {
  requestAnimationFrame(() => requestAnimationFrame(() => act()));
}

function undrawn() {
  drawing.stop();
  drawing.graph = null;
  document.body.classList.add("undrawn");
  byId("empty").hidden = false;
  byId("empty").textContent = "This browser offers no WebGL, so there is no picture. Everything in it is in the search and in the lists.";
}

function newSigma() {
  const font = getComputedStyle(document.body).fontFamily;
  return new vendored.Sigma(drawing.graph, byId("canvas"), {
    allowInvalidContainer: true,
    renderEdgeLabels: true,
    zIndex: true,
    defaultEdgeType: "line",
    edgeProgramClasses: programs(),
    labelFont: font,
    edgeLabelFont: font,
    labelSize: 12.5,
    edgeLabelSize: 11.5,
    labelDensity: 0.5,
    labelGridCellSize: 130,
    labelRenderedSizeThreshold: 5,
    edgeLabelColor: { attribute: "labelColor", color: themed("ink") },
    minCameraRatio: 0.02,
    maxCameraRatio: 4,
    stagePadding: 40,
    nodeReducer: nodeLook,
    edgeReducer: lineLook,
    defaultDrawNodeLabel: drawLabel,
    defaultDrawNodeHover: drawHover,
  });
}

function resized() {
  const before = drawing.sigma.getDimensions();
  const { width, height } = drawing.sigma.resize().getDimensions();
  if (before.width === width && before.height === height) return;
  scaled();
  refresh(false);
}

// Things are smaller where there is little room for each.
function scaled() {
  const { clientWidth: width, clientHeight: height } = byId("canvas");
  const room = Math.min(1, Math.max(0.4, Math.min(width, height) / 700));
  drawing.scale = room * Math.min(1, Math.max(0.5, Math.sqrt(ROOMY / thingCount)));
}

function pointing(sigma) {
  sigma.on("enterNode", ({ node }) => hover(Number(node)));
  sigma.on("leaveNode", () => hover(null));
  sigma.on("moveBody", ({ event }) => hoverLine(drawing.hovered === null ? lineAt(event, NEAR) : null));
  sigma.on("clickNode", ({ node }) => { location.hash = routeOf(Number(node)); });
  sigma.on("clickStage", ({ event }) => {
    const line = lineAt(event, event.original.pointerType === "touch" || !matchMedia("(hover: hover)").matches ? FINGER : NEAR);
    if (line !== null) location.hash = betweenRoute(drawing.pairs[line].from, drawing.pairs[line].to);
    else if (document.body.classList.contains("reading")) location.hash = "#/";
  });
}

// The line nearest to a point of the screen. Reckoned here: to ask the graphics card, sigma would draw every line twice.
function lineAt(point, reach) {
  const { sigma, pairs } = drawing;
  const places = new Map();
  const place = (node) => {
    if (!places.has(node)) places.set(node, sigma.framedGraphToViewport(sigma.getNodeDisplayData(node)));
    return places.get(node);
  };
  let [best, nearest] = [null, reach];
  for (let line = 0; line < pairs.length; line += 1) {
    const shownLine = sigma.getEdgeDisplayData(line);
    if (!shownLine || shownLine.hidden) continue;
    const { from, to } = pairs[line];
    if (sigma.getNodeDisplayData(from).hidden || sigma.getNodeDisplayData(to).hidden) continue;
    const away = distance(point, place(from), place(to));
    if (away < nearest) [best, nearest] = [line, away];
  }
  return best;
}

function distance(point, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - share * dx, point.y - from.y - share * dy);
}

function refresh(skipIndexation = true) {
  drawing.sigma?.refresh({ skipIndexation });
}

function hover(node) {
  drawing.hovered = node;
  lookNear();
  byId("canvas").classList.toggle("pointed", node !== null);
  refresh();
}

function hoverLine(line) {
  if (line === drawing.line) return;
  drawing.line = line;
  byId("canvas").classList.toggle("pointed", line !== null);
  refresh();
}

function lookNear() {
  const focus = drawing.hovered ?? (drawing.selected.length === 1 ? drawing.selected[0] : null);
  drawing.near = focus === null ? drawing.told : new Set([focus, ...drawing.graph.neighbors(focus).map(Number)]);
}

// Marks nodes as chosen, and brings them into sight where they are not; all but those told of fade.
function select(nodes, told = null) {
  drawing.selected = nodes;
  drawing.told = told;
  if (!drawing.sigma) return;
  lookNear();
  const few = nodes.length === 1 && drawing.near.size <= MANY;
  spread(few ? nodes[0] : null);
  refresh(false);
  if (nodes.length) bringIntoSight(few ? [...drawing.near] : nodes);
}

// Sets the neighbours of a thing around it for as long as it is chosen; where they stood they come back to.
function spread(node) {
  const { graph } = drawing;
  for (const [other, place] of drawing.away) graph.mergeNodeAttributes(other, place);
  drawing.away = new Map();
  if (node === null) return;
  const shownNodes = graph.filterNodes((key) => drawing.state.nodeOn[key]);
  const extent = ["x", "y"].map((axis) => span(shownNodes.map((key) => graph.getNodeAttribute(key, axis))).size);
  const radius = 0.09 * Math.max(...extent, 1);
  const standing = ({ x, y }) => ({ x, y });
  const others = [...drawing.near]
    .filter((other) => other !== node && drawing.state.nodeOn[other])
    .map((other) => [other, standing(graph.getNodeAttributes(other))]);
  drawing.away = new Map(others);
  for (const [other, place] of around(graph.getNodeAttributes(node), others, radius)) graph.mergeNodeAttributes(other, place);
}

function bringIntoSight(nodes) {
  const placed = nodes.map((node) => drawing.sigma.getNodeDisplayData(node)).filter((data) => data && !data.hidden);
  if (!placed.length) return;
  const { width, height } = drawing.sigma.getDimensions();
  const inside = placed.every((data) => {
    const { x, y } = drawing.sigma.framedGraphToViewport(data);
    return x > 40 && x < width - 40 && y > 40 && y < height - 40;
  });
  const camera = drawing.sigma.getCamera();
  if (inside && camera.ratio < 0.3) return;
  const [x, y] = ["x", "y"].map((axis) => span(placed.map((data) => data[axis])));
  const ratio = Math.min(0.8, Math.max(0.08, 1.5 * Math.max(x.size, y.size)));
  move({ x: x.middle, y: y.middle, ratio: Math.min(camera.ratio, ratio) });
}

function move(state) {
  if (still.matches) drawing.sigma.getCamera().setState(state);
  else drawing.sigma.getCamera().animate(state, { duration: 350 });
}

function rearrange(then = () => {}) {
  drawing.stop();
  const { graph, state } = drawing;
  const inner = linkedNow();
  const lonely = graph.filterNodes((key) => state.nodeOn[key] && !inner.hasNode(key));
  const copy = () => {
    const places = inner.mapNodes((_, place) => place);
    inner.forEachNode((key, { x, y }) => {
      if (drawing.away.has(Number(key))) drawing.away.set(Number(key), { x, y });
      else graph.mergeNodeAttributes(key, { x, y });
    });
    for (const [key, place] of rim(lonely, places)) graph.mergeNodeAttributes(key, place);
  };
  document.body.classList.add("arranging");
  tellShown();
  const moved = () => { if (!still.matches) copy(); };
  drawing.stop = arrange(inner, moved, () => {
    copy();
    document.body.classList.remove("arranging");
    document.body.classList.add("rested");
    then();
    select(drawing.selected, drawing.told);
    tellShown();
  });
}

// The nodes that are shown with a line, and where they stand now.
function linkedNow() {
  const { graph, state } = drawing;
  const inner = new vendored.Graph({ type: "undirected", multi: false });
  const place = (key) => {
    const { x, y } = drawing.away.get(key) || graph.getNodeAttributes(key);
    inner.mergeNode(key, { x, y });
  };
  for (const { from, to, facts: told } of drawing.pairs) {
    if (!state.nodeOn[from] || !state.nodeOn[to] || !told.some((fact) => state.factOn[fact])) continue;
    place(from);
    place(to);
    inner.mergeEdge(from, to);
  }
  return inner;
}

function refilter() {
  const drewDocuments = drawing.state.nodeOn.subarray(thingCount).some(Boolean);
  drawing.state = visible();
  if (!drawing.graph) return tellShown();
  if (!drewDocuments && shown.documents) {
    placeDocuments();
    rearrange();
  }
  refresh();
  tellShown();
}

function tellShown() {
  const { nodeOn, factOn } = drawing.state;
  const [on, said] = [nodeOn, factOn].map((list) => list.reduce((sum, one) => sum + one, 0));
  const cut = held.counts.things[1] > thingCount ? `${numbers.format(thingCount)} of ${numbers.format(held.counts.things[1])} things drawn. ` : "";
  const busy = document.body.classList.contains("arranging") ? " Arranging…" : "";
  const drawnToo = shown.documents ? " and documents" : "";
  byId("status").textContent = `${cut}${count(on, `thing${drawnToo}`, `things${drawnToo}`)} and ${count(said, "fact", "facts")} shown.${busy}`;
  if (document.body.classList.contains("undrawn")) return;
  byId("empty").hidden = on > 0;
  byId("empty").textContent = nodeCount ? "Nothing passes the filters." : "The graph holds nothing to draw.";
}

const CANVAS_KEYS = {
  ArrowLeft: { x: -0.1 },
  ArrowRight: { x: 0.1 },
  ArrowUp: { y: 0.1 },
  ArrowDown: { y: -0.1 },
};

function startTools() {
  const camera = () => drawing.sigma?.getCamera();
  const options = () => ({ duration: still.matches ? 0 : 200 });
  const acts = {
    "zoom-in": () => camera()?.animatedZoom(options()),
    "zoom-out": () => camera()?.animatedUnzoom(options()),
    fit: () => camera()?.animatedReset(options()),
    arrange: () => drawing.graph && rearrange(start),
  };
  for (const [id, act] of Object.entries(acts)) byId(id).addEventListener("click", act);
  byId("canvas").addEventListener("keydown", (event) => {
    const step = CANVAS_KEYS[event.key];
    if (step && camera()) {
      event.preventDefault();
      const { x, y, ratio } = camera().getState();
      camera().setState({ x: x + (step.x || 0) * ratio, y: y + (step.y || 0) * ratio });
    } else if (event.key === "+" || event.key === "=") acts["zoom-in"]();
    else if (event.key === "-") acts["zoom-out"]();
    else if (event.key === "0") acts.fit();
  });
}
