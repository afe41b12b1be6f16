// Where things stand: a cheap first arrangement at once, then ForceAtlas2 in a worker for a while.

const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const ROUNDS = 6;

// Neighbours' labels spread until they settle: whoever is much linked shares one.
function communities(nodes, neighbours) {
  const label = new Map(nodes.map((node) => [node, node]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const node of nodes) {
      const votes = new Map();
      for (const other of neighbours.get(node)) votes.set(label.get(other), (votes.get(label.get(other)) || 0) + 1);
      let best = label.get(node);
      for (const [name, number] of votes) {
        const lead = number - (votes.get(best) || 0);
        if (lead > 0 || (lead === 0 && name < best)) best = name;
      }
      label.set(node, best);
    }
  }
  const found = new Map();
  for (const node of nodes) {
    if (!found.has(label.get(node))) found.set(label.get(node), []);
    found.get(label.get(node)).push(node);
  }
  return [...found.values()].sort((a, b) => b.length - a.length || a[0] - b[0]);
}

// Each community a disc of seeds like a sunflower's, the discs themselves set out like seeds, the largest inmost.
function firstPlaces(nodes, neighbours) {
  const places = new Map();
  let covered = 0;
  communities(nodes, neighbours).forEach((members, place) => {
    const radius = Math.sqrt(members.length) + 0.6;
    const away = place === 0 ? 0 : Math.sqrt(covered) * 1.25 + radius * 0.6;
    const [x, y] = [away * Math.cos(place * GOLDEN), away * Math.sin(place * GOLDEN)];
    covered += radius * radius;
    members
      .sort((a, b) => neighbours.get(b).length - neighbours.get(a).length || a - b)
      .forEach((node, i) => {
        const r = Math.sqrt(i) * 0.95;
        places.set(node, { x: x + r * Math.cos(i * GOLDEN), y: y + r * Math.sin(i * GOLDEN) });
      });
  });
  return places;
}

// Those without a line stand in rings around the others.
function rim(lonely, placed) {
  const [xs, ys] = ["x", "y"].map((axis) => placed.map((place) => place[axis]));
  const [x, y] = [xs, ys].map((list) => (list.length ? span(list) : { middle: 0, size: 1 }));
  const gap = (Math.max(x.size, y.size) || 1) / 55;
  let radius = Math.max(x.size, y.size) / 2 + 2 * gap;
  let turn = 0;
  return lonely.map((node) => {
    const place = { x: x.middle + radius * Math.cos(turn), y: y.middle + radius * Math.sin(turn) };
    turn += gap / radius;
    if (turn > 2 * Math.PI) {
      turn = 0;
      radius += gap;
    }
    return [node, place];
  });
}

function span(numbers) {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return { middle: (low + high) / 2, size: high - low };
}

// Places for the neighbours of a chosen thing: around it, in the order in which they stand now, on two rings when they
// are many.
function around({ x, y }, neighbours, radius) {
  const turned = neighbours
    .map(([node, place]) => [node, Math.atan2(place.y - y, place.x - x)])
    .sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  return turned.map(([node], i) => {
    const turn = ((i + 0.5) / turned.length) * 2 * Math.PI - Math.PI;
    const away = turned.length > CLOSE && i % 2 ? radius * 1.4 : radius;
    return [node, { x: x + away * Math.cos(turn), y: y + away * Math.sin(turn) }];
  });
}

const CLOSE = 14; // neighbours that one ring has room for
const AT_EASE = 60; // milliseconds that two frames take where drawing is no burden
const FIRST_MOVE = 400; // the first picture has the machine to itself
const AT_LEAST = 2500;
const AT_MOST = 12000;

// Runs the layout of a graph in a worker; calls `moved` now and then, and `done` once at the end. Returns how to stop.
function arrange(graph, moved, done) {
  if (graph.size === 0) {
    done();
    return () => {};
  }
  const layout = new vendored.ForceAtlas2(graph, {
    settings: {
      barnesHutOptimize: graph.order > 1500,
      barnesHutTheta: 0.7,
      strongGravityMode: true,
      gravity: 0.06,
      scalingRatio: 10,
      slowDown: 2,
      edgeWeightInfluence: 0,
    },
  });
  let going = true;
  // A slow machine draws less often, so that it stays usable while the layout runs. Two frames pass only when the
  // first was drawn.
  const tick = () => {
    if (!going) return;
    const started = performance.now();
    moved();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => setTimeout(tick, 2 * (performance.now() - started) - AT_EASE)),
    );
  };
  const stop = () => {
    if (!going) return;
    going = false;
    layout.kill();
    done();
  };
  layout.start();
  setTimeout(tick, FIRST_MOVE);
  setTimeout(stop, Math.min(AT_MOST, AT_LEAST + graph.order));
  return stop;
}
