"""Cohorts side by side: pictures, and the table and files that say the same."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

import plotly.graph_objects as go
import streamlit as st

from digikartta.charts.cohort_dots import CohortDot, CohortSeries, cohort_dots
from digikartta.charts.palette import COHORTS
from digikartta.charts.radar import Axis, Series, radar
from digikartta.cohort import CohortView, HeatRow
from digikartta.exports.cohort_tables import FIGURES, Named, figures_table, heat_table
from digikartta.exports.table_file import Cell, csv_bytes, xlsx_bytes
from digikartta.maturity import STAGE_IDS, maturity, stage_texts
from digikartta.questionnaire import Questionnaire
from digikartta.scoring import OVERALL
from digikartta.texts import Texts
from digikartta.ui.html import block, table_box
from digikartta.ui.result_charts import Size, palette, show_chart
from digikartta.ui.screen import chart_size

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 100  # companies of the heat map on the page; the file has all of them


def names_of(questionnaire: Questionnaire, t: Texts, *, short: bool = False) -> dict[str, str]:
    """Return what each dimension is called, and the overall level."""
    own = {d.id: d.short if short else d.name for d in questionnaire.dimensions}
    words = {name: text.in_language(t.language) for name, text in own.items()}
    return {**words, OVERALL: t("table.overall")}


def radar_of(
    cohorts: Sequence[Named], names: Mapping[str, str], t: Texts, *, size: Size
) -> go.Figure:
    """Return the radar of the cohorts' medians."""
    ids = [name for name in names if name != OVERALL]
    series = [
        Series(COHORTS[place], name, tuple(found[d].median for d in ids))
        for place, (name, found) in enumerate(cohorts)
    ]
    return radar(
        [Axis(d, names[d]) for d in ids],
        series,
        band=None,
        palette=palette(),
        number=t.whole,
        size=size,
    )


def dots_of(
    cohorts: Sequence[Named], names: Mapping[str, str], t: Texts, *, size: Size
) -> go.Figure:
    """Return the medians and the spans of the quartiles, a row for each cohort and dimension."""

    def hover(dimension: str, cohort: str, dot: CohortDot) -> str:
        return t(
            "cohort.hover",
            dimension=dimension,
            cohort=cohort,
            n=t.whole(dot.n),
            median=t.whole(dot.median),
            quartiles=_span(dot.q1, dot.q3, t),
        )

    series = [
        CohortSeries(name, tuple(CohortDot(f.n, f.median, f.q1, f.q3) for f in found.values()))
        for name, found in cohorts
    ]
    return cohort_dots(
        [names[d] for d in cohorts[0][1]],
        series,
        hover=hover,
        palette=palette(),
        size=size,
        number=t.whole,
    )


def _span(low: float | None, high: float | None, t: Texts) -> str:
    return "–" if low is None or high is None else f"{t.whole(low)}–{t.whole(high)}"


def show_pictures(
    cohorts: Sequence[Named], questionnaire: Questionnaire, t: Texts, *, about: str
) -> None:
    """Show the radar and, beside it, the dots; `about` says which and how many they show."""
    size = chart_size()
    names = names_of(questionnaire, t)
    around = names_of(questionnaire, t, short=size == "phone")  # the shape gets the room
    left, right = st.columns(2, gap="large")
    with left:
        st.header(t("cohort.radar"))
        figure = radar_of(cohorts, around, t, size=size)
        _picture(figure, "radar", about, t)
    with right:
        st.header(t("cohort.dots"))
        figure = dots_of(cohorts, names, t, size=size)
        _picture(figure, "dots", about, t)


def _picture(figure: go.Figure, name: str, about: str, t: Texts) -> None:
    show_chart(
        figure,
        t,
        key=f"cohort-{name}",
        alt=t(f"cohort.alt_{name}"),
        title=t(f"cohort.{name}"),
        about=about,
    )


def show_cohort_sizes(cohorts: Sequence[tuple[str, int | None, str]], t: Texts) -> str:
    """Say of each cohort how many companies it has and what it is; return it in short.

    `cohorts` are name, companies (None where that is not shown) and what it is.
    """
    said = []
    for name, n, what in cohorts:
        if n is not None:
            count = t.n("cohort.with_result", n)
            said.append(f"{name}: {count}")
            block(
                '<p class="dk-peers"><strong>{name}</strong>: {count} {what}</p>',
                name=name,
                count=count,
                what=what,
            )
    return "; ".join(said)


