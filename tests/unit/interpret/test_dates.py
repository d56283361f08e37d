"""Dates as labels have them: what is read, what is left open, what is refused."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import ROOT
from vasculum.interpret.date_grammar import NEIGHBOURS, NUMERIC, WORDED
from vasculum.interpret.date_words import WORDS
from vasculum.interpret.dates import EVENT_DATE, _of_all, _of_form, _of_grammar, _read, read_date, readings
from vasculum.terms import messages

LABELS = list(csv.DictReader((ROOT / "tests/cases/dates/labels.csv").read_text(encoding="utf-8").splitlines()))
Texts = st.text(max_size=60) | st.text(alphabet="0123456789 .,/-–&?'[]IVXivxTZ:junemaiavrilété", max_size=40)


@pytest.mark.parametrize("label", LABELS, ids=lambda label: label["text"])
def test_a_label_is_read_as_the_table_says(label: dict[str, str]) -> None:
    assert sorted(reading.iso for reading in readings(label["text"])) == sorted(label["readings"].split())
    assert [remark.split()[0] for remark in read_date(label["text"]).remarks] == label["remarks"].split()


def test_every_remark_about_a_date_can_be_told_to_a_person() -> None:
    assert {code for label in LABELS for code in label["remarks"].split()} <= messages.remarks().keys()


def test_an_ambiguous_date_has_no_value() -> None:
    assert read_date("11/8/1899").values == (None,)


@pytest.mark.parametrize(("month", "names"), [
    (1, "januari janvier January Januar Januarii jan."), (2, "februari février February Februar Februarii"),
    (3, "maart mars March März Martii mrt."), (4, "april avril April Aprilis avr."), (5, "mei mai May Mai Maji Maii"),
    (6, "juni juin June Juni Junii"), (7, "juli juillet July Juli Julii juil."), (8, "augustus août August Augusti"),
    (9, "september septembre September Septembris 7bris Sept."), (10, "oktober octobre October Oktober Octobris 8bris"),
    (11, "november novembre November Novembris 9bris"), (12, "december décembre December Dezember Decembris Xbris"),
])  # fmt: skip
def test_months_are_known_in_five_languages(month: int, names: str) -> None:
    assert {read_date(f"5 {name} 1887").values[0] for name in names.split()} == {f"1887-{month:02d}-05"}


def test_no_word_stands_for_two_things() -> None:
    with (ROOT / "src/vasculum/terms/vocabularies/date_word.csv").open(encoding="utf-8") as table:
        kinds = [(row["spelling"], row["concept"]) for row in csv.DictReader(table)]
    assert len({spelling for spelling, _ in kinds}) == len(set(kinds))
    assert not [word for word, kind in kinds if WORDS[word].month]


@pytest.mark.parametrize("rule", [rule for rule in (*WORDED, *NUMERIC, *NEIGHBOURS) if "d" in rule and "1" not in rule])
def test_every_shape_of_a_single_day_reads_the_day_it_is_made_of(rule: str) -> None:
    text = rule.replace("_", " ").replace("d", "25").replace("m", "6").replace("M", "VI").replace("y", "1904")
    assert [reading.iso for reading in readings(text)] == ["1904-06-25"]


@given(st.dates(dt.date(1600, 1, 1), dt.date(2100, 12, 31)))
def test_any_day_is_read_back_from_the_ways_of_writing_it(day: dt.date) -> None:
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[day.month - 1]
    for text in (
        day.isoformat(),
        f"{day.day}.{roman}.{day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
    ):
        assert read_date(text).values == (day.isoformat(),)
    assert day.isoformat() in [reading.iso for reading in readings(f"{day.day}/{day.month}/{day.year}")]


@given(st.dates(dt.date(1500, 1, 1), dt.date(2100, 12, 31)))
def test_the_short_way_to_a_common_date_says_what_the_grammar_says(day: dt.date) -> None:
    assert read_date(day.isoformat()) == read_date(f"{day.year}-{day.month}-{day.day} ")


@given(Texts)
def test_any_text_is_read_without_error_the_same_each_time(text: str) -> None:
    assert read_date(text) == read_date(text)


@given(Texts)
def test_what_was_understood_is_understood_again_as_the_same(text: str) -> None:
    for reading in readings(text):
        assert [again.iso for again in readings(reading.iso)] == [reading.iso]


@given(Texts)
def test_a_date_that_cannot_be_given_always_has_its_reason(text: str) -> None:
    found = read_date(text)
    assert found.values != (None,) or bool(found.remarks) == bool(text.strip())


@pytest.mark.parametrize(
    "text", ["1" * 10_000, "12.VI." * 2_000, "a" * 10_000, "/" * 10_000, "\x00\u202e" * 500, "1904-" * 9, "²³" * 20]
)
def test_a_text_that_no_label_bears_is_refused(text: str) -> None:
    assert read_date(text).values == (None,)


FIELDS = ("eventDate", "year", "month", "day", "verbatimEventDate", "startDayOfYear", "endDayOfYear")


def _record(**fields: str) -> tuple[str | None, list[str]]:
    found = EVENT_DATE.read(*(fields.get(name, "") for name in FIELDS))
    return found.values[0], list(found.remarks)


def test_the_inputs_are_the_date_terms_of_the_standard() -> None:
    assert EVENT_DATE.inputs == tuple(f"dwc:{name}" for name in FIELDS)


def test_the_days_of_an_interval_go_with_it() -> None:
    assert EVENT_DATE.read("1904-02", *[""] * 6).values == ("1904-02", dt.date(1904, 2, 1), dt.date(1904, 2, 29))
    assert EVENT_DATE.read("before 1900", *[""] * 6).values == ("../1899", None, dt.date(1899, 12, 31))


def test_year_month_and_day_make_a_date_as_precise_as_they_are() -> None:
    assert _record(year="1904", month="6", day="12") == ("1904-06-12", [])
    assert _record(year="2009.0", month="VI") == ("2009-06", [])
    assert _record(year="1904", month="00", day="0") == ("1904", [])


def test_a_day_without_its_month_is_left_out_and_said() -> None:
    assert _record(year="1904", day="12") == ("1904", ["EVENT_DATE_INCOMPLETE dwc:year"])


def test_a_two_digit_year_is_not_completed() -> None:
    assert _record(year="04", month="6", day="12") == (None, ["EVENT_DATE_TWO_DIGIT_YEAR dwc:year"])


def test_a_day_of_the_year_is_a_day() -> None:
    assert _record(year="1904", startDayOfYear="60") == ("1904-02-29", [])
    assert _record(year="1903", startDayOfYear="60", endDayOfYear="61") == ("1903-03-01/1903-03-02", [])
    assert _record(year="1903", startDayOfYear="366") == ("1903", ["EVENT_DATE_IMPOSSIBLE dwc:startDayOfYear"])


def test_fields_that_say_the_same_with_another_precision_give_the_narrowest() -> None:
    assert _record(eventDate="1904", year="1904", month="6", verbatimEventDate="12.VI.1904") == ("1904-06-12", [])


def test_fields_that_disagree_are_told_and_the_date_of_the_event_prevails() -> None:
    assert _record(eventDate="1904-06-12", year="1904", month="6", day="13") == ("1904-06-12", ["EVENT_DATE_MISMATCH dwc:year"])
    assert _record(year="1904", verbatimEventDate="mai 1887") == ("1904", ["EVENT_DATE_MISMATCH dwc:verbatimEventDate"])


def test_an_ambiguous_date_is_settled_by_the_other_fields_only() -> None:
    assert _record(eventDate="11/8/1899", month="8", year="1899") == ("1899-08-11", [])
    assert _record(eventDate="11/8/1899") == (None, ["EVENT_DATE_AMBIGUOUS dwc:eventDate"])
    assert _record(eventDate="11/8/1899", year="1899") == ("1899", ["EVENT_DATE_AMBIGUOUS dwc:eventDate"])
    assert _record(eventDate="11/8/1899", year="1900") == ("1900", ["EVENT_DATE_MISMATCH dwc:eventDate"])


def test_a_record_without_dates_says_nothing() -> None:
    assert _record() == (None, [])


@given(st.lists(Texts, min_size=7, max_size=7))
def test_any_record_is_read_without_error(fields: list[str]) -> None:
    iso, start, end = EVENT_DATE.read(*fields).values
    assert (iso is None) == (start is None and end is None)
    assert start is None or end is None or start <= end


_Day = st.dates(dt.date(1500, 1, 1), dt.date(2101, 12, 31))
_WRITTEN = ("{d}.{m}.{y}", "{d:02}/{m:02}/{y}", "{m}/{d}/{y}", "{d} mai {y}", "{y}-{m:02}-{d:02}", "{d}.VI.{y}", "août {y}",
            "{m}-{y}", "{y}/{d}", "7bre {y}", "{d}½ mai {y}", "{d} juli {y} 12:30", "19{d:02}-", "xx.{m}.{y}", "{d}-{m} juni {y}",
            "{d}٣.{m}.{y}",
            "ca. {d}.{m}.{y}", "{y}{m:02}{d:02}", "{d}.{m}.'{d:02}", "{y}", "{y}-{m:02}", "{d}{m:02}.{m}.{y}", "")  # fmt: skip
Written = st.builds(lambda form, day: form.format(d=day.day, m=day.month, y=day.year), st.sampled_from(_WRITTEN), _Day)


@given(Written | Texts)
def test_a_text_of_a_plain_form_says_what_the_grammar_says(text: str) -> None:
    if text.strip():
        assert _of_form(text) in (None, _of_grammar(text))


@given(_Day, st.lists(st.booleans(), min_size=4, max_size=4), Written, st.sampled_from(["", "", "12"]))
def test_a_record_of_one_day_says_what_its_fields_say_together(day: dt.date, told: list[bool], other: str, start: str) -> None:
    year, month, number, zeros = told
    verbatim = f"{day.day}/{day.month}/{day.year}" if zeros else other
    parts = [str(day.year) * year, f"{day.month:0{1 + zeros}}" * month, f"{day.day:0{1 + zeros}}" * number]
    record = (day.isoformat(), *parts, verbatim, start, "")
    assert _read(*record) == _of_all(*record)


@pytest.fixture(scope="module")
def label_dates(shared: Path) -> list[str]:
    return (shared / "verbatim-dates/dates.txt").read_text(encoding="utf-8").splitlines()


def test_most_label_dates_of_a_large_museum_are_read(label_dates: list[str]) -> None:
    read = sum(read_date(text).values != (None,) for text in label_dates)
    assert read / len(label_dates) > 0.85


def test_no_reading_holds_a_year_that_is_not_on_the_label(label_dates: list[str]) -> None:
    for text in label_dates:
        for reading in readings(text):
            years = {point.year for point in (reading.first, reading.last) if point}
            assert all(str(year) in text or text.find(str(year)[:2]) >= 0 for year in years), text


def test_a_label_date_without_a_full_year_is_never_given_one(label_dates: list[str]) -> None:
    short = [text for text in label_dates if not any(text[i : i + 4].isdigit() for i in range(len(text)))]
    dated = [text for text in short if readings(text)]
    assert all(text.strip("[]? ")[:2].isdigit() for text in dated), dated


def test_label_dates_of_plain_forms_say_what_the_grammar_says(label_dates: list[str]) -> None:
    found = {text: said for text in label_dates if text.strip() and (said := _of_form(text))}
    assert len(found) > len(label_dates) / 4
    assert found == {text: _of_grammar(text) for text in found}
