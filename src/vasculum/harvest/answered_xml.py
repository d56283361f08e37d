"""What a host answers in XML, parsed as the documents of an archive are: without document types, entities or network."""

from __future__ import annotations

from lxml import etree

from vasculum.formats.dwca import ArchiveRefused, Budget
from vasculum.formats.dwca.xml import NotWellFormed, parse
from vasculum.harvest.refusal import Refused

_BUDGET = Budget(elements=2_000_000)


def answered(document: bytes, called: str) -> etree._Element:
    """The root of a document; raises Refused, with what it is `called`, where it cannot be read."""
    try:
        return parse(document, called, _BUDGET)
    except NotWellFormed as error:
        raise Refused(str(error)) from error
    except ArchiveRefused as refusal:
        raise Refused(refusal.reason) from refusal
