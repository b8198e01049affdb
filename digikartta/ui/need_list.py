"""Needs as they are read: by dimension, the lowest questions first, with how alike people see them.

Light: the phones that vote show it too.
"""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from digikartta.agreement import Agreement
from digikartta.company_needs import DimensionNeeds, Need, accord, ballot
from digikartta.company_result import CompanyResult
from digikartta.questionnaire import Questionnaire
from digikartta.scoring import DimensionScore
from digikartta.texts import Texts
from digikartta.ui.html import block
from digikartta.ui.promise import show_withheld


def numbers(groups: Sequence[DimensionNeeds]) -> dict[str, int]:
    """Return the number of each need, the same in lists, votes and pictures."""
    return {need.item: number for number, need in enumerate(ballot(groups), 1)}


def show_needs(
    questionnaire: Questionnaire,
    groups: Sequence[DimensionNeeds],
    agreements: Mapping[str, Agreement],
    t: Texts,
) -> None:
    """Show every dimension that falls short, and in it what is lowest."""
    number_of = numbers(groups)
    sections = []
    for group in groups:
        needs = "".join(
            _need(need, number_of[need.item], agreements.get(need.item), t) for need in group.needs
        )
        name = questionnaire.dimension(group.score.dimension).name.in_language(t.language)
        sections.append(
            f'<section><h3 class="dk-need-part">{escape(name)}</h3>'
            f'<p class="dk-muted">{escape(_figures(group.score, t))}</p>{needs}</section>'
        )
    st.html(f'<div class="dk-need-grid">{"".join(sections)}</div>')


def _figures(score: DimensionScore, t: Texts) -> str:
    now = t.whole(score.score)
    if score.need is None:
        return t("result.now", score=now)
    target, need = t.whole(score.target), t.signed(score.need)
    return t("result.now_and_target", score=now, target=target, need=need)


def show_need(need: Need, number: int, agreement: Agreement | None, t: Texts) -> None:
    """Show one need: its number and words, where it stands, how alike people see it."""
    st.html(_need(need, number, agreement, t))


def _need(need: Need, number: int, agreement: Agreement | None, t: Texts) -> str:
    facts = [t("needs.stands", score=t.whole(need.score))] if need.score is not None else []
    word = accord(agreement)
    if word:
        facts.append(t(f"needs.accord.{word}"))
    return (
        f'<div class="dk-need"><span class="dk-need-number">{number}</span>'
        f"<div><p>{escape(need.text.in_language(t.language))}</p>"
        f'<p class="dk-muted">{escape(" · ".join(facts))}</p></div></div>'
    )


def show_step(need: Need, t: Texts) -> None:
    """Show what the questionnaire recommends to do next, if it does."""
    if need.step is not None:
        block(
            '<div class="dk-next"><p class="dk-number">{label}</p><p>{step}</p></div>',
            label=t("needs.step"),
            step=need.step.in_language(t.language),
        )


def named(need: Need, number: int, t: Texts) -> str:
    """Return a need in one line, for a choice."""
    return f"{number}. {need.text.in_language(t.language)}"


def show_dots_left(left: int, t: Texts) -> None:
    """Show how many dots a person can still place; it stays in sight."""
    block(
        '<p class="dk-dots" role="status">{dots} {text}</p>',
        dots="●" * left + "○" * (3 - left),
        text=t.n("vote.left", left),
    )


def show_none(result: CompanyResult, t: Texts, *, least: int) -> None:
    """Say that no dimension falls short, or that too few have answered to tell."""
    if result.is_withheld:
        show_withheld(t, respondents=result.respondents, least=least)
    else:
        st.markdown(t("result.no_needs"))
