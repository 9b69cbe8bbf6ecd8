import re
from pathlib import Path

import click

from ipsxml.cli import main


def test_the_man_page_has_the_summary_of_every_command(in_checkout: Path) -> None:
    page = (in_checkout / "docs/ipsxml.1").read_text("utf-8").replace("\\-", "-")
    commands = page.partition(".SH COMMANDS\n")[2].partition(".SH ")[0]

    summaries = dict(re.findall(r"^\.TP\n\.B (\S+)\n(.+)$", commands, re.MULTILINE))

    context = click.Context(main)
    helps = {name: main.get_command(context, name) for name in main.list_commands(context)}
    assert summaries == {
        name: " ".join((command.help or "").split("\n\n")[0].split()) if command else None
        for name, command in helps.items()
    }
