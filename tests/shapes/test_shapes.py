"""Each shape accepts a good example and refuses a bad one, with a message that a person understands."""

from __future__ import annotations

import re

import pytest
from shape_examples import Break, breaks, broken, valid

import kg
from kg.domain import load
from kg.validate.shapes import Shape, read, sh

SHAPES = read(load().shapes)
BREAKS = breaks()
_ASKS_NOTHING = {"name", "property", "message", "severity"}


def _told(shape: Shape) -> bool:
    """Say whether results can name the shape: it has an IRI, asks something, and is aimed or hangs on one that is."""
    used = shape.targets or SHAPES.index.subjects(sh("property"), shape.node)
    return shape.node.startswith("<") and bool(used) and not set(shape.parameters) <= _ASKS_NOTHING


TOLD = sorted(node[1:-1] for node, shape in SHAPES.by_node.items() if _told(shape))


def test_a_good_example_of_everything_conforms() -> None:
    assert kg.validate(valid()).findings == ()


def test_every_class_of_the_model_stands_in_the_good_example() -> None:
    store = valid()
    asked = {value for shape in SHAPES.by_node.values() for kind, value in shape.targets if kind == "targetClass"}
    present = {str(quad.object) for quad in store if quad.predicate.value.endswith("#type")}
    assert asked <= present


@pytest.mark.parametrize("kind", ["targetSubjectsOf", "targetObjectsOf"])
def test_every_property_that_a_shape_aims_at_stands_in_the_good_example(kind: str) -> None:
    asked = {value for shape in SHAPES.by_node.values() for aim, value in shape.targets if aim == kind}
    assert asked <= {str(quad.predicate) for quad in valid()}


def test_every_shape_has_an_example_that_breaks_it() -> None:
    assert [how.shape for how in BREAKS] == sorted(TOLD, key=lambda shape: (("core#" in shape), shape))


@pytest.mark.parametrize("how", BREAKS, ids=lambda how: how.shape.rpartition("#")[2])
def test_a_bad_example_is_refused(how: Break) -> None:
    report = kg.validate(broken(how), engine="fast")
    found = [finding for finding in report.findings if finding.shape == how.shape]
    assert found
    assert not report.conforms


@pytest.mark.parametrize("node", TOLD, ids=lambda node: node.rpartition("#")[2])
def test_a_message_is_a_sentence_for_people(node: str) -> None:
    message = SHAPES.by_node[f"<{node}>"].message
    assert message is not None
    assert re.fullmatch(r"[A-Z].{15,160}\.", message)


def test_every_shape_has_a_name() -> None:
    named = [n for n, s in SHAPES.by_node.items() if n.startswith("<") and "name" not in s.parameters]
    assert named == []
