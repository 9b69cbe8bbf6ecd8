"""The first call of a process for each of many documents, made by many threads at the same moment."""

import sys
from functools import partial
from pathlib import Path

from reliability_work import at_once

import ipsxml


def decoded(content: bytes, _thread: int) -> str:
    """What the Document is that JSON says."""
    return repr(ipsxml.from_json(content))


if __name__ == "__main__":
    sys.setswitchinterval(1e-6)  # the shorter a thread's turn, the more there are of all mixtures
    for path in sorted(Path(sys.argv[1]).iterdir()):
        results = at_once(16, partial(decoded, path.read_bytes()))
        if len(set(results)) != 1:
            sys.exit(f"{path.name}: threads disagree")
    print("done")
