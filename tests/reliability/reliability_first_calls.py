"""Many threads make the first call of a process at the same moment, for each of many documents."""

import sys
from functools import partial
from pathlib import Path

from reliability_work import at_once

import ipsxml


def decoded(content: bytes, _thread: int) -> str:
    """The ``Document`` read from JSON, as text."""
    return repr(ipsxml.from_json(content))


if __name__ == "__main__":
    sys.setswitchinterval(1e-6)  # short turns give more interleavings
    for path in sorted(Path(sys.argv[1]).iterdir()):
        results = at_once(16, partial(decoded, path.read_bytes()))
        if len(set(results)) != 1:
            sys.exit(f"{path.name}: threads disagree")
    print("done")
