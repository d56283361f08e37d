"""ABCD, Access to Biological Collection Data: units read from documents and from answers of BioCASe providers.

Source: TDWG standard 115, ABCD 2.06 and 2.1 (https://abcd.tdwg.org), with its extensions EFG (minerals, rocks, fossils) and GGBN.
"""

from vasculum.formats.abcd.reading import holds_abcd, read_abcd

__all__ = ["holds_abcd", "read_abcd"]
