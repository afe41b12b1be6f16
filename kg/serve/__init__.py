"""A graph over HTTP: the SPARQL 1.1 Protocol, the Graph Store Protocol for reading, and a page to ask from.

Nothing of a stranger's is evaluated in the server itself. Each query runs in a child of its own, on a snapshot that
nobody writes to, with limits on time, memory, rows and bytes; its answer is written to a file to its end before the
status line is sent, so that a 200 is never cut short.
"""

from kg.serve.limits import Limits
from kg.serve.server import Settings, serve

__all__ = ["Limits", "Settings", "serve"]
