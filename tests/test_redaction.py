import re

import pytest
from plain_values import full_value

import ipsxml
from ipsxml.codec import Document, write_json
from ipsxml.contract import family, version_named
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
        ("ftp://me:secret@example.com/a", r"ftp://user-[0-9a-f]{16}@example\.com/a"),
        ("sftp://me:p%40ss;x@example.com:22/a", r"sftp://user-[0-9a-f]{16}@example\.com:22/a"),
        ("https://example.com/a?token=secret;b=c", r"https://example\.com/a\?query-[0-9a-f]{16}"),
        ("https://me@example.com?a=b?c", r"https://user-[0-9a-f]{16}@example\.com\?query-[0-9a-f]{16}"),
        ("http://[secret/", r"url-[0-9a-f]{16}"),
        ("", ""),
    ],
)
def test_user_info_and_query_of_a_url_are_replaced(url: str, pattern: str) -> None:
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
def test_an_unusual_url_is_replaced_as_a_whole(url: str) -> None:
    assert re.fullmatch("url-[0-9a-f]{16}", str(redacted_url(Redactor(), url)))


def test_a_value_has_one_pseudonym_per_run() -> None:
    redactor, other = Redactor(), Redactor()
    url = "https://me@example.com/"

    assert redacted_url(redactor, url) == redacted_url(redactor, url) != redacted_url(other, url)


def test_every_identifying_member_of_the_schemas_is_marked() -> None:
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


JOB = "j|110||winter_2013|5000"
UPLOAD = {"sourceUrl": "ftp://me:s3cret@example.org/a.tif?sig=abcdef", "destPath": "store-west/red.tif"}


def redacted_job(redactor: Redactor, **changes: object) -> dict[str, object]:
    value = full_value(version_named("2013-02-15"), "ActiveJob") | changes
    redacted = redactor.redact(Document(value, "2013-02-15", "activeJob"))
    assert isinstance(redacted.payload, dict)
    assert ipsxml.validate(write_json(redacted)).valid
    return dict(redacted.payload)


def test_a_replaced_value_is_also_replaced_in_texts() -> None:
    job = redacted_job(
        Redactor(),
        jobHandle=JOB,
        submitUserEmail="user@example.org",
        serverName="render-7",
        description=f"{JOB}: ask user@example.org, on render-7, not render-77",
        originalName=f"copy of {JOB}",
        uploadUrlsJob=full_value(version_named("2013-02-15"), "UploadUrlsJob") | {"urlArray": [UPLOAD]},
        progressMessage="red.tif from ftp://me:s3cret@example.org/ by s3cret, abcdef; store-west/red.tif",
    )

    handle, email, server = (job[name] for name in ("jobHandle", "submitUserEmail", "serverName"))
    assert job["description"] == f"{handle}: ask {email}, on {server}, not render-77"
    assert job["originalName"] == f"copy of {handle}"
    text = str(job)
    assert [
        secret for secret in (JOB, "user@", "s3cret", "abcdef", "store-west", "red.tif") if secret in text
    ] == []
    [upload] = job["uploadUrlsJob"]["urlArray"]  # type: ignore[index]
    folder, file = upload["destPath"].split("/")
    assert re.fullmatch("part-[0-9a-f]{16}", folder)
    assert re.fullmatch(r"part-[0-9a-f]{16}\.tif", file)
    assert str(job["progressMessage"]).startswith(f"{file} from ftp://user-")
    assert str(job["progressMessage"]).endswith(f"; {folder}/{file}")


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("write to somebody@example.org.", r"write to user-[0-9a-f]{16}@example\.com\."),
        ("(https://a:b@example.org/x)", r"\(https://user-[0-9a-f]{16}@example\.org/x\)|\(url-[0-9a-f]{16}"),
        ("see https://example.org/x", "see https://example.org/x"),
        ("see https://example.org/x?token=1", r"see https://example\.org/x\?query-[0-9a-f]{16}"),
        ("50% done, 3 of 6", "50% done, 3 of 6"),
        ("", ""),
    ],
)
def test_addresses_and_urls_with_credentials_are_redacted_in_any_text(text: str, pattern: str) -> None:
    fault = Document({"code": 10001, "reason": text}, "2013-02-15", "authenticationFault")

    payload = Redactor().redact(fault).payload

    assert isinstance(payload, dict)
    assert re.fullmatch(pattern, str(payload["reason"]))


def test_the_same_key_gives_the_same_pseudonyms() -> None:
    url = "https://me@example.com/"

    first, again, other = (redacted_url(Redactor(key), url) for key in (b"k" * 16, b"k" * 16, b"x" * 100))

    assert first == again != other


def test_many_values_and_texts_take_linear_time() -> None:
    handles = [f"h|{number:07d}" for number in range(20_000)]
    array = Document(handles, "2013-02-15", "handleArray")

    redacted = Redactor().redact(array).payload

    assert isinstance(redacted, list)
    assert len(set(map(str, redacted))) == len(handles)
