"""Containers of several captures: a module for each form, and a table of the forms.

Nothing here is imported to read a plain document.
"""

from ipsxml.capture.containers import (
    archives,
    conversation,
    curl_trace,
    curl_verbose,
    fiddler_sessions,
    har,
    json_lines,
    logs,
    mitmproxy_flows,
    multipart_form,
    packets,
    soapui_results,
    vcr_cassettes,
    wiremock,
)
from ipsxml.capture.containers.form import Form

FORMS: tuple[Form, ...] = (
    json_lines.FORM,
    har.FORM,
    vcr_cassettes.FORM,
    wiremock.FORM,
    fiddler_sessions.FORM,
    *archives.FORMS,
    mitmproxy_flows.FORM,
    conversation.FORM,
    multipart_form.FORM,
    packets.FORM,
    curl_trace.FORM,
    curl_verbose.FORM,
    soapui_results.FORM,
    logs.FORM,  # last, because it accepts any text
)
"""The forms, in the order in which they are tried."""


def form_of(head: bytes) -> Form | None:
    """The form of the container that begins with ``head``; ``None`` if it is not a container.

    >>> form_of(b'{"@apiVersion":"2010-01-31","stopJobReturn":{}}').name
    'JSON lines'
    """
    return next((form for form in FORMS if form.begins(head)), None)
