"""The form of an article: title and text in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vasculum.news.actions import Written
from vasculum.news.models import Article
from vasculum.terms.messages import LANGUAGES
from vasculum.web.layout import NATIVE_NAMES

LONGEST_TITLE, LONGEST_TEXT = 200, 20_000


class ArticleForm(forms.Form):
    """Title and text for each language, whether it is published, and the version that was seen."""

    is_published = forms.BooleanField(
        label=_("Publish"), required=False, help_text=_("Everybody reads it. It needs all four languages.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for code in LANGUAGES:
            name = NATIVE_NAMES[code]
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title, %(language)s") % {"language": name}, required=False, max_length=LONGEST_TITLE,
                widget=forms.TextInput(attrs={"lang": code}),
            )  # fmt: skip
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Text, %(language)s") % {"language": name}, required=False, max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 8, "lang": code}),
            )  # fmt: skip
        self.order_fields([f"{part}_{code}" for code in LANGUAGES for part in ("title", "text")])

    def clean(self) -> dict[str, Any]:
        """Asks for a title in some language, and for every language where it is published."""
        told = super().clean() or self.cleaned_data
        written = self.written
        if not written.title:
            self.add_error("title_nl", _("It needs a title in one language at least."))
        elif written.is_published and written.missing:
            missing = ", ".join(NATIVE_NAMES[code] for code in written.missing)
            self.add_error("is_published", _("Title or text is missing in: %(languages)s.") % {"languages": missing})
        return told

    @property
    def written(self) -> Written:
        """What the form holds, once it was cleaned."""
        told = self.cleaned_data
        title, text = (_language_map(told, part) for part in ("title", "text"))
        return Written(title, text, bool(told.get("is_published")))


def _language_map(told: Mapping[str, Any], part: str) -> dict[str, str]:
    return {code: told[f"{part}_{code}"] for code in LANGUAGES if told.get(f"{part}_{code}")}


def initial_of(article: Article) -> dict[str, Any]:
    """The article as the form shows it."""
    parts = (("title", article.title), ("text", article.text))
    texts = {f"{part}_{code}": each.get(code, "") for part, each in parts for code in LANGUAGES}
    return {**texts, "version": article.version, "is_published": article.published is not None}
