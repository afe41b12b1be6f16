"""The real server, started as a person starts it, and raw requests to it."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

TOKEN = "not-for-strangers"


@dataclass(frozen=True, slots=True)
class Reply:
    """A response, read to its end; reading raises IncompleteRead when it is cut short."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs."""

    process: subprocess.Popen[str]
    port: int
    said: str
    folder: Path

    def request(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            return Reply(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Reply:
        return self.request("GET", path, {name.replace("_", "-"): value for name, value in headers.items()})

    def query(self, sparql: str, accept: str | None = None, *, path: str = "/sparql") -> Reply:
        headers = {"Content-Type": "application/sparql-query"} | ({"Accept": accept} if accept else {})
        return self.request("POST", path, headers, sparql.encode())

    def update(self, sparql: str, *, path: str = "/sparql", token: str | None = TOKEN) -> Reply:
        bears = {"Authorization": f"Bearer {token}"} if token else {}
        headers = {"Content-Type": "application/sparql-update"} | bears
        return self.request("POST", path, headers, sparql.encode())

    def asked(self, sparql: str) -> str:
        return f"/sparql?query={quote(sparql)}"

    def memory(self) -> int:
        """Return the server process's memory in megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        assert found
        return int(found[1]) >> 10

    def nursery(self) -> int:
        """Return the process id of the nursery."""
        (child,) = children(self.process.pid)
        return child

    def children(self) -> list[int]:
        """Return the processes that queries run in."""
        return children(self.nursery())

    def private(self) -> list[Path]:
        """Return the folders that the server keeps for itself."""
        return list(self.folder.glob("kg-serve-*"))


def children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


@contextlib.contextmanager
def server(graph: Path, *options: object, environment: Mapping[str, str] | None = None) -> Iterator[Running]:
    """Run `kg serve` on a free port, and end it as a service manager does."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "kg", "serve", str(graph), "--port", "0", *map(str, options)]
        variables = {**os.environ, "TMPDIR": folder, **(environment or {})}
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=variables) as process:
            try:
                yield _ready(process, Path(folder))
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=20)
                assert process.stderr
                process.stderr.close()


def _ready(process: subprocess.Popen[str], folder: Path) -> Running:
    assert process.stderr
    said = []
    for line in process.stderr:
        said.append(line)
        if found := re.search(r"at http://[^:]+:(\d+)/", line):
            return Running(process, int(found[1]), "".join(said), folder)
    raise AssertionError("".join(said))
