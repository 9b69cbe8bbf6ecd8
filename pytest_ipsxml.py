"""The pytest plugin of ipsxml: fixtures, comparisons that explain themselves, captures as tests.

pytest imports this module at every start. So it stands outside of the package ``ipsxml``, whose
import brings lxml along, and each of its functions imports what it needs when it is wanted.
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


_WIDTH = 100  # columns of an explanation; with -vv nothing is cut


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option and the settings that the documentation lists."""
    parser.getgroup("ipsxml", "job documents of the Image Production System").addoption(
        "--ips-validate",
        action="append",
        default=[],
        metavar="GLOB",
        help="make a test of every capture that matches, or is in a directory that does: it passes if the "
        "document is valid; repeatable",
    )
    parser.addini(
        "ips_validate", "globs, relative to rootdir, of captures that are to be valid", "linelist", default=[]
    )
    parser.addini("ips_validate_strict", "whether advice makes such a capture invalid", "bool", default=False)
    parser.addini(
        "ips_captures_dir", "where ips_capture looks, too; relative to rootdir", "string", default=""
    )


def pytest_configure(config: pytest.Config) -> None:
    """Collect captures, if any are asked for."""
    if config.getoption("ips_validate") or config.getini("ips_validate"):
        from ipsxml.testing.plugin_collecting import CaptureCollector

        config.pluginmanager.register(CaptureCollector(config), "ipsxml-collecting")


def pytest_assertrepr_compare(
    config: pytest.Config, op: str, left: object, right: object
) -> list[str] | None:
    """Explain why objects of the model, or documents, are not equal."""
    if op != "==" or "ipsxml.model" not in sys.modules:
        return None
    from ipsxml.testing.plugin_comparing import explain

    is_whole = config.get_verbosity(pytest.Config.VERBOSITY_ASSERTIONS) > 1
    return explain(left, right, width=None if is_whole else _WIDTH)


@pytest.fixture(scope="session")
def ips_sample() -> Callable[..., Document]:
    """Make a document: ips_sample("ActiveJob", api="2013-02-15"), of any type, operation and version.

    The arguments are those of ipsxml.sample: the same ones give the same document.
    """
    import ipsxml

    sample: Callable[..., Document] = ipsxml.sample
    return sample


@pytest.fixture(scope="module")
def ips_capture(request: pytest.FixtureRequest) -> LoadCapture:
    """Load a capture as a document: ips_capture("response.xml"), with api=… of that version only.

    It is looked for in the directory of the test's file, then in that of the setting ips_captures_dir.
    """
    from ipsxml.testing.plugin_captures import capture_loader

    return capture_loader(request.path, request.config)


@pytest.fixture(scope="session")
def assert_ips_valid() -> Callable[..., None]:
    """Assert that a document is valid: assert_ips_valid(source, api=…, strict=…).

    The source is what ipsxml.validate takes, a Document, or an object of the model. A failure
    shows the report as `ipsxml validate` prints it.
    """
    from ipsxml.testing import checks

    return checks.assert_ips_valid


@pytest.fixture
def ips_service() -> Iterator[Service]:
    """A running service, at ips_service.url, with a queue in which submitted jobs run and finish.

    Its time stands still until ips_service.advance(minutes=2). ips_service.requests lists what was
    asked, ips_service.wsdl_url(api) is a WSDL for a client.
    """
    from datetime import UTC, datetime

    from ipsxml.service import Clock, serve

    with serve(clock=Clock(datetime(2014, 4, 1, 12, tzinfo=UTC))) as service:
        yield service
