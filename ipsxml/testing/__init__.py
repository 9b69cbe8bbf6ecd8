"""ipsxml in test suites: samples, and what the pytest plugin does.

``sample`` and ``sample_series`` make realistic, valid documents. They are imported when they are
asked for, so that whoever wants one part of this package does not pay for the others.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ipsxml.testing.samples import sample, sample_series

__all__ = ["sample", "sample_series"]

_LATER = dict.fromkeys(("sample", "sample_series"), "samples")


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"ipsxml.testing.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
