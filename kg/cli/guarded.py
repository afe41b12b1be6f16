"""Work in a child process: Oxigraph ends its whole process when it meets a mistake of its own, which is to be told."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable

from kg.errors import BackendError, KgError


def guarded(work: Callable[[], int], otherwise: str) -> int:
    """Do some work in a child and return its exit code; raise BackendError, which says `otherwise`, when that dies.

    What the child says on stderr is passed on when it has ended by itself. Where no child can be forked, the work is
    done here.
    """
    if not hasattr(os, "fork"):
        return work()
    sys.stdout.flush()
    sys.stderr.flush()
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if child == 0:
            os._exit(_done(work, said.fileno()))
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            name = signal.Signals(os.WTERMSIG(status)).name
            raise BackendError(f"Oxigraph gave up on this ({name}); {otherwise}")
        said.seek(0)
        sys.stderr.write(said.read().decode(errors="replace"))
        return os.WEXITSTATUS(status)


def _done(work: Callable[[], int], stderr: int) -> int:
    """Do the work as a process of its own would; return its exit code."""
    os.dup2(stderr, 2)
    try:
        code = work()
        sys.stdout.flush()
        return code
    except KgError as error:
        print(f"kg: {' '.join(str(error).split())}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130
    except BaseException as error:
        if os.environ.get("KG_DEBUG"):
            traceback.print_exc()
        print(f"kg: this is a mistake in kg ({type(error).__name__}: {' '.join(str(error).split())})", file=sys.stderr)
        return 4
    finally:
        sys.stderr.flush()
