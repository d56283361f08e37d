"""From the parameters of an address to a question for the index; whatever cannot be asked is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vasculum.search.query import AREAS, NARROWING, SORTS, Query
from vasculum.specimens.synonyms import synonyms_in
from vasculum.web.problems import ParameterError

Parameters = Mapping[str, Sequence[str]]

MOST_HITS = 100
LONGEST_TEXT = 500
LONGEST_AREA = 3000
MOST_VALUES = 50
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def _is_boolean(value: str) -> bool:
    return value in {"true", "false"}


def _is_year(value: str) -> bool:
    found = re.fullmatch(r"([0-9]{1,4})?(?:(-|\.\.)([0-9]{1,4})?)?", value)
    if found is None or not (found[1] or found[3]):
        return False
    return not (found[1] and found[3]) or int(found[1]) <= int(found[3])


def _is_month(value: str) -> bool:
    return re.fullmatch(r"[1-9]|1[0-2]", value) is not None


def _is_level(value: str) -> bool:
    return value in {"-1", "0", "1", "2", "3"}


_CHECKS: Mapping[str, tuple[Callable[[str], bool], Promise]] = {
    "hasMedia": (_is_boolean, _("only “true” and “false” are possible")),
    "hasCoordinates": (_is_boolean, _("only “true” and “false” are possible")),
    "year": (_is_year, _("a year like 1898 or a range like 1880-1910 is needed")),
    "decade": (_is_year, _("a year like 1898 or a range like 1880-1910 is needed")),
    "month": (_is_month, _("a month from 1 to 12 is needed")),
    "midsLevel": (_is_level, _("a level from -1 to 3 is needed")),
}


def query_of(parameters: Parameters, size: int = 20) -> Query:
    """The question in the parameters of an address; raises ParameterError for the first one that cannot be used.

    `q` is the text, each name of NARROWING a filter that may be repeated, `yearFrom` and `yearTo` are the two ends of `year`.
    Where the text is the name of a taxon, its other names in the checklists of the node are asked for as well.
    """
    text = _text(parameters, "q").strip()
    return Query(
        text=text,
        filters=filters_of(parameters),
        sort=_sort(parameters),
        cursor=_text(parameters, "cursor"),
        size=_size(parameters, size),
        also=synonyms_in(text),
    )


def filters_of(parameters: Parameters) -> dict[str, tuple[str, ...]]:
    """The filters among the parameters, each value checked and once."""
    found = {name: _values(name, parameters.get(name, ())) for name in NARROWING}
    found["year"] = found["year"] or _year_range(parameters)
    return {name: values for name, values in found.items() if values}


def _values(name: str, given: Sequence[str]) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value.strip() for value in given if value.strip()))
    if len(values) > MOST_VALUES:
        raise ParameterError(name, _("too many values"))
    for value in values:
        _require_plain(name, value)
        if name in _CHECKS and not _CHECKS[name][0](value):
            raise ParameterError(name, _CHECKS[name][1])
    return values


def _year_range(parameters: Parameters) -> tuple[str, ...]:
    first, last = _text(parameters, "yearFrom").strip(), _text(parameters, "yearTo").strip()
    for name, value in (("yearFrom", first), ("yearTo", last)):
        if value and not re.fullmatch(r"[0-9]{1,4}", value):
            raise ParameterError(name, _("a year like 1898 is needed"))
    if not first and not last:
        return ()
    if int(first or "0") > int(last or "9999"):
        raise ParameterError("yearFrom", _("the first year is after the last"))
    return (f"{first or '0'}-{last or '9999'}",)


def _sort(parameters: Parameters) -> str:
    wanted = _text(parameters, "sort") or "relevance"
    if wanted not in SORTS:
        raise ParameterError("sort", _("this order does not exist"))
    return wanted


def _size(parameters: Parameters, usual: int) -> int:
    wanted = _text(parameters, "size")
    if not wanted:
        return usual
    if not re.fullmatch(r"[0-9]{1,4}", wanted) or not 1 <= int(wanted) <= MOST_HITS:
        raise ParameterError("size", _("a number from 1 to 100 is needed"))
    return int(wanted)


def _text(parameters: Parameters, name: str) -> str:
    given = parameters.get(name, ())
    text = given[-1] if given else ""
    _require_plain(name, text)
    return text


def _require_plain(name: str, text: str) -> None:
    if len(text) > (LONGEST_AREA if name in AREAS else LONGEST_TEXT):
        raise ParameterError(name, _("this text is too long"))
    if _CONTROL.search(text):
        raise ParameterError(name, _("control characters cannot be searched for"))


def parameters_of(query: Query) -> dict[str, list[str]]:
    """The parameters that ask a question again from its first page, for addresses of our own."""
    plain = {"q": [query.text], **{name: list(values) for name, values in query.filters.items()}}
    return plain if query.sort == "relevance" else {**plain, "sort": [query.sort]}
