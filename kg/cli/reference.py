"""The reference of the command line, made from `--help`: `python -m kg.cli.reference > docs/cli.md`."""

from __future__ import annotations

import contextlib
import io

from kg.cli import app, main

_HEAD = """# The command line

Made by `python -m kg.cli.reference` from what each command says of itself; a test keeps the two alike.

Exit codes: 0 fine, 1 findings (a document not read, a shape broken, a score under its floor), 2 usage, 3 input or
output, 4 a backend failed, 130 interrupted. Answers go to stdout, everything for people to stderr. `NO_COLOR` is
honoured.
"""


def reference() -> str:
    """Return the reference as Markdown."""
    parts = [_HEAD, _section("kg", _help([]))]
    parts += [_section(f"kg {name}", _help([name])) for name in names()]
    return "\n".join(parts)


def names() -> list[str]:
    """Return the names of all commands, in order."""
    return [str(command.name or getattr(command.callback, "__name__", "")) for command in app.registered_commands]


def _help(arguments: list[str]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main([*arguments, "--help"])
    return out.getvalue()


def _section(title: str, text: str) -> str:
    body = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return f"## {title}\n\n```text\n{body}\n```\n"


if __name__ == "__main__":
    print(reference(), end="")
