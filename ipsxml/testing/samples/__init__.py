"""Samples: realistic, valid documents of any type in any version, and series of them.

Each job is planned from its submission to its end, and a document shows the plans at one moment. So its parts
are consistent, and a series shows the same plans at later moments.
"""

from ipsxml.testing.samples.poll_series import sample_series
from ipsxml.testing.samples.single import sample

__all__ = ["sample", "sample_series"]
