// Elements and words. Text comes into the page by text nodes alone, so that a label stays a label.

const SVG = "http://www.w3.org/2000/svg";
const numbers = new Intl.NumberFormat("en", { maximumFractionDigits: 3 });
const byId = (id) => document.getElementById(id);

function make(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

function draw(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function button(label, act, attributes = {}) {
  return make("button", { type: "button", click: act, ...attributes }, label);
}

function swatch(color) {
  const shown = make("span", { class: "swatch", "aria-hidden": "true" });
  shown.style.setProperty("--own", color);
  return shown;
}

function count(number, one, many) {
  return `${numbers.format(number)} ${number === 1 ? one : many}`;
}

// Lower case, without accents: what a search compares.
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function webAddress(text) {
  return /^https?:\/\/[^\s]+$/i.test(text) ? text : null;
}

function outward(address, label) {
  const safe = webAddress(address);
  return safe ? make("a", { href: safe, rel: "noopener noreferrer", target: "_blank" }, label) : label;
}

function capital(text) {
  return text ? text[0].toUpperCase() + text.slice(1) : text;
}

function say(text) {
  byId("said").textContent = text;
}