def show_figures(cohorts: Sequence[Named], names: Mapping[str, str], t: Texts) -> None:
    """Show all figures as a table, with the file of it."""
    st.header(t("cohort.table"))
    head = "".join(
        f'<th scope="col">{escape(t(f"cohort.head.{name}"))}</th>'
        for name in ("dimension", "cohort", *FIGURES)
    )
    body = "".join(
        f'<tr data-dimension="{dimension}"><th scope="row">{escape(name)}</th>'
        f"<td>{escape(cohort)}</td>{_cells(found[dimension], t)}</tr>"
        for dimension, name in names.items()
        for cohort, found in cohorts
    )
    table = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    table_box(table, label=t("cohort.table"), kind="dk-figures")
    offer_files("figures", lambda: figures_table(cohorts, names, t), t)


def _cells(found: object, t: Texts) -> str:
    return "".join(f"<td>{escape(t.whole(getattr(found, name)))}</td>" for name in FIGURES)


Table = tuple[list[str], list[list[Cell]]]


def offer_files(name: str, table: Callable[[], Table], t: Texts) -> None:
    """Offer a table, made when it is asked for, as CSV and as Excel."""
    with st.container(key=f"dk_files_{name}", horizontal=True):
        st.download_button(
            t("cohort.as_csv"),
            lambda: csv_bytes(*table()),
            file_name=f"digikartta-{name}.csv",
            mime="text/csv",
            key=f"csv-{name}",
            on_click="ignore",
        )
        st.download_button(
            t("cohort.as_xlsx"),
            lambda: xlsx_bytes([(name, *table())]),
            file_name=f"digikartta-{name}.xlsx",
            mime=_XLSX,
            key=f"xlsx-{name}",
            on_click="ignore",
        )


def show_distribution(cohorts: Sequence[CohortView], names: Mapping[str, str], t: Texts) -> None:
    """Show how the companies of each cohort spread over the stages of maturity."""
    st.header(t("cohort.distribution"))
    chosen = st.selectbox(
        t("cohort.head.dimension"),
        list(names),
        index=len(names) - 1,
        format_func=names.__getitem__,
        key=f"cohort-dimension-{t.language}",
    )
    stages = [stage_texts()[stage].name.in_language(t.language) for stage in STAGE_IDS]
    head = "".join(f'<th scope="col">{escape(stage)}</th>' for stage in ("", *stages, "n"))
    body = "".join(_distribution(cohort, chosen, t) for cohort in cohorts)
    head = head.replace('<th scope="col"></th>', f"<td>{escape(t('cohort.head.cohort'))}</td>")
    table = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    table_box(table, label=t("cohort.distribution"), kind="dk-spread")
    rows: list[list[Cell]] = [
        [c.name, *c.dimensions[chosen].classes, c.dimensions[chosen].n] for c in cohorts
    ]
    header = [t("cohort.head.cohort"), *stages, t("cohort.head.n")]
    offer_files("distribution", lambda: (header, rows), t)


def _distribution(cohort: CohortView, dimension: str, t: Texts) -> str:
    found = cohort.dimensions[dimension]
    cells = "".join(
        f'<td class="dk-heat-{place}"><span class="dk-share" style="--share:{count / found.n:.3f}">'
        f"</span>{t.whole(count)}</td>"
        if found.n
        else "<td>–</td>"
        for place, count in enumerate(found.classes)
    )
    return f'<tr><th scope="row">{escape(cohort.name)}</th>{cells}<td>{t.whole(found.n)}</td></tr>'


def show_heat(
    companies: Sequence[HeatRow],
    names: Mapping[str, str],
    t: Texts,
    *,
    count: int,
    every: Callable[[], Sequence[HeatRow]],
) -> None:
    """Show the first companies by every dimension, for the project team's eyes.

    `count` says how many there are, and `every` returns them for the file.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names.values())
    body = "".join(_heat_row(row, t) for row in companies)
    first = f'<th scope="col">{escape(t("register.field.name"))}</th>'
    caption = f"<caption>{escape(t.n('cohort.with_result', count))}</caption>"
    table = f"{caption}<thead><tr>{first}{head}</tr></thead><tbody>{body}</tbody>"
    table_box(table, label=t("cohort.heat"), kind="dk-heat dk-tall")
    if count > len(companies):
        st.markdown(t("cohort.heat_more", shown=len(companies), count=t.whole(count)))
    offer_files("companies", lambda: heat_table(every(), list(names.values()), t), t)


def _heat_row(row: HeatRow, t: Texts) -> str:
    cells = "".join(
        "<td>–</td>"
        if score is None
        else f'<td class="dk-heat-{STAGE_IDS.index(maturity(score).stage)}">{t.whole(score)}</td>'
        for score in row.scores
    )
    return f'<tr><th scope="row">{escape(row.name)}</th>{cells}</tr>'
