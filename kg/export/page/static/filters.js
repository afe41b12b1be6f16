// What is shown: the reader's choices, and what they leave of claims, facts, lines and things.
//
// A thing is shown when its class is, and something shown is said of it. That a document merely names it is not shown
// until documents are drawn: what nothing else is said of would be most of the picture. What is denied is off at first: an arrow
// between two things says that they are related, which is the contrary of what was meant. Plans and possibilities are
// on, since they look different, and a reader who does not see them would not know that they are there.

const documentClasses = new Set(documents.class);
const MERELY = new Set(facts.relation.filter((_, fact) => kindOf(fact) === MENTION));
const atFirst = () => ({
  classes: new Set(classes.map((_, i) => i)),
  relations: new Set(relations.map((_, i) => i).filter((relation) => !MERELY.has(relation))),
  modalities: new Set(modalities.filter((name) => name !== "denied")),
  confidence: 0,
  document: -1,
  documents: false,
});
const shown = atFirst();
const onFilter = [];

function claimShown(claim) {
  return (
    shown.modalities.has(modalityOf(claim)) &&
    claims.confidence[claim] >= shown.confidence &&
    (shown.document < 0 || claims.evidence[claim].some(([sentence]) => sentences.document[sentence] === shown.document))
  );
}

function factShown(fact) {
  if (!shown.relations.has(facts.relation[fact])) return false;
  const [from, to] = [firstClaim[fact], firstClaim[fact + 1]];
  if (from === to) return shown.document < 0;
  for (let claim = from; claim < to; claim += 1) if (claimShown(claim)) return true;
  return false;
}

function classShown(node) {
  return isDocument(node) ? shown.documents : shown.classes.has(classOf(node));
}

// The facts, things and documents that pass: one answer, made anew after each change.
function visible() {
  const factOn = new Uint8Array(factCount);
  const nodeOn = new Uint8Array(nodeCount);
  for (let fact = 0; fact < factCount; fact += 1) {
    if (!factShown(fact)) continue;
    factOn[fact] = 1;
    for (const node of [...startsOf(fact), ...endsOf(fact)]) if (classShown(node)) nodeOn[node] = 1;
  }
  return { factOn, nodeOn };
}

function changed() {
  for (const tell of onFilter) tell();
}

// -- the panel -------------------------------------------------------------------------------------------------------
function tally(size, numbersOf) {
  const found = new Array(size).fill(0);
  for (const number of numbersOf) found[number] += 1;
  return found;
}

function choice(label, chosen, total, color, id) {
  const box = make("input", {
    type: "checkbox",
    id,
    checked: chosen.on,
    change: () => {
      chosen.set(box.checked);
      changed();
    },
  });
  return make(
    "label",
    { class: "choice" },
    box,
    color === undefined ? null : color,
    make("span", {}, label),
    make("small", {}, numbers.format(total)),
  );
}

function inSet(set, value) {
  return { on: set.has(value), set: (on) => (on ? set.add(value) : set.delete(value)) };
}

// Several choices under a heading, with all and none.
function group(title, values, set, row) {
  const list = make("div", { class: "choices" });
  const fill = () => list.replaceChildren(...values.map(row));
  const all = (on) => () => {
    for (const value of values)
      if (on) set.add(value);
      else set.delete(value);
    fill();
    changed();
  };
  fill();
  const quick = [
    ["all", true],
    ["none", false],
  ].map(([label, on]) => button(label, all(on), { "aria-label": `${title}: ${label}` }));
  return titled(title, list, make("span", { class: "quick" }, quick));
}

function titled(title, content, beside = null) {
  return make("div", { class: "group", role: "group", "aria-label": title }, make("h3", {}, title, beside), content);
}

function legendRow(totals) {
  return (number) => {
    const shade = swatch(classColors[number]);
    return choice(capital(classes[number][0]), inSet(shown.classes, number), totals[number], shade);
  };
}

function showFilters() {
  const perClass = tally(classes.length, things.class);
  const perRelation = tally(relations.length, facts.relation);
  const byTotal = (totals) => (a, b) => totals[b] - totals[a] || a - b;
  const ownClasses = classes
    .map((_, i) => i)
    .filter((i) => perClass[i])
    .sort(byTotal(perClass));
  const perModality = tally(modalities.length, claims.modality);
  byId("filters").replaceChildren(
    make(
      "div",
      { class: "bar" },
      make("h2", {}, "Filters"),
      button("Reset", resetFilters),
      button("✕", toggleFilters, { class: "close", "aria-label": "Close filters" }),
    ),
    group("Kinds of things", ownClasses, shown.classes, legendRow(perClass)),
    titled("Documents", [documentChoice(), documentFilter()]),
    group("Relations", relations.map((_, i) => i).sort(byTotal(perRelation)), shown.relations, (number) =>
      choice(capital(relations[number]), inSet(shown.relations, number), perRelation[number]),
    ),
    group("How firmly it is said", modalities, shown.modalities, (name) =>
      choice(
        capital(name),
        inSet(shown.modalities, name),
        perModality[modalities.indexOf(name)],
        make("span", { class: `stroke ${name}`, "aria-hidden": "true" }),
      ),
    ),
    confidenceFilter(),
  );
}

function documentChoice() {
  const color = classColors[[...documentClasses][0] ?? 0];
  const drawnToo = {
    on: shown.documents,
    set: (on) => {
      shown.documents = on;
      for (const relation of MERELY)
        if (on) shown.relations.add(relation);
        else shown.relations.delete(relation);
      showFilters();
      byId("draw-documents").focus();
    },
  };
  return choice("Draw documents, too", drawnToo, documents.iri.length, color ? swatch(color) : null, "draw-documents");
}

function documentFilter() {
  const order = documents.iri
    .map((_, i) => i)
    .sort((a, b) => labelOf(nodeOfDocument(a)).localeCompare(labelOf(nodeOfDocument(b))));
  const select = make(
    "select",
    {
      "aria-label": "Only what one document says",
      id: "one-document",
      change: () => {
        shown.document = Number(select.value);
        changed();
      },
    },
    make("option", { value: "-1" }, "From any document"),
    order.map((document) =>
      make("option", { value: document, selected: document === shown.document }, labelOf(nodeOfDocument(document))),
    ),
  );
  return select;
}

function confidenceFilter() {
  const told = make("output", { for: "confidence" }, percent(shown.confidence));
  const range = make("input", {
    id: "confidence",
    type: "range",
    min: "0",
    max: "1",
    step: "0.05",
    value: shown.confidence,
    input: () => {
      told.textContent = percent(Number(range.value));
    },
    change: () => {
      shown.confidence = Number(range.value);
      changed();
    },
  });
  return titled("Confidence", make("label", { class: "range" }, make("span", {}, "at least"), range, told));
}

function resetFilters() {
  Object.assign(shown, atFirst());
  showFilters();
  changed();
}

function toggleFilters() {
  const open = document.body.classList.toggle("filtering");
  byId("filters-toggle").setAttribute("aria-expanded", String(open));
  (open ? byId("filters").querySelector("button") : byId("filters-toggle")).focus();
}
