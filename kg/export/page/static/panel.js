// Addresses: what stands after the # chooses what the panel shows, so that back, forward and links work.

const ROUTES = [
  [/^entity\/(.+)$/, ([iri]) => entityRoute(nodeByIri.get(decoded(iri)))],
  [
    /^document\/([^?]+)(?:\?at=(\d+)-(\d+))?$/,
    ([iri, start, end]) =>
      documentRoute(nodeByIri.get(decoded(iri)), start && { start: Number(start), end: Number(end) }),
  ],
  [/^claim\/(.+)$/, ([iri]) => claimRoute(claimByIri.get(decoded(iri)))],
  [/^between\/([^/]+)\/([^/]+)$/, (ends) => betweenRouted(...ends.map((iri) => nodeByIri.get(decoded(iri))))],
  [
    /^kind\/(\d+)$/,
    ([number]) =>
      classes[number] ? { title: capital(classes[number][0]), page: () => kindPage(Number(number)), nodes: [] } : null,
  ],
  [/^documents$/, () => ({ title: "Documents", page: documentsPage, nodes: [] })],
  [/^$/, () => ({ title: "", page: overviewPage, nodes: [] })],
];

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function entityRoute(node) {
  if (node === undefined || isDocument(node)) return null;
  return { title: labelOf(node), page: () => entityPage(node), nodes: [node] };
}

function documentRoute(node, at) {
  if (node === undefined || !isDocument(node)) return null;
  const told = new Set(factsIn[documentOf(node)].flatMap((fact) => [...startsOf(fact), ...listed(facts.to[fact])]));
  return {
    title: labelOf(node),
    page: () => documentPage(documentOf(node), at),
    nodes: shown.documents ? [node] : [],
    told,
    at,
  };
}

function claimRoute(claim) {
  if (claim === undefined) return null;
  const nodes = [...new Set([...startsOf(claims.fact[claim]), ...listed(facts.to[claims.fact[claim]])])];
  return {
    title: worded(claims.fact[claim], null).join(" · "),
    page: () => claimPage(claim),
    nodes: nodes.slice(0, 2),
  };
}

function betweenRouted(one, other) {
  if (one === undefined || other === undefined) return null;
  return { title: `${labelOf(one)} and ${labelOf(other)}`, page: () => betweenPage(one, other), nodes: [one, other] };
}

function lost() {
  return [
    make("h1", { tabindex: "-1" }, "Not in this page"),
    make("p", { class: "lead" }, "The address names nothing that is drawn here."),
    make("a", { href: "#/" }, "To the overview"),
  ];
}

function currentRoute() {
  const path = location.hash.replace(/^#\/?/, "");
  for (const [pattern, route] of ROUTES) {
    const found = pattern.exec(path);
    if (found) return route(found.slice(1)) || { title: "Not in this page", page: lost, nodes: [] };
  }
  return { title: "Not in this page", page: lost, nodes: [] };
}

function showRoute(moveFocus) {
  const route = currentRoute();
  const content = byId("content");
  content.replaceChildren(...route.page().flat(3).filter(Boolean));
  document.title = route.title ? `${route.title} – Knowledge graph` : "Knowledge graph";
  document.body.classList.toggle("reading", route.title !== "");
  byId("panel").scrollTop = 0;
  select(route.nodes, route.told);
  const here = route.at && content.querySelector("mark.here");
  if (here) {
    here.click();
    here.scrollIntoView({ block: "center" });
  }
  if (moveFocus) (here || content.querySelector("h1"))?.focus({ preventScroll: true });
}

function startPanel() {
  addEventListener("hashchange", () => {
    if (/^#?(\/|$)/.test(location.hash)) showRoute(true);
  });
  byId("back").addEventListener("click", () => history.back());
  byId("wide").addEventListener("click", () => {
    const on = document.body.classList.toggle("wide");
    byId("wide").setAttribute("aria-pressed", String(on));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("reading") && !event.target.closest(".search"))
      location.hash = "#/";
  });
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("panel").focus();
  });
}
