"""The search index: built from the ledger, thrown away and rebuilt at will; the only room that knows the search engine."""
