"""Samples: realistic, valid documents of any type in any version, and series of them.

A job is planned from its submission to its end, and a document is what is seen of the plans at
a moment; so its parts hang together, and a series is the same plans seen again later.
"""

from ipsxml.testing.samples.poll_series import sample_series
from ipsxml.testing.samples.single import sample

__all__ = ["sample", "sample_series"]
