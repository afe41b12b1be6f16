"""Files where the cluster has them: whatever file system Hadoop knows, by its own calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@dataclass(frozen=True, slots=True)
class Listed:
    """A file or folder that a path or a pattern names."""

    path: str
    is_folder: bool


class Storage:
    """The file systems of a session."""

    def __init__(self, spark: SparkSession) -> None:
        self._java: Any = spark._jvm
        self._configuration = spark._jsc.hadoopConfiguration()

    def _at(self, path: str) -> tuple[Any, Any]:
        found = self._java.org.apache.hadoop.fs.Path(path)
        return found.getFileSystem(self._configuration), found

    def whole(self, path: str) -> str:
        """Return a path with its file system and all folders above it."""
        system, found = self._at(path)
        return str(system.makeQualified(found).toString())

    def exists(self, path: str) -> bool:
        system, found = self._at(path)
        return bool(system.exists(found))

    def delete(self, path: str) -> None:
        """Delete a file or a folder with all that is in it, where there is one."""
        system, found = self._at(path)
        system.delete(found, True)

    def rename(self, path: str, other: str) -> bool:
        """Rename a file or folder; False when that could not be done."""
        system, found = self._at(path)
        return bool(system.rename(found, self._at(other)[1]))

    def matching(self, pattern: str) -> list[Listed]:
        """Return what a path or pattern names, in order."""
        system, found = self._at(pattern)
        return sorted(self._listed(system.globStatus(found)), key=lambda listed: listed.path)

    def inside(self, folder: str) -> list[Listed]:
        """Return what stands in a folder, in order, but for what is hidden."""
        system, found = self._at(folder)
        listed = self._listed(system.listStatus(found))
        return sorted((one for one in listed if _name(one.path)[:1] not in "._"), key=lambda one: one.path)

    def write(self, path: str, text: str) -> None:
        """Write a small file."""
        system, found = self._at(path)
        stream = system.create(found, True)
        try:
            stream.write(bytearray(text.encode()))
        finally:
            stream.close()

    def read(self, path: str) -> str:
        """Read a small file."""
        system, found = self._at(path)
        stream = system.open(found)
        try:
            return str(self._java.org.apache.commons.io.IOUtils.toString(stream, "UTF-8"))
        finally:
            stream.close()

    @staticmethod
    def _listed(found: Any) -> Iterator[Listed]:
        for status in found or ():
            yield Listed(str(status.getPath().toString()), bool(status.isDirectory()))


def _name(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]
