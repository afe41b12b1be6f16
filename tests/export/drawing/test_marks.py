import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from kg.export.drawing.marks import attribute_names, node_id
from kg.graph.naming import ID
from kg.vocab import CITY, EVIDENCE, SHA256, VALUE, iri

PARTS = ["a", "city", "schema", "kg", "urn", ":", "/", "#", "n-0123456789abcdef", ".", "", "é", " "]
REST = st.lists(st.sampled_from(PARTS), max_size=4).map("".join)
IRIS = st.tuples(
    st.sampled_from([ID, "https://schema.org/", "https://w3id.org/kg-builder/core#", "urn:", "http://a/"]), REST
).map("".join)


def test_names_are_readable() -> None:
    assert node_id(ID + "city/shanghai", ID) == "city:shanghai"
    assert node_id(CITY, ID) == "schema:City"
    assert re.fullmatch("n-[0-9a-f]{16}", node_id("http://elsewhere/x", ID))


@given(st.lists(IRIS, unique=True, max_size=30))
def test_no_two_things_get_one_name_and_each_is_a_token(iris: list[str]) -> None:
    names = [node_id(found, ID) for found in iris]
    assert len(set(names)) == len(iris)
    assert all(re.fullmatch(r"[A-Za-z0-9._:-]+", name) for name in names)


def test_no_two_short_things_get_one_name() -> None:
    spaces = [ID, "https://schema.org/", "urn:"]
    iris = {s + "".join(p) for s in spaces for n in range(4) for p in itertools.product(PARTS[:9], repeat=n)}
    assert len({node_id(found, ID) for found in iris}) == len(iris)


def test_properties_of_one_local_name_get_two_names_and_ours_is_the_short_one() -> None:
    names = attribute_names(["https://schema.org/value", VALUE, "http://else/value", "http://else/a&b", "urn:x:"])
    assert names[VALUE] == "value"
    assert names["https://schema.org/value"] == "schema_value"
    assert len(set(names.values())) == 5
    assert all(re.fullmatch(r"[\w.-]+", name) for name in names.values())


def test_names_that_tools_take_are_given_away_to_no_property() -> None:
    names = attribute_names([iri("schema:name"), iri("schema:color"), SHA256, EVIDENCE])
    assert names[iri("schema:name")] == "schema_name"
    assert names[iri("schema:color")] == "schema_color"
    assert names[SHA256] == "sha256"
