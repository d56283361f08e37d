"""The identifier of a medium: that of its specimen followed by nine symbols of its address, so that it is never looked up.

The same picture of the same specimen keeps its identifier through every harvest; another address is another medium.
"""

from __future__ import annotations

import hashlib
import re

from vasculum.pids import symbols

_SUFFIX = re.compile(r"([0-9A-Za-z]{3}-?[0-9A-Za-z]{3}-?[0-9A-Za-z]{3})-?([0-9A-Za-z]{3}-?[0-9A-Za-z]{3}-?[0-9A-Za-z]{3})")


def media_pid(specimen: str, address: str) -> str:
    """The identifier of the medium at `address` of a specimen.

    >>> media_pid("10.5072/000-000-01D", "https://example.org/1.jpg")
    '10.5072/000-000-01D-R6Z-4HW-0FW'
    """
    return f"{specimen}-{_symbols(address)}"


def _symbols(address: str) -> str:
    return symbols.written(int.from_bytes(hashlib.sha256(address.encode()).digest()[:5], "big"))


def parts_of(suffix: str) -> tuple[str, str] | None:
    """The specimen's suffix and the whole suffix as it is written, of the suffix of a medium; None for any other text.

    >>> parts_of("000-000-01d-r6z-4hw-0fw"), parts_of("000-000-01D")
    (('000-000-01D', '000-000-01D-R6Z-4HW-0FW'), None)
    """
    found = _SUFFIX.fullmatch(suffix) if suffix.isascii() else None
    if found is None or symbols.number_of(found[1]) is None or symbols.number_of(found[2]) is None:
        return None
    specimen = symbols.normalised(found[1])
    return specimen, f"{specimen}-{symbols.normalised(found[2])}"
