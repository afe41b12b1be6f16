"""The command line: each command opens, calls the library once, and prints.

Exit codes: 0 fine, 1 findings, 2 usage, 3 input or output, 4 a backend failed, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from kg.cli import answers, build, check, evaluate, files, learn, serve
from kg.errors import KgError

app = typer.Typer(
    name="kg",
    help="Read documents and write an RDF graph in which every triple leads back to the words it came from.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "terminal_width": 92},
)
_INTERRUPTED = 130

for module in (build, check, files, answers, serve, evaluate, learn):
    for command in module.COMMANDS:
        app.command()(command)


@app.callback(invoke_without_command=True)
def version(
    shown: bool = typer.Option(False, "--version", help="Print the version and end.", is_eager=True),
) -> None:
    if shown:
        from kg import __version__

        typer.echo(f"kg {__version__}")
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit code."""
    try:
        code = typer.main.get_command(app).main(list(arguments or sys.argv[1:]), prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
        if code == _INTERRUPTED:  # typer's own answer to Ctrl-C
            raise KeyboardInterrupt
        return code if isinstance(code, int) else 0
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone: nothing more to say
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return _end("interrupted; nothing was written", _INTERRUPTED)
    except KgError as error:
        return _end(str(error), error.exit_code)
    except Exception as error:
        if code := _click_code(error):
            return code
        if os.environ.get("KG_DEBUG"):
            raise
        return _end(f"this is a mistake in kg ({_one_line(error)}); set KG_DEBUG=1 to see where, and report it", 4)


def _click_code(error: Exception) -> int:
    """Say a wrong option or argument as click puts it; 0 when the error is none of click's."""
    said = getattr(error, "format_message", None)
    if said is None or not hasattr(error, "exit_code"):
        return 0
    context = getattr(error, "ctx", None)
    hint = f"; see `{context.command_path} --help`" if context else ""
    message = said()
    return _end(f"{message[:1].lower()}{message[1:].rstrip('.')}{hint}", 2) if message else 2


def _end(message: str, code: int) -> int:
    print(f"kg: {' '.join(message.split())}", file=sys.stderr)
    return code


def _one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
