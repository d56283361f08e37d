"""The pages on what a node knows: remarks, rejections, MIDS, quality tests, the ledger, search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docs.reference.markdown import LANGUAGES, code, page, table


def remarks() -> str:
    """Every remark with its texts in four languages."""
    from vasculum.terms.messages import remarks as known

    intro = (
        "A remark says what was seen while a record was read. It stands beside the text it is about and changes nothing in it. "
        "The table is `src/vasculum/terms/remarks.csv`."
    )
    return page("Remarks", intro, _messages(known()))


def rejections() -> str:
    """Every reason for rejecting a row with its texts in four languages."""
    from vasculum.terms.messages import rejections as known

    intro = (
        "A rejected row could not be used at all. It is listed in the harvest's report with its file and line; the rest of the "
        "archive is harvested. The table is `src/vasculum/terms/rejections.csv`. Some occur only in the registry's tables."
    )
    return page("Reasons for rejecting a row", intro, _messages(known()))


def _messages(messages: Mapping[str, Any]) -> str:
    rows = [
        (code(message.code), message.level, *(message.texts[language] for language in LANGUAGES))
        for _, message in sorted(messages.items())
    ]
    return table(("code", "level", *LANGUAGES.values()), rows)


def mids() -> str:
    """The MIDS levels, and per discipline the elements with the terms that fulfil them."""
    from vasculum.quality.mids import mapping_set
    from vasculum.quality.mids_labels import level_label
    from vasculum.quality.mids_sets import DISCIPLINES

    intro = (
        "Minimum Information about a Digital Specimen, by the mapping sets of TDWG (<https://github.com/tdwg/mids>, CC0 1.0). A "
        "level is reached when every element of it and of the levels below is there. Terms joined by *and* must all be filled."
    )
    levels = table(
        ("level", *LANGUAGES.values()),
        [(level, *(level_label(level, language) for language in LANGUAGES)) for level in range(-1, 4)],
    )
    return page("MIDS", intro, "## Levels", levels, *(_mapping_set(mapping_set(discipline)) for discipline in DISCIPLINES))


def _mapping_set(published: Any) -> str:
    from vasculum.quality.mids_labels import element_label
    from vasculum.quality.mids_sets import CORE

    def written(cell: Any) -> str:
        return code(cell.term if cell.category == CORE else f"{cell.category} {cell.term}")

    def alternatives(element: Any) -> str:
        return ", ".join(" and ".join(map(written, group)) for group in published.criteria[element.name])

    rows = [
        (element.level, element.name, element_label(element.name, "en"), alternatives(element)) for element in published.elements
    ]
    title = f"## {published.discipline.capitalize()}: `{published.id}`, version {published.version}"
    return f"{title}\n\n{table(('level', 'element', 'in words', 'any of'), rows)}"


def ledger() -> str:
    """Every column of a ledger row."""
    from vasculum.interpret.reading import Interpreter
    from vasculum.interpret.record import INTERPRETERS
    from vasculum.lake.columns import IDENTITY, MIDS

    intro = (
        "A row of the ledger is one version of one specimen. Types are DuckDB's. A column whose name has a colon holds what the "
        "museum said, letter for letter: a term by its qualified name (`dwc:country`), `heading:` and the heading where the "
        "column was no known term, or a row type with `[]` for the rows of an extension as a JSON array (`gbif:Multimedia[]`)."
    )
    understood = [
        (
            code(column),
            kind,
            each.subject,
            ", ".join(map(code, each.inputs)),
            "once for each distinct input" if isinstance(each, Interpreter) else "on each row",
        )
        for each in INTERPRETERS
        for column, kind in each.columns.items()
    ]
    return page(
        "The columns of the ledger",
        intro,
        "## What identifies a version",
        table(("column", "type"), [(code(name), kind) for name, kind in IDENTITY.items()]),
        "## What was understood",
        table(("column", "type", "subject", "from", "worked out"), understood),
        "## What was judged",
        table(("column", "type"), [(code(name), kind) for name, kind in MIDS.items()]),
    )


def search() -> str:
    """Filters, facets and sort orders."""
    from vasculum.search.query import FILTERS, NARROWING, SORTS
    from vasculum.search.schema import FLAGS, NUMBERS
    from vasculum.specimens import labels
    from vasculum.specimens.api_parameters import DISSCO_NAMES
    from vasculum.specimens.asking import LONGEST_AREA, LONGEST_TEXT, MOST_HITS, MOST_VALUES

    kinds = {**dict.fromkeys(NUMBERS, "a whole number"), **dict.fromkeys(FLAGS, "`true` or `false`")}
    kinds |= {
        "year": "a year or a range such as `1880..1910`, either end open",
        "month": "a number from 1 to 12",
        "eventDate": "a date or a span such as `1900-05..1901`, either end open",
        "bbox": "west,south,east,north in degrees",
        "polygon": f"WKT or corners `lon lat,lon lat,lon lat`, at most {LONGEST_AREA:,} characters",
    }
    named = {ours: theirs for theirs, ours in DISSCO_NAMES.items()}
    filters = [
        (
            code(name),
            labels.facet_label(name),
            kinds.get(name, "a text"),
            "yes" if name in FILTERS else "",
            code(named.get(name, "")),
        )
        for name in NARROWING
    ]
    intro = (
        "Everything in the question (`q`) must hold: each word, of which the last may be the beginning of one; each phrase in "
        "quotes; each `field:value` with a field of the table. What is none of these is words. Filters are joined by AND, "
        "the values of one filter by OR, in the question and as parameters alike. A question has at most "
        f"{LONGEST_TEXT} characters, a filter {MOST_VALUES} values, a page of the API {MOST_HITS} hits. "
        "Examples: [search the collections](../how-to/search-the-collections.md)."
    )
    sorts = [(code(name), labels.SORTS[name]) for name in SORTS]
    return page(
        "Search",
        intro,
        "## Filters and facets",
        table(("filter", "on the page", "value", "can be counted (`facet`)", "name in DiSSCo's API"), filters),
        "## Sort orders",
        table(("sort", "on the page"), sorts),
    )


def quality() -> str:
    """Every BDQ Core test that can be run."""
    from vasculum.quality.bdq.framework import all_tests

    intro = (
        "The single-record tests of TDWG's BDQ Core that `vasculum tools bdq` answers. A test whose authority cannot be asked "
        "offline answers `EXTERNAL_PREREQUISITES_NOT_MET` and never guesses."
    )
    rows = [
        (test.label, code(test.guid), ", ".join(map(code, test.inputs)), str(test.dependence.value if test.dependence else ""))
        for test in sorted(all_tests().values(), key=lambda test: test.label)
    ]
    return page("Data quality tests", intro, table(("test", "GUID", "reads", "depends on"), rows))
