"""Scientific names: parsed, and matched against a checklist; the species information backbone.

`parse` takes a name apart. `build` writes usages to a file that `Backbone` reads, shared between processes; `Matcher` finds
names in it and says how sure it is; `Checklists` asks several as one. Nothing here picks one of several equal answers in silence.
"""

from vasculum.names.answer import Answer, MatchType
from vasculum.names.backbone import Backbone, BackboneUnusable
from vasculum.names.build import Built, build
from vasculum.names.checklists import Checklists, checklists_in
from vasculum.names.columns import TaxonColumns, match_columns, match_many
from vasculum.names.gbif import as_gbif
from vasculum.names.matching import Matcher
from vasculum.names.parsing import Kind, ParsedName, parse
from vasculum.names.query import Query
from vasculum.names.usages import Usage, usages_of_csv, usages_of_rows

__all__ = [
    "Answer",
    "Backbone",
    "BackboneUnusable",
    "Built",
    "Checklists",
    "Kind",
    "MatchType",
    "Matcher",
    "ParsedName",
    "Query",
    "TaxonColumns",
    "Usage",
    "as_gbif",
    "build",
    "checklists_in",
    "match_columns",
    "match_many",
    "parse",
    "usages_of_csv",
    "usages_of_rows",
]
