"""Fuzzing: atheris against what reads documents that others wrote (``make fuzz``)."""
