"""``python -m ipsxml``: the same as the ``ipsxml`` command."""

from ipsxml.cli import main

main(prog_name="ipsxml")
