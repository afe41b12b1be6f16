"""Pages to look at, and what each asked for and complained of while it was looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import story

from kg.export.page import explorer
from kg.graph import Graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_OWN = ("file:", "blob:", "data:", "http://127.0.0.1:")


@dataclass(slots=True)
class Watched:
    """A page and what happened in it."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", lambda m: self.complaints.append(f"{m.type}: {m.text}"))
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("dialog", lambda d: (self.complaints.append(f"dialog: {d.message}"), d.dismiss()))
        self.page.on("request", lambda r: None if r.url.startswith(_OWN) else self.outside.append(r.url))


Opener = Callable[..., Watched]


@pytest.fixture
def look(browser: Browser) -> Iterator[Opener]:
    """Open an address as a reader does; at the end, nothing was asked of the outside and nothing was complained of."""
    opened: list[Watched] = []

    def open_page(address: str, **context: Any) -> Watched:
        given = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "no-preference", **context}
        page = browser.new_context(**given).new_page()
        page.set_default_timeout(30_000)
        watched = Watched(page)
        watched.watch()
        opened.append(watched)
        page.goto(address)
        return watched

    yield open_page
    for watched in opened:
        watched.page.context.close()
    assert [(w.complaints, w.outside) for w in opened] == [([], [])] * len(opened)


def _file(folder: Path, name: str, graph: Graph) -> str:
    path = folder / f"{name}.html"
    path.write_bytes(explorer(graph).html)
    return path.as_uri()


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page of the story."""
    return _file(tmp_path_factory.mktemp("page"), "story", story.story())


@pytest.fixture(scope="session")
def textless(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the same where the documents' texts were not kept."""
    return _file(tmp_path_factory.mktemp("page"), "textless", story.story(keep_text=False))


@pytest.fixture(scope="session")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a page whose every word is a trap."""
    return _file(tmp_path_factory.mktemp("page"), "hostile", story.hostile())
