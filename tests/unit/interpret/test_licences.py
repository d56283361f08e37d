"""Licences: one address for the many ways of naming the same permission."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vasculum.interpret.licences import LICENSE, licence

CC = "https://creativecommons.org/"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("http://creativecommons.org/licenses/by/4.0/legalcode", "licenses/by/4.0/"),
        ("https://creativecommons.org/licenses/by-nc/4.0/deed.nl", "licenses/by-nc/4.0/"),
        ("CC BY 2.0 BE", "licenses/by/2.0/be/"),
        ("https://creativecommons.org/licenses/by-sa/3.0/de/", "licenses/by-sa/3.0/de/"),
        ("CC_BY_NC_SA_4_0", "licenses/by-nc-sa/4.0/"),
        ("CC-BY-SA-NC 3.0", "licenses/by-nc-sa/3.0/"),
        ("CC0 1.0", "publicdomain/zero/1.0/"),
        ("http://creativecommons.org/publicdomain/mark/1.0/", "publicdomain/mark/1.0/"),
        ("Creative Commons Naamsvermelding-NietCommercieel 4.0", "licenses/by-nc/4.0/"),
        ("Creative Commons Paternité 2.0", "licenses/by/2.0/"),
    ],
)
def test_a_licence_has_one_address(text: str, address: str) -> None:
    assert licence(text) == CC + address
    assert LICENSE.read(text, "", "").remarks == ()


@pytest.mark.parametrize(
    "text", ["All rights reserved", "photo by An Peeters", "© RBINS", "CC BY-SA 3.0 or CC BY 4.0", "by", "x" * 9_000]
)
def test_a_text_that_is_no_single_licence_is_not_guessed(text: str) -> None:
    assert LICENSE.read(text, "", "").values == (None,) or text == "by"
    assert LICENSE.read(text, "", "").remarks != ()


def test_a_licence_without_version_is_the_current_one_and_this_is_said() -> None:
    assert LICENSE.read("CC-BY", "", "").values == (f"{CC}licenses/by/4.0/",)
    assert LICENSE.read("CC-BY", "", "").remarks == ("LICENSE_ASSUMED dcterms:license",)


def test_a_licence_in_the_statement_of_rights_counts_when_the_licence_is_empty() -> None:
    assert LICENSE.read("", "This work is licensed under CC BY 4.0", "").values == (f"{CC}licenses/by/4.0/",)
    assert LICENSE.read("", "© Meise Botanic Garden", "").remarks == ()
    assert LICENSE.read("see the website", "CC BY 4.0", "").values == (None,)


@given(st.text(max_size=80) | st.text(alphabet="cbynsad0 -.4()/:creativecommons", max_size=80))
def test_any_text_is_read_without_error_and_its_address_is_read_as_itself(text: str) -> None:
    found = licence(text)
    assert found is None or licence(found) == found


def _spellings(shared: Path, table: str) -> list[tuple[str, str]]:
    lines = (shared / f"gbif-dictionaries/dictionaries/{table}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    return [(pair[0], pair[1]) for pair in pairs]


def test_every_spelling_of_a_licence_in_the_dictionary_has_its_address(shared: Path) -> None:
    read = {spelling: licence(spelling) for spelling, _ in _spellings(shared, "license_uri")}
    assert read == {spelling: address.replace("http:", "https:") for spelling, address in _spellings(shared, "license_uri")}


def test_every_supported_licence_in_the_dictionary_is_told_apart(shared: Path) -> None:
    addresses = {"CC0_1_0": "publicdomain/zero/1.0/", "CC_BY_4_0": "licenses/by/4.0/", "CC_BY_NC_4_0": "licenses/by-nc/4.0/"}
    for spelling, name in _spellings(shared, "license"):
        found = licence(spelling)
        assert found, spelling
        # The Open Data Commons licences are like, but are not, the Creative Commons ones that GBIF puts in their place.
        if "opendatacommons" not in spelling:
            assert (found == CC + addresses[name]) if name in addresses else (found not in {CC + a for a in addresses.values()})
