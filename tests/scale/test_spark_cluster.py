"""The job that docs/scaling.md shows, on a cluster of a master and two workers, while executors are killed."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from spark_articles import articles, jsonl, lines, quarantined

from kg.build import construct

ROOT = Path(__file__).parent.parent.parent
FRUGAL = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "512m",
    "spark.executor.memory": "512m",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
}
FAST_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
LONGEST = 300  # seconds that anything may take, on a machine that is busy with other things


@dataclass(frozen=True)
class Cluster:
    """A master's address and the processes of its workers."""

    url: str
    home: Path
    workers: tuple[int, ...]

    def executors(self) -> list[int]:
        """Return the processes of the executors that run now."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(stat.read_text().rpartition(")")[2].split()[1])
                command = (stat.parent / "cmdline").read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if parent in self.workers and b"CoarseGrainedExecutorBackend" in command:
                found.append(int(stat.parent.name))
        return found


def until(true: Callable[[], object], what: str) -> None:
    for _ in range(LONGEST * 10):
        if true():
            return
        time.sleep(0.1)
    pytest.fail(f"waited in vain for {what}")


@pytest.fixture
def cluster(java: None, tmp_path: Path) -> Iterator[Cluster]:
    if not Path("/proc").is_dir():
        pytest.skip("executors are found in /proc")
    import pyspark

    home = Path(pyspark.__file__).parent
    env = {**os.environ, "SPARK_HOME": str(home), "SPARK_NO_DAEMONIZE": "1", "SPARK_DAEMON_MEMORY": "256m"}
    env |= {"SPARK_DAEMON_JAVA_OPTS": FAST_START, "SPARK_LOCAL_IP": "127.0.0.1"}
    started: list[subprocess.Popen[bytes]] = []

    def begin(name: str, *arguments: object) -> Path:
        log = tmp_path / f"{name}-{len(started)}.log"
        command = [home / "bin" / "spark-class", f"org.apache.spark.deploy.{name.lower()}.{name}"]
        command += ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0", *arguments]
        with log.open("wb") as file:
            started.append(subprocess.Popen([*map(str, command)], stdout=file, stderr=file, env=env))
        return log

    try:
        log = begin("Master")
        address = re.compile(r"Starting Spark master at (spark://\S+)")
        until(lambda: address.search(log.read_text()), "the master")
        found = address.search(log.read_text())
        assert found
        for number in range(2):
            begin("Worker", "--cores", 1, "--memory", "600m", "--work-dir", tmp_path / f"work-{number}", found[1])
        until(lambda: log.read_text().count("Registering worker") == 2, "the workers")
        yield Cluster(found[1], home, tuple(process.pid for process in started[1:]))
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait(timeout=60)


def shown(kind: str) -> str:
    """Return a block of the documentation."""
    (block,) = re.findall(rf"```{kind}\n(.*?)```", (ROOT / "docs" / "scaling.md").read_text(encoding="utf-8"), re.S)
    return block


def test_executors_that_are_killed_change_nothing(cluster: Cluster, tmp_path: Path) -> None:
    (tmp_path / "job.py").write_text(shown("python"))
    path, out = tmp_path / "articles.jsonl", tmp_path / "graph"
    path.write_text(jsonl(articles(12)))
    submit, *command = shlex.split(shown("bash"))
    given = {"spark://head:7077": cluster.url, "/shared/articles.jsonl": str(path), "/shared/graph": str(out)}
    assert submit == "spark-submit"
    assert given.keys() < set(command)
    options = [part for name, value in FRUGAL.items() for part in ("--conf", f"{name}={value}")]
    options += ["--conf", f"spark.executor.extraJavaOptions={FAST_START}", "--driver-java-options", FAST_START]
    env = {
        **os.environ,
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_HOME": str(cluster.home),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    env["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    line = [str(cluster.home / "bin" / submit), *options, *(given.get(part, part) for part in command)]
    log = tmp_path / "job.log"
    with (tmp_path / "job.out").open("wb") as told, log.open("wb") as errors:
        run = subprocess.Popen(line, cwd=tmp_path, env=env, stdout=told, stderr=errors)
    try:
        for killed_when in ("drafts/part-*", "variants/part-*"):
            step = f".graph.part/work/{killed_when}"
            until(lambda at=step: run.poll() is not None or any(tmp_path.glob(at)), step)
            until(lambda: run.poll() is not None or cluster.executors(), "an executor")
            assert run.poll() is None, log.read_text()[-2000:]
            os.kill(cluster.executors()[0], signal.SIGKILL)
        run.wait(timeout=LONGEST)
    finally:
        run.kill()
    assert run.returncode == 0, log.read_text()[-2000:]
    assert len(set(re.findall(r"Lost executor (\d+)", log.read_text()))) == 2
    one = construct([str(path)])
    assert lines(out / "graph") == list(one.graph.ntriples())
    assert lines(out / "quarantine") == quarantined(one.graph) != []
    account = list(one.ledger.lines())
    assert (tmp_path / "job.out").read_text().splitlines()[-len(account) :] == account  # spark-submit speaks before
