"""The fault for a request of more bytes than are read, which HTTP has a status of its own for."""

from ipsxml.simulation.service_faults import ServiceFault


class TooLarge(ServiceFault):
    """A request of more bytes than are read."""
