// The graph as the page holds it. A node is a number: things first, documents after them.

const held = JSON.parse(byId("data").textContent);
const { things, documents, facts, claims, sentences, words, classes, relations, kinds, modalities } = held;
const thingCount = things.iri.length;
const nodeCount = thingCount + documents.iri.length;
const factCount = facts.kind.length;
const MENTION = "entity";

const listed = (value) => (Array.isArray(value) ? value : [value]);
const isDocument = (node) => node >= thingCount;
const documentOf = (node) => node - thingCount;
const nodeOfDocument = (document) => document + thingCount;
const iriOf = (node) => (isDocument(node) ? documents.iri[documentOf(node)] : things.iri[node]);
const classOf = (node) => (isDocument(node) ? documents.class[documentOf(node)] : things.class[node]);
const namesOf = (node) => (isDocument(node) ? [] : things.names[node] || []);
const kindOf = (fact) => kinds[facts.kind[fact]];
const modalityOf = (claim) => modalities[claims.modality[claim]];
const asserted = (claim) => modalityOf(claim) === "asserted";

function labelOf(node) {
  return isDocument(node) ? documents.headline[documentOf(node)] || documents.id[documentOf(node)] : things.label[node];
}

function saidOf(fact) {
  const [subject, what, value, period] = ["subject", "what", "value", "period"].map((c) => words[facts[c][fact]]);
  return { subject, what, value, period };
}

// -- which claims a fact has, and where they stand -------------------------------------------------------------------
const firstClaim = new Int32Array(factCount + 1).fill(claims.fact.length);
for (let claim = claims.fact.length - 1; claim >= 0; claim -= 1) firstClaim[claims.fact[claim]] = claim;
for (let fact = factCount - 1; fact >= 0; fact -= 1)
  firstClaim[fact] = Math.min(firstClaim[fact], firstClaim[fact + 1]);

function claimsOf(fact) {
  return Array.from({ length: firstClaim[fact + 1] - firstClaim[fact] }, (_, i) => firstClaim[fact] + i);
}

function documentsOf(fact) {
  const found = new Set();
  for (let claim = firstClaim[fact]; claim < firstClaim[fact + 1]; claim += 1) {
    for (const place of claims.evidence[claim]) found.add(sentences.document[place[0]]);
  }
  return [...found];
}

const startsOf = (fact) => listed(facts.from[fact]);
const endsOf = (fact) => {
  const ends = listed(facts.to[fact]);
  return ends.length ? ends : documentsOf(fact).map(nodeOfDocument);
};

const factsAbout = Array.from({ length: nodeCount }, () => []);
const factsIn = documents.iri.map(() => []);
for (let fact = 0; fact < factCount; fact += 1) {
  for (const node of new Set([...startsOf(fact), ...listed(facts.to[fact])])) factsAbout[node].push(fact);
  for (const document of documentsOf(fact)) factsIn[document].push(fact);
}

// Offsets count code points, not the halves that a string of the script is made of.
const charactersOf = (() => {
  const known = new Map();
  return (document) => {
    if (!known.has(document)) known.set(document, Array.from(documents.text[document] || ""));
    return known.get(document);
  };
})();

function sentenceOf(number) {
  const [document, start, text] = [sentences.document[number], sentences.start[number], sentences.text[number]];
  const characters = typeof text === "number" ? charactersOf(document).slice(start, start + text) : Array.from(text);
  return { document, start, characters };
}

function evidenceOf(claim) {
  return claims.evidence[claim].map(([number, offset, length]) => {
    const { document, start, characters } = sentenceOf(number);
    const piece = (from, to) => characters.slice(from, to).join("");
    return {
      document,
      start: start + offset,
      end: start + offset + length,
      before: piece(0, offset),
      exact: piece(offset, offset + length),
      after: piece(offset + length),
    };
  });
}

// -- names in addresses ----------------------------------------------------------------------------------------------
const nodeByIri = new Map(Array.from({ length: nodeCount }, (_, node) => [iriOf(node), node]));
const claimByIri = new Map(claims.iri.map((iri, claim) => [iri, claim]));
const inAddress = (iri) => encodeURIComponent(iri).replaceAll("%2F", "/");

function routeOf(node) {
  return isDocument(node)
    ? `#/document/${inAddress(documents.iri[documentOf(node)])}`
    : `#/entity/${inAddress(iriOf(node))}`;
}

function betweenRoute(one, other) {
  return `#/between/${encodeURIComponent(iriOf(one))}/${encodeURIComponent(iriOf(other))}`;
}

function link(node, text = labelOf(node)) {
  return make("a", { href: routeOf(node) }, text);
}
