"""Authentication: the credentials in a request, and those that the service requires.

Claims exist only between reading a request's header and checking them. They are never recorded.
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

    A token is an access token or a SAML response, if the service has one. The ``repr`` contains no token,
    SAML response, or password.
    """

    user: str
    password: str = field(repr=False)
    access_token: str | None = field(default=None, repr=False)
    saml_response: str | None = field(default=None, repr=False)


class Claim(NamedTuple):
    """The credentials in one part of a request: a token, or else a user with a password."""

    user: str = ""
    password: str = ""
    access_token: str | None = None
    saml_response: str | None = None

    def __repr__(self) -> str:
        return "Claim(…)"


def claims_of(
    header: etree._Element, auth_headers: list[etree._Element], payload: etree._Element | None
) -> Iterator[Claim]:
    """The claims in a header: in each ``authHeader``, and in the blocks of older clients.

    ``payload`` is the payload of the request, whose version determines the members of ``authHeader``.
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
        elif saml_response is not None and "samlResponse" in members:  # so does a SAML response
            yield Claim(saml_response=saml_response)
        elif user is not None or password is not None:
            yield Claim(user or "", password or "")
    user, password = header.findtext(_OLD_USER), header.findtext(_OLD_PASSWORD)
    if user is not None or password is not None:
        yield Claim(user or "", password or "")


def basic_claims(request: Request) -> Iterator[Claim]:
    """The claim in HTTP's Authorization field; an empty claim if its scheme is not Basic."""
    if "Authorization" not in request.headers:
        return
    found = request.authorization
    if found is None or found.type != "basic":
        yield Claim()
    else:
        yield Claim(found.username or "", found.password or "")


def check_claims(wanted: Credentials | None, claims: tuple[Claim, ...], problem: str | None) -> None:
    """Check all claims of a request: each of them must be correct.

    ``problem`` describes a problem with the header of a request that has no claims. Raises ``ServiceFault``:
    10000 if credentials are required and there are no claims, 10001 if a claim is wrong.
    """
    if wanted is None:
        return
    if not claims:
        reason = problem or "the request has no credentials: expected an authHeader or HTTP Basic"
        raise named_fault("AUTHENTICATION_FAULT_CODE_NO_CREDENTIALS", reason)
    if not all([_is_right(claim, wanted) for claim in claims]):  # noqa: C419 - takes the same time whichever is wrong
        reason = "the credentials were not accepted"
        raise named_fault("AUTHENTICATION_FAULT_CODE_INVALID_CREDENTIALS", reason)


def _is_right(claim: Claim, wanted: Credentials) -> bool:
    for claimed, expected in (
        (claim.access_token, wanted.access_token),
        (claim.saml_response, wanted.saml_response),
    ):
        if claimed is not None:
            return expected is not None and _is_same(claimed, expected)
    # Both are always compared, so that the time taken does not reveal which one was wrong.
    return _is_same(claim.user, wanted.user) & _is_same(claim.password, wanted.password)


def _is_same(claimed: str, wanted: str) -> bool:
    return compare_digest(claimed.encode("utf-8", "surrogatepass"), wanted.encode("utf-8", "surrogatepass"))
