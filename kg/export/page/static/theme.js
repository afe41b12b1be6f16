// Light and dark: what the system asks for until the reader chooses.

const STORED = "kg-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const onTheme = [];
let chosen = remembered();

// A page that was opened as a file may have no storage.
function remembered() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

function isDark() {
  return chosen ? chosen === "dark" : dark.matches;
}

function applyTheme() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  byId("theme").setAttribute("aria-pressed", String(isDark()));
  tints.clear();
  for (const tell of onTheme) tell();
}

function switchTheme() {
  chosen = isDark() ? "light" : "dark";
  try {
    localStorage.setItem(STORED, chosen);
  } catch {
    // the choice lasts as long as the page
  }
  applyTheme();
}

// The colours of the style sheet by name, remembered: the picture asks for them for every thing and line.
const tints = new Map();

function themed(name) {
  if (!tints.has(name))
    tints.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
  return tints.get(name);
}

// -- colours that can be told from the ground they stand on ----------------------------------------------------------
const CONTRAST = 3; // what WCAG asks of graphics

function luminance([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [bright, dim] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

const channels = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
const hex = (parts) => `#${parts.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
const mixed = (one, other, share) => one.map((part, i) => part + (other[i] - part) * share);

function readable(color, ground) {
  const [own, below] = [channels(color), channels(ground)];
  const towards = luminance(below) > 0.5 ? [0, 0, 0] : [255, 255, 255];
  let share = 0;
  while (share < 0.9 && contrast(mixed(own, towards, share), below) < CONTRAST) share += 0.05;
  return hex(mixed(own, towards, share));
}

let classColors = [];

function colorClasses() {
  classColors = classes.map(([, color]) => readable(color, themed("ground")));
}
