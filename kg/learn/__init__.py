"""Teach an extractor an ontology by examples, on one CPU core, and say how good it is.

The method is a ranker of candidates for each relation's subject and object, and two gradient-boosted judges of pairs;
see `docs/learning.md`. Libraries for it come with the extra `learn`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BackendError, InputError, InputMissing, UsageError
from kg.extract.learned.model import write_model
from kg.extract.learned.reader import Reader
from kg.extract.learned.schema import Relation, Schema
from kg.learn.examples import Example, Problem, Triple, read_examples
from kg.learn.ontology import read_ontology

if TYPE_CHECKING:
    from kg.learn.lessons import Lessons

__all__ = ["Example", "Learned", "Problem", "Relation", "Schema", "Triple", "learn", "read_examples", "read_ontology"]

_FEWEST = 10  # examples


@dataclass(frozen=True, slots=True)
class Learned:
    """A taught model: its reader, how good it is by relation and in all, and what could not be learned from.

    `report` is plain data: `examples`, `triples`, `f1_of_texts`, `expected_calibration_error`, and `relations`, a list
    of `relation`, `label`, `examples`, `precision`, `recall`, `f1`; all by cross-validation over what they are about.
    """

    reader: Reader
    report: dict[str, object]
    problems: tuple[Problem, ...]

    def save(self, folder: str | Path) -> Path:
        """Write the model as a folder; the same examples give the same bytes."""
        write_model(self.reader, self.report, Path(folder))
        return Path(folder)


def learn(
    ontology: str | Path | Schema,
    examples: str | Path | Iterable[Example] = (),
    *,
    review: str | Path | None = None,
    progress: Callable[[str], object] | None = None,
) -> Learned:
    """Learn from an ontology and examples, given as files or as data, and from the graph of a `review`.

    A relation that the ontology lacks, a label that its text does not hold, and a broken line are `problems`; the rest
    is learned from. Raises InputError when fewer than ten examples are left, UsageError without the extra `learn`.
    """
    _installed()
    from kg.language import load
    from kg.learn.lessons import lessons, unfound
    from kg.learn.measuring import as_report
    from kg.learn.teaching import teach

    schema = ontology if isinstance(ontology, Schema) else read_ontology(Path(ontology))
    source, given, problems = _given(examples, schema)
    if review is not None:
        from kg.learn.review import reviewed

        source, given = (str(review), reviewed(Path(review), schema) + given)
    laid = lessons(given, load("none"))
    problems.extend(unfound(laid, source))
    _check(laid, schema, source, problems)
    taught = teach(laid, schema, progress or (lambda what: None))
    return Learned(taught.reader, as_report(taught.trials, taught.reader), tuple(sorted(problems)))


def _check(laid: Lessons, schema: Schema, source: str, problems: Sequence[Problem]) -> None:
    """Raise InputError where nothing could be learned, or not be measured."""
    if len(laid.examples) < _FEWEST:
        raise InputError(f"{source}: has {len(laid.examples)} examples to learn from; give {_FEWEST} or more")
    known = {relation.iri for relation in schema.relations}
    if not any(g.subjects and g.objects and g.relation in known for golds in laid.gold for g in golds):
        first = f"; the first problem: {problems[0]}" if problems else ""
        raise InputError(f"{source}: no text holds both labels of one of its triples{first}")
    if len(set(laid.groups)) == 1:
        raise InputError(f"{source}: all examples are about {laid.groups[0]!r}; give examples about other things too")


def _given(examples: str | Path | Iterable[Example], schema: Schema) -> tuple[str, list[Example], list[Problem]]:
    if not isinstance(examples, str | Path):
        return "examples", list(examples), []
    given, problems = read_examples(_lines(str(examples)), schema, str(examples))
    return str(examples), given, problems


def _lines(source: str) -> list[str]:
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise InputMissing(f"{source}: there is no such file") from error
    except (OSError, UnicodeError) as error:
        raise InputError(f"{source}: cannot be read: {error}") from error
    return text.split("\n")  # JSON lets other ends of lines stand in a text


def _installed() -> None:
    try:
        import lightgbm  # noqa: F401
        import scipy  # noqa: F401
        import sklearn  # noqa: F401
    except ImportError as error:
        raise UsageError(
            f"learning needs {error.name}, which is not installed: install the extra with `pip install 'kg[learn]'`"
        ) from error
    except OSError as error:
        raise BackendError(f"LightGBM cannot start ({error}); on Debian `apt install libgomp1` mends it") from error
