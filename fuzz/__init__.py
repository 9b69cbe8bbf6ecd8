"""Fuzzing with atheris of everything that reads documents (``make fuzz``)."""
