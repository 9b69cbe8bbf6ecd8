"""Timing of contenders in interleaved rounds, with medians and ratios per round.

Machines are noisy and drift. Every round therefore runs each contender once, and a ratio is the
median of the rounds' ratios, not the ratio of two medians taken minutes apart.
"""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter

SAMPLE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds per call in each round, by contender."""

    rounds: Mapping[str, list[float]]

    def seconds(self, name: str) -> float:
        """The median time of a contender."""
        return median(self.rounds[name])

    def ratio(self, name: str, other: str) -> float:
        """The time of a contender divided by that of ``other``: the median over the rounds."""
        pairs = zip(self.rounds[name], self.rounds[other], strict=True)
        return median(mine / others for mine, others in pairs)


def measure(contenders: Mapping[str, Callable[[], object]], rounds: int) -> Timings:
    """Time all contenders in ``rounds`` interleaved rounds, after one warm-up call each."""
    calls = {name: _calls_per_sample(contender) for name, contender in contenders.items()}
    times: dict[str, list[float]] = {name: [] for name in contenders}
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, contender in contenders.items():
                times[name].append(_time(contender, calls[name]))
                gc.collect()
    finally:
        gc.enable()
    return Timings(times)


def _calls_per_sample(contender: Callable[[], object]) -> int:
    contender()
    return max(1, round(SAMPLE_SECONDS / max(_time(contender, 1), 1e-6)))


def _time(contender: Callable[[], object], calls: int) -> float:
    start = perf_counter()
    for _ in range(calls):
        contender()
    return (perf_counter() - start) / calls
