import sys
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.graph import Answer, Graph, Row

pandas = pytest.importorskip("pandas", reason="frames need the extra `notebook`")

COLUMNS = {
    "whole": ("1 2", "int64"),
    "gaps": ("1 UNDEF", "Int64"),
    "large": ("1 9223372036854775808", "object"),
    "exact": ("1.5 2.25", "float64"),
    "huge": (f"1.5 1{'0' * 400}.5", "object"),
    "both": ("1 2.5", "float64"),
    "double": ("1e3 UNDEF", "float64"),
    "truth": ("true false", "bool"),
    "perhaps": ("true UNDEF", "boolean"),
    "day": ('"0001-01-01"^^xsd:date "9999-12-31"^^xsd:date', "datetime64[s]"),
    "some": ('"2021-04-27"^^xsd:date UNDEF', "datetime64[s]"),
    "mixed": ('1 "one"', "object"),
    "nothing": ("UNDEF UNDEF", "object"),
}


def frame(values: str) -> "pandas.DataFrame":
    return Graph().query(f"SELECT ?x {{ VALUES ?x {{ {values} }} }}").to_pandas()


@pytest.mark.parametrize(("values", "dtype"), COLUMNS.values(), ids=COLUMNS)
def test_columns_have_the_types_of_what_they_hold(values: str, dtype: str) -> None:
    made = frame(values)
    assert made.columns.tolist() == ["x"]
    assert made.dtypes["x"] == dtype
    assert made["x"].isna().tolist() == [word == "UNDEF" for word in values.split()]


def test_values_are_those_of_the_rows() -> None:
    assert frame("1 UNDEF")["x"].dropna().tolist() == [1]
    assert frame("1 2.5")["x"].tolist() == [1.0, 2.5]
    assert frame("1 9223372036854775808")["x"].sum() == 2**63 + 1
    assert frame('"2021-04-27"^^xsd:date')["x"].tolist() == [datetime(2021, 4, 27)]
    assert frame('1 "one"')["x"].tolist() == [1, "one"]


def test_years_months_and_iris_stay_strings() -> None:
    made = frame('"2021"^^xsd:gYear "2021-04"^^xsd:gYearMonth schema:City UNDEF')["x"]
    assert made.dropna().tolist() == ["2021", "2021-04", "https://schema.org/City"]
    assert made.dtype == pandas.Series(["a"]).dtype
    assert made.isna().sum() == 1


def test_columns_keep_their_order_and_no_rows_make_a_frame_too(graph: Graph) -> None:
    made = graph.query("SELECT ?z ?a { ?z a ?a FILTER(false) }").to_pandas()
    assert (made.columns.tolist(), len(made)) == (["z", "a"], 0)


def test_frames_can_be_reckoned_with(graph: Graph) -> None:
    made = graph.query("SELECT ?measure ?v { ?o kg:measure/skos:prefLabel ?measure ; kg:value ?v }").to_pandas()
    assert made.groupby("measure")["v"].max().to_dict() == {"patents": 60.21}


def test_triples_make_a_frame(graph: Graph) -> None:
    made = graph.query("CONSTRUCT { ?s kg:value ?o } { ?s kg:value ?o }").to_pandas()
    assert made.columns.tolist() == ["subject", "predicate", "object"]
    assert made["object"].tolist() == [60.21]


def test_a_truth_value_makes_none(graph: Graph) -> None:
    with pytest.raises(UsageError, match="`truth` has it"):
        graph.query("ASK {}").to_pandas()


def test_without_pandas_it_is_told_what_to_install(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"pip install 'kg\[notebook\]'"):
        graph.query("SELECT * { ?s ?p ?o }").to_pandas()


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False) | st.just(Decimal(10) ** 400)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers() | st.just(10**400), NUMBERS, st.floats(), st.text(), st.dates()
)


@given(st.lists(VALUES, max_size=4))
def test_any_column_makes_a_frame_as_long_as_itself(values: list[object]) -> None:
    made = Answer(("x",), tuple(Row(("x",), (value,)) for value in values)).to_pandas()  # type: ignore[arg-type]
    assert len(made) == len(values)
