// Figures and ranks over time as a small drawing; every point is a button that opens its sentence.

const WIDTH = 420;
const HEIGHT = 190;
const EDGE = { left: 52, right: 14, top: 12, bottom: 26 };

// A time as years: the middle of a year, a month, a day or an interval.
function yearOf(time) {
  const ends = time.split("/").map((text) => {
    const [year, month, day] = text.split("-").map(Number);
    if (!Number.isFinite(year)) return null;
    const from = year + ((month || 1) - 1) / 12 + ((day || 1) - 1) / 366;
    return { from, to: from + (day ? 1 / 366 : month ? 1 / 12 : 1) };
  });
  if (ends.includes(null)) return null;
  return (ends[0].from + ends[ends.length - 1].to) / 2;
}

function pointsOf(list) {
  return list
    .map((fact) => ({ fact, year: yearOf(words[facts.time[fact]]), number: facts.number[fact] }))
    .filter((point) => point.year !== null && facts.series[point.fact])
    .sort((a, b) => a.year - b.year || a.fact - b.fact);
}

// The series worth drawing: the same thing counted at two times or more.
function seriesOf(list) {
  const found = new Map();
  for (const point of pointsOf(list)) {
    const key = `${facts.from[point.fact]} ${facts.series[point.fact]}`;
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(point);
  }
  return [...found.values()].filter((points) => new Set(points.map((point) => point.year)).size > 1);
}

function steps(low, high, most) {
  const span = high - low || 1;
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((unit) => unit * power).find((size) => size >= rough);
  const from = Math.ceil(low / step - 1e-9);
  const to = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => (from + i) * step);
}

function scale([low, high], [from, to]) {
  return (value) => from + ((value - low) / (high - low || 1)) * (to - from);
}

function chart(points, title, open) {
  const ranks = kindOf(points[0].fact) === "rank";
  const years = [Math.floor(points[0].year), Math.ceil(points[points.length - 1].year)];
  const values = points.map((point) => point.number);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const slack = (high - low || Math.abs(high) || 1) * 0.15;
  const bounds = ranks
    ? [Math.max(1, low - slack), high + slack]
    : [low >= 0 ? Math.max(0, low - slack) : low - slack, high + slack];
  const x = scale(years, [EDGE.left, WIDTH - EDGE.right]);
  // The first rank is the best: it stands on top.
  const y = scale(ranks ? bounds : [...bounds].reverse(), [EDGE.top, HEIGHT - EDGE.bottom]);
  const path = points.map((point, i) => `${i ? "L" : "M"}${x(point.year).toFixed(1)} ${y(point.number).toFixed(1)}`);
  const note = `${ranks ? "Rank" : "Figure"} over time, ${count(points.length, "point", "points")}`;
  return make(
    "figure",
    { class: "chart" },
    make("figcaption", {}, title),
    draw(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": `${title}. ${note}` },
      draw("title", {}, title),
      axes(years, bounds, x, y, ranks),
      draw("path", { class: "line", d: path.join("") }),
      points.map((point) => mark(point, x(point.year), y(point.number), open)),
    ),
  );
}

function axes(years, bounds, x, y, ranks) {
  const bottom = HEIGHT - EDGE.bottom;
  const whole = steps(years[0], years[1] - 1, 5).filter(Number.isInteger);
  const values = steps(bounds[0], bounds[1], 4).filter((value) => !ranks || Number.isInteger(value));
  return draw(
    "g",
    { class: "axes", "aria-hidden": "true" },
    values.map((value) => [
      draw("line", { x1: EDGE.left, x2: WIDTH - EDGE.right, y1: y(value), y2: y(value) }),
      draw("text", { x: EDGE.left - 8, y: y(value) + 4, "text-anchor": "end" }, brief(value)),
    ]),
    whole.map((year) => draw("text", { x: x(year + 0.5), y: bottom + 18, "text-anchor": "middle" }, String(year))),
  );
}

const short = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 4 });
const brief = (value) => (Math.abs(value) < 1e5 ? numbers : short).format(value);

function mark(point, x, y, open) {
  const { value, period } = saidOf(point.fact);
  const act = (event) => open(point.fact, event);
  const keyed = (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      act(event);
    }
  };
  const sure = claimsOf(point.fact).some(asserted);
  return draw(
    "g",
    {
      class: sure ? "point" : "point unsure",
      role: "button",
      tabindex: "0",
      "aria-label": `${period}: ${value}`,
      click: act,
      keydown: keyed,
    },
    draw("title", {}, `${period}: ${value}`),
    draw("circle", { class: "reach", cx: x, cy: y, r: 12 }),
    draw("circle", { class: "dot", cx: x, cy: y, r: 4.5 }),
  );
}
