"""Institutions as people know them: by key and name. Which part of the node keeps them, the settings say."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404
from django.utils.module_loading import import_string


def institution_name(key: str, language: str) -> str:
    """The name of an institution; raises Http404 for a key that no institution has."""
    found = import_string(settings.INSTITUTION_BY_KEY)(key, include_hidden=True)
    if found is None:
        raise Http404
    return str(found.name(language))
