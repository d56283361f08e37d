"""How a backbone lies on disk: one file, written once and then only read, by as many processes as like.

It is a SQLite file with a card for each usage behind it. The cards answer what is spelled exactly so, SQLite what is near, what
begins with, what stands in the same genus.
"""

from __future__ import annotations

FORMAT = 3
APPLICATION = 0x56534E42
NAME, WRITTEN, KEY = 0, 1, 2
"""The fields of a card: the search key of the canonical name, that of the whole scientific name where it says more, and the
usage in the order of its own fields, its key first."""

TABLES = """
CREATE TABLE usage (name TEXT NOT NULL, card INTEGER NOT NULL, rest TEXT NOT NULL, PRIMARY KEY (name, card)) WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY, head TEXT NOT NULL, tail TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE below (above TEXT NOT NULL, card INTEGER NOT NULL, PRIMARY KEY (above, card)) WITHOUT ROWID;
"""
"""`name` is the search key of the canonical name, `rest` that key without its first word, `card` the number of the card,
`word` holds all first words by their first and last letters, `below` what hangs on a usage: its synonyms and the taxa in it."""

STAGED = """
CREATE TEMP TABLE staged (
    card INTEGER PRIMARY KEY, name TEXT, written TEXT, cells TEXT, species TEXT, classification INTEGER, above TEXT
);
CREATE TEMP TABLE classification (number INTEGER PRIMARY KEY, cells TEXT);
"""
"""The usages in the order of the checklist, until all are there and every classification is known."""

WRITE = """
INSERT INTO usage SELECT name, card, substr(name, instr(name || ' ', ' ') + 1) FROM staged ORDER BY name, card;
CREATE INDEX by_rest ON usage (rest) WHERE rest != '';
INSERT INTO word SELECT DISTINCT first, substr(first, 1, 2), substr(first, -3) FROM
    (SELECT substr(name, 1, instr(name || ' ', ' ') - 1) AS first FROM usage);
CREATE INDEX by_head ON word (head, word);
CREATE INDEX by_tail ON word (tail, word);
INSERT INTO below SELECT above, card FROM staged WHERE above != '' ORDER BY above, card;
ANALYZE;
"""

CARDS = """
SELECT name, written, s.cells, c.cells, species FROM staged s JOIN classification c ON c.number = s.classification ORDER BY card
"""
