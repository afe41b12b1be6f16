// Search over names, other names and headlines; whatever the case and the accents.

const MOST = 12;
let hits = [];
let active = -1;

const entries = Array.from({ length: nodeCount }, (_, node) => [node, [labelOf(node), ...namesOf(node)]]).map(
  ([node, names]) => ({ node, names: names.map((name) => [name, folded(name)]) }),
);

// How well a name fits: whole, from its beginning, from the beginning of a word, anywhere.
function fit(name, wanted) {
  const at = name.indexOf(wanted);
  if (at < 0) return 0;
  if (at === 0) return name.length === wanted.length ? 4 : 3;
  return /[\p{L}\p{N}]/u.test(name[at - 1]) ? 1 : 2;
}

function search(text) {
  const wanted = folded(text.trim());
  if (!wanted) return [];
  const found = [];
  for (const { node, names } of entries) {
    const [best, name] = names
      .map(([shownName, name]) => [fit(name, wanted), shownName])
      .reduce((a, b) => (b[0] > a[0] ? b : a));
    if (best) found.push({ node, best, name });
  }
  return found.sort(
    (a, b) => b.best - a.best || factsAbout[b.node].length - factsAbout[a.node].length || a.node - b.node,
  );
}

function showHits() {
  const all = search(byId("search").value);
  hits = all.slice(0, MOST);
  active = hits.length ? 0 : -1;
  byId("found").replaceChildren(...hits.map(hit));
  const cut =
    held.counts.things[1] > thingCount ? `Only the ${numbers.format(thingCount)} things drawn are searched.` : "";
  const told = all.length
    ? `${numbers.format(all.length)} found${all.length > MOST ? `, the first ${MOST} shown` : ""}.`
    : "Nothing has such a name.";
  byId("found-note").textContent = [told, cut].filter(Boolean).join(" ");
  setOpen(byId("search").value.trim() !== "");
  say(told);
}

function hit({ node, name }, place) {
  const other = name === labelOf(node) ? null : make("small", {}, ` ${name}`);
  return make(
    "li",
    {
      role: "option",
      id: `hit-${place}`,
      "aria-selected": String(place === active),
      mousedown: (event) => {
        event.preventDefault();
        go(place);
      },
    },
    swatch(classColors[classOf(node)]),
    make("span", {}, labelOf(node), other),
    make("small", {}, classes[classOf(node)][0]),
  );
}

function setOpen(open) {
  byId("found-box").hidden = !open;
  byId("search").setAttribute("aria-expanded", String(open));
  markActive();
}

function markActive() {
  const open = byId("search").getAttribute("aria-expanded") === "true";
  byId("found")
    .querySelectorAll("li")
    .forEach((row, place) => {
      row.setAttribute("aria-selected", String(place === active));
      if (place === active && open) row.scrollIntoView({ block: "nearest" });
    });
  if (open && active >= 0) byId("search").setAttribute("aria-activedescendant", `hit-${active}`);
  else byId("search").removeAttribute("aria-activedescendant");
}

function go(place) {
  if (!hits[place]) return;
  location.hash = routeOf(hits[place].node);
  byId("search").value = "";
  setOpen(false);
  byId("search").blur();
}

const SEARCH_KEYS = {
  ArrowDown: () => {
    active = Math.min(active + 1, hits.length - 1);
    markActive();
  },
  ArrowUp: () => {
    active = Math.max(active - 1, 0);
    markActive();
  },
  Enter: () => go(active),
  Escape: () => {
    byId("search").value = "";
    setOpen(false);
  },
};

function startSearch() {
  const box = byId("search");
  box.addEventListener("input", showHits);
  box.addEventListener("focus", () => box.value && setOpen(true));
  box.addEventListener("blur", () => setOpen(false));
  box.addEventListener("keydown", (event) => {
    const act = SEARCH_KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    box.focus();
  });
}
