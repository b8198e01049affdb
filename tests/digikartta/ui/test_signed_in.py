"""Whoever may not see a page is told so, and the page goes no further."""

import pytest
from streamlit.testing.v1 import AppTest

from digikartta.texts import LANGUAGES, texts


def page(role: str, allowed: str) -> None:
    import streamlit as st

    from digikartta.account import Account
    from digikartta.ui.signed_in import account_or_stop

    someone = Account(1, "maija@saari.example", "Maija", role) if role else None
    account = account_or_stop(someone, roles=allowed.split("|"))
    st.code(account.email)


def opened(role: str, allowed: str, *, lang: str = "fi") -> AppTest:
    made = AppTest.from_function(page, args=(role, allowed))
    made.query_params["lang"] = lang
    return made.run()


def words(shown: AppTest) -> str:
    return "".join(node.proto.body for node in shown.get("html"))


def test_somebody_with_one_of_the_roles_sees_the_page() -> None:
    shown = opened("project", "admin|project")
    assert [code.value for code in shown.code] == ["maija@saari.example"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_has_not_logged_in_is_told_to(lang: str) -> None:
    shown = opened("", "facilitator|project|admin", lang=lang)
    assert texts(lang)("accounts.log_in_title") in words(shown)
    assert texts(lang)("problem.log_in_first", where="") in words(shown)
    assert not shown.code


def test_another_role_is_told_that_it_does_not_do() -> None:
    shown = opened("facilitator", "project|admin")
    assert texts("fi")("problem.role_not_allowed", where="") in words(shown)
    assert "maija@saari.example" not in words(shown)
    assert not shown.code
