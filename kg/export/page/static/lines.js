// Lines of the picture: one for each two nodes that something is said of.

// What stands at a line: a figure's value, a post's title, a relation's name.
const SHOWS = { observation: "value", rank: "value", commitment: "value" };

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

function lineLabel(list) {
  const said = saidOf(list[0]);
  const text = kindOf(list[0]) === MENTION ? "named in" : said[SHOWS[kindOf(list[0])] || "what"];
  const brief = text.length > 48 ? `${text.slice(0, 47)}…` : text;
  return list.length > 1 ? `${brief} +${list.length - 1}` : brief;
}

// Sigma's own line with gaps: its shaders are told how many pixels along it they are.
const VARYING = "varying vec4 v_color;";
const ALONG = `${VARYING}\nvarying highp float v_along;`;
const LENGTH = "v_along = a_positionCoef * length(a_positionEnd - a_positionStart) / u_correctionRatio;";
const GAP = "if (mod(v_along, 16.0) > 9.0) discard;";

function dashed(base) {
  return class extends base {
    getDefinition() {
      const own = super.getDefinition();
      const [vertex, fragment] = [own.VERTEX_SHADER_SOURCE, own.FRAGMENT_SHADER_SOURCE].map((source) =>
        source.replace(VARYING, ALONG),
      );
      return {
        ...own,
        VERTEX_SHADER_SOURCE: vertex.replace("vec2 normal =", `${LENGTH}\n  vec2 normal =`),
        FRAGMENT_SHADER_SOURCE: fragment.replace("float dist =", `${GAP}\n  float dist =`),
      };
    }
  };
}

function programs() {
  const {
    EdgeArrowHeadProgram,
    EdgeArrowProgram,
    EdgeRectangleProgram,
    createEdgeClampedProgram,
    createEdgeCompoundProgram,
  } = vendored;
  return {
    line: EdgeRectangleProgram,
    arrow: EdgeArrowProgram,
    dashes: dashed(EdgeRectangleProgram),
    dashedArrow: createEdgeCompoundProgram([dashed(createEdgeClampedProgram()), EdgeArrowHeadProgram]),
  };
}

const NEAR = 5; // pixels from a line at which a mouse means it
const FINGER = 14;

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
