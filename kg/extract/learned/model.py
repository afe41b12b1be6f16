"""A model as a folder: `model.json` and NumPy files; nothing in it runs, and the same model gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.errors import InputError, InputMissing, OutputError
from kg.extract.learned.forest import Forest
from kg.extract.learned.pairs import Customs
from kg.extract.learned.presence import Presence
from kg.extract.learned.ranker import Names, Ranker, Sparse
from kg.extract.learned.reader import Limits, Parts, Reader
from kg.extract.learned.schema import Relation, Schema
from kg.extract.learned.wording import Wording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT: Final = 1
FILE: Final = "model.json"
Arrays = dict[str, "NDArray[np.generic]"]


def write_model(reader: Reader, report: Mapping[str, Any], folder: Path) -> None:
    """Write a model, with a report of how good it is; a model that stood there is replaced, anything else is not."""
    import numpy as np

    writable(folder)
    beside = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir(parents=True)
        told, arrays = _taken_apart(reader)
        text = json.dumps({"format": FORMAT, **told, "report": report}, ensure_ascii=False, indent=1, sort_keys=True)
        (beside / FILE).write_text(text + "\n", encoding="utf-8")
        for name, array in arrays.items():
            np.save(beside / f"{name}.npy", array, allow_pickle=False)
        shutil.rmtree(folder, ignore_errors=True)
        beside.rename(folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror or error}; choose another place") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def writable(folder: Path) -> None:
    """Raise OutputError where something stands that is no model; it is asked before the work of learning is done."""
    if folder.exists() and not (folder / FILE).is_file():
        raise OutputError(f"{folder}: is there already and is no model; choose another name")


def read_model(folder: Path) -> Reader:
    """Read a model; raises InputMissing or InputError where it is none, or one of another format."""
    import numpy as np

    if not (folder / FILE).is_file():
        raise InputMissing(f"{folder}: no model: it holds no {FILE}; make one with `kg learn`")
    try:
        told = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if told.get("format") != FORMAT:
            raise InputError(f"{folder}: a model of format {told.get('format')}, not {FORMAT}; teach it again")
        arrays = {path.stem: np.load(path, allow_pickle=False) for path in sorted(folder.glob("*.npy"))}
        return _put_together(told, arrays)
    except InputError:
        raise
    except (AttributeError, EOFError, LookupError, TypeError, ValueError, OSError) as error:
        raise InputError(f"{folder}: a broken model ({type(error).__name__}: {error}); teach it again") from error


def fingerprint(folder: Path) -> str:
    """Hash the names and bytes of a model's files; the same wherever the model stands."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(f"{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def read_report(folder: Path) -> dict[str, Any]:
    """Return the report that a model was written with."""
    report: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))["report"]
    return report


def _taken_apart(reader: Reader) -> tuple[dict[str, Any], Arrays]:
    ranker, presence, known = reader.parts.ranker, reader.parts.presence, reader.parts.customs
    told = {
        "relations": [asdict(relation) for relation in reader.schema.relations],
        "classes": reader.schema.classes,
        "limits": asdict(reader.limits),
        "sentences": reader.sentences,
        "calibration": reader.calibration,
        "columns": list(ranker.weights),
        "present": list(presence.weights),
        "intercepts": presence.intercepts,
        "wording": reader.parts.wording.intercept,
    }
    worded = reader.parts.wording.weights
    arrays: Arrays = {"kept": ranker.kept, "wording-places": worded.places, "wording-values": worded.values}
    arrays |= _joined("weights", ranker.weights.values()) | _joined("presence", presence.weights.values())
    arrays |= {f"words-{role}": array for role, array in ranker.words.items()}
    for name, part in (
        ("names", ranker.names),
        ("customs", known),
        ("fitting", reader.fitting),
        ("stating", reader.stating),
    ):
        arrays |= {f"{name}-{field.name}": getattr(part, field.name) for field in fields(part)}
    return told, arrays


def _joined(name: str, vectors: Iterable[Sparse]) -> Arrays:
    import numpy as np

    kept = list(vectors)
    return {
        f"{name}-bounds": np.cumsum([0, *(len(v.places) for v in kept)]),
        f"{name}-places": np.concatenate([np.zeros(0, dtype=np.int32), *(v.places for v in kept)]),
        f"{name}-values": np.concatenate([np.zeros(0, dtype=np.float32), *(v.values for v in kept)]),
    }


def _parted(name: str, columns: Iterable[str], arrays: Mapping[str, Any]) -> dict[str, Sparse]:
    bounds, places, values = (arrays[f"{name}-{part}"] for part in ("bounds", "places", "values"))
    spans = zip(columns, bounds[:-1], bounds[1:], strict=True)
    return {column: Sparse(places[a:b], values[a:b]) for column, a, b in spans}


def _put_together(told: Mapping[str, Any], arrays: Mapping[str, Any]) -> Reader:
    def part(kind: Any, name: str) -> Any:
        return kind(**{field.name: arrays[f"{name}-{field.name}"] for field in fields(kind)})

    words = {name.partition("-")[2]: array for name, array in arrays.items() if name.startswith("words-")}
    ranker = Ranker(arrays["kept"], _parted("weights", told["columns"], arrays), words, part(Names, "names"))
    presence = Presence(told["intercepts"], _parted("presence", told["present"], arrays))
    schema = Schema(
        tuple(Relation(**relation) for relation in told["relations"]),
        tuple((iri, label) for iri, label in told["classes"]),
    )
    return Reader(
        schema,
        Parts(ranker, presence, part(Customs, "customs"), Wording(part(Sparse, "wording"), told["wording"])),
        part(Forest, "fitting"),
        part(Forest, "stating"),
        tuple((at, known) for at, known in told["calibration"]),
        Limits(**told["limits"]),
        int(told["sentences"]),
    )
