"""Ways by which SPARQL has been seen, or could be thought, to reach another machine past a check of its words.

`HOST` stands for an address. Each is a query that Oxigraph 0.5 reads as one with SERVICE in it.
"""

A = "<http://HOST/>"
_BEFORE = ["?s ?p 1", "?s ?p true", "?s ?p ?o.", "?s ?p 1.", "?s ?p 1.0", "?s ?p 1e5", "?s ?p -1", "?s ?p 'x'"]
_BEFORE += ["?s ?p 'x'@en.", "?s ?p 'x'^^<a:b>", "?s ?p []", "?s ?p ()", "?s ?p <a:b>", "?s ?p 1 {| ?a ?b |}"]
_BEFORE += ["?s ?p :a.b.", "?s ?p :.", "?s ?p : ", "", "{}", "OPTIONAL{}", "BIND(1 AS ?s)", "FILTER(1 IN (1))"]
_BEFORE += ["VALUES ?x { 1.0 1e5 }", "FILTER(1<2#>'''\n)", 'FILTER(1<2#>"""\n)', "#x\n", "FILTER EXISTS{}"]

SERVICES = [f"PREFIX : {A} SELECT * {{ {before}SERVICE{A}{{?a ?b ?c}} #'''#\"\"\"\n }}" for before in _BEFORE]
SERVICES += [
    f"SELECT * {{ SERVICE {A} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service\t{A}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICE # here\n # and here\r {A} # there {{\n {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICE SILENT {A} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ FILTER(1<2)SERVICE?x#>\n{{ ?a ?b ?c }} VALUES ?x {{{A}}} }}",
    f"SELECT * {{ VALUES ?service {{{A}}} SERVICE ?service {{ ?a ?b ?c }} }}",
    f"PREFIX : {A} SELECT * {{ SERVICE:a{{ ?a ?b ?c }} }}",
    f"PREFIX : {A} SELECT * {{ SERVICE:{{ ?a ?b ?c }} }}",
    f"PREFIX : {A} SELECT * {{ SERVICESILENT:a{{ ?a ?b ?c }} }}",
    f"PREFIX : {A} SELECT * {{ SERVICE:a\\#b{{ ?a ?b ?c }} }}",
    f"PREFIX : {A} SELECT * {{ SERVICE:a# b {{\n{{ ?a ?b ?c }} }}",
    f"PREFIX a.b: {A} SELECT * {{ SERVICEa.b:a{{ ?a ?b ?c }} }}",
    f"PREFIX a\u0301: {A} SELECT * {{ SERVICEa\u0301:a{{ ?a ?b ?c }} }}",
    f"PREFIX SERVICE: <http://z/> PREFIX : {A} SELECT * {{ SERVICE:a{{ ?a ?b ?c }} }}",
    # `p:SERVICE` is no IRI when p ends in a port or in what IRIs may not hold: the name ends at its colon.
    f"PREFIX p: <http://HOST> SELECT * {{ ?s ?p p:SERVICE{A}{{ ?a ?b ?c }} }}",
    f"BASE <http://HOST> PREFIX p: <> SELECT * {{ ?s ?p p:SERVICE{A}{{ ?a ?b ?c }} }}",
    f"PREFIX p: <http://[::1]> SELECT * {{ ?s ?p p:SERVICE{A}{{ ?a ?b ?c }} }}",
    f"PREFIX \ufffd: {A} PREFIX p: {A} SELECT * {{ ?s ?p p:SERVICE\ufffd:a{{ ?a ?b ?c }} }}",
    f"SELECT * {{ {{ SELECT * {{ SERVICE {A} {{ ?s ?p ?o }} }} }} }}",
    f"ASK {{ FILTER NOT EXISTS {{ SERVICE {A} {{ ?s ?p ?o }} }} }}",
    f"CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE {A} {{ ?s ?p ?o }} }}",
]

LOADS = [
    f"LOAD {A}",
    f"load silent{A}",
    f"LOAD {A} INTO GRAPH <a:b>",
    f"CLEAR ALL;LOAD{A}",
    f"PREFIX : {A} LOAD:a",
    f"PREFIX : {A} LOADSILENT:a;",
    f"PREFIX : {A}LOAD:a.b#x",
    f"INSERT DATA {{ <a:a> <a:b> <a:c> }} ; # more\n LOAD {A} ; ",
    f"DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER(1<2#>'''\n) }};LOAD {A} #'''",
    f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE {A} {{ ?s ?p ?o }} }}",
    f"PREFIX : {A} INSERT {{ ?s ?p ?o }} WHERE {{ {{}}SERVICE:a{{ ?s ?p ?o }} }}",
]

# Escapes in keywords, which the standard has and this Oxigraph does not read.
ESCAPED = [
    rf"SELECT * {{ S\u0045RVICE {A} {{ ?s ?p ?o }} }}",
    rf"SELECT * {{ \U00000053ERVICE {A} {{ ?s ?p ?o }} }}",
    rf"SELECT * {{ S\u0045RVI\u0043E\u003C{A[1:]} {{ ?s ?p ?o }} }}",
    rf"\u004cOAD {A}",
]

HARMLESS = [
    'SELECT * { ?service ?from "SERVICE FROM" }',
    "SELECT * { ?s <http://a/SERVICE> ?o } # FROM here, or SERVICE <http://a/> { }",
    "PREFIX service: <http://a/> SELECT * { ?s service:from ?o . ?s service:LOAD 'it\\'s SERVICE' }",
    'SELECT * { ?s ?p """a "quoted" SERVICE""" }',
    'SELECT * { ?s ?p "SERVICE <http://a/> { ?s ?p ?o }" }',
    "SELECT * { ?s ?p '''SERVICE <http://a/> {\n ?s ?p ?o }''' FILTER(?s < 5 && ?p > 3) }",
    "SELECT * { # SERVICE <http://a/> { ?s ?p ?o }\n ?s ?p ?o FILTER(?o<3) }",
    'SELECT * { ?s ?p "x"@service }',
    "PREFIX ex: <http://a/> SELECT * { ?s ex:service ?x { ?x ex:a ?b } UNION { ?x ex:b ?c } }",
    "SELECT * { ?s ?service ?x { ?x <a:a> ?b } UNION { ?x <a:b> ?c } }",
    "SELECT * { _:SERVICE ?p ?o { ?a ?b ?c } }",
    "SELECT * { <http://a/?SERVICE> ?p ?o { ?a ?b ?c } }",
    "SELECT ?load ?service ?from { ?load ?service ?from }",
]
