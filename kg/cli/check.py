"""`kg validate`."""

from __future__ import annotations

COMMANDS = ()
