import re

import pytest

from ipsxml.codec import PlainDocument
from ipsxml.contract import family, version_named
from ipsxml.redaction import Redactor


def redacted_url(redactor: Redactor, url: str) -> object:
    document = PlainDocument({"sourceUrl": url, "destPath": "a"}, version_named("2010-01-31"), "uploadUrl")
    value = redactor.redact(document).value
    assert isinstance(value, dict)
    return value["sourceUrl"]


@pytest.mark.parametrize(
    ("url", "pattern"),
    [
        ("https://example.com/a/b.tif", r"https://example\.com/a/b\.tif"),
        ("ftp://me:secret@example.com/a", r"ftp://user-[0-9a-f]{10}@example\.com/a"),
        ("https://example.com/a?token=secret#part", r"https://example\.com/a\?query-[0-9a-f]{10}#part"),
        ("http://[secret/", r"url-[0-9a-f]{10}"),
        ("", ""),
    ],
)
def test_of_a_url_the_user_info_and_the_query_are_replaced(url: str, pattern: str) -> None:
    assert re.fullmatch(pattern, str(redacted_url(Redactor(), url)))


def test_a_value_has_one_pseudonym_in_a_run_and_another_in_the_next() -> None:
    redactor, other = Redactor(), Redactor()
    url = "https://me@example.com/"

    assert redacted_url(redactor, url) == redacted_url(redactor, url) != redacted_url(other, url)


def test_every_handle_email_server_and_url_of_the_schemas_is_marked_as_identifying() -> None:
    unmarked = [
        f"{complex_type.name}/{member.name}"
        for complex_type in family().types.values()
        for member in complex_type.members.values()
        if re.search("(Handle|Email|serverName|Url)$", member.name)
        and member.type == "xs:string"
        and member.identifies is None
    ]

    assert unmarked == []
    assert family().types["HandleArray"].members["items"].identifies == "handle"
