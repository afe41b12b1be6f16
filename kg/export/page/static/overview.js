// The first panel, and lists of all that there is: the way to everything without the picture.

const byLinks = (a, b) => factsAbout[b].length - factsAbout[a].length || a - b;

function nodeRow(node) {
  const meta = isDocument(node) ? documents.date[documentOf(node)] : count(factsAbout[node].length, "fact", "facts");
  return make("li", {}, swatch(classColors[classOf(node)]), link(node), meta ? make("small", {}, meta) : null);
}

function cuts() {
  const {
    things: [drawn, all],
    facts: [kept, said],
    texts: [inlined, texts],
    documents: [listedOnes, existing],
  } = held.counts;
  const told = [];
  if (drawn < all)
    told.push(
      `${numbers.format(drawn)} of ${numbers.format(all)} things drawn, those with the most links; search finds these alone.`,
    );
  if (kept < said)
    told.push(`${numbers.format(kept)} of ${numbers.format(said)} facts about them are here, the surest first.`);
  if (listedOnes < existing)
    told.push(`${numbers.format(listedOnes)} of ${numbers.format(existing)} documents are listed.`);
  if (inlined < texts)
    told.push(
      `${numbers.format(inlined)} of ${numbers.format(texts)} documents' texts are inside; of the others the sentences are.`,
    );
  return told.length
    ? make(
        "div",
        { class: "notice" },
        told.map((text) => make("p", {}, text)),
      )
    : null;
}

function overviewPage() {
  const perClass = classes.map(() => []);
  for (let node = 0; node < thingCount; node += 1) perClass[classOf(node)].push(node);
  const order = perClass
    .map((_, i) => i)
    .filter((i) => perClass[i].length)
    .sort((a, b) => perClass[b].length - perClass[a].length || a - b);
  const linkedMost = Array.from({ length: thingCount }, (_, node) => node)
    .sort(byLinks)
    .slice(0, 10);
  const recent = documents.iri
    .map((_, document) => nodeOfDocument(document))
    .sort(byDate)
    .slice(0, 8);
  return [
    make("h1", { tabindex: "-1" }, "What the documents say"),
    make(
      "p",
      { class: "lead" },
      `${count(thingCount, "thing", "things")} and ${count(factCount, "fact", "facts")} from ${count(documents.iri.length, "document", "documents")}. Click a line or a figure to read the sentence that it came from.`,
    ),
    cuts(),
    section("Most linked", make("ul", { class: "nodes" }, linkedMost.map(nodeRow))),
    section(
      "By kind",
      make(
        "ul",
        { class: "nodes kinds" },
        order.map((number) =>
          make(
            "li",
            {},
            swatch(classColors[number]),
            make("a", { href: `#/kind/${number}` }, capital(classes[number][0])),
            make("small", {}, numbers.format(perClass[number].length)),
          ),
        ),
      ),
    ),
    section(
      "Documents",
      make("ul", { class: "nodes" }, recent.map(nodeRow)),
      documents.iri.length > recent.length
        ? make("a", { class: "more", href: "#/documents" }, `All ${numbers.format(documents.iri.length)} documents`)
        : null,
    ),
    lineKey(),
  ];
}

function lineKey() {
  const row = (name, text) => make("li", {}, make("span", { class: `stroke ${name}`, "aria-hidden": "true" }), text);
  return section(
    "Lines",
    make(
      "ul",
      { class: "key" },
      row("asserted", "said as a fact"),
      row("planned", "planned, or only possible"),
      row("denied", "denied (off at first: see Filters)"),
    ),
  );
}

function byDate(a, b) {
  const [one, other] = [a, b].map((node) => documents.date[documentOf(node)] || "");
  return other.localeCompare(one) || a - b;
}

function section(title, ...content) {
  const filledIn = content.flat(2).filter(Boolean);
  return filledIn.length ? make("section", {}, make("h2", {}, title), filledIn) : null;
}

function kindPage(number) {
  const list = Array.from({ length: thingCount }, (_, node) => node)
    .filter((node) => classOf(node) === number)
    .sort(byLinks);
  return [
    make("p", { class: "eyebrow" }, swatch(classColors[number]), "Kind"),
    make("h1", { tabindex: "-1" }, capital(classes[number][0])),
    make("p", { class: "lead" }, count(list.length, "thing", "things")),
    longList(list, nodeRow, "nodes", 100),
  ];
}

function documentsPage() {
  const list = documents.iri.map((_, document) => nodeOfDocument(document)).sort(byDate);
  return [
    make("h1", { tabindex: "-1" }, "Documents"),
    make("p", { class: "lead" }, count(list.length, "document", "documents")),
    longList(list, nodeRow, "nodes", 100),
  ];
}
