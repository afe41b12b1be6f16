// How things, lines and names look: by what is shown, chosen and pointed at.

const SLOW = 8000; // above so many lines, arrow heads are left out

function nodeLook(key, attributes) {
  const node = Number(key);
  const look = { ...attributes, size: attributes.size * drawing.scale, color: classColors[classOf(node)] };
  const chosenNow = drawing.selected.includes(node);
  if (!drawing.state.nodeOn[node] && !chosenNow) return { ...look, hidden: true };
  if (drawing.near && !drawing.near.has(node) && !chosenNow)
    return { ...look, label: null, color: themed("faded"), size: look.size * 0.6, zIndex: 0 };
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
    return {
      ...look,
      color: themed("accent"),
      size: look.size + 1.5,
      label: lineLabel(on),
      forceLabel: true,
      zIndex: 2,
    };
  }
  if (focus === null)
    return drawing.near && !(drawing.near.has(from) && drawing.near.has(to)) ? { ...look, hidden: true } : look;
  if (from !== focus && to !== focus) return drawing.near ? { ...look, hidden: true } : look;
  const few = drawing.near && drawing.near.size <= CLOSE;
  return {
    ...look,
    color: unsure ? look.color : themed("near"),
    label: few ? lineLabel(on) : null,
    forceLabel: few,
    zIndex: 1,
  };
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
