"""What a facilitator decides before a workshop, asked so that the defaults will do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import streamlit as st

from digikartta.answers import CUSTOMER, INTERNAL_ROLES, STAGES
from digikartta.questionnaire import Questionnaire
from digikartta.texts import LANGUAGES, Texts
from digikartta.ui.html import block
from digikartta.workshop import MAX_GROUP, MAX_TEXT, MAX_TITLE, PACINGS, NewWorkshop

NEW_COMPANY = 0  # no company and no round has this number
NEW_ROUND = 0
_Option = TypeVar("_Option", bound=str)


@dataclass(frozen=True, slots=True)
class Who:
    """Whom the workshop is for."""

    is_seminar: bool
    organisation_id: int | None  # None: not chosen yet, or a seminar; `NEW_COMPANY`: a new one


def ask_who(companies: Sequence[tuple[int, str]], t: Texts) -> Who:
    """Ask whether it is one company's, and which one's."""
    kind = st.radio(
        t("workshops.kind"),
        ("company", "seminar"),
        key=f"kind-{t.language}",
        format_func=lambda kind: t(f"workshops.kind_{kind}"),
        horizontal=True,
    )
    if kind == "seminar":
        return Who(is_seminar=True, organisation_id=None)
    if not companies:
        return Who(is_seminar=False, organisation_id=NEW_COMPANY)
    names = dict(companies)
    chosen = st.selectbox(
        t("workshops.company"),
        (NEW_COMPANY, *names),
        index=None,
        key=f"workshop-company-{t.language}",
        format_func=lambda number: names.get(number) or t("workshops.new_company"),
        placeholder=t("profile.choose"),
    )
    return Who(is_seminar=False, organisation_id=chosen)


def ask_questionnaire(known: Mapping[str, Questionnaire], t: Texts) -> Questionnaire:
    """Ask for the questionnaire; where there is one it is taken."""
    chosen = st.selectbox(
        t("workshops.questionnaire"),
        tuple(known),
        key=f"questionnaire-{t.language}",
        format_func=lambda key: known[key].name.in_language(t.language),
    )
    return known[chosen]


def ask_round(rounds: Sequence[tuple[int, str]], t: Texts) -> int:
    """Ask whether to continue an open round; `rounds` are ids and stages. `NEW_ROUND`: no."""
    if not rounds:
        return NEW_ROUND
    stages = dict(rounds)
    return st.radio(
        t("workshops.round"),
        (*stages, NEW_ROUND),
        key=f"round-{t.language}",
        format_func=lambda number: (
            t("workshops.continue_round", stage=t(f"stage.{stages[number]}"))
            if number in stages
            else t("workshops.new_round")
        ),
    )


@dataclass(frozen=True, slots=True)
class Given:
    """What is settled before the plan is asked: a continued round has its stage and its promise."""

    is_seminar: bool
    customers: bool
    stage: str | None
    is_named: bool | None


def ask_plan(
    given: Given, t: Texts, errors: Mapping[str, str], *, today: date, least: int
) -> NewWorkshop:
    """Ask for the rest; what most workshops leave as it is stands in a box of its own."""
    title = ""
    if given.is_seminar:
        title = st.text_input(t("workshops.title"), key="title", max_chars=MAX_TITLE)
        _error("title", errors)
    stage = given.stage or _choice("stage", STAGES, lambda stage: t(f"stage.{stage}"), t)
    is_named = _ask_names(t) if given.is_named is None else given.is_named
    pacing = _choice("pacing", PACINGS, lambda pace: t(f"workshops.pacing.{pace}"), t)
    with st.expander(t("workshops.more")):
        held_on = st.date_input(t("workshops.date"), today, key="held-on", format="DD.MM.YYYY")
        where = _choice("where", ("site", "online"), lambda w: t(f"workshops.where.{w}"), t)
        min_group = _ask_min_group(t, least)
        language = _ask_language(t)
        roles = (CUSTOMER,) if given.customers else _ask_roles(t)
        plan = _ask_time_plan(t)
    for field in ("min_group", "roles", "plan", "round"):
        _error(field, errors)
    return NewWorkshop(
        title=title,
        stage=stage,
        held_on=held_on,
        is_online=where == "online",
        is_named=is_named,
        min_group=min_group,
        language=language,
        roles=roles,
        pacing=pacing,
        plan=plan,
    )


def _ask_names(t: Texts) -> bool:
    kinds = ("anonymous", "named")
    return _choice("names", kinds, lambda kind: t(f"workshops.names.{kind}"), t) == "named"


def _ask_min_group(t: Texts, least: int) -> int:
    return st.number_input(
        t("workshops.min_group"),
        min_value=least,
        max_value=MAX_GROUP,
        key="min-group",
        help=t("workshops.min_group_help"),
    )


def _ask_language(t: Texts) -> str:
    return st.radio(
        t("workshops.language"),
        LANGUAGES,
        index=LANGUAGES.index(t.language),
        key=f"workshop-language-{t.language}",
        format_func=lambda code: t(f"workshops.language_{code}"),
        horizontal=True,
    )


def _ask_roles(t: Texts) -> tuple[str, ...]:
    chosen = st.pills(
        t("workshops.roles"),
        INTERNAL_ROLES,
        selection_mode="multi",
        default=INTERNAL_ROLES,
        key=f"roles-{t.language}",
        format_func=lambda role: t(f"role.{role}"),
    )
    return tuple(role for role in INTERNAL_ROLES if role in chosen)


def _ask_time_plan(t: Texts) -> str:
    return st.text_area(
        t("workshops.plan"),
        key="plan",
        max_chars=MAX_TEXT,
        placeholder=t("workshops.plan_hint"),
        height=120,
    )


def _choice(
    field: str, options: Sequence[_Option], text: Callable[[str], str], t: Texts
) -> _Option:
    return st.radio(
        t(f"workshops.{field}"),
        options,
        key=f"{field}-{t.language}",
        format_func=text,
        horizontal=True,
    )


def _error(field: str, errors: Mapping[str, str]) -> None:
    if field in errors:
        block('<p class="dk-field-error" role="alert">{text}</p>', text=errors[field])
