"""The Catalogue of Life Data Package (https://github.com/CatalogueOfLife/coldp), as far as matching needs it."""

from vasculum.formats.coldp.name_usages import unpacked_name_usages

__all__ = ["unpacked_name_usages"]
