"""RDF as text: Turtle and TriG, N-Triples and N-Quads, JSON-LD, RDF/XML."""
