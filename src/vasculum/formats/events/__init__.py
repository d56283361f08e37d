"""Monitoring series: event-core archives, Camtrap DP and Darwin Core Data Packages, taken apart into events and records.

What belongs to an event (its measurements, its survey) stays with the event; records of organisms and material become a core
of their own, with what their event says of time and place where they say nothing themselves.
"""

from vasculum.formats.events.found import Found
from vasculum.formats.events.package import PACKAGE, read_package
from vasculum.formats.events.star import loose_star, split_star

__all__ = ["PACKAGE", "Found", "loose_star", "read_package", "split_star"]
