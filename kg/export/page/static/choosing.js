// What is chosen in the picture: brought into sight, its neighbours around it.

const MANY = 60; // more neighbours than that are not all brought into sight

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
  for (const [other, place] of around(graph.getNodeAttributes(node), others, radius))
    graph.mergeNodeAttributes(other, place);
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
