"""Institutions and their collections: the inventory, in its smallest form."""
