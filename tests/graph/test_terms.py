from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import terms

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def stored(term: str) -> ox.Literal:
    store = ox.Store()
    store.bulk_load(input=f"<http://a> <http://b> {term} .\n".encode(), format=ox.RdfFormat.N_TRIPLES)
    return next(iter(store)).object


@given(TEXT)
def test_strings_survive_the_store(text: str) -> None:
    assert stored(terms.string(text)).value == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_decimals_are_a_fixed_point_of_the_store(number: Decimal) -> None:
    written = terms.decimal(number)
    literal = stored(written)
    assert str(literal) == written
    assert Decimal(literal.value) == number


@pytest.mark.parametrize(
    ("number", "digits"),
    [("1.0", "1"), ("0.9500", "0.95"), ("-0.0", "0"), ("1E+3", "1000"), ("1E-7", "0.0000001"), ("60.210", "60.21")],
)
def test_decimals_have_no_exponent_and_no_idle_zeros(number: str, digits: str) -> None:
    assert terms.plain(Decimal(number)) == digits


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no number"):
        terms.plain(Decimal("NaN"))


@pytest.mark.parametrize(("iso", "kind"), [("2021", "gYear"), ("2021-04", "gYearMonth"), ("2021-04-27", "date")])
def test_dates_have_the_type_of_their_granularity(iso: str, kind: str) -> None:
    assert terms.date(iso) == f'"{iso}"^^<http://www.w3.org/2001/XMLSchema#{kind}>'
    assert str(stored(terms.date(iso))) == terms.date(iso)


def test_words_are_no_date() -> None:
    assert terms.date("last year") == '"last year"'


def test_whole_numbers_are_integers() -> None:
    assert terms.number(Decimal("4300000")).endswith("integer>")
    assert terms.number(Decimal("4.3")).endswith("decimal>")


@pytest.mark.parametrize("iri", ["http://a b", "http://a<b", "http://a\nb", "http://a{b}"])
def test_an_iri_with_forbidden_characters_is_refused(iri: str) -> None:
    with pytest.raises(ValueError, match="no IRI"):
        terms.ref(iri)
