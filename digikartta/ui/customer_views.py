"""The company's own view and its customers' side by side, the largest difference first."""

import streamlit as st

from digikartta.charts.dot_plot import DotLabels, DotRow, dot_plot
from digikartta.charts.palette import Palette
from digikartta.company_result import CompanyResult
from digikartta.customer_insights import ViewGap, view_gaps
from digikartta.questionnaire import Questionnaire
from digikartta.texts import Texts
from digikartta.ui.figure_table import show_figure_table
from digikartta.ui.html import block, notice
from digikartta.ui.result_charts import Size, show_chart


def show_views(
    questionnaire: Questionnaire,
    result: CompanyResult,
    t: Texts,
    *,
    least: int,
    size: Size,
    palette: Palette,
) -> None:
    """Show both views as a chart and a table, or say why there is nothing to compare yet."""
    gaps = view_gaps(result)
    if not gaps:
        notice(t("customers.few_title"), _few_text(result, t, least=least), kind="wait")
        return
    about = t.n("customers.compared", result.customers_answered)
    st.markdown(about)
    block('<p class="dk-peers">{text}</p>', text=_largest(questionnaire, gaps[0], t))
    _show_picture(questionnaire, gaps, t, about=about, size=size, palette=palette)
    show_figure_table(
        t("customers.caption"),
        [t(f"customers.{name}") for name in ("dimension", "own", "customers", "difference")],
        [
            [
                _name(questionnaire, gap, t),
                *(t.whole(gap.own), t.whole(gap.customers), t.signed(gap.difference)),
            ]
            for gap in gaps
        ],
    )


def _few_text(result: CompanyResult, t: Texts, *, least: int) -> str:
    if not result.customers_answered:
        return t("customers.none", least=least)
    return t.n("customers.few", result.customers_answered, least=least)


def _largest(questionnaire: Questionnaire, gap: ViewGap, t: Texts) -> str:
    if not gap.difference:
        return t("customers.alike")
    key = "customers.lower" if gap.difference < 0 else "customers.higher"
    return t(
        key,
        dimension=_name(questionnaire, gap, t),
        own=t.whole(gap.own),
        customers=t.whole(gap.customers),
    )


def _show_picture(
    questionnaire: Questionnaire,
    gaps: list[ViewGap],
    t: Texts,
    *,
    about: str,
    size: Size,
    palette: Palette,
) -> None:
    rows = [
        DotRow(_name(questionnaire, gap, t), gap.own, None, None, None, None, gap.customers)
        for gap in gaps
    ]
    labels = DotLabels(
        own=t("customers.own"),
        target=t("chart.target"),
        peers_median=t("chart.median"),
        quartiles=t("chart.quartiles"),
        customers=t("customers.customers"),
    )
    figure = dot_plot(rows, labels=labels, palette=palette, size=size, number=t.whole)
    show_chart(
        figure,
        t,
        key="customer-views",
        alt=t("customers.alt"),
        title=t("customers.heading"),
        about=about,
    )


def _name(questionnaire: Questionnaire, gap: ViewGap, t: Texts) -> str:
    return questionnaire.dimension(gap.dimension).name.in_language(t.language)
