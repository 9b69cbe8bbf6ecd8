"""The pytest plugin of ipsxml: fixtures, readable comparisons, and captures as tests.

pytest imports this module on every start. So it is outside the package ``ipsxml``, which imports lxml, and
each function imports what it needs.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ipsxml import Document
    from ipsxml.service import Service
    from ipsxml.testing.plugin_captures import LoadCapture


_WIDTH = 100  # columns of an explanation; with -vv, nothing is cut


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option and the settings that the documentation lists."""
    parser.getgroup("ipsxml", "job documents of the Image Production System").addoption(
        "--ips-validate",
        action="append",
        default=[],
        metavar="GLOB",
        help="collect each capture that matches, or that is in a matching directory, as a test that passes "
        "if the document is valid; repeatable",
    )
    parser.addini(
        "ips_validate", "globs of captures to validate, relative to rootdir", "linelist", default=[]
    )
    parser.addini(
        "ips_validate_strict", "treat advisory warnings about such captures as errors", "bool", default=False
    )
    parser.addini(
        "ips_captures_dir",
        "a second directory in which ips_capture looks, relative to rootdir",
        "string",
        default="",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Collect captures, if the option or the setting asks for them."""
    if config.getoption("ips_validate") or config.getini("ips_validate"):
        from ipsxml.testing.plugin_collecting import CaptureCollector

        config.pluginmanager.register(CaptureCollector(config), "ipsxml-collecting")


def pytest_assertrepr_compare(
    config: pytest.Config, op: str, left: object, right: object
) -> list[str] | None:
    """Explain why model objects or documents are not equal."""
    if op != "==" or "ipsxml.model" not in sys.modules:
        return None
    from ipsxml.testing.plugin_comparing import explain

    is_whole = config.get_verbosity(pytest.Config.VERBOSITY_ASSERTIONS) > 1
    return explain(left, right, width=None if is_whole else _WIDTH)


@pytest.fixture(scope="session")
def ips_sample() -> Callable[..., Document]:
    """Generate a document: ips_sample("ActiveJob", api="2013-02-15"), of any type, operation, and version.

    The arguments are those of ipsxml.sample; the same arguments give the same document.
    """
    import ipsxml

    sample: Callable[..., Document] = ipsxml.sample
    return sample


@pytest.fixture(scope="module")
def ips_capture(request: pytest.FixtureRequest) -> LoadCapture:
    """Load a capture as a document: ips_capture("response.xml"); api=… requires that version.

    It is looked up in the directory of the test file, then in the directory that ips_captures_dir names.
    """
    from ipsxml.testing.plugin_captures import capture_loader

    return capture_loader(request.path, request.config)


@pytest.fixture(scope="session")
def assert_ips_valid() -> Callable[..., None]:
    """Assert that a document is valid: assert_ips_valid(source, api=…, strict=…).

    The source is anything that ipsxml.validate accepts, a Document, or a model object. A failure shows
    the report as `ipsxml validate` prints it.
    """
    from ipsxml.testing import checks

    return checks.assert_ips_valid


@pytest.fixture
def ips_service() -> Iterator[Service]:
    """A running service, at ips_service.url, with a queue in which submitted jobs run and finish.

    Its clock moves only when a test calls ips_service.advance(minutes=2). ips_service.requests lists the
    requests received; ips_service.wsdl_url(api) is the URL of a WSDL for a client.
    """
    from datetime import UTC, datetime

    from ipsxml.service import Clock, serve

    with serve(clock=Clock(datetime(2014, 4, 1, 12, tzinfo=UTC))) as service:
        yield service
