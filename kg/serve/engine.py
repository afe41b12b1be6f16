"""Queries and updates as jobs: let in or turned away, run in children, their answers as files."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from kg.errors import InputError, KgError, UsageError
from kg.serve.child import Job
from kg.serve.children import Children, Ended
from kg.serve.limits import MEGABYTE, Limits
from kg.serve.refusal import busy, refusal, stopping
from kg.serve.snapshots import Snapshots
from kg.vocab import PREFIXES

_ERRORS: Final[dict[int, type[KgError]]] = {2: UsageError, 3: InputError}


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer in a file, not yet sent, with what was found besides."""

    descriptor: int
    size: int
    media_type: str
    found: dict[str, Any] = field(default_factory=dict)


class Engine:
    """Runs what is asked within limits: so many children at once, so many waiting, so many bytes on disk."""

    def __init__(self, limits: Limits, folder: Path) -> None:
        self.limits = limits
        self.triples = 0
        self._base = ""
        self._children = Children(folder)
        self._snapshots = Snapshots(folder)
        self._slots = asyncio.Semaphore(limits.jobs)
        self._writing = asyncio.Lock()
        self._waiting = 0
        self._spooled = 0
        self._closed = False

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that need no declaration."""
        return {**PREFIXES, "id": self._base}

    @property
    def base(self) -> str:
        """What relative names in a query are relative to."""
        return self._base

    @property
    def generation(self) -> Path | None:
        """The store that is current: another one when the graph has been changed."""
        return self._snapshots.current

    def close(self) -> None:
        """Kill what runs, take nothing more and leave nothing behind."""
        self._closed = True
        self._children.close()

    async def load(self, path: str) -> None:
        """Take in the graph that is to be served; raises the KgError of whoever cannot read it."""
        with self._snapshots.next() as target:
            ended = await self._children.run(Job("load", "", path, str(target)), None)
            os.close(ended.answer)
            found = ended.outcome.found
            if ended.outcome.outcome != "done":
                raise _ERRORS.get(found.get("exit_code", 0), KgError)(ended.outcome.message)
        self._base, self.triples = found["base"], found["triples"]

    @contextlib.asynccontextmanager
    async def answer(self, job: Job, *, patience: int = 1) -> AsyncIterator[Answer]:
        """Do a `query`, `dump` or `page` and give its answer; raises Refusal when there is none.

        What the job says of limits, base and prefixes is filled in here; it may give a base of its own. It may take
        `patience` times as long as a query.
        """
        most = self.limits.max_bytes * MEGABYTE
        async with self._admitted():
            if self._spooled + most > self.limits.spool:
                raise busy(self.limits)
            self._spooled += most
            held = most
            try:
                with self._snapshots.reading() as store:
                    bounded = self._bounded(job, store, patience)
                    ended = await self._children.run(bounded, self.limits.timeout * patience)
                size = os.fstat(ended.answer).st_size
            except BaseException:
                self._spooled -= most
                raise
            held = min(size, most)
            self._spooled += held - most
        try:
            self._check(ended)
            yield Answer(ended.answer, size, ended.outcome.media_type, ended.outcome.found)
        finally:
            os.close(ended.answer)
            self._spooled -= held

    async def update(self, text: str) -> None:
        """Change the store; raises Refusal and leaves it as it was when that fails."""
        async with self._writing, self._admitted():
            with self._snapshots.reading() as store, self._snapshots.next() as target:
                job = replace(self._bounded(Job("update", "", text), store), target=str(target))
                ended = await self._children.run(job, self.limits.timeout)
                os.close(ended.answer)
                self._check(ended)

    @contextlib.asynccontextmanager
    async def _admitted(self) -> AsyncIterator[None]:
        """Wait for a place among the children; raises Refusal when too many wait, or for too long."""
        if self._waiting >= self.limits.queue and self._slots.locked():
            raise busy(self.limits)
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.wait):
                await self._slots.acquire()
        except TimeoutError:
            raise busy(self.limits) from None
        finally:
            self._waiting -= 1
        try:
            if self._closed:
                raise stopping()
            yield
        finally:
            self._slots.release()

    def _bounded(self, job: Job, store: Path, patience: int = 1) -> Job:
        return replace(
            job,
            store=str(store),
            base=job.base or self._base,
            prefixes=self.prefixes,
            memory=self.limits.memory * MEGABYTE,
            seconds=round(2 * self.limits.timeout * patience) + 1,
            most_rows=self.limits.max_rows,
            most_bytes=self.limits.max_bytes * MEGABYTE,
        )

    def _check(self, ended: Ended) -> None:
        if self._closed:
            raise stopping()
        if ended.outcome.outcome != "done":
            raise refusal(ended.outcome.outcome, ended.outcome.message, self.limits)
