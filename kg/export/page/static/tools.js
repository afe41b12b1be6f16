// What changes the picture as a whole: arranging, filtering, and the buttons and keys for the view.

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
  const moved = () => {
    if (!still.matches) copy();
  };
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
  const cut =
    held.counts.things[1] > thingCount
      ? `${numbers.format(thingCount)} of ${numbers.format(held.counts.things[1])} things drawn. `
      : "";
  const busy = document.body.classList.contains("arranging") ? " Arranging…" : "";
  const drawnToo = shown.documents ? " and documents" : "";
  byId("status").textContent =
    `${cut}${count(on, `thing${drawnToo}`, `things${drawnToo}`)} and ${count(said, "fact", "facts")} shown.${busy}`;
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
