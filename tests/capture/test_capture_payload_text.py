"""A document split into the text of its payload and its envelope, which other documents may share."""

from concurrent.futures import ThreadPoolExecutor

import ipsxml
from ipsxml.capture import Message, payload_text, payload_text_of

NAMESPACE = "http://www.scene7.com/IpsApi/xsd/2010-01-31"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


def envelope(handle: str, header: str = "") -> bytes:
    return (
        f'<s:Envelope xmlns:s="{SOAP}">{header}<s:Body>'
        f'<submitJobReturn xmlns="{NAMESPACE}"><jobHandle>{handle}</jobHandle></submitJobReturn>'
        "</s:Body></s:Envelope>"
    ).encode()


def test_an_envelope_shared_by_many_documents_is_parsed_once() -> None:
    payload_text._common_shell.cache_clear()

    for number in range(20):
        document = ipsxml.decode(envelope(f"j|{number}"), ipsxml.SubmitJobReturn)
        assert (document.soap_version, document.payload.job_handle) == ("1.1", f"j|{number}")

    assert payload_text._common_shell.cache_info().misses == 1


def test_different_envelopes_are_not_mixed_up() -> None:
    after_lines = Message(envelope("j|1"), lines_before=7)

    shells = [payload_text_of(message) for message in (after_lines, Message(envelope("j|1")))]

    assert [each and each.shell.payload.sourceline for each in shells] == [1, 1]
    assert shells[0] != shells[1]
    bare = ipsxml.decode(f'<submitJobReturn xmlns="{NAMESPACE}"><jobHandle/></submitJobReturn>'.encode())
    assert bare.soap_version is None


def test_an_envelope_with_a_header_is_not_cached() -> None:
    payload_text._common_shell.cache_clear()
    auth = f'<h:authHeader xmlns:h="{NAMESPACE}"><h:password>secret</h:password></h:authHeader>'

    assert payload_text_of(Message(envelope("j|1", f"<s:Header>{auth}</s:Header>"))) is not None

    assert payload_text._common_shell.cache_info().currsize == 0


def test_threads_share_cached_envelopes() -> None:
    payload_text._common_shell.cache_clear()
    documents = [envelope(f"j|{number}") for number in range(400)]

    with ThreadPoolExecutor(8) as pool:
        decoded = list(pool.map(lambda source: ipsxml.decode(source, ipsxml.SubmitJobReturn), documents))

    assert [each.payload.job_handle for each in decoded] == [f"j|{number}" for number in range(400)]
