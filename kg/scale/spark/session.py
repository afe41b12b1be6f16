"""A Spark session to build in."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final

from kg.errors import BackendError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_JAVA: Final = "Spark needs Java 17 or later: install a JRE (on Debian `apt install default-jre-headless`), or set"
_PANDAS: Final = "PySpark does not yet fully support pandas"  # it is needed, and no data frame is ever made


@contextmanager
def start(master: str | None = None, *, name: str = "kg build") -> Iterator[SparkSession]:
    """Give the session that there is, or one that lasts as long as the block, with Spark's log held back.

    `master` is the cluster; without one Spark's own configuration tells it, and where nothing does, it is this machine.
    Raises UsageError without PySpark, BackendError without Java or when the cluster cannot be had.
    """
    check_installed()
    from pyspark.sql import SparkSession

    active = SparkSession.getActiveSession()
    if active is not None:
        yield active
        return
    _check_java()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with quiet():
        session = _started(master, name)
        try:
            yield session
        finally:
            session.stop()


def _started(master: str | None, name: str) -> SparkSession:
    """Start a session whose log goes into a file, of which the last line is told when there comes no session."""
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    conf = SparkConf().setAppName(name)
    if master:
        conf.setMaster(master)
    with TemporaryFile() as log:
        try:
            gateway = launch_gateway(conf, {"stderr": log, "stdout": log})  # type: ignore[no-untyped-call]
            context = SparkContext(conf=conf, gateway=gateway)
            context.setLogLevel("OFF")  # what goes wrong in the end is told once, by us
            return SparkSession(context)
        except Exception as error:
            log.seek(0)
            lines = [line for line in log.read().decode(errors="replace").splitlines() if line.strip()]
            why = f"{said(error)} {' '.join(lines[-1:])}"
            raise BackendError(
                f"no Spark session could be had from {master or 'this machine'}: {why.strip()}"
            ) from None


@contextmanager
def quiet() -> Iterator[None]:
    """Hold back a warning about an interface of Spark's that is not used."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=_PANDAS)
        yield


def check_installed() -> None:
    """Raise UsageError, which tells how to install them, when the libraries are missing."""
    for package in ("pyspark", "pandas", "pyarrow"):
        try:
            __import__(package)
        except ImportError:
            raise UsageError(f"Spark needs {package}, which is not installed; run `pip install 'kg[spark]'`") from None


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if home and not Path(home, "bin", "java").exists():
        raise BackendError(f"{_JAVA} JAVA_HOME to one; there is none in {home}")
    if not home and shutil.which("java") is None and "PYSPARK_GATEWAY_PORT" not in os.environ:
        raise BackendError(f"{_JAVA} JAVA_HOME to the folder of one")


def said(error: BaseException) -> str:
    """Return the line of an error of Spark's that says what was wrong: of a traceback the last, else the first."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    traced = any(line.startswith("Traceback") for line in lines)
    told = [line for line in lines if line.startswith("kg.errors.")]
    return told[-1] if told else (lines or [type(error).__name__])[-1 if traced else 0]
