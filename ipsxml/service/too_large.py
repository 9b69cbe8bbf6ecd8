"""The fault for a request that is too large, for which HTTP has its own status."""

from ipsxml.simulation.service_faults import ServiceFault


class TooLarge(ServiceFault):
    """A request that exceeds a size limit."""
