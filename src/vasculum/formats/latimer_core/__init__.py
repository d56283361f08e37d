"""Latimer Core: descriptions of collections, read and written as JSON and as flat tables (standard of TDWG, version 1.0)."""

from vasculum.formats.latimer_core.document import Document, NotLatimerCore, read_document, write_document, write_one

__all__ = ["Document", "NotLatimerCore", "read_document", "write_document", "write_one"]
