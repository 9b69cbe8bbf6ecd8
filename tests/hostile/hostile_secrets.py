"""Captures with a password, token, or cookie, each in a different place, and damaged copies of them."""

import base64
import gzip
import json
from collections.abc import Iterator

SECRETS = {"user": "Girlitz", "password": "Kanarie-5711", "token": "Zeisig-9931", "cookie": "Stieglitz-1374"}
USER, PASSWORD, TOKEN, COOKIE = SECRETS.values()
BASIC = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
_BEGINNING = 5  # the characters of a secret that a truncated capture may still contain

NAMESPACE = "http://www.scene7.com/IpsApi/xsd/2013-02-15"
FAMILY = "http://www.scene7.com/IpsApi/xsd"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
_SECURITY = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
_MEMBERS = "<companyHandle>c|7</companyHandle><jobHandle>j</jobHandle>"
PARAMETERS = f'<stopJobParam xmlns="{NAMESPACE}">{_MEMBERS}</stopJobParam>'


def secrets_in(text: str) -> set[str]:
    """The names of the secrets that ``text`` contains, even if only their beginning."""
    bare = text.replace("\0", "").casefold()
    found = {name for name, secret in SECRETS.items() if secret[:_BEGINNING].casefold() in bare}
    return found | ({"basic"} if BASIC[:12].casefold() in bare else set())


def _header(members: str, attributes: str = "") -> str:
    return f'<authHeader xmlns="{FAMILY}"{attributes}>{members}</authHeader>'


def _envelope(header: str = "", payload: str = PARAMETERS, after: str = "") -> str:
    head = f"<s:Header>{header}</s:Header>" if header else ""
    return f'<s:Envelope xmlns:s="{SOAP}">{head}<s:Body>{payload}</s:Body>{after}</s:Envelope>'


CREDENTIALS = f"<user>{USER}</user><password>{PASSWORD}</password>"
AUTH = _header(CREDENTIALS)
_FAULT = f"<s:Fault><faultcode>a</faultcode><faultstring>b</faultstring><detail>{AUTH}</detail></s:Fault>"
XML = {
    "user and password": _envelope(AUTH),
    "token": _envelope(_header(f"<accessToken>{TOKEN}</accessToken>")),
    "SAML response": _envelope(_header(f"<samlResponse>{TOKEN}</samlResponse>")),
    "version's own namespace": _envelope(AUTH.replace(FAMILY, NAMESPACE)),
    "CDATA": _envelope(_header(f"<password><![CDATA[{PASSWORD}]]></password>")),
    "characters by number": _envelope(
        _header("<password>" + "".join(f"&#{ord(each)};" for each in PASSWORD) + "</password>")
    ),
    "attribute": _envelope(_header(f"<password value='{PASSWORD}'/>", f" token='{TOKEN}'")),
    "inside a member": _envelope(
        _header(f"<password><b>{PASSWORD}</b></password><locale>{TOKEN}<a/></locale>")
    ),
    "stray text": _envelope(_header(f"{TOKEN}<locale>en</locale>{PASSWORD}")),
    "other names": _envelope(
        _header(f"<Passwort>{PASSWORD}</Passwort><sessionCookie>{COOKIE}</sessionCookie>")
    ),
    "comment and instruction": _envelope(_header(f"<!-- {PASSWORD} --><?token {TOKEN}?>")),
    "comment around": f"<!-- {COOKIE} --><?token {TOKEN}?>{_envelope(AUTH)}<!-- {PASSWORD} -->",
    "old headers": _envelope(
        f'<AuthUser xmlns="http://www.scene7.com/IpsApi">{USER}</AuthUser>'
        f'<AuthPassword xmlns="http://www.scene7.com/IpsApi">{PASSWORD}</AuthPassword>'
    ),
    "WS-Security": _envelope(
        f'<w:Security xmlns:w="{_SECURITY}" s:mustUnderstand="1"><w:UsernameToken w:Id="{TOKEN}">'
        f"<w:Username>{USER}</w:Username><w:Password>{PASSWORD}</w:Password></w:UsernameToken></w:Security>"
    ),
    "foreign header": _envelope(f'<c:Cookie xmlns:c="urn:c" c:token="{TOKEN}">{COOKIE}</c:Cookie>'),
    "in the Body": _envelope("", AUTH),
    "in the payload": _envelope("", PARAMETERS.replace("<jobHandle>", f"{AUTH}<jobHandle>", 1)),
    "after the Body": _envelope("", PARAMETERS, AUTH),
    "in a fault": _envelope("", _FAULT),
    "bare": AUTH,
    "bare, of no namespace": f"<authHeader>{CREDENTIALS}<accessToken>{TOKEN}</accessToken></authHeader>",
    "beside advice": _envelope(_header(f"{CREDENTIALS}<gzipResponse>maybe</gzipResponse>")),
}


