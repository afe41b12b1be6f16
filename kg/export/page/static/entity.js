// The page of a thing: what it holds, counts, plans and says, and what others say of it.

const said = (list, kind) => list.filter((fact) => kindOf(fact) === kind);
const among = (list, node, side) => list.filter((fact) => listed(facts[side][fact]).includes(node));

function entityPage(node) {
  const all = factsAbout[node];
  const statements = said(all, "statement");
  return [
    make("p", { class: "eyebrow" }, swatch(classColors[classOf(node)]), capital(classes[classOf(node)][0])),
    make("h1", { tabindex: "-1" }, labelOf(node)),
    namesOf(node).length ? make("p", { class: "names" }, "also ", namesOf(node).join(", ")) : null,
    sameAs(node),
    factSection("Posts", said(all, "post"), node),
    counted("Figures", said(all, "observation"), node, ["What", "Value", "When"]),
    counted("Ranks", said(all, "rank"), node, ["Where", "Rank", "When"]),
    factSection("Plans", said(all, "commitment"), node),
    factSection("Relations", said(all, "relation"), node),
    factSection("What happened", said(all, "event"), node),
    factSection("What it says", among(statements, node, "from"), node),
    factSection("Said about it", saidAbout(node), null),
    factSection("Told by it", toldBy(node), node),
    factSection("Named in", said(all, MENTION).flatMap(claimsOf), node, namingRow),
    others(all, node),
    make("p", { class: "iri" }, fullIri(iriOf(node))),
  ];
}

const fullIri = (iri) => (iri.includes("://") || iri.startsWith("urn:") ? iri : held.base + iri);
const KNOWN = new Set(["post", "observation", "rank", "commitment", "relation", "event", "statement", MENTION]);

// A kind of fact that this page has no section for stays readable.
function others(all, node) {
  const rest = all.filter((fact) => !KNOWN.has(kindOf(fact)));
  return factSection("Further facts", rest, node);
}

function sameAs(node) {
  const same = listed(things.same[node] || []);
  if (!same.length) return null;
  return make(
    "p",
    { class: "names" },
    "same as ",
    same.map((address, i) => [i ? ", " : "", outward(address, address.replace(/^https?:\/\//, ""))]),
  );
}

function factSection(title, list, node, row = null) {
  if (!list.length) return null;
  return section(
    `${title} ${list.length > 1 ? numbers.format(list.length) : ""}`.trim(),
    row ? longList(list, row, "facts") : factList(list, node),
  );
}

function namingRow(claim) {
  const holder = make("div", { class: "holder" });
  const [place] = claims.evidence[claim];
  const document = place && sentences.document[place[0]];
  const label = place ? labelOf(nodeOfDocument(document)) : "no document that is here";
  const date = place && documents.date[document];
  const row = [
    make("span", { class: "said" }, label),
    make("span", { class: "aside" }, date ? make("time", {}, date) : null),
  ];
  return make(
    "li",
    {},
    expander(row, holder, () => claimCard(claim)),
    holder,
  );
}

function counted(title, list, node, heads) {
  if (!list.length) return null;
  const charts = seriesOf(list).sort((a, b) => b.length - a.length || a[0].fact - b[0].fact);
  const held = make("div", { class: "counted" });
  const [first, more] = [charts.slice(0, 4), charts.slice(4)];
  const open = (fact) => openFact(fact, held);
  const drawn = (points) => chart(points, chartTitle(points[0].fact, node), open);
  held.append(...first.map(drawn));
  if (more.length) {
    const rest = button(
      `Show ${count(more.length, "more chart", "more charts")}`,
      () => rest.replaceWith(...more.map(drawn)),
      { class: "more" },
    );
    held.append(rest);
  }
  held.append(make("div", { class: "table" }, factTable(list, node, heads)));
  return section(list.length > 1 ? `${title} ${numbers.format(list.length)}` : title, held);
}

function chartTitle(fact, node) {
  const { subject } = saidOf(fact);
  const series = words[facts.series[fact]];
  return subject === labelOf(node) ? capital(series) : `${subject}: ${series}`;
}

// Statements by others whose words name the thing.
function saidAbout(node) {
  const names = [labelOf(node), ...namesOf(node)].map(folded).filter((name) => name.length > 2);
  const found = [];
  for (let fact = 0; fact < factCount; fact += 1) {
    if (kindOf(fact) !== "statement" || startsOf(fact).includes(node)) continue;
    const text = folded(saidOf(fact).value);
    if (names.some((name) => fit(text, name) > 1 && ends(text, name))) found.push(fact);
  }
  return found;
}

function ends(text, name) {
  const next = text[text.indexOf(name) + name.length];
  return next === undefined || !/[\p{L}\p{N}]/u.test(next);
}

function toldBy(node) {
  const found = new Set();
  claims.by.forEach((by, claim) => {
    if (by === node && kindOf(claims.fact[claim]) !== "statement") found.add(claims.fact[claim]);
  });
  return [...found];
}

function betweenPage(one, other) {
  const list = factsAbout[one]
    .concat(isDocument(other) ? factsIn[documentOf(other)] : factsAbout[other])
    .filter((fact, i, all) => {
      const nodes = new Set([...startsOf(fact), ...endsOf(fact)]);
      return nodes.has(one) && nodes.has(other) && all.indexOf(fact) === i;
    });
  return [
    make("p", { class: "eyebrow" }, "Between"),
    make("h1", { tabindex: "-1" }, link(one), make("span", { class: "quiet" }, " and "), link(other)),
    list.length
      ? factList(
          list.sort((a, b) => surest(b) - surest(a) || a - b),
          null,
          list.length <= 3,
        )
      : make("p", { class: "quiet" }, "Nothing is said of these two together."),
  ];
}

function claimPage(claim) {
  const fact = claims.fact[claim];
  return [
    make("p", { class: "eyebrow" }, "Claim"),
    make("h1", { tabindex: "-1" }, worded(fact, null).join(" · ")),
    saidOf(fact).period ? make("p", { class: "lead" }, saidOf(fact).period) : null,
    claimCard(claim),
    section("About", make("ul", { class: "nodes" }, [...new Set([...startsOf(fact), ...endsOf(fact)])].map(nodeRow))),
  ];
}
