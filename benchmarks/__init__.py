"""Benchmarks of ipsxml against its peers and the floor: ``python -m benchmarks``."""
