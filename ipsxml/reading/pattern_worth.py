"""Whether a process reads enough for compiled patterns to be worth their compilation."""

# A pattern saves about as much time on this number of bytes as it takes to compile it.
_WORTH_A_PATTERN = 3 << 20


class _Judged:
    """The number of bytes that this process has judged without patterns."""

    bytes = 0


def is_worth_a_pattern(length: int) -> bool:
    """Whether this process has judged enough for a pattern to pay off; if not, count ``length`` more."""
    if _Judged.bytes >= _WORTH_A_PATTERN:
        return True
    _Judged.bytes += length
    return False


def expect_much() -> None:
    """Use patterns from now on, because there is much to read."""
    _Judged.bytes = _WORTH_A_PATTERN
