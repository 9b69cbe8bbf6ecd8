"""Web addresses, as far as they may be shown."""

import re

_USER = re.compile(r"(?<=://)[^/?#]*@")


def without_credentials(url: str) -> str:
    """A URL without its user, its query and its fragment, where credentials and tokens are.

    >>> without_credentials("https://me:secret@ips.example.com/scene7/api?token=1")
    'https://ips.example.com/scene7/api'
    """
    return _USER.sub("", re.split(r"[?#;]", url, maxsplit=1)[0])
