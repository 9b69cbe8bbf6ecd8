"""Rendering outcomes: ``report_text`` for people; ``report_json``, ``junit``, ``github``, and ``sarif``
for programs.

There is one module per format, imported on use, because most runs need only one. ``report_formats`` is the
table of formats; ``sarif_places`` converts paths for SARIF.
"""
