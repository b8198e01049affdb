from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from digikartta.business_id import normal_business_id

# Published examples: the manuals of R's hetu, of PEAR's Validate_FI, of python-stdnum, of
# Algorithm::CheckDigits and of validators.
PUBLISHED = ("0737546-2", "1572860-0", "2077474-0", "1366959-8", "0112038-9")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def remainder(digits: str) -> int:
    return sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=True)) % 11


def check_digit(digits: str) -> int:
    return -remainder(digits) % 11


NUMBERS = st.text("0123456789", min_size=7, max_size=7).filter(lambda d: remainder(d) != 1)
VALID = NUMBERS.map(lambda digits: f"{digits}-{check_digit(digits)}")


@pytest.mark.parametrize("business_id", PUBLISHED)
def test_published_examples_are_right(business_id: str) -> None:
    assert normal_business_id(business_id) == business_id


def test_the_check_digit_by_hand() -> None:
    # 7·1 + 9·2 + 10·3 + 5·4 + 8·5 + 4·6 + 2·7 = 153 = 13·11 + 10, and 11 − 10 = 1
    assert normal_business_id("1234567-1") == "1234567-1"
    assert [normal_business_id(f"1234567-{digit}") for digit in "023456789"] == [None] * 9


def test_a_number_with_remainder_one_is_never_given() -> None:
    # 4·3 = 12 = 11 + 1: the check digit would be 10
    assert [normal_business_id(f"0000030-{digit}") for digit in range(10)] == [None] * 10


def test_an_old_number_gets_its_leading_zero() -> None:
    assert normal_business_id("737546-2") == "0737546-2"
    assert normal_business_id(" 0737546-2\n") == "0737546-2"


@pytest.mark.parametrize(
    "text",
    [
        *("", "07375462", "0737546–2", "0737546 2", "0737546-", "-2", "FI07375462"),
        *("00737546-2", "37546-2", "0737546-22", "0737546-2\n1", "07375a6-2", "０７３７５４６-２"),
    ],
)
def test_any_other_form_is_refused(text: str) -> None:
    assert normal_business_id(text) is None


@given(VALID)
def test_a_right_check_digit_is_accepted(business_id: str) -> None:
    assert normal_business_id(business_id) == business_id


@given(VALID, st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(business_id: str, place: int, change: int) -> None:
    digits = business_id.replace("-", "")
    wrong = str((int(digits[place]) + change) % 10)
    changed = digits[:place] + wrong + digits[place + 1 :]
    assert normal_business_id(f"{changed[:7]}-{changed[7]}") is None


@given(VALID, st.sampled_from([*combinations(range(8), 2)]))
def test_two_digits_that_changed_places_are_always_noticed(
    business_id: str, places: tuple[int, int]
) -> None:
    # eleven is a prime and no two weights are the same, so no two digits can stand for each other
    digits = list(business_id.replace("-", ""))
    first, second = places
    assume(digits[first] != digits[second])
    digits[first], digits[second] = digits[second], digits[first]
    assert normal_business_id(f"{''.join(digits[:7])}-{digits[7]}") is None
