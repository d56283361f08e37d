"""Ecological Metadata Language: a data set described in the words of its publisher, written to the GBIF profile.

Source: EML 2.1.1, GBIF profile 1.1 (https://rs.gbif.org/schema/eml-gbif-profile/1.1/eml.xsd).
"""

from vasculum.formats.eml.resource import Area, Coverage, License, Party, Resource
from vasculum.formats.eml.writing import eml

__all__ = ["Area", "Coverage", "License", "Party", "Resource", "eml"]
