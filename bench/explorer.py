"""How soon the explorer shows a picture: `python -m bench.explorer [--things N] [--links N] [--runs N]`.

A graph without meaning is written as a page, and opened in headless Chromium with the software renderer, each time in a
fresh browser. Three times are told of each run, in seconds from the wish to open the file: until the script has handed
the first picture to the browser, until a frame that the browser showed holds the picture, and until the arrangement is
at rest. The load of the machine is told, too: times from a machine that does other work say little.
"""

from __future__ import annotations

import argparse
import base64
import math
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.graph import Account, Graph, Run, Setting, assemble
from kg.graph.naming import ID
from kg.model import Claim, Document, Entity, Evidence, Iri, Span
from kg.vocab import CITY, CORPORATION, COUNTRY, PERSON, iri

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM: Final = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS: Final = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
)
_CLASSES: Final = (PERSON, CITY, COUNTRY, CORPORATION)
_RELATIONS: Final = tuple(map(iri, ("kg:cooperatesWith", "schema:location", "schema:memberOf", "kg:signedWith")))
_PER_DOCUMENT: Final = 50


def crowd(things: int, links: int, seed: int = 1) -> Graph:
    """Make a graph of so many things and links, some of them much linked, each link with its sentence."""
    chance = random.Random(seed)
    people = [Entity(Iri(f"{ID}thing/t{i}"), _CLASSES[i % len(_CLASSES)], f"Thing number {i}") for i in range(things)]
    pairs: dict[tuple[int, int], None] = {(i, int(i * chance.random() ** 2)): None for i in range(1, things)}
    while len(pairs) < links:
        one = chance.randrange(1, things)
        pairs[one, int(one * chance.random() ** 2)] = None
    ordered = list(pairs)[:links]
    batches = (ordered[at : at + _PER_DOCUMENT] for at in range(0, len(ordered), _PER_DOCUMENT))
    accounts = [_account(number, [(people[a], people[b]) for a, b in batch]) for number, batch in enumerate(batches)]
    return Graph.of(assemble(accounts, Setting(Run("0", "a crowd", "none"), keep_text=True)))


def _account(number: int, pairs: list[tuple[Entity, Entity]]) -> Account:
    sentences = [f"{one.label} has to do with {other.label}." for one, other in pairs]
    document = Document(f"d{number}", "\n".join(sentences), title=f"Document {number}", date="2024-05-01")
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    claims = [
        Claim(
            one,
            _RELATIONS[(number + place) % len(_RELATIONS)],
            other,
            (Evidence.of(document, Span(span.start, span.end - 1)),),
            confidence=0.6 + (place % 40) / 100,
            extractor="crowd",
            rule="made",
        )
        for place, ((one, other), span) in enumerate(zip(pairs, spans, strict=True))
    ]
    return Account(document, tuple(claims), sentences=tuple(spans))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start headless Chromium with the software renderer."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


SIZE: Final = {"width": 1440, "height": 900}
MIDDLE: Final = (0.22, 0.15, 0.4, 0.7)  # of the page, where the picture is: left, top, width, height
_INKED: Final = """async ([png, left, top, width, height]) => {
  const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const parts = [left * image.width, top * image.height, width * image.width, height * image.height];
  const { data } = context.getImageData(...parts.map(Math.round));
  let inked = 0;
  for (let at = 0; at < data.length; at += 4) {
    const far = Math.abs(data[at] - data[0]) + Math.abs(data[at + 1] - data[1]) + Math.abs(data[at + 2] - data[2]);
    if (far > 60) inked += 1;
  }
  return inked / (data.length / 4);
}"""


def inked(page: Page, png: bytes, part: tuple[float, float, float, float] = (0, 0, 1, 1)) -> float:
    """Return what share of a picture, or part of one, is not of the colour of its corner; `page` does the reckoning."""
    return float(page.evaluate(_INKED, [base64.b64encode(png).decode(), *part]))


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds from the wish to open a page."""

    handed: float
    seen: float
    rest: float


def measure(file: Path) -> Times:
    """Open a page in a fresh browser and time its picture."""
    with chromium() as browser:
        page = browser.new_page(viewport=SIZE)
        session = page.context.new_cdp_session(page)
        frames: list[tuple[float, str]] = []

        def keep(frame: dict[str, Any]) -> None:
            frames.append((frame["metadata"]["timestamp"], frame["data"]))
            session.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

        session.on("Page.screencastFrame", keep)
        session.send("Page.startScreencast", {"format": "png"})
        start = time.time()
        page.goto(file.as_uri(), wait_until="commit")
        page.wait_for_selector("body.rested", state="attached", timeout=120_000)
        rest = time.time() - start
        handed = page.evaluate("performance.getEntriesByName('first picture')[0].startTime") / 1000
        judge = browser.new_page()
        seen = next((when for when, png in frames if inked(judge, base64.b64decode(png), MIDDLE) > 0.02), math.inf)
        return Times(handed, seen - start, rest)


def main() -> None:
    """Write a page, open it some times and print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--things", type=int, default=5_000)
    parser.add_argument("--links", type=int, default=15_000)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    from kg.export.page import explorer

    graph = crowd(given.things, given.links)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.html"
        start = time.perf_counter()
        file.write_bytes(explorer(graph).html)
        wrote = time.perf_counter() - start
        print(f"{given.things:,} things, {given.links:,} links: {file.stat().st_size / 1e6:.1f} MB in {wrote:.1f} s")
        print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print(f"{'run':<6}{'handed over':>12}{'seen':>8}{'at rest':>9}")
        times = [_told(run, measure(file)) for run in range(1, given.runs + 1)]
    print(f"median{statistics.median(t.handed for t in times):>12.2f}{statistics.median(t.seen for t in times):>8.2f}")


def _told(run: int, times: Times) -> Times:
    print(f"{run:<6}{times.handed:>12.2f}{times.seen:>8.2f}{times.rest:>9.2f}")
    return times


if __name__ == "__main__":
    main()
