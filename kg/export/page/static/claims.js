// Facts as rows that open: the sentence each came from, its words marked, and who says so.

const MODAL_WORDS = { planned: "planned", possible: "possible", denied: "denied" };

function firmness(fact) {
  const found = claimsOf(fact).map(modalityOf);
  return found.includes("asserted") || !found.length ? "asserted" : found[0];
}

const surest = (fact) => Math.max(...claimsOf(fact).map((claim) => claims.confidence[claim]), 0);
const percent = (share) => `${Math.round(share * 100)} %`;

function badge(fact) {
  const firm = firmness(fact);
  return firm === "asserted" ? null : make("span", { class: `badge ${firm}` }, MODAL_WORDS[firm] || firm);
}

function speaker(claim) {
  const by = claims.by[claim];
  return by === -1 ? null : typeof by === "number" ? link(by) : by;
}

function detail(name, value) {
  return value ? [make("dt", {}, name), make("dd", {}, value)] : null;
}

function quoted({ document, start, end, before, exact, after }) {
  return [
    make("blockquote", {}, before, make("mark", {}, exact), after),
    make(
      "p",
      { class: "source" },
      make("a", { href: `${routeOf(nodeOfDocument(document))}?at=${start}-${end}` }, labelOf(nodeOfDocument(document))),
      documents.date[document] ? make("span", {}, documents.date[document]) : null,
      make("span", {}, `characters ${numbers.format(start)}–${numbers.format(end)}`),
    ),
  ];
}

function claimCard(claim) {
  const places = evidenceOf(claim);
  return make(
    "article",
    { class: "claim" },
    places.length ? places.map(quoted) : make("p", { class: "quiet" }, "The graph gives no words for this claim."),
    make(
      "dl",
      {},
      detail("Said by", speaker(claim)),
      detail("Modality", modalityOf(claim)),
      detail("Confidence", percent(claims.confidence[claim])),
      detail("Extractor", words[claims.extractor[claim]]),
      detail("Rule", words[claims.rule[claim]]),
    ),
    make("a", { class: "permanent", href: `#/claim/${inAddress(claims.iri[claim])}` }, "Link to this claim"),
  );
}

function proof(fact, node) {
  const others = [...new Set([...startsOf(fact), ...listed(facts.to[fact])])].filter((other) => other !== node);
  const told = claimsOf(fact);
  return make(
    "div",
    { class: "proof" },
    told.length
      ? told.map(claimCard)
      : make("p", { class: "quiet" }, "No claim of its own: it follows from another fact."),
    others.length
      ? make(
          "p",
          { class: "others" },
          "See ",
          others.map((other, i) => [i ? ", " : "", link(other)]),
        )
      : null,
  );
}

// What a row says: subject, what and value, without the name of the thing whose page it is on.
function worded(fact, node) {
  const { subject, what, value } = saidOf(fact);
  const own = node === null ? null : labelOf(node);
  const kind = kindOf(fact);
  const parts = kind === MENTION || kind === "event" ? [subject, value || what] : [subject, what, value];
  return parts.filter((part) => part && part !== own);
}

function expander(label, holder, inside, attributes = {}) {
  const opener = button(
    label,
    () => {
      const open = opener.getAttribute("aria-expanded") === "true";
      opener.setAttribute("aria-expanded", String(!open));
      holder.replaceChildren(...(open ? [] : [inside()]));
    },
    { class: "opener", "aria-expanded": "false", ...attributes },
  );
  return opener;
}

function factRow(fact, node = null, open = false) {
  const holder = make("div", { class: "holder" });
  const [head, ...rest] = worded(fact, node);
  const { period } = saidOf(fact);
  const shown = [
    make(
      "span",
      { class: "said" },
      make("strong", {}, head),
      rest.map((part) => [make("span", { class: "dot-between" }, " · "), part]),
    ),
    make("span", { class: "aside" }, badge(fact), period ? make("time", {}, period) : null),
  ];
  const opener = expander(shown, holder, () => proof(fact, node), { "data-fact": fact });
  if (open) opener.click();
  return make("li", {}, opener, holder);
}

const FEW = 12;

// A list that shows the first few, and the rest when asked.
function factList(list, node = null, open = false) {
  return longList(list, (fact) => factRow(fact, node, open), "facts");
}

function longList(list, row, className, few = FEW) {
  const shown = make("ul", { class: className }, list.slice(0, few).map(row));
  if (list.length <= few) return shown;
  const more = button(
    `Show ${numbers.format(list.length - few)} more`,
    () => {
      const rest = list.slice(few).map(row);
      shown.append(...rest);
      more.remove();
      rest[0].querySelector("a, button")?.focus();
    },
    { class: "more" },
  );
  return [shown, more];
}

function factTable(list, node, heads) {
  const rows = list
    .slice()
    .sort(byTime)
    .flatMap((fact) => {
      const cell = make("td", { colspan: "3", class: "holder" });
      const { value, period } = saidOf(fact);
      const named = worded(fact, node)
        .filter((part) => part !== value)
        .join(" · ");
      const opener = expander([value || "…", badge(fact)], cell, () => proof(fact, node), { "data-fact": fact });
      return [
        make(
          "tr",
          {},
          make("th", { scope: "row" }, named || labelOf(node)),
          make("td", {}, opener),
          make("td", {}, period),
        ),
        make("tr", { class: "under" }, cell),
      ];
    });
  return make(
    "table",
    {},
    make(
      "thead",
      {},
      make(
        "tr",
        {},
        heads.map((head) => make("th", { scope: "col" }, head)),
      ),
    ),
    make("tbody", {}, rows),
  );
}

function byTime(one, other) {
  return (
    facts.series[one] - facts.series[other] ||
    words[facts.time[one]].localeCompare(words[facts.time[other]]) ||
    one - other
  );
}

// Opens the row of a fact that a chart or a mark points to.
function openFact(fact, inside) {
  const opener = inside.querySelector(`[data-fact="${fact}"]`);
  if (!opener) return;
  if (opener.getAttribute("aria-expanded") !== "true") opener.click();
  opener.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  opener.focus({ preventScroll: true });
}
