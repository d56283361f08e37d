"""The standards as data: term names, vocabularies and mapping tables, each with its source and licence."""
