"""The filters of `{% load writing %}`."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from vasculum.model.language_map import name_in
from vasculum.web import writing
from vasculum.web.addresses import image_source, is_web_address
from vasculum.web.layout import current_language
from vasculum.web.scientific_names import pieces

register = template.Library()


@register.filter
def scientific(name: str) -> SafeString:
    """A scientific name with its italics."""
    parts = [format_html("<i>{}</i>", p.text) if p.italic else conditional_escape(p.text) for p in pieces(name)]
    return format_html_join(" ", "{}", ((part,) for part in parts))


@register.filter
def amount(value: float) -> str:
    """A number as the visitor's language writes it."""
    return writing.number(value, current_language())


@register.filter
def share(value: float) -> str:
    """A share given in percent."""
    return writing.percent(value, current_language())


@register.filter
def degrees(value: float, letters: str) -> str:
    """A longitude or latitude, with the letters of its two directions."""
    return writing.degrees(value, letters, current_language())


@register.filter
def country(code: str) -> str:
    """The name of a country in the visitor's language."""
    return writing.country(code, current_language())


@register.filter
def when(date: str) -> str:
    """An ISO date in words."""
    return writing.event_date(date, current_language())


@register.filter
def moment(value: dt.datetime) -> str:
    """A moment in the node's time zone."""
    return writing.moment(timezone.localtime(value), current_language())


@register.filter
def day(value: dt.datetime) -> str:
    """The day of a moment in the node's time zone."""
    return writing.event_date(timezone.localtime(value).date().isoformat(), current_language())


@register.filter
def humanised(term: str) -> str:
    """The name of a term in words."""
    return writing.humanised(term)


@register.filter
def translated(texts: Mapping[str, str]) -> str:
    """A language map in the visitor's language."""
    return name_in(texts, current_language())


@register.filter
def shown_from(address: str) -> str:
    """Where a page takes an image from; "" where it must not show it."""
    return image_source(address)


@register.filter
def linkable(text: str) -> bool:
    """Whether a text is an address fit to be a link."""
    return is_web_address(text)


@register.filter
def data_block(value: Mapping[str, object]) -> SafeString:
    """A document as JSON inside a `script` element that is data: no sign in it can end the element."""
    text = json.dumps(value, ensure_ascii=False)
    return mark_safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
