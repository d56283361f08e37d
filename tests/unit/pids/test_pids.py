"""PIDs: no two specimens share one, a slip of the pen never names another specimen, and nothing that is typed breaks reading."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.behaviour.model import examples
from vasculum.engine.kernel import Kernel
from vasculum.pids.issuer import MAX_ISSUER, MAX_NUMBER, Exhausted, Key, Mint, Minted
from vasculum.pids.symbols import ALPHABET, normalised, number_of, written

MINT = Mint("10.5072", Key.of_secret("of a test"))
secrets = st.text(max_size=8)
issuers = st.integers(0, MAX_ISSUER)
numbers = st.integers(0, MAX_NUMBER)
SAMPLES = [0, 1, 31, 32, 2**39, 2**40 - 1, 0x123456789A, 0xFEDCBA9876, *(7919**power % 2**40 for power in range(1, 25))]


@given(secrets, issuers, numbers)
def test_a_pid_is_read_back_as_what_it_was_minted_for(secret: str, issuer: int, number: int) -> None:
    mint = Mint("10.5072", Key.of_secret(secret))
    assert mint.read(mint.pid(Minted(issuer, number))) == Minted(issuer, number)


@given(secrets, st.integers(0, 2**40 - 1))
def test_the_permutation_reaches_every_number_from_one_number_only(secret: str, mixed: int) -> None:
    key = Key.of_secret(secret)
    assert key.shuffle(key.unshuffle(mixed)) == mixed == key.unshuffle(key.shuffle(mixed))


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    with Kernel(tmp_path_factory.mktemp("spill")) as opened:
        yield opened


@given(secrets, issuers, st.lists(numbers, min_size=1, max_size=50))
@settings(max_examples=examples(10, 300), deadline=None)
def test_the_column_expression_mints_what_the_function_mints(
    kernel: Kernel, secret: str, issuer: int, given_numbers: list[int]
) -> None:
    mint = Mint("10.5072", Key.of_secret(secret))
    kernel.create_table("specimens", {"number": ("BIGINT", given_numbers)})
    minted = kernel.rows(f"SELECT number, {mint.expression(issuer, 'number')} FROM specimens")
    assert minted == [(number, mint.pid(Minted(issuer, number))) for number, _ in minted]
    assert sorted(number for number, _ in minted) == sorted(given_numbers)


def test_a_hundred_thousand_pids_of_some_sources_differ() -> None:
    pids = {MINT.pid(Minted(issuer, number)) for issuer, number in product((0, 1, 2, MAX_ISSUER), range(25_000))}
    assert len(pids) == 100_000


@pytest.mark.parametrize("number", SAMPLES)
def test_every_single_wrong_symbol_is_found(number: int) -> None:
    suffix = written(number).replace("-", "")
    wrong = [suffix[:at] + symbol + suffix[at + 1 :] for at in range(9) for symbol in ALPHABET if symbol != suffix[at]]
    assert len(wrong) == 9 * 31
    assert [number_of(each) for each in wrong] == [None] * len(wrong)


@pytest.mark.parametrize("number", SAMPLES)
def test_every_exchange_of_two_symbols_is_found(number: int) -> None:
    suffix = written(number).replace("-", "")
    for first, second in combinations(range(9), 2):
        symbols = list(suffix)
        symbols[first], symbols[second] = symbols[second], symbols[first]
        assert number_of("".join(symbols)) == (number if suffix[first] == suffix[second] else None)


@given(st.integers(0, 2**40 - 1))
def test_a_suffix_typed_carelessly_is_still_read(number: int) -> None:
    suffix = written(number)
    careless = suffix.lower().replace("-", "").replace("1", "l").replace("0", "o")
    assert number_of(careless) == number_of(f" {suffix} ") == number_of(suffix.replace("1", "I")) == number
    assert normalised(careless) == suffix


@given(st.text(max_size=30) | st.builds("10.5072/{}".format, st.text(max_size=14)) | st.binary(max_size=12).map(repr))
def test_whatever_is_typed_is_a_pid_or_none_and_never_an_error(typed: str) -> None:
    found = MINT.read(typed)
    assert found is None or MINT.pid(found).rpartition("/")[2] == normalised(typed.rpartition("/")[2])


@given(issuers, numbers, st.sampled_from(["10.507", "10.50722", "", "10.5072/10.5072", " 10.5072"]))
def test_a_pid_of_another_prefix_is_not_ours(issuer: int, number: int, prefix: str) -> None:
    suffix = MINT.pid(Minted(issuer, number)).partition("/")[2]
    assert MINT.read(f"{prefix}/{suffix}") is None
    assert MINT.read(f"10.5072/{suffix}/") is None


@pytest.mark.parametrize("minted", [Minted(0, MAX_NUMBER + 1), Minted(MAX_ISSUER + 1, 0), Minted(-1, 0), Minted(0, -1)])
def test_what_has_no_room_is_refused_and_not_given_the_pid_of_another(minted: Minted) -> None:
    with pytest.raises(Exhausted):
        MINT.pid(minted)
