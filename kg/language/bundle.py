"""Write a spaCy pipeline as one small file, and read it back: weights in half precision, in a zip.

Members: `config.cfg`, `meta.json`, `strings.json`, and one msgpack file for each component. Tokenizer rules are those
of the language and not stored.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError, InputMissing

if TYPE_CHECKING:
    from spacy.language import Language

_SECTIONS = ("nlp", "components")  # how it was trained is in `kg.language.training`
_META = ("name", "version", "license", "description")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a fixed time, so that the same model is the same file


def write_bundle(nlp: Language, path: Path) -> None:
    """Write a pipeline; the same pipeline gives the same bytes."""
    from thinc.api import Config

    members = {
        "config.cfg": Config({section: nlp.config[section] for section in _SECTIONS}).to_str().encode(),
        "meta.json": json.dumps({key: nlp.meta[key] for key in _META}, sort_keys=True).encode(),
        "strings.json": json.dumps(sorted(_strings(nlp)), ensure_ascii=False).encode(),
    }
    for name, component in nlp.pipeline:
        if hasattr(component, "to_bytes"):
            members[f"{name}.msgpack"] = _halved(component.to_bytes(exclude=["vocab"]))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)


def read_bundle(path: Path) -> Language:
    """Read a pipeline that `write_bundle` wrote."""
    from spacy.util import load_model_from_config
    from thinc.api import Config, use_ops

    import kg.language.english  # noqa: F401  registers the language of the model

    if not path.is_file():
        raise InputMissing(f"{path}: no language model here; run `make model`, or choose `--model none`")
    try:
        # NumPy's matrix products are the faster ones
        with zipfile.ZipFile(path) as archive, use_ops("numpy", use_blis=False):
            nlp = load_model_from_config(Config().from_str(archive.read("config.cfg").decode()), auto_fill=True)
            nlp.meta.update(json.loads(archive.read("meta.json")))
            for string in json.loads(archive.read("strings.json")):
                nlp.vocab.strings.add(string)
            for name, component in nlp.pipeline:
                if hasattr(component, "from_bytes"):
                    component.from_bytes(archive.read(f"{name}.msgpack"), exclude=["vocab"])
                    _to_single_precision(component)
    except (zipfile.BadZipFile, KeyError) as error:
        raise InputError(f"{path}: not a language model of kg ({error}); run `make model` anew") from error
    return nlp


def _strings(nlp: Language) -> set[str]:
    """Return the strings that components know by hash alone: labels, and what edit trees put in."""
    import srsly  # type: ignore[import-untyped]

    strings = {label for labels in nlp.pipe_labels.values() for label in labels if isinstance(label, str)}
    for _, component in nlp.pipeline:
        if hasattr(component, "trees"):
            trees = srsly.msgpack_loads(component.trees.to_bytes())["trees"]
            strings |= {nlp.vocab.strings[tree[key]] for tree in trees for key in ("orig", "subst") if key in tree}
    return strings


def _halved(content: bytes) -> bytes:
    import srsly

    if not content.startswith((b"\x81", b"\x82", b"\x83", b"\x84", b"\x85")):  # JSON, not a msgpack map
        return content
    parts = srsly.msgpack_loads(content)
    if "model" in parts:
        model = srsly.msgpack_loads(parts["model"])
        model["params"] = [{name: _half(value) for name, value in node.items()} for node in model["params"]]
        parts["model"] = srsly.msgpack_dumps(model)
    halved: bytes = srsly.msgpack_dumps(parts)
    return halved


def _half(value: Any) -> Any:
    return value.astype("float16") if getattr(value, "dtype", None) == "float32" else value


def _to_single_precision(component: Any) -> None:
    for node in component.model.walk() if hasattr(component, "model") else ():
        for name in node.param_names:
            if node.has_param(name):
                node.set_param(name, node.get_param(name).astype("float32"))
