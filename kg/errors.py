"""The error tree: every error is a KgError and its natural built-in, and says what, where and what to do."""

from __future__ import annotations


class KgError(Exception):
    """Any error that this package raises on purpose; `exit_code` is what the command line ends with."""

    exit_code = 1


class UsageError(KgError, ValueError):
    """An option or argument makes no sense."""

    exit_code = 2


class LeavesGraphError(UsageError):
    """A query or update would reach another machine or a file."""


class InputError(KgError, ValueError):
    """Something given to read cannot be read."""

    exit_code = 3


class InputMissing(InputError, FileNotFoundError):
    """A path that was named does not exist."""


class OutputError(KgError, OSError):
    """Something could not be written."""

    exit_code = 3


class DomainError(InputError):
    """A domain pack (ontology, lexicon, shapes) is wrong; says file and reason."""


class RuleError(DomainError):
    """A rule is wrong; says file, rule name and reason."""


class BackendError(KgError, RuntimeError):
    """A library, model or service that the work was handed to failed."""

    exit_code = 4
