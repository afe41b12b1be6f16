"""A Spark session of this machine for all tests of the room, with an extractor that breaks on purpose."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# It tells which documents it saw; it fails on one that says so; and where a file tells it to, its process dies on
# another, once the drafts of some other task are kept.
BREAKER = """
import os, pathlib, time

class Breaker:
    name, needs, gives = "breaker", frozenset(), frozenset()

    def __init__(self, domain, argument=""):
        self.folder = pathlib.Path(argument)

    def extract(self, document, found):
        with open(self.folder / "seen", "a") as file:
            file.write(document.document.id + "\\n")
        if "Break here." in document.document.text:
            raise RuntimeError("it broke")
        kept = lambda: any(self.folder.glob("*/work/drafts/part-*")) or any(self.folder.glob(".*/work/drafts/part-*"))
        if document.document.id == "heron" and (self.folder / "deadly").exists():
            for _ in range(600):
                if kept():
                    break
                time.sleep(0.1)
            os._exit(7)
        return ()
"""


def without_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return not (Path(home, "bin", "java").exists() if home else shutil.which("java"))


@pytest.fixture(scope="session")
def breaker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to import the extractor from, which is found by its entry point as an installed one is."""
    folder = tmp_path_factory.mktemp("breaker")
    (folder / "breaking.py").write_text(BREAKER)
    about = folder / "breaking-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: breaking\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[kg.extractors]\nbreaker = breaking:Breaker\n")
    return folder


@pytest.fixture(scope="session")
def java() -> None:
    """Skip where there is no Java, but never in CI."""
    if without_java() and not os.environ.get("CI"):
        pytest.skip("Spark needs Java: apt install default-jre-headless")


@pytest.fixture(scope="session")
def spark(java: None, breaker: Path) -> Iterator[SparkSession]:
    """A session with two threads, set to do many small jobs rather than a large one."""
    from pyspark.sql import SparkSession

    from kg.scale.spark.session import quiet

    was = {name: os.environ.get(name) for name in ("PYTHONPATH", "PYSPARK_PYTHON")}
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(breaker), was["PYTHONPATH"])))
    os.environ["PYSPARK_PYTHON"] = sys.executable
    sys.path.insert(0, str(breaker))
    builder = SparkSession.builder.master("local[2]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    with quiet():
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()
    sys.path.remove(str(breaker))
    for name, value in was.items():
        os.environ.pop(name)
        os.environ.update({name: value} if value is not None else {})


SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.driver.memory": "512m",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
