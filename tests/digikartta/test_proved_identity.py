import pytest

from digikartta.proved_identity import has_just_come, proved_email
from tests.factories import NOW

ISSUED = int(NOW.timestamp())
CLAIMS = {"email": "maija@saari.example", "email_verified": True, "iat": ISSUED, "sub": "1"}


def test_a_confirmed_address_is_proved_for_ten_minutes() -> None:
    for age in (-60, 0, 600):
        assert proved_email({**CLAIMS, "iat": ISSUED - age}, now=NOW) == "maija@saari.example"
    for age in (-61, 601, 30 * 86400):
        assert proved_email({**CLAIMS, "iat": ISSUED - age}, now=NOW) is None


@pytest.mark.parametrize("verified", [False, None, "true", 1, "false"])
def test_an_address_that_is_not_confirmed_proves_nothing(verified: object) -> None:
    assert proved_email({**CLAIMS, "email_verified": verified}, now=NOW) is None


@pytest.mark.parametrize("missing", ["email", "email_verified", "iat"])
def test_a_claim_that_is_missing_proves_nothing(missing: str) -> None:
    assert proved_email({n: v for n, v in CLAIMS.items() if n != missing}, now=NOW) is None


@pytest.mark.parametrize(
    "change", [{"email": ""}, {"email": " "}, {"email": ["a@b.fi"]}, {"iat": "now"}, {"iat": True}]
)
def test_a_claim_of_another_kind_proves_nothing(change: dict[str, object]) -> None:
    assert proved_email({**CLAIMS, **change}, now=NOW) is None


def test_who_has_just_come_is_known_whatever_was_proved() -> None:
    assert has_just_come({"iat": ISSUED}, now=NOW)
    assert not has_just_come({"iat": ISSUED - 601}, now=NOW)
    assert not has_just_come({}, now=NOW)


def test_a_visitor_who_comes_from_no_provider_has_proved_nothing() -> None:
    assert proved_email({}, now=NOW) is None
