"""The quality of the measure in pictures and tables. Heavy: for pages of the project team."""

from collections.abc import Callable, Iterator, Sequence

import plotly.graph_objects as go
import streamlit as st

from digikartta.charts.interval_plot import IntervalLabels, IntervalRow, interval_plot
from digikartta.charts.period_bars import Period, period_bars
from digikartta.charts.share_bars import ShareRow, share_bars
from digikartta.cohort_statistics.figures import Figure
from digikartta.comparison_words import figure_text, interval_text
from digikartta.exports.quality_file import quality_csv
from digikartta.measure_quality import MeasureQuality
from digikartta.questionnaire import Questionnaire
from digikartta.texts import Texts
from digikartta.ui.figure_table import show_figure_table
from digikartta.ui.result_charts import Size, palette, show_chart

_GOOD_ALPHA = 0.7  # what is usually asked of a scale for comparing groups


def show_reliability(
    found: MeasureQuality, content: Questionnaire, t: Texts, *, size: Size
) -> None:
    """Show alpha with its interval for each dimension."""
    st.header(t("quality.alpha"))
    st.markdown(t("quality.alpha_about"))
    names = _dimensions(content, t)
    rows = [
        IntervalRow(
            names[name],
            each.alpha.value,
            each.interval.low,
            each.interval.high,
            is_clear=each.alpha.value is not None and each.alpha.value >= _GOOD_ALPHA,
        )
        for name, each in found.reliability.items()
    ]
    figure = interval_plot(
        rows,
        labels=IntervalLabels(t("quality.alpha_good"), t("quality.alpha_low")),
        palette=palette(),
        size=size,
        number=lambda value: t.fixed(value, 2),
        ticks=_alpha_ticks(rows),
    )
    _picture(figure, "alpha", found, t)
    table = [
        (
            names[name],
            t.whole(each.respondents),
            figure_text(each.alpha, t, decimals=2),
            interval_text(each.interval, t, decimals=2),
            _percent(found.dimensions[name].floor, t),
            _percent(found.dimensions[name].ceiling, t),
        )
        for name, each in found.reliability.items()
    ]
    columns = ("dimension", "respondents", "alpha", "interval", "floor", "ceiling")
    reasons = [each.alpha.reason or each.interval.reason for each in found.reliability.values()]
    notes = [t(f"reason.{reason}") for reason in dict.fromkeys(reasons) if reason]
    _table(t("quality.alpha_table"), columns, table, t, notes=notes)


def _alpha_ticks(rows: Sequence[IntervalRow]) -> tuple[float, ...]:
    """0 to 1, and from −1 on where questions work against each other."""
    lowest = min((v for row in rows for v in (row.value, row.low) if v is not None), default=0.0)
    ticks = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    return ticks if lowest >= 0 else (-1.0, -0.5, *ticks)


def show_missing(found: MeasureQuality, content: Questionnaire, t: Texts, *, size: Size) -> None:
    """Show how often people could not say, or were not concerned, question by question."""
    st.header(t("quality.missing"))
    st.markdown(t("quality.missing_about"))
    rows = [
        ShareRow(label, tuple(_hundred(part) for part in parts))
        for label, parts in _questions(content, t, lambda name: _missing(found, name))
    ]
    parts = tuple(t(f"quality.{name}") for name in ("dont_know", "not_applicable", "blank"))
    figure = share_bars(rows, parts=parts, palette=palette(), size=size, number=t.whole)
    _picture(figure, "missing", found, t)


def _missing(found: MeasureQuality, name: str) -> tuple[Figure, Figure, Figure]:
    question = found.questions[name]
    return question.dont_know, question.not_applicable, question.blank


def show_ends(found: MeasureQuality, content: Questionnaire, t: Texts, *, size: Size) -> None:
    """Show how many stand at the lowest and at the highest level, question by question."""
    st.header(t("quality.ends"))
    st.markdown(t("quality.ends_about"))
    rows = [
        ShareRow(label, tuple(_hundred(part) for part in parts))
        for label, parts in _questions(
            content, t, lambda name: (found.questions[name].floor, found.questions[name].ceiling)
        )
    ]
    parts = (t("quality.floor"), t("quality.ceiling"))
    figure = share_bars(rows, parts=parts, palette=palette(), size=size, number=t.whole)
    _picture(figure, "ends", found, t)


