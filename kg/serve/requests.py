"""What a request asks, by the SPARQL 1.1 Protocol: one query or update, in any of its forms, with its dataset."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from email.message import Message
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kg.serve.limits import MEGABYTE, Limits
from kg.serve.refusal import Refusal

_FORM: Final = "application/x-www-form-urlencoded"
_DIRECT: Final = {"application/sparql-query": "query", "application/sparql-update": "update"}
_DATASETS: Final = {
    "query": ("default-graph-uri", "named-graph-uri"),
    "update": ("using-graph-uri", "using-named-graph-uri"),
}
_FIELDS: Final = 1000

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or an update; a dataset's part is None where the request names none."""

    verb: str
    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


async def operation(request: Request, limits: Limits) -> Operation | None:
    """Read a request; None when it asks nothing, as a GET without a query does. Raises Refusal for a wrong one."""
    fields = parameters(request)
    if request.method != "POST":
        if any(name == "update" for name, _ in fields):
            raise Refusal(400, "an update is sent by POST, not in an address")
        return _chosen(fields) if any(name == "query" for name, _ in fields) else None
    kind, charset = _content_type(request)
    if kind != _FORM and kind not in _DIRECT:
        raise Refusal(415, f"a POST has one of the types {', '.join((_FORM, *_DIRECT))}; say it in Content-Type")
    if charset.lower() not in ("utf-8", "utf8"):
        raise Refusal(415, f"the charset {charset} is not read; send UTF-8")
    body = await _body(request, limits)
    if kind == _FORM:
        return _chosen(fields + _parsed(body))
    if any(name in _DATASETS for name, _ in fields):
        raise Refusal(400, "the query or update is in the body already; leave it out of the address")
    return _chosen([*fields, (_DIRECT[kind], body)])


def parameters(request: Request) -> Fields:
    """Return the parameters of a request's address; raises Refusal when they are no UTF-8."""
    return _parsed(request.scope["query_string"].decode("latin-1"))


def _parsed(text: str) -> Fields:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise Refusal(400, "the parameters are no UTF-8 behind their percent signs") from None
    except ValueError:
        raise Refusal(400, f"there are more than {_FIELDS:,} parameters") from None


def _chosen(fields: Fields) -> Operation:
    asked = [(name, value) for name, value in fields if name in _DATASETS]
    if len(asked) != 1:
        raise Refusal(400, f"a request holds one query or one update, not {len(asked)}")
    verb, text = asked[0]
    for name, _ in fields:
        if name in _DATASETS["update" if verb == "query" else "query"]:
            raise Refusal(400, f"{name} is no parameter of a{'n' if verb == 'update' else ''} {verb}")
    default, named = (tuple(value for name, value in fields if name == known) for known in _DATASETS[verb])
    if not default and not named:
        return Operation(verb, text)
    return Operation(verb, text, default, named)


def _content_type(request: Request) -> tuple[str, str]:
    message = Message()
    message["Content-Type"] = request.headers.get("content-type", "")
    charset = message.get_param("charset", "utf-8")
    said = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return said, charset if isinstance(charset, str) else "unknown"


async def _body(request: Request, limits: Limits) -> str:
    """Read a body that comes in time and is not too long."""
    most = limits.max_query * MEGABYTE
    too_long = Refusal(
        413, f"the request is longer than {limits.max_query} MB; start the server with a larger --max-query"
    )
    said = request.headers.get("content-length", "")
    if said.isdigit() and int(said) > most:
        raise too_long
    body = bytearray()
    try:
        async with asyncio.timeout(limits.receiving):
            async for piece in request.stream():
                body += piece
                if len(body) > most:
                    raise too_long
        return body.decode()
    except TimeoutError:
        raise Refusal(408, f"the request did not come within {limits.receiving:g} s") from None
    except UnicodeDecodeError:
        raise Refusal(400, "the request is no UTF-8") from None
    except ClientDisconnect:
        raise Refusal(400, "the request broke off") from None
