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
      linLogMode: true,
      gravity: 0.6,
      scalingRatio: 1,
      slowDown: 1 + Math.log(graph.order),
      edgeWeightInfluence: 0,
    },
  });
  let going = true;
  let pause = 60;
  const tick = () => {
    if (!going) return;
    const started = performance.now();
    moved();
    // A slow machine draws less often, so that it stays usable while the layout runs.
    pause = Math.max(60, 2 * (performance.now() - started));
    setTimeout(tick, pause);
  };
  const stop = () => {
    if (!going) return;
    going = false;
    layout.kill();
    done();
  };
  layout.start();
  setTimeout(tick, pause);
  setTimeout(stop, Math.min(AT_MOST, AT_LEAST + graph.order));
  return stop;
}
