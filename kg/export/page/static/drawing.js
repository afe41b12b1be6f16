// The picture: sigma draws it, the reader points at it.

const ROOMY = 3000; // up to so many things, each is drawn in its full size
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
  const [some, lonely] = [true, false].map((is) => drawing.order.filter((n) => neighbours.get(n).length > 0 === is));
  const placed = firstPlaces(some, neighbours);
  const places = new Map([...placed, ...rim(lonely, [...placed.values()])]);
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
    const told = graph.neighbors(node).filter((other) => Number(other) < thingCount);
    const mean = (axis) =>
      told.reduce((sum, other) => sum + graph.getNodeAttribute(other, axis), 0) / (told.length || 1);
    graph.mergeNodeAttributes(node, { x: mean("x"), y: mean("y") });
  }
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
  byId("empty").textContent =
    "This browser offers no WebGL, so there is no picture. Everything in it is in the search and in the lists.";
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
  sigma.on("clickNode", ({ node }) => {
    location.hash = routeOf(Number(node));
  });
  sigma.on("clickStage", ({ event }) => {
    const line = lineAt(
      event,
      event.original.pointerType === "touch" || !matchMedia("(hover: hover)").matches ? FINGER : NEAR,
    );
    if (line !== null) location.hash = betweenRoute(drawing.pairs[line].from, drawing.pairs[line].to);
    else if (document.body.classList.contains("reading")) location.hash = "#/";
  });
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
