// The page of a document: its text with what was claimed marked in it; its sentences where the text was not kept.

function documentPage(number, at) {
  const node = nodeOfDocument(number);
  const kept = documents.text[number];
  const list = factsIn[number];
  const found = list.filter((fact) => kindOf(fact) !== MENTION).length;
  const url = documents.url[number];
  return [
    make("p", { class: "eyebrow" }, swatch(classColors[classOf(node)]), capital(classes[classOf(node)][0])),
    make("h1", { tabindex: "-1" }, labelOf(node)),
    make(
      "p",
      { class: "names" },
      [
        documents.date[number],
        ...documents.authors[number].map((author) => (typeof author === "number" ? link(author) : author)),
        url ? outward(url, url.replace(/^https?:\/\//, "")) : null,
      ]
        .filter(Boolean)
        .map((part, i) => [i ? " · " : "", part]),
    ),
    make(
      "p",
      { class: "lead" },
      `${count(found, "fact", "facts")} and ${count(list.length - found, "name", "names")} found in it. ${kept ? "Marked words open what was read in them." : "Its text was not kept: these are its sentences that say something."}`,
    ),
    make(
      "div",
      { class: "text" },
      paragraphsOf(number).map((paragraph) => markedParagraph(paragraph, spansOf(number), at)),
    ),
  ];
}

// The claims that stand in a document, each with its place.
function spansOf(number) {
  return factsIn[number].flatMap((fact) =>
    claimsOf(fact).flatMap((claim) =>
      evidenceOf(claim)
        .filter(({ document }) => document === number)
        .map(({ start, end }) => ({
          start,
          end,
          claim,
          mention: kindOf(fact) === MENTION,
          statement: kindOf(fact) === "statement",
        })),
    ),
  );
}

function paragraphsOf(number) {
  const characters = charactersOf(number);
  if (!characters.length) return sentencesOf(number);
  const found = [];
  let start = 0;
  for (let at = 0; at <= characters.length; at += 1) {
    if (at < characters.length && characters[at] !== "\n") continue;
    if (at > start) found.push({ start, characters: characters.slice(start, at) });
    start = at + 1;
  }
  return found;
}

// A sentence that lies within another, as where two are one piece of evidence, is not shown twice.
function sentencesOf(number) {
  const all = sentences.document
    .map((document, i) => (document === number ? sentenceOf(i) : null))
    .filter(Boolean)
    .sort((a, b) => a.start - b.start || b.characters.length - a.characters.length);
  let reached = -1;
  return all.filter(({ start, characters }) => {
    const fresh = start + characters.length > reached;
    reached = Math.max(reached, start + characters.length);
    return fresh;
  });
}

function markedParagraph({ start, characters }, spans, at) {
  const end = start + characters.length;
  const inside = spans.filter((span) => span.start < end && span.end > start);
  const cuts = new Set([start, end]);
  for (const span of inside) cuts.add(Math.max(start, span.start)).add(Math.min(end, span.end));
  const order = [...cuts].sort((a, b) => a - b);
  const holder = make("div", { class: "holder" });
  const pieces = order.slice(0, -1).map((from, i) => {
    const text = characters.slice(from - start, order[i + 1] - start).join("");
    const over = inside.filter((span) => span.start < order[i + 1] && span.end > from);
    return over.length ? markedWords(text, from, over, holder, at) : text;
  });
  return make("div", { class: "paragraph" }, make("p", {}, pieces), holder);
}

function markedWords(text, from, over, holder, at) {
  const facts = over.filter((span) => !span.mention);
  const here = at && over.some((span) => span.start === at.start && span.end === at.end);
  const label = `${text}: ${facts.length ? count(facts.length, "claim", "claims") : "a name"}`;
  const act = () => {
    const open = words.getAttribute("aria-expanded") === "true";
    for (const other of words.parentElement.querySelectorAll("[aria-expanded]"))
      other.setAttribute("aria-expanded", "false");
    words.setAttribute("aria-expanded", String(!open));
    holder.replaceChildren(...(open ? [] : told(over)));
  };
  const words = make(
    "mark",
    {
      class: [
        !facts.length ? "name" : facts.every((span) => span.statement) ? "fact statement" : "fact",
        here ? "here" : "",
      ]
        .filter(Boolean)
        .join(" "),
      role: "button",
      tabindex: "0",
      "aria-expanded": "false",
      "aria-label": label,
      click: act,
      keydown: (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        act();
      },
    },
    text,
  );
  return words;
}

function told(over) {
  const list = [...new Set(over.filter((span) => !span.mention).map((span) => claims.fact[span.claim]))];
  const names = [...new Set(over.filter((span) => span.mention).flatMap((span) => startsOf(claims.fact[span.claim])))];
  return [
    list.length
      ? make(
          "ul",
          { class: "facts" },
          list.map((fact) => factRow(fact, null)),
        )
      : null,
    names.length
      ? make(
          "p",
          { class: "others" },
          "Names ",
          names.map((node, i) => [i ? ", " : "", link(node)]),
        )
      : null,
  ].filter(Boolean);
}
