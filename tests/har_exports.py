"""Small HAR exports as browsers and proxies write them, with secrets in the usual places."""

import json
from collections.abc import Mapping
from typing import Any

SECRET = "Kanarienvogel"  # noqa: S105 - must never appear in output
ENDPOINT = "https://s7sps1.example.com/scene7/services/IpsApiService"
NAMESPACE = "http://www.scene7.com/IpsApi/xsd/2010-01-31"
REQUEST = (
    f'<stopJobParam xmlns="{NAMESPACE}"><companyHandle>c|7</companyHandle>'
    "<jobHandle>j|7||winter|1</jobHandle></stopJobParam>"
)
ANSWER = f'<submitJobReturn xmlns="{NAMESPACE}"><jobHandle>j|7||winter|1</jobHandle></submitJobReturn>'
PAGE = "<!DOCTYPE html>\n<html><body>Hello</body></html>"


def entry(
    answer: Mapping[str, Any] | str | None = ANSWER,
    *,
    asked: Mapping[str, Any] | str | None = None,
    url: str = ENDPOINT,
    status: int = 200,
) -> dict[str, Any]:
    """One entry. ``answer`` and ``asked`` are each a text or the object that HAR has in that place."""
    headers = [{"name": ":authority", "value": "x"}, {"name": "Authorization", "value": f"Basic {SECRET}"}]
    request: dict[str, Any] = {"method": "GET" if asked is None else "POST", "url": url, "headers": headers}
    if asked is not None:
        request["postData"] = {"mimeType": "text/xml", "text": asked} if isinstance(asked, str) else asked
    content = {"size": 99, "mimeType": "text/xml"}
    answered = {**content, "text": answer} if isinstance(answer, str) else {**content, **(answer or {})}
    cookies = [{"name": "JSESSIONID", "value": SECRET}]
    return {
        "_initiator": {
            "type": "script",
            "stack": {"callFrames": [{"url": "https://a/b.js", "lineNumber": 1}]},
        },
        "request": {**request, "cookies": cookies, "bodySize": -1},
        "response": {"status": status, "headers": headers, "cookies": cookies, "content": answered},
        "startedDateTime": "2013-03-04T09:30:00.1234567-08:00",
        "time": 409.5,
    }


def har(*entries: object, indent: int | None = None) -> bytes:
    """A HAR export with these entries."""
    log = {"version": "1.2", "creator": {"name": "x"}, "pages": [{"id": "page_1"}], "entries": entries}
    return json.dumps({"log": log}, indent=indent).encode()