def show_agreement(found: MeasureQuality, content: Questionnaire, t: Texts, *, size: Size) -> None:
    """Show how far people of one company see the questions alike."""
    if not found.agreement:
        return
    st.header(t("quality.agreement"))
    st.markdown(t("quality.agreement_about"))
    texts = {question.id: question.text.in_language(t.language) for question in content.questions}
    rows = [
        IntervalRow(texts[name], each.r_wg.value, None, None, is_clear=True)
        for name, each in found.agreement.items()
    ]
    figure = interval_plot(
        rows,
        labels=IntervalLabels("", ""),
        palette=palette(),
        size=size,
        number=lambda value: t.fixed(value, 2),
        ticks=(0.0, 0.3, 0.5, 0.7, 0.9, 1.0),
    )
    _picture(figure, "agreement", found, t)


def show_question_table(found: MeasureQuality, content: Questionnaire, t: Texts) -> None:
    """Show every figure of every question, and the same as a file."""
    st.header(t("quality.questions"))
    texts = {question.id: question.text.in_language(t.language) for question in content.questions}
    rows = []
    for name, each in found.questions.items():
        agreed = found.agreement.get(name)
        rows.append(
            (
                texts[name],
                t.whole(each.respondents),
                *(_percent(part, t) for part in _missing(found, name)),
                _percent(each.floor, t),
                _percent(each.ceiling, t),
                figure_text(each.mean, t),
                t.fixed(agreed.r_wg.value if agreed else None, 2),
                _percent(agreed.divided, t) if agreed else "–",
            )
        )
    columns = (
        *("question", "respondents", "dont_know", "not_applicable", "blank"),
        *("floor", "ceiling", "mean", "r_wg", "divided"),
    )
    _table(t("quality.questions"), columns, rows, t, notes=[t("quality.missing_figures")])
    st.download_button(
        t("quality.as_csv"),
        quality_csv(found),
        "mittarin-laatu.csv",
        "text/csv",
        on_click="ignore",
    )


def show_participation(found: MeasureQuality, t: Texts, *, size: Size) -> None:
    """Show how many people and rounds there were in each quarter."""
    st.header(t("quality.participation"))
    periods = [
        Period(
            t("quality.quarter", quarter=each.quarter, year=each.year),
            each.respondents,
            t("quality.in_rounds", respondents=each.respondents, rounds=each.rounds),
        )
        for each in found.quarters
    ]
    figure = period_bars(periods, palette=palette(), size=size, number=t.whole)
    _picture(figure, "participation", found, t)
    columns = ("quarter_name", "respondents", "rounds", "per_round")
    rows = [
        (
            t("quality.quarter", quarter=each.quarter, year=each.year),
            t.whole(each.respondents),
            t.whole(each.rounds),
            t.fixed(each.respondents_per_round, 1),
        )
        for each in found.quarters
    ]
    with st.expander(t("quality.participation_table")):
        _table(t("quality.participation_table"), columns, rows, t)


def basis_text(found: MeasureQuality, t: Texts) -> str:
    """Say how many people and rounds the figures rest on."""
    return t("quality.basis", respondents=found.respondents, rounds=found.rounds)


def _picture(figure: go.Figure, name: str, found: MeasureQuality, t: Texts) -> None:
    show_chart(
        figure,
        t,
        key=name,
        alt=t(f"quality.alt_{name}"),
        title=t(f"quality.{name}"),
        about=basis_text(found, t),
    )


def _table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    t: Texts,
    *,
    notes: Sequence[str] = (),
) -> None:
    head = [t(f"quality.column.{column}") for column in columns]
    show_figure_table(caption, head, rows, notes=notes)


def _questions(
    content: Questionnaire, t: Texts, figures_of: Callable[[str], tuple[Figure, ...]]
) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    for question in content.questions:
        yield question.text.in_language(t.language), figures_of(question.id)


def _dimensions(content: Questionnaire, t: Texts) -> dict[str, str]:
    return {each.id: each.name.in_language(t.language) for each in content.dimensions}


def _hundred(figure: Figure) -> float | None:
    return None if figure.value is None else 100 * figure.value


def _percent(figure: Figure, t: Texts) -> str:
    return "–" if figure.value is None else f"{t.whole(_hundred(figure))} %"
