"""Make the pictures of the documentation from real runs (``make pictures``).

``terminal.svg`` shows commands with their output on a terminal. ``diff.png`` and ``timeline.png`` are
screenshots, made with Chromium, of the pages that ``ipsxml diff`` and ``ipsxml jobs`` write.
"""

import fcntl
import os
import pty
import shlex
import shutil
import struct
import subprocess
import sys
import termios
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs/pictures"
FIXTURES = ROOT / "fixtures"

_COLUMNS = 64  # so few that the text is readable on a phone
_COMMANDS = (
    "ipsxml validate bad/2008-09-10.xml",
    "ipsxml jobs history/session.har --state done --state Running",
    "ipsxml diff --only '**/state' diff/before.xml diff/after.xml",
)
_PAGES = {
    "diff.png": ("ipsxml diff diff/before.xml diff/after.xml --format html", 900, 620),
    "timeline.png": ("ipsxml jobs history --format html", 1000, 560),
}
_DARK = TerminalTheme(
    (27, 31, 36),
    (224, 227, 232),
    [
        (72, 79, 88),
        (255, 123, 114),
        (86, 211, 100),
        (227, 179, 65),
        (121, 192, 255),
        (210, 168, 255),
        (86, 212, 221),
        (224, 227, 232),
    ],
)
# Rich's own format, without the font that it loads from the network.
_SVG = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<title>ipsxml in a terminal</title>
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, "SFMono-Regular", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px;
  line-height: {line_height}px;
}}
.{unique_id}-title {{ font-size: 18px; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def terminal_picture() -> str:
    """The commands, each with its output, as SVG."""
    console = Console(record=True, width=_COLUMNS, file=StringIO(), force_terminal=True)
    for number, command in enumerate(_COMMANDS):
        console.print(Text("\n" * bool(number) + f"$ {command}", style="bold"))
        console.print(Text.from_ansi(_printed_on_terminal(command)))
    svg = console.export_svg(title="", theme=_DARK, code_format=_SVG)
    return "".join(f"{line.rstrip()}\n" for line in svg.splitlines())


def _printed_on_terminal(command: str) -> str:
    """The colored output of a command on a terminal as wide as the picture."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 50, _COLUMNS, 0, 0))
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
    process = subprocess.Popen(
        _arguments(command), stdin=child, stdout=child, stderr=child, cwd=FIXTURES, env=environment
    )
    os.close(child)
    parts = []
    try:
        while part := os.read(parent, 4096):
            parts.append(part)
    except OSError:  # on Linux, the other end was closed
        pass
    process.wait()
    os.close(parent)
    return b"".join(parts).decode().replace("\r\n", "\n").rstrip()


def take_page(command: str, width: int, height: int, picture: Path) -> None:
    """Take a screenshot of the top of the HTML page that a command prints."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium was not found on the PATH")
    page = subprocess.run(_arguments(command), cwd=FIXTURES, stdout=subprocess.PIPE, check=False).stdout
    with TemporaryDirectory() as directory:
        path = Path(directory, "page.html")
        path.write_bytes(page)
        options = (
            *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            f"--user-data-dir={directory}/profile",
            f"--window-size={width},{height}",
            f"--screenshot={picture}",
        )
        subprocess.run([chromium, *options, path.as_uri()], check=True, capture_output=True)


def _arguments(command: str) -> list[str]:
    program, *arguments = shlex.split(command)
    return [sys.executable, "-m", program, *arguments]


def main() -> None:
    """Make all pictures."""
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / "terminal.svg").write_text(terminal_picture(), "utf-8")
    for name, (command, width, height) in _PAGES.items():
        take_page(command, width, height, PICTURES / name)


if __name__ == "__main__":
    main()
