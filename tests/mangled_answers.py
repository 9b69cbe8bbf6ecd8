"""A strategy for answers with jobs whose text is changed in a few places."""

import re

from hypothesis import strategies as st

import ipsxml

_INSERTED = [
    *("<items>", "</items>", "<items/>", "<a>", "</a>", "/>", "<", ">", "=", " b='>'", "&", "&amp;"),
    *("\n", "\r", "\r\n", "<!-- a -->", "<?a?>", "<![CDATA[a]]>", "x", "é", "\0", ""),
]


@st.composite
def mangled_answers(draw: st.DrawFn) -> bytes:
    """An answer of getActiveJobs in which up to three tags are replaced or preceded by other text."""
    answer = ipsxml.sample(
        "getActiveJobsReturn",
        api="2013-02-15",
        seed=draw(st.integers(0, 9)),
        jobs=draw(st.integers(2, 5)),
        envelope=draw(st.sampled_from(["none", "1.1"])),
    )
    text = ipsxml.encode(answer, indent=draw(st.sampled_from([None, 1]))).decode()
    tags = [found.span() for found in re.finditer("<[^>]*>", text)]
    for start, end in sorted(draw(st.lists(st.sampled_from(tags), max_size=3, unique=True)), reverse=True):
        inserted = draw(st.sampled_from(_INSERTED))
        text = text[:start] + inserted + text[draw(st.sampled_from([start, end])) :]
    return text.encode()
