"""What a facilitator decides before a workshop, asked so that the defaults will do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from digikartta.answers import CUSTOMER, INTERNAL_ROLES, STAGES
from digikartta.questionnaire import Questionnaire
from digikartta.texts import LANGUAGES, Texts
from digikartta.ui.day_format import DAY_FORMATS
from digikartta.ui.held import all_held
from digikartta.ui.html import block
from digikartta.workshop import MAX_GROUP, MAX_TEXT, MAX_TITLE, PACINGS, NewWorkshop

NEW_COMPANY = 0  # no company and no round has this number
NEW_ROUND = 0
SEMINAR = "seminar"
_KINDS = ("company", SEMINAR)
# What a field offers; it begins with the first.
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "stage": STAGES,
    "names": ("anonymous", "named"),
    "pacing": PACINGS,
    "where": ("site", "online"),
}


@dataclass(frozen=True, slots=True)
class Who:
    """Whom the workshop is for."""

    is_seminar: bool
    organisation_id: int | None  # None: not chosen yet, or a seminar; `NEW_COMPANY`: a new one


def ask_who(companies: Sequence[tuple[int, str]], t: Texts) -> Who:
    """Ask whether it is one company's, and which one's."""
    kind = st.radio(
        t("workshops.kind"),
        _KINDS,
        key=f"kind-{t.language}",
        format_func=lambda kind: t(f"workshops.kind_{kind}"),
        horizontal=True,
    )
    if kind != SEMINAR and companies:
        names = dict(companies)
        st.selectbox(
            t("workshops.company"),
            (NEW_COMPANY, *names),
            index=None,
            key=f"workshop-company-{t.language}",
            format_func=lambda number: names.get(number) or t("workshops.new_company"),
            placeholder=t("profile.choose"),
        )
    return given_who(t)


def given_who(t: Texts) -> Who:
    """Return whom the workshop is for as it is chosen at the moment of a tap."""
    held = all_held()
    if held[f"kind-{t.language}"] == SEMINAR:
        return Who(is_seminar=True, organisation_id=None)
    return Who(
        is_seminar=False, organisation_id=held.get(f"workshop-company-{t.language}", NEW_COMPANY)
    )


def ask_questionnaire(known: Mapping[str, Questionnaire], t: Texts) -> Questionnaire:
    """Ask for the questionnaire; where there is one it is taken."""
    st.selectbox(
        t("workshops.questionnaire"),
        tuple(known),
        key=f"questionnaire-{t.language}",
        format_func=lambda key: known[key].name.in_language(t.language),
    )
    return given_questionnaire(known, t)


def given_questionnaire(known: Mapping[str, Questionnaire], t: Texts) -> Questionnaire:
    """Return the questionnaire that is chosen at the moment of a tap."""
    return known[all_held()[f"questionnaire-{t.language}"]]


def ask_round(rounds: Sequence[tuple[int, str]], t: Texts) -> None:
    """Ask whether to continue an open round; `rounds` are ids and stages."""
    if not rounds:
        return
    stages = dict(rounds)
    st.radio(
        t("workshops.round"),
        (*stages, NEW_ROUND),
        key=f"round-{t.language}",
        format_func=lambda number: (
            t("workshops.continue_round", stage=t(f"stage.{stages[number]}"))
            if number in stages
            else t("workshops.new_round")
        ),
    )


def given_round(t: Texts) -> int:
    """Return the open round that is chosen at the moment of a tap; `NEW_ROUND`: none."""
    chosen: int = all_held().get(f"round-{t.language}", NEW_ROUND)
    return chosen


@dataclass(frozen=True, slots=True)
class Given:
    """What is settled before the plan is asked: a continued round has its stage and its promise."""

    is_seminar: bool
    customers: bool
    stage: str | None
    is_named: bool | None


def ask_plan(given: Given, t: Texts, errors: Mapping[str, str], *, today: date, least: int) -> None:
    """Ask for the rest; what most workshops leave as it is stands in a box of its own.

    The smallest group that may be shown is at least `least`.
    """
    if given.is_seminar:
        st.text_input(t("workshops.title"), key="title", max_chars=MAX_TITLE)
        _error("title", errors)
    if given.stage is None:
        _ask("stage", lambda stage: t(f"stage.{stage}"), t)
    if given.is_named is None:
        _ask("names", lambda kind: t(f"workshops.names.{kind}"), t)
    _ask("pacing", lambda pace: t(f"workshops.pacing.{pace}"), t)
    with st.expander(t("workshops.more")):
        st.date_input(t("workshops.date"), today, key="held-on", format=DAY_FORMATS[t.language])
        _ask("where", lambda where: t(f"workshops.where.{where}"), t)
        _ask_min_group(t, least)
        _ask_language(t)
        if not given.customers:
            _ask_roles(t)
        _ask_time_plan(t)
    for field in ("min_group", "roles", "plan", "round"):
        _error(field, errors)


def given_plan(given: Given, t: Texts, *, today: date, least: int) -> NewWorkshop:
    """Return what is chosen at the moment of a tap; a field not yet drawn is as it would begin."""
    held = all_held()

    def chosen(field: str) -> str:
        return str(held.get(f"{field}-{t.language}", _CHOICES[field][0]))

    roles = held.get(f"roles-{t.language}", INTERNAL_ROLES)
    return NewWorkshop(
        title=held.get("title", "") if given.is_seminar else "",
        stage=given.stage or chosen("stage"),
        held_on=held.get("held-on", today),
        is_online=chosen("where") == "online",
        is_named=chosen("names") == "named" if given.is_named is None else given.is_named,
        min_group=held.get("min-group", least),
        language=held.get(f"workshop-language-{t.language}", t.language),
        roles=(CUSTOMER,) if given.customers else tuple(r for r in INTERNAL_ROLES if r in roles),
        pacing=held.get(f"pacing-{t.language}", PACINGS[0]),
        plan=held.get("plan", ""),
    )


def _ask_min_group(t: Texts, least: int) -> None:
    st.number_input(
        t("workshops.min_group"),
        min_value=least,
        max_value=MAX_GROUP,
        key="min-group",
        help=t("workshops.min_group_help"),
    )


def _ask_language(t: Texts) -> None:
    st.radio(
        t("workshops.language"),
        LANGUAGES,
        index=LANGUAGES.index(t.language),
        key=f"workshop-language-{t.language}",
        format_func=lambda code: t(f"workshops.language_{code}"),
        horizontal=True,
    )


def _ask_roles(t: Texts) -> None:
    st.pills(
        t("workshops.roles"),
        INTERNAL_ROLES,
        selection_mode="multi",
        default=INTERNAL_ROLES,
        key=f"roles-{t.language}",
        format_func=lambda role: t(f"role.{role}"),
    )


def _ask_time_plan(t: Texts) -> None:
    st.text_area(
        t("workshops.plan"),
        key="plan",
        max_chars=MAX_TEXT,
        placeholder=t("workshops.plan_hint"),
        height=120,
    )


def _ask(field: str, text: Callable[[str], str], t: Texts) -> None:
    st.radio(
        t(f"workshops.{field}"),
        _CHOICES[field],
        key=f"{field}-{t.language}",
        format_func=text,
        horizontal=True,
    )


def _error(field: str, errors: Mapping[str, str]) -> None:
    if field in errors:
        block('<p class="dk-field-error" role="alert">{text}</p>', text=errors[field])
