import re

import pytest

from ipsxml.codec import Document
from ipsxml.contract import family
from ipsxml.redaction import Redactor


def redacted_url(redactor: Redactor, url: str) -> object:
    document = Document({"sourceUrl": url, "destPath": "a"}, "2010-01-31", "uploadUrl")
    value = redactor.redact(document).payload
    assert isinstance(value, dict)
    return value["sourceUrl"]


@pytest.mark.parametrize(
    ("url", "pattern"),
    [
        ("https://example.com/a/b.tif", r"https://example\.com/a/b\.tif"),
        ("http://example.com", r"http://example\.com"),
        ("HTTPS://[2001:db8::1]:8443/Ä%20b/", r"HTTPS://\[2001:db8::1\]:8443/Ä%20b/"),
        ("ftp://me:secret@example.com/a", r"ftp://user-[0-9a-f]{10}@example\.com/a"),
        ("sftp://me:p%40ss;x@example.com:22/a", r"sftp://user-[0-9a-f]{10}@example\.com:22/a"),
        ("https://example.com/a?token=secret;b=c", r"https://example\.com/a\?query-[0-9a-f]{10}"),
        ("https://me@example.com?a=b?c", r"https://user-[0-9a-f]{10}@example\.com\?query-[0-9a-f]{10}"),
        ("http://[secret/", r"url-[0-9a-f]{10}"),
        ("", ""),
    ],
)
def test_of_a_url_the_user_info_and_the_query_are_replaced(url: str, pattern: str) -> None:
    assert re.fullmatch(pattern, str(redacted_url(Redactor(), url)))


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://user:sec/ret@host/f.tif", "ftp://user:sec?ret@host/f.tif", "ftp://user:sec#ret@host/f.tif"),
        *(
            "ftp://user:sec@ret@host/",
            "ftp://user:secret",
            "ftp://user:se cret@h/",
            "ftp://user%3Asecret%40h/",
        ),
        *("u:secret@h/p", "//u:secret@h/p", "jdbc:mysql://u:secret@h/db", "mailto:secret@h", "data:,secret"),
        *(r"https://h\@u:secret/", r"https://h/a\secret", "https://h:80:secret/", "https:///secret"),
        *("https://@h/secret", "https://h/a#access_token=secret", "https://h/a?b#secret"),
        *("https://h/a;jsessionid=secret", "https://h/;secret/a", "https://h/a%3Btoken=secret"),
        *("https://h/https://u:secret@h2/", "https://h/u%3Asecret%40h2", "https://h/u:secret%252540h2"),
        *("https://h/a%00secret", "https://h/a\tsecret", "https://h/a\nsecret", " https://h/secret"),
        *("https://h/a?secret\x85", "https://h/u:secret\uff20h2/"),
    ],
)
def test_what_is_no_plain_url_is_replaced_as_a_whole(url: str) -> None:
    assert re.fullmatch("url-[0-9a-f]{10}", str(redacted_url(Redactor(), url)))


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
        and member.type.name == "xs:string"
        and member.identifies is None
    ]

    assert unmarked == []
    assert family().types["HandleArray"].members["items"].identifies == "handle"
