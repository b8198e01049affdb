import pytest

from digikartta.account import Account, checked_email, checked_name, checked_role, normal_email
from digikartta.problems import InvalidInput


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("maija@saari.example", "maija@saari.example"),
        ("  Maija.Mäki@SAARI.fi\n", "maija.mäki@saari.fi"),
        ("a+b@c.co.uk", "a+b@c.co.uk"),
        ("ma\u0308ki@a.fi", "m\u00e4ki@a.fi"),  # a letter and its dots are the composed letter
    ],
)
def test_an_address_is_kept_in_one_form(written: str, kept: str) -> None:
    assert normal_email(written) == kept
    assert checked_email(written) == kept


@pytest.mark.parametrize("text", ["", "maija", "@a.fi", "a@", "a@b", "a@.fi", "a@b..fi"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        checked_email(text)
    assert [(p.key, p.where) for p in caught.value.problems] == [
        ("problem.email_malformed", "email")
    ]


def test_a_name_may_be_missing_but_not_hide_signs() -> None:
    assert checked_name(" Maija ") == "Maija"
    assert checked_name("") == ""
    with pytest.raises(InvalidInput) as caught:
        checked_name("Maija\u202e")
    assert [p.key for p in caught.value.problems] == ["problem.control_character"]


def test_the_project_team_and_administrators_see_every_company() -> None:
    seen = {
        role: Account(1, "a@b.fi", "", role).sees_every_company
        for role in ("facilitator", "project", "admin")
    }
    assert seen == {"facilitator": False, "project": True, "admin": True}


def test_a_role_that_does_not_exist_is_refused() -> None:
    assert checked_role("admin") == "admin"
    with pytest.raises(InvalidInput) as caught:
        checked_role("root")
    assert [(p.key, p.where) for p in caught.value.problems] == [
        ("problem.account_role_unknown", "role")
    ]
