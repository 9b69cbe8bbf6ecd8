"""URLs without credentials, for the origin of a capture."""

import re

_SECRET = re.compile(
    r"auth|code|cred|jwt|key|login|mail|pass|pwd|secret|session|sid\b|sig|token|user", re.IGNORECASE
)
_REDACTED = "…"
_SCHEMES = ("http", "https", "ws", "wss", "")


def harmless_url(url: object) -> str | None:
    """A URL without user, password, fragment, session, and secret query values; ``None`` if it is not a URL.

    >>> harmless_url("https://me:word@ips.example/a;jsessionid=1F?token=abc&page=2")
    'https://ips.example/a?token=…&page=2'
    """
    from urllib.parse import urlsplit, urlunsplit  # not needed to recognize a file

    if not isinstance(url, str):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES:  # data:, for example, which contains the whole content
        return f"{parts.scheme}:{_REDACTED}"
    path = "/".join(segment.partition(";")[0] for segment in parts.path.split("/"))
    query = "&".join(_harmless_pair(pair) for pair in parts.query.split("&"))
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], path, query, ""))


def _harmless_pair(pair: str) -> str:
    name, sign, _ = pair.partition("=")
    if not sign and len(name) > 32:  # a value without a name
        return _REDACTED
    return f"{name}={_REDACTED}" if sign and _SECRET.search(name) else pair
