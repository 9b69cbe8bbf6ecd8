"""ipsxml in test suites: samples, and the implementation of the pytest plugin.

``sample`` and ``sample_series`` generate realistic, valid documents. They are imported on demand, so that
using one part of this package does not load the others.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ipsxml.shortages import with_enough_stack

if TYPE_CHECKING:
    from ipsxml.testing.samples import sample, sample_series

__all__ = ["sample", "sample_series"]

_LATER = dict.fromkeys(("sample", "sample_series"), "samples")


@with_enough_stack
def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"ipsxml.testing.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