def _http(start: str, *fields: str, body: bytes) -> bytes:
    lines = [start, *fields, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


_POST, _OK = "POST /scene7/api/IpsApiService HTTP/1.1", "HTTP/1.1 200 OK"
_HOST = "Host: example.com"
_CHUNKS = b"%x;token=%s\r\n%s\r\n0\r\nCookie: %s\r\n\r\n"
_BODY = XML["user and password"].encode()
HTTP = {
    "Authorization": _http(_POST, _HOST, f"Authorization: Basic {BASIC}", body=_BODY),
    "bearer": _http(_POST, _HOST, f"authorization: Bearer {TOKEN}", body=_BODY),
    "Cookie": _http(_POST, _HOST, f"Cookie: session={COOKIE}; other=1", body=_BODY),
    "Set-Cookie": _http(_OK, f"Set-Cookie: session={COOKIE}; Secure", body=_BODY),
    "custom field": _http(_OK, f"X-{TOKEN}: {PASSWORD}", body=_BODY),
    "in the address": _http(f"POST /?token={TOKEN} HTTP/1.1", _HOST, body=_BODY),
    "in the reason": _http(f"HTTP/1.1 500 {TOKEN}", body=_BODY),
    "folded": _http(_POST, _HOST, f"Authorization: Bearer\r\n {TOKEN}", body=_BODY),
    "malformed field": _http(_POST, _HOST, f"Cookie {COOKIE}", f"Authorization : {TOKEN}", body=_BODY),
    "in a boundary": _http(_OK, f"Content-Type: multipart/related; boundary={TOKEN}", body=_BODY),
    "around chunks": _http(_OK, "Transfer-Encoding: chunked", body=b"").replace(b"Content-Length: 0\r\n", b"")
    + _CHUNKS % (len(_BODY), TOKEN.encode(), _BODY, COOKIE.encode()),
    "gzip": _http(_OK, "Content-Encoding: gzip", f"Set-Cookie: {COOKIE}", body=gzip.compress(_BODY, mtime=0)),
    "as a tool prints it": f"> POST / HTTP/1.1\n> Cookie: {COOKIE}\n>\n{_BODY.decode()}".encode(),
}
_ANSWER = _http(_OK, f"Set-Cookie: session={COOKIE}", body=_BODY)
_FIELD = f'Content-Disposition: form-data; name="%s"; filename="{TOKEN}"\r\nX: {COOKIE}\r\n\r\n'
_FORM = "".join(
    f"--{TOKEN}\r\n{_FIELD % name}{document}\r\n"
    for name, document in (("auth", AUTH), ("uploadParams", PARAMETERS))
)
_DUMPED = f"POST /?token={TOKEN} HTTP/1.1\n0028: Authorization: Basic {BASIC}\n0060: \n"
CONTAINERS = {
    "conversation": _http(_POST, _HOST, f"Authorization: Basic {BASIC}", body=_BODY) + _ANSWER,
    "challenge": _http("HTTP/1.1 401 No", f"Set-Cookie: {COOKIE}", body=TOKEN.encode()) + _ANSWER,
    "curl -v": (
        f"* Server auth using Basic with user '{USER}'\n> POST /?token={TOKEN} HTTP/1.1\n> Host: a\n"
        f"> Authorization: Basic {BASIC}\n>\n< HTTP/1.1 200 OK\n< Set-Cookie: {COOKIE}\n<\n{_BODY.decode()}"
    ).encode(),
    "curl --trace-ascii": (
        f"=> Send header, 99 bytes (0x63)\n0000: {_DUMPED}"
        f"=> Send data, {len(_BODY)} bytes (0x1)\n0000: {_BODY.decode()}\n"
    ).encode(),
    "form": _http(
        _POST, f"Content-Type: multipart/form-data; boundary={TOKEN}", body=f"{_FORM}--{TOKEN}--".encode()
    ),
    "log": (
        f"INFO {USER} {PASSWORD}\nHeaders: {{Authorization=Basic {BASIC}, Cookie={COOKIE}}}\n"
        f"Payload: {_BODY.decode()}\nINFO {TOKEN} {_BODY[:-30].decode()}\nINFO {_BODY.decode()}"
    ).encode(),
    "result of SoapUI": (
        f"Endpoint: http://{USER}:{PASSWORD}@a/?token={TOKEN}\nPassword: {PASSWORD}\n"
        f"------ Request ------\nRequest Headers: {{Authorization=[Basic {BASIC}]}}\n\n{_BODY.decode()}\n"
        f"------ Response ------\nResponse Headers: {{#status#=[HTTP/1.1 200 OK], Set-Cookie=[{COOKIE}]}}\n\n"
        f"{_BODY.decode()}\n"
    ).encode(),
}
_HAR = {
    "log": {
        "entries": [
            {
                "request": {
                    "url": f"https://{USER}:{PASSWORD}@example.com/?token={TOKEN}",
                    "headers": [{"name": "Authorization", "value": f"Basic {BASIC}"}],
                    "cookies": [{"name": "session", "value": COOKIE}],
                    "postData": {"mimeType": "text/xml", "text": _BODY.decode()},
                }
            }
        ]
    }
}
_CLAIM = {"user": USER, "password": PASSWORD, "accessToken": TOKEN}
_STOP = {"companyHandle": "c|7", "jobHandle": "j"}
JSON: dict[str, object] = {
    "HAR": _HAR,
    "entry of HAR": _HAR["log"]["entries"][0],
    "list": [_CLAIM],
    "authHeader": {"@apiVersion": "pre-4.0", "authHeader": {**_CLAIM, "locale": "en-US"}},
    "authHeader, invalid": {
        "@apiVersion": "pre-4.0",
        "authHeader": {**_CLAIM, "locale": [TOKEN], "x": COOKIE},
    },
    "authHeader, text": {"@apiVersion": "pre-4.0", "authHeader": TOKEN},
    "header beside": {
        "@apiVersion": "2013-02-15",
        "@soap": "1.1",
        "stopJobParam": _STOP,
        "authHeader": _CLAIM,
    },
    "header within": {"@apiVersion": "2013-02-15", "stopJobParam": {**_STOP, "authHeader": _CLAIM}},
    "HTTP beside": {"@apiVersion": "2013-02-15", "stopJobParam": _STOP, "headers": {"Cookie": COOKIE}},
    "patch": [{"op": "add", "path": "/stopJobParam/authHeader", "value": _CLAIM}],
}

CAPTURES: dict[str, bytes] = {
    **{f"XML, {name}": content.encode() for name, content in XML.items()},
    **{f"HTTP, {name}": content for name, content in HTTP.items()},
    **{f"container, {name}": content for name, content in CONTAINERS.items()},
    **{f"JSON, {name}": json.dumps(content).encode() for name, content in JSON.items()},
}


def damaged(content: bytes) -> Iterator[bytes]:
    """Malformed and truncated copies of the capture."""
    yield from (content[: len(content) * part // 16] for part in range(1, 16))
    spots = [place for place, byte in enumerate(content) if byte in b'<>/="{}[],:;\r\n']
    for place in spots[:: max(1, len(spots) // 12)]:
        yield content[:place] + content[place + 1 :]
        yield content[:place] + b"\0" + content[place:]
    first = min(content.find(secret.encode()) % len(content) for secret in SECRETS.values())
    yield content[:first] + b"\xff" + content[first:]
    yield content[:first] + b"&" + content[first:]
    yield content[:first] + b'<!DOCTYPE "' + content[first:]
    yield content.decode("latin-1").encode("utf-16")
    yield b'<?xml version="1.0" encoding="utf-32"?>' + content
    yield b"<!DOCTYPE a>" + content
    packed = gzip.compress(content, mtime=0)
    yield from (packed, packed[: len(packed) // 2], packed[:-8] + bytes(8))
