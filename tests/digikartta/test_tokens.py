import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.tokens import (
    CODE_ALPHABET,
    derived_token,
    new_code,
    new_random_id,
    new_token,
    normal_code,
    secret_in,
    token_hash,
)

SAFE = re.compile(r"[A-Za-z0-9_-]{24}")  # 144 bits, six in each sign
DERIVED = "DrLquvVsPgUfJm6bI7pNKdAW"


def test_a_token_is_long_random_and_safe_in_an_address() -> None:
    tokens = {new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert all(SAFE.fullmatch(token) for token in tokens)


def test_no_token_begins_as_an_option_of_a_command_does(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["-first", "--second", "_third-"])
    monkeypatch.setattr("digikartta.tokens.secrets.token_urlsafe", lambda _: next(drawn))
    assert new_token() == "_third-"


def test_what_follows_from_a_token_is_the_same_every_time() -> None:
    # HMAC-SHA-256 with key "key" of "purpose", its first 18 bytes in the alphabet of addresses
    assert derived_token("key", "purpose") == DERIVED
    assert SAFE.fullmatch(DERIVED)


@given(st.text(min_size=1, max_size=30), st.sampled_from(["respondent", "invite", "customers"]))
def test_each_purpose_has_a_secret_of_its_own(token: str, purpose: str) -> None:
    assert derived_token(token, purpose) not in {token, derived_token(token, purpose + "2")}
    assert derived_token(token, purpose) != derived_token(token + "x", purpose)


def test_the_database_keeps_a_hash_only() -> None:
    # SHA-256 of "abc", as in FIPS 180-2, appendix B.1
    published = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert token_hash("abc").hex() == published
    assert token_hash("\udcff") != token_hash("?")  # bytes of another encoding


def test_a_code_has_six_signs_that_look_like_no_other() -> None:
    codes = [new_code() for _ in range(200)]
    assert all(len(code) == 6 and set(code) <= set(CODE_ALPHABET) for code in codes)
    assert not set("0O1IL") & set(CODE_ALPHABET)
    assert all(len(set(pair) & set(CODE_ALPHABET)) == 1 for pair in ("2Z", "5S", "8B"))
    assert len(set(codes)) > 190


@given(st.text(CODE_ALPHABET, min_size=6, max_size=6))
def test_a_code_may_be_typed_in_any_case_with_spaces_and_dashes(code: str) -> None:
    assert normal_code(code) == code
    assert normal_code(f" {code[:3].lower()} {code[3:].lower()} ") == code
    assert normal_code(f"{code[:2]}-{code[2:]}") == code


def test_a_letter_that_was_read_for_a_digit_is_that_digit() -> None:
    assert normal_code("zsb 7k2") == "2587K2"


@pytest.mark.parametrize("text", ["", "K7M2P", "K7M2PXX", "K7M2P0", "K7M2PI", "K7M2PÄ", "K7M 2P_"])
def test_anything_else_is_no_code(text: str) -> None:
    assert normal_code(text) is None


def test_a_new_code_is_in_its_normal_form() -> None:
    code = new_code()
    assert normal_code(code) == code


def test_an_id_is_positive_fits_the_database_and_tells_no_order() -> None:
    ids = [new_random_id() for _ in range(200)]
    assert all(0 < each < 2**63 for each in ids)
    assert ids != sorted(ids)


def test_an_id_is_never_nought(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digikartta.tokens.secrets.randbits", lambda _: 0)
    assert new_random_id() == 1


@pytest.mark.parametrize(
    "typed",
    [
        "K7M 2PX",
        " K7M 2PX\n",
        "http://192.168.1.10:8501/t/K7M 2PX",
        "https://x.fi/t/K7M 2PX/?lang=sv",
    ],
)
def test_a_code_may_be_pasted_with_its_address(typed: str) -> None:
    assert secret_in(typed) == "K7M 2PX"


@pytest.mark.parametrize("typed", ["", " ", "/", "?lang=fi"])
def test_an_address_of_nothing_holds_nothing(typed: str) -> None:
    assert secret_in(typed) == ""
