"""All formats in one table: what each is called, what tells it, what it cannot hold and what may be chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import UsageError
from kg.export.drawing import cytoscape, dot, gexf, graphml, mermaid, neo4j, parquet
from kg.export.files import save_together
from kg.export.options import PLAIN, Options
from kg.export.page import page
from kg.export.rdf import jsonld, quads, turtle, xml

if TYPE_CHECKING:
    from kg.graph import Graph

Write = Callable[["Graph", Options], Iterable[bytes]]
WriteParts = Callable[["Graph", Options], tuple[Iterable[bytes], ...]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of one file, or of several beside each other.

    `media_types` has the one to send first. `write` gives the bytes of one file; for a format of several, `parts` are
    the endings that stand before the suffix, and `write_parts` gives the bytes of each. `takes` names the `Options`
    that it knows, `needs` the extra that brings what it is written with, and that package.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    write: Write | None = None
    lacks: str = ""
    takes: tuple[str, ...] = ()
    flavours: tuple[str, ...] = ()
    holds_quarantine: bool = False
    parts: tuple[str, ...] = ()
    write_parts: WriteParts | None = None
    needs: tuple[str, str] | None = None

    def check(self, options: Options = PLAIN, *, to_file: bool = True) -> None:
        """Raise UsageError when it cannot be written so, before any work is done."""
        for name in options.chosen:
            if name not in self.takes:
                knowing = _list(f.name for f in FORMATS if name in f.takes)
                raise UsageError(f"{self.name} takes no --{name.replace('_', '-')}; only {knowing} does")
        if options.flavour and options.flavour not in self.flavours:
            raise UsageError(f"{self.name} has no flavour {options.flavour!r}; it has {_list(self.flavours)}")
        if self.needs and find_spec(self.needs[1]) is None:
            raise UsageError(f"{self.name} needs {self.needs[1]}: pip install 'kg[{self.needs[0]}]'")
        if self.parts and not to_file:
            names = _list(path.name for path in self.paths(f"NAME{self.suffixes[0]}"))
            raise UsageError(
                f"{self.name} is {len(self.parts)} files ({names}); say where with -o NAME{self.suffixes[0]}"
            )

    def paths(self, path: str | Path) -> tuple[Path, ...]:
        """Return the files that a path stands for: itself, or those of a format of several."""
        given = Path(path)
        if not self.parts:
            return (given,)
        suffix = given.suffix if given.suffix.lower() in self.suffixes else self.suffixes[0]
        stem = given.name.removesuffix(given.suffix) if suffix == given.suffix else given.name
        for ending in self.parts:
            stem = stem.removesuffix(f".{ending}")
        return tuple(given.with_name(f"{stem}.{ending}{suffix}") for ending in self.parts)

    def chunks(self, graph: Graph, options: Options = PLAIN) -> Iterable[bytes]:
        """Return a graph's bytes; raises UsageError for an option that is not known, or a format of several files."""
        self.check(options, to_file=False)
        (chunks,) = self._written(graph, options)
        return chunks

    def files(self, graph: Graph, path: str | Path, options: Options = PLAIN) -> Mapping[Path, Iterable[bytes]]:
        """Return the bytes of each file that a path stands for; raises UsageError for an option that is not known."""
        self.check(options)
        return dict(zip(self.paths(path), self._written(graph, options), strict=True))

    def _written(self, graph: Graph, options: Options) -> tuple[Iterable[bytes], ...]:
        if self.write_parts:
            return self.write_parts(graph, options)
        return (self.write(graph, options),) if self.write else ()


_DRAWN: Final = ("view", "all_claims")
_UNDRAWN: Final = "claims as things of their own, relations that no claim asserts"

FORMATS: Final = (
    Format("turtle", (".ttl",), ("text/turtle", "application/x-turtle"), turtle.write),
    Format("ntriples", (".nt",), ("application/n-triples",), quads.ntriples),
    Format("nquads", (".nq",), ("application/n-quads",), quads.nquads, holds_quarantine=True),
    Format("trig", (".trig",), ("application/trig",), turtle.trig, holds_quarantine=True),
    Format("jsonld", (".jsonld",), ("application/ld+json",), jsonld.write),
    Format("rdfxml", (".rdf",), ("application/rdf+xml",), xml.write, "control characters"),
    Format(
        "graphml",
        (".graphml",),
        ("application/graphml+xml",),
        graphml.write,
        f"{_UNDRAWN}, control characters",
        takes=(*_DRAWN, "flavour"),
        flavours=("yed",),
    ),
    Format("gexf", (".gexf",), ("application/gexf+xml",), gexf.write, f"{_UNDRAWN}, control characters", takes=_DRAWN),
    Format("cytoscape", (".cyjs",), ("application/json",), cytoscape.write, _UNDRAWN, takes=_DRAWN),
    Format(
        "csv",
        (".csv",),
        ("text/csv",),
        lacks=f"{_UNDRAWN}, line breaks",
        takes=_DRAWN,
        parts=("nodes", "relationships"),
        write_parts=neo4j.write,
    ),
    Format(
        "parquet",
        (".parquet",),
        ("application/vnd.apache.parquet",),
        lacks=_UNDRAWN,
        takes=_DRAWN,
        parts=("nodes", "relationships"),
        write_parts=parquet.write,
        needs=("parquet", "pyarrow"),
    ),
    Format(
        "dot",
        (".dot", ".gv"),
        ("text/vnd.graphviz",),
        dot.write,
        f"more than {dot.MOST:,} edges, attributes",
        takes=_DRAWN,
    ),
    Format(
        "mermaid",
        (".mmd",),
        ("text/vnd.mermaid",),
        mermaid.write,
        f"more than {mermaid.MOST:,} edges, attributes",
        takes=_DRAWN,
    ),
    Format("html", (".html",), ("text/html",), page.write, "more than the 10,000 most linked things, the quarantine"),
)


def by_name(name: str) -> Format:
    """Return a format by its name or suffix; raises UsageError that lists those known."""
    wanted = name.lower()
    for known in FORMATS:
        if wanted == known.name or wanted in known.suffixes or f".{wanted}" in known.suffixes:
            return known
    raise UsageError(f"format {name!r} is unknown; kg writes {_list(f.name for f in FORMATS)}")


def by_path(path: str | Path) -> Format:
    """Return the format that a path's suffix tells; raises UsageError that lists those known."""
    suffix = Path(path).suffix.lower()
    for known in FORMATS:
        if suffix in known.suffixes:
            return known
    suffixes = _list(s for f in FORMATS for s in f.suffixes)
    said = f"suffix {suffix!r} tells no format" if suffix else "no suffix tells the format"
    raise UsageError(f"{path}: {said}; kg writes {suffixes}, or name one with --format")


def export(
    graph: Graph,
    path: str | Path,
    *,
    format: str | None = None,
    view: str = "full",
    all_claims: bool = False,
    flavour: str | None = None,
) -> Path:
    """Write a graph to a file in the format that its suffix tells; return the file, the first where there are several.

    `view` "entities" folds things with parts into edges; `all_claims` draws relations that no claim asserts, too;
    `flavour` "yed" is GraphML for yEd. Files are whole or as they were: they are written beside and then renamed.
    Raises UsageError for an unknown format or option, OutputError when a file cannot be written.
    """
    chosen = by_name(format) if format else by_path(path)
    files = chosen.files(graph, path, Options(view, all_claims, flavour))
    save_together(files)
    return next(iter(files))


def dumps(graph: Graph, format: str = "turtle") -> str:
    """Return a graph as text in a format of one file."""
    return b"".join(by_name(format).chunks(graph)).decode()


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)
