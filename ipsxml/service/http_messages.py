"""The adapter between aiohttp, which serves, and the application, which does no networking."""

from aiohttp import web
from werkzeug.datastructures import Headers
from werkzeug.sansio.request import Request

from ipsxml.service.http_answer import HttpAnswer
from ipsxml.service.request_body import MOST_BYTES

_PIECE = 1 << 16
_MOST_DROPPED = 256 << 20


async def read_body(request: web.Request) -> bytes:
    """The body of a request; if it is too large, only its first ``MOST_BYTES`` + 1 bytes.

    The rest is read and dropped, up to a limit, because most clients read the answer only after they have
    sent everything.
    """
    body, dropped = bytearray(), 0
    async for piece in request.content.iter_chunked(_PIECE):
        if len(body) <= MOST_BYTES:
            body += piece
        elif (dropped := dropped + len(piece)) > _MOST_DROPPED:
            break
    return bytes(body[: MOST_BYTES + 1])


def without_io(request: web.Request) -> Request:
    """The head of a request, in the form that the application takes."""
    assert request.transport is not None
    return Request(
        request.method,
        request.scheme,
        request.transport.get_extra_info("sockname")[:2],
        "",
        request.path,
        request.rel_url.raw_query_string.encode(),
        Headers(list(request.headers.items())),
        request.remote,
    )


async def send_half(request: web.Request, answer: HttpAnswer) -> web.StreamResponse:
    """Send half of an answer, then close the connection."""
    response = web.StreamResponse(status=answer.status, headers=answer.headers)
    response.content_length = len(answer.content)
    await response.prepare(request)
    await response.write(answer.content[: len(answer.content) // 2])
    if request.transport is not None:
        request.transport.close()
    return response
