"""Whose company a page shows, and what the visitor may do there; asked anew before each change."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol, TypeVar

import streamlit as st

from digikartta.problems import InvalidInput, Problem
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.development_steps import COMPANY
from digikartta.ui.header import show_header
from digikartta.ui.html import notice
from digikartta.ui.states import show_bad_link
from digikartta.visit import Visit
from digikartta.web.cookies import OWNER, RESPONDENT

_LONGEST_NUMBER = 18  # digits; no company's number is longer


class Visited(Protocol):
    """What `db.company_access` tells of a visitor."""

    @property
    def organisation_id(self) -> int: ...  # noqa: D102
    @property
    def may_edit(self) -> bool: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102


Company = TypeVar("Company", bound=Visited)
Opening = Callable[[Any, Visit], Company]  # of `db.company_access`


def named_company() -> int | None:
    """Return the number of the company that the address names, if any; to be asked on drawing.

    Where a tap is stored a newer one could cut in here and end it, as `held.all_held` tells.
    """
    text = st.query_params.get(COMPANY, "")
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if is_number else None


def visited(
    opening: Opening[Company],
    engine: Any,
    named: int | None = None,
    *,
    as_participant: bool = False,
) -> Company:
    """Return what the visitor may do now with the company of the link or of `named_company`.

    `as_participant` looks at the respondent's link alone: who owns a round takes part in it too.
    Raises `InvalidInput` when nothing opens it.
    """
    visit = Visit(
        today=visitor.today(),
        now=visitor.now(),
        idle_minutes=settings().idle_minutes,
        respondent=visitor.cookie(RESPONDENT),
    )
    if not as_participant:
        visit = replace(
            visit,
            owner=visitor.cookie(OWNER),
            session=visitor.session(),
            organisation_id=named,
        )
    return opening(engine, visit)


def visited_or_stop(
    opening: Opening[Company],
    engine: Any,
    *,
    is_example: bool = False,
    as_participant: bool = False,
) -> Company:
    """Return the same, or say why not and end the page; it comes before the page's own header."""
    try:
        return visited(opening, engine, named_company(), as_participant=as_participant)
    except InvalidInput as error:
        show_header(is_example=is_example)
        show_bad_link(error.problems[0].key)


def editing(opening: Opening[Company], engine: Any, named: int | None) -> Company:
    """Return the company for a change; raises `InvalidInput` unless the visitor may edit it now.

    What a tap stores comes here first: a link may have ended since the page was shown, and a
    message of a widget can be sent by anyone.
    """
    company = visited(opening, engine, named)
    if not company.may_edit:
        raise InvalidInput([Problem("problem.read_only")])
    return company


def company_in_links(company: Visited) -> int | None:
    """Return what links to other pages have to name: an account's company, else nothing."""
    return company.organisation_id if company.kind == "account" else None


def show_read_only(company: Visited) -> None:
    """Say to whoever may only read that others edit."""
    if not company.may_edit:
        t = visitor.t()
        notice(t("path.read_only_title"), t("path.read_only"))
