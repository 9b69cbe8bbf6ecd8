"""Who may ask: the credentials that a request claims, and those that the service wants.

Claims live from reading a request's header to the check of it, and are in no record of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import NamedTuple

from lxml import etree
from werkzeug.sansio.request import Request

from ipsxml.capture import namespace_of
from ipsxml.capture.credentials import OLD_HEADERS, OLD_NAMESPACE
from ipsxml.contract import contract
from ipsxml.reading.spoken_version import spoken_version
from ipsxml.simulation.service_faults import named_fault

_OLD_USER, _OLD_PASSWORD = (f"{{{OLD_NAMESPACE}}}{name}" for name in OLD_HEADERS)


@dataclass(frozen=True, slots=True)
class Credentials:
    """The credentials that a service requires: a user with a password, or a token.

    That is a token or a SAML response, if the service has one. No text that shows a Credentials
    shows any of these, or a password.
    """

    user: str
    password: str = field(repr=False)
    access_token: str | None = field(default=None, repr=False)
    saml_response: str | None = field(default=None, repr=False)


class Claim(NamedTuple):
    """What one part of a request says about its sender: a token, or else a user with a password."""

    user: str = ""
    password: str = ""
    access_token: str | None = None
    saml_response: str | None = None

    def __repr__(self) -> str:
        return "Claim(…)"


def claims_of(
    header: etree._Element, auth_headers: list[etree._Element], payload: etree._Element | None
) -> Iterator[Claim]:
    """The claims of a header: those of each ``authHeader``, and of the blocks of older clients.

    ``payload`` is that of the request, whose version tells what ``authHeader`` may hold.
    """
    version = None if payload is None else spoken_version(payload)
    members = () if version is None else contract(version).types["authHeader"].members
    for auth_header in auth_headers:
        token, saml_response, user, password = (
            auth_header.findtext(f"{{{namespace_of(auth_header)}}}{name}")
            for name in ("accessToken", "samlResponse", "user", "password")
        )
        if token is not None:  # it replaces the user and the password
            yield Claim(access_token=token)
        elif saml_response is not None and "samlResponse" in members:  # and so does this
            yield Claim(saml_response=saml_response)
        elif user is not None or password is not None:
            yield Claim(user or "", password or "")
    user, password = header.findtext(_OLD_USER), header.findtext(_OLD_PASSWORD)
    if user is not None or password is not None:
        yield Claim(user or "", password or "")


def basic_claims(request: Request) -> Iterator[Claim]:
    """What HTTP's Authorization claims; of another kind than Basic, it is nobody that anyone knows."""
    if "Authorization" not in request.headers:
        return
    found = request.authorization
    if found is None or found.type != "basic":
        yield Claim()
    else:
        yield Claim(found.username or "", found.password or "")


def check_claims(wanted: Credentials | None, claims: tuple[Claim, ...], remark: str | None) -> None:
    """Check all claims of a request: whoever makes several must be right each time.

    ``remark`` says what is wrong with the header of a request that makes none. Raises
    ``ServiceFault``: 10000 where credentials are wanted and none are claimed, 10001 where others are.
    """
    if wanted is None:
        return
    if not claims:
        reason = remark or "the request has no credentials: expected an authHeader or HTTP Basic"
        raise named_fault("AUTHENTICATION_FAULT_CODE_NO_CREDENTIALS", reason)
    if not all([_is_right(claim, wanted) for claim in claims]):  # noqa: C419 - takes as long whichever is wrong
        reason = "the credentials were not accepted"
        raise named_fault("AUTHENTICATION_FAULT_CODE_INVALID_CREDENTIALS", reason)


def _is_right(claim: Claim, wanted: Credentials) -> bool:
    for claimed, expected in (
        (claim.access_token, wanted.access_token),
        (claim.saml_response, wanted.saml_response),
    ):
        if claimed is not None:
            return expected is not None and _is_same(claimed, expected)
    # Both are always compared, so that the time taken does not tell which was wrong.
    return _is_same(claim.user, wanted.user) & _is_same(claim.password, wanted.password)


def _is_same(claimed: str, wanted: str) -> bool:
    return compare_digest(claimed.encode("utf-8", "surrogatepass"), wanted.encode("utf-8", "surrogatepass"))
