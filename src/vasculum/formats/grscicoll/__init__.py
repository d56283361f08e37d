"""GRSciColl, the Global Registry of Scientific Collections: its JSON and its batch tables, read and written."""

from vasculum.formats.grscicoll.document import COLLECTION, INSTITUTION, Entity, NotGrscicoll, read_json, write_json
from vasculum.formats.grscicoll.table import Batch, read_table, write_table

__all__ = ["COLLECTION", "INSTITUTION", "Batch", "Entity", "NotGrscicoll", "read_json", "read_table", "write_json", "write_table"]
