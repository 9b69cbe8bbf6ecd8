"""Fuzz everything that reads documents, with atheris (``make fuzz``)."""
