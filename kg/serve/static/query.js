// The query page: an editor, examples, and the answer as a table, a picture or a download. Everything is asked of this
// server; what the graph holds is set as text.
"use strict";

const SETUP = "/query/setup.json";
const ENDPOINT = new URL("/sparql", location.href).href;
const DOWNLOADS = {
  rows: [["CSV", "text/csv", "csv"], ["TSV", "text/tab-separated-values", "tsv"], ["JSON", "application/sparql-results+json", "json"],
    ["XML", "application/sparql-results+xml", "xml"]],
  triples: [["Turtle", "text/turtle", "ttl"], ["N-Triples", "application/n-triples", "nt"], ["JSON-LD", "application/ld+json", "jsonld"],
    ["RDF/XML", "application/rdf+xml", "rdf"]],
};
const NAMES = {
  classes: "SELECT DISTINCT ?name { [] a ?name } ORDER BY ?name LIMIT 500",
  properties: "SELECT DISTINCT ?name { [] ?name [] } ORDER BY ?name LIMIT 500",
};
const $ = (id) => document.getElementById(id);

async function ask(query, accept, signal) {
  const response = await fetch(ENDPOINT, {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: accept },
    body: query,
    signal,
  });
  if (!response.ok) throw new Error((await response.text()).trim() || response.statusText);
  return response;
}

function limited(query, type) {
  const limit = $("limit").value;
  const cut = /\blimit\s+\d+/i.test(query.replace(/#[^\n]*/g, ""));
  return limit && !cut && type !== "ASK" ? `${query.trimEnd()}\nLIMIT ${limit}` : query;
}

function completions(Yasqe, prefixes) {
  const known = {};
  const names = async (kind) => {
    known[kind] ??= ask(NAMES[kind], "application/sparql-results+json")
      .then((response) => response.json())
      .then((found) => found.results.bindings.map((row) => row.name.value))
      .catch(() => []);
    return known[kind];
  };
  const short = (iri) => {
    for (const [prefix, space] of Object.entries(prefixes)) if (iri.startsWith(space)) return `${prefix}:${iri.slice(space.length)}`;
    return `<${iri}>`;
  };
  Yasqe.registerAutocompleter({
    name: "names",
    bulk: false,
    autoShow: false,
    isValidCompletionPosition: () => true,
    get: async (editor, token) => {
      const begun = (token?.string ?? "").trim().toLowerCase();
      const all = [...(await names("properties")), ...(await names("classes"))].map(short);
      return all.filter((name) => name.toLowerCase().includes(begun));
    },
  }, false);
}

function downloads(query, kind) {
  const place = $("downloads");
  place.replaceChildren("Download whole, as ");
  for (const [label, accept, suffix] of DOWNLOADS[kind]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => save(query, accept, `answer.${suffix}`).catch(tell));
    place.append(button);
  }
  place.hidden = false;
}

async function save(query, accept, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await (await ask(query, accept)).blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function tell(error) {
  $("status").className = "bad";
  $("status").textContent = error.message;
}

function show(setup) {
  const { Yasqe, Yasr } = Yasgui;
  const { prefixes, examples } = setup;
  $("name").textContent = setup.name;
  document.title = `Ask ${setup.name}`;
  completions(Yasqe, prefixes);
  Yasr.registerPlugin("picture", Picture);
  const begun = new URLSearchParams(location.hash.slice(1)).get("query") ?? examples[0].query;
  const editor = new Yasqe($("editor"), {
    value: begun,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: () => "",
    showQueryButton: false,
    autocompleters: ["variables", "names"],
    prefixCcApi: null,
    editorHeight: "20rem",
    extraKeys: { ...Yasqe.defaults.extraKeys, "Ctrl-Enter": () => run(), "Cmd-Enter": () => run(), "Ctrl-S": () => {} },
  });
  editor.setValue(begun);
  const answer = new Yasr($("answer"), {
    persistenceId: null,
    prefixes,
    pluginOrder: ["table", "picture", "response"],
    defaultPlugin: "table",
    getPlainQueryLinkToEndpoint: undefined,
  });
  let running = null;

  async function run() {
    running?.abort();
    const mine = (running = new AbortController());
    const query = editor.getValue();
    const type = editor.getQueryType();
    const triples = type === "CONSTRUCT" || type === "DESCRIBE";
    const accept = triples ? "text/turtle" : "application/sparql-results+json";
    const began = performance.now();
    $("status").className = "";
    $("status").textContent = "Running …";
    $("downloads").hidden = true;
    history.replaceState(null, "", `#${new URLSearchParams({ query })}`);
    try {
      const response = await ask(limited(query, type), accept, mine.signal);
      const data = await response.text();
      const seconds = ((performance.now() - began) / 1000).toFixed(2);
      answer.setResponse({ data, contentType: accept, status: 200, executionTime: performance.now() - began });
      $("status").textContent = `${count(answer.results, triples)} in ${seconds} s`;
      downloads(query, triples ? "triples" : "rows");
    } catch (error) {
      if (error.name !== "AbortError") tell(error);
    }
  }

  for (const { title, query } of examples) {
    const option = document.createElement("option");
    option.textContent = title;
    option.value = query;
    $("example").append(option);
  }
  $("example").addEventListener("change", (event) => {
    if (!event.target.value) return;
    editor.setValue(event.target.value);
    run();
  });
  $("run").addEventListener("click", run);
  $("run").disabled = false;
}

function count(results, triples) {
  if (results.getBoolean?.() !== undefined) return results.getBoolean() ? "Yes" : "No";
  const found = (triples ? results.getStatements() : results.getBindings())?.length ?? 0;
  const what = triples ? "triple" : "row";
  const limit = $("limit").value;
  const more = limit && found === Number(limit) ? ", perhaps more" : "";
  return `${found.toLocaleString("en")} ${what}${found === 1 ? "" : "s"}${more}`;
}

fetch(SETUP).then((response) => response.json()).then(show).catch(tell);
