import pytest

from kg.export.drawing.columns import Attribute, Column, Columns, attribute, fitted, text
from kg.export.rdf.literals import Literal
from kg.vocab import XSD_BOOLEAN, XSD_DECIMAL, XSD_INTEGER, XSD_STRING


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([True, False], "boolean"),
        ([1, 2], "long"),
        ([1, 0.5], "double"),
        ([1, True], "string"),
        ([1, "a"], "string"),
        (["a", ("b", "c")], "list"),
        ([()], "list"),
    ],
)
def test_a_column_holds_all_its_values(values: list[Attribute], kind: str) -> None:
    assert Columns({"x": value} for value in values).found() == (Column("x", kind),)


def test_values_are_brought_to_the_kind_of_their_column() -> None:
    assert fitted(1, "double") == 1.0
    assert isinstance(fitted(1, "double"), float)
    assert fitted(True, "string") == "true"
    assert fitted(5, "list") == ("5",)
    assert text(fitted(("a", "b"), "list")) == "a|b"


@pytest.mark.parametrize(
    ("words", "datatype", "value"),
    [
        ("5", XSD_INTEGER, 5),
        ("12345678901234567890", XSD_INTEGER, "12345678901234567890"),
        ("many", XSD_INTEGER, "many"),
        ("0.50", XSD_DECIMAL, 0.5),
        ("half", XSD_DECIMAL, "half"),
        ("true", XSD_BOOLEAN, True),
        ("perhaps", XSD_BOOLEAN, "perhaps"),
        ("5", XSD_STRING, "5"),
    ],
)
def test_a_literal_gets_the_type_that_it_has_and_an_ill_typed_one_stays_words(
    words: str, datatype: str, value: Attribute
) -> None:
    found = attribute([Literal(words, datatype)])
    assert (type(found), found) == (type(value), value)
