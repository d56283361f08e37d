"""How a backbone lies on disk: one SQLite file, written once and then only read, by as many processes as like."""

from __future__ import annotations

FORMAT = 1
APPLICATION = 0x56534E42

TABLES = """
CREATE TABLE usage (
    name TEXT NOT NULL, id INTEGER NOT NULL, usage_key TEXT NOT NULL, scientific_name TEXT NOT NULL,
    canonical_name TEXT NOT NULL, authorship TEXT NOT NULL, rank TEXT NOT NULL, status TEXT NOT NULL, accepted_key TEXT NOT NULL,
    parent_key TEXT NOT NULL, species TEXT NOT NULL, classification INTEGER NOT NULL, rest TEXT NOT NULL, written TEXT,
    PRIMARY KEY (name, id)
) WITHOUT ROWID;
CREATE TABLE classification (
    id INTEGER PRIMARY KEY, kingdom TEXT NOT NULL, phylum TEXT NOT NULL, class TEXT NOT NULL, "order" TEXT NOT NULL,
    family TEXT NOT NULL, genus TEXT NOT NULL
);
CREATE TABLE word (word TEXT PRIMARY KEY, head TEXT NOT NULL, tail TEXT NOT NULL) WITHOUT ROWID;
"""
"""`name` is the search key of the canonical name, `rest` that key without its first word, `written` the search key of the whole
scientific name where that says more, and `word` holds all first words by their first and last letters."""

STAGED = """
CREATE TEMP TABLE staged (
    name TEXT, id INTEGER PRIMARY KEY, usage_key TEXT, scientific_name TEXT, canonical_name TEXT, authorship TEXT, rank TEXT,
    status TEXT, accepted_key TEXT, parent_key TEXT, species TEXT, classification INTEGER, rest TEXT, written TEXT
)
"""
"""The usages in the order of the checklist, until all are there and can be written in that of their names."""

INDEXES = """
CREATE UNIQUE INDEX by_key ON usage (usage_key);
CREATE INDEX by_rest ON usage (rest) WHERE rest != '';
CREATE INDEX by_written ON usage (written) WHERE written IS NOT NULL;
INSERT INTO word SELECT DISTINCT first, substr(first, 1, 2), substr(first, -3) FROM
    (SELECT substr(name, 1, instr(name || ' ', ' ') - 1) AS first FROM usage);
CREATE INDEX by_head ON word (head, word);
CREATE INDEX by_tail ON word (tail, word);
ANALYZE;
"""

_COLUMNS = (
    "SELECT usage_key, scientific_name, canonical_name, authorship, rank, status, accepted_key, parent_key, species,"
    " classification"
)
SELECT = f"{_COLUMNS} FROM usage"
SELECT_AMONG = f"{_COLUMNS}, name FROM json_each(?) j CROSS JOIN usage"
ABOVE = 'SELECT kingdom, phylum, class, "order", family, genus FROM classification WHERE id = ?'
