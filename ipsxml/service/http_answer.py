"""HTTP answers: a status, content, and its type, compressed on request."""

import gzip
from dataclasses import dataclass, field

from werkzeug.sansio.request import Request


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """An answer to be sent ``delay`` seconds later, and cut off in the middle if ``is_cut``."""

    status: int
    content: bytes
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    is_cut: bool = False


def http_answer(
    request: Request, content: bytes, content_type: str, status: int = 200, *, zipped: bool | None = None
) -> HttpAnswer:
    """An answer, compressed if ``zipped``. If that is ``None``, the request's Accept-Encoding decides."""
    headers = {"Content-Type": content_type, "Vary": "Accept-Encoding"}
    if zipped or (zipped is None and request.accept_encodings.quality("gzip") > 0):
        return HttpAnswer(status, gzip.compress(content, mtime=0), headers | {"Content-Encoding": "gzip"})
    return HttpAnswer(status, content, headers)


def text_answer(request: Request, text: str, status: int = 200) -> HttpAnswer:
    """An answer in plain text for people."""
    return http_answer(request, f"{text}\n".encode(), "text/plain; charset=utf-8", status)
