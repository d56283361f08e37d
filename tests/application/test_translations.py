"""Every text of the pages exists in every language, once, with its placeholders."""

from __future__ import annotations

import re

import pytest

from vasculum.site.messages import TRANSLATED, collected, translations

PLACEHOLDER = re.compile(r"%\(\w+\)s")


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_is_missing_unused_or_uncertain(language: str) -> None:
    entries = {message.id: message for message in translations(language) if message.id}
    assert set(entries) == set(collected())
    for text, message in entries.items():
        assert not message.fuzzy, text
        assert all(message.string) if isinstance(message.string, tuple | list) else message.string, text


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_placeholders(language: str) -> None:
    for message in translations(language):
        if message.id:
            wanted = set(PLACEHOLDER.findall(str(message.id)))
            given = message.string if isinstance(message.string, tuple | list) else [message.string]
            assert all(set(PLACEHOLDER.findall(text or "")) == wanted for text in given), message.id
