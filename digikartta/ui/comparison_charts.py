"""Comparisons in pictures. Heavy: imported by the pages of the project team only."""

import math
from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from digikartta.charts.dumbbell import DumbbellLabels, DumbbellRow, dumbbell
from digikartta.charts.interval_plot import IntervalLabels, IntervalRow, interval_plot
from digikartta.charts.palette import Palette
from digikartta.charts.slope import SlopeEnds, SlopeLine, slope
from digikartta.cohort_statistics.before_after import BeforeAfter
from digikartta.cohort_statistics.comparison import Change, CohortComparison
from digikartta.cohort_statistics.conclusions import clear_changes, clear_differences
from digikartta.cohort_statistics.figures import Figure, Interval
from digikartta.cohort_statistics.two_cohorts import TwoCohorts
from digikartta.comparison_words import Names
from digikartta.scoring import OVERALL
from digikartta.texts import Texts
from digikartta.ui.result_charts import Size

COMPANIES_AT_MOST = 30  # rows of a dumbbell; of more companies those that changed most
CompanyRow = tuple[str, float, float]  # name, before, after

LABELLED_AT_MOST = 12  # lines of a slope that can have their names beside them


def effects_of_cohorts(
    found: CohortComparison, names: Names, t: Texts, *, size: Size, palette: Palette
) -> go.Figure:
    """Return the differences with their intervals, the overall level last."""
    clear = {each.dimension for each in clear_differences(found.dimensions)}
    clear |= {each.dimension for each in clear_differences({OVERALL: found.overall})}
    rows = {**found.dimensions, OVERALL: found.overall}
    effects = {name: (row.difference, row.interval) for name, row in rows.items()}
    return _effects(effects, clear, names, t, size=size, palette=palette)


def effects_of_change(
    found: Change, names: Names, t: Texts, *, size: Size, palette: Palette
) -> go.Figure:
    """Return the shifts with their intervals, the overall level last."""
    clear = {each.dimension for each in clear_changes(found.dimensions)}
    clear |= {each.dimension for each in clear_changes({OVERALL: found.overall})}
    rows = {**found.dimensions, OVERALL: found.overall}
    effects = {name: (row.shift, row.interval) for name, row in rows.items()}
    return _effects(effects, clear, names, t, size=size, palette=palette)


def _effects(
    effects: Mapping[str, tuple[Figure, Interval]],
    clear: set[str],
    names: Names,
    t: Texts,
    *,
    size: Size,
    palette: Palette,
) -> go.Figure:
    rows = [
        IntervalRow(_name(name, names, t), effect.value, ends.low, ends.high, name in clear)
        for name, (effect, ends) in effects.items()
    ]
    labels = IntervalLabels(t("compare.chart.clear"), t("compare.chart.unclear"))
    return interval_plot(
        rows,
        labels=labels,
        palette=palette,
        size=size,
        number=lambda value: t.fixed(value, 0 if value == int(value) else 1, signed=True),
    )


def means_of_cohorts(
    found: CohortComparison,
    names: Names,
    groups: tuple[str, str],
    t: Texts,
    *,
    size: Size,
    palette: Palette,
) -> go.Figure:
    """Return both cohorts' means, dimension by dimension."""
    rows = {**found.dimensions, OVERALL: found.overall}
    return dumbbell(
        [_means(_name(name, names, t), row) for name, row in rows.items()],
        labels=DumbbellLabels(*groups),
        palette=palette,
        size=size,
        number=t.whole,
        kinds=("own", "customers"),
    )


def _means(label: str, row: TwoCohorts) -> DumbbellRow:
    return DumbbellRow(label, row.means[0].value, row.means[1].value)


def slope_of_dimensions(
    found: Change, names: Names, t: Texts, *, size: Size, palette: Palette
) -> go.Figure:
    """Return the means before and after of every dimension and of the overall level."""
    rows = {**found.dimensions, OVERALL: found.overall}
    return slope(
        [line for name, row in rows.items() for line in _mean_line(name, row, names, t)],
        ends=SlopeEnds(found.before, found.after),
        palette=palette,
        size=size,
        number=t.whole,
    )


def _mean_line(name: str, row: BeforeAfter, names: Names, t: Texts) -> list[SlopeLine]:
    if row.before.value is None or row.after.value is None:
        return []
    label = _name(name, names, t)
    return [SlopeLine(label, label, row.before.value, row.after.value, is_main=name == OVERALL)]


def company_changes(
    found: Change, companies: Mapping[int, str], dimension: int
) -> list[CompanyRow]:
    """Return each company with both scores of a dimension (its column): largest rise first."""
    rows = [
        (companies.get(organisation, ""), float(first), float(last))
        for organisation, first, last in zip(
            found.organisations,
            found.scores_before[:, dimension],
            found.scores_after[:, dimension],
            strict=True,
        )
        if not math.isnan(first) and not math.isnan(last)
    ]
    return sorted(rows, key=lambda row: (row[1] - row[2], row[0]))


def most_changed(rows: Sequence[CompanyRow]) -> list[CompanyRow]:
    """Return the companies that a picture has room for, in the order given."""
    if len(rows) <= COMPANIES_AT_MOST:
        return list(rows)
    order = sorted(range(len(rows)), key=lambda i: -abs(rows[i][2] - rows[i][1]))
    return [rows[i] for i in sorted(order[:COMPANIES_AT_MOST])]


def dumbbell_of_companies(
    rows: Sequence[CompanyRow],
    found: Change,
    t: Texts,
    *,
    size: Size,
    palette: Palette,
) -> go.Figure:
    """Return where companies stood and stand."""
    return dumbbell(
        [DumbbellRow(*row) for row in most_changed(rows)],
        labels=DumbbellLabels(t(f"stage.{found.before}"), t(f"stage.{found.after}")),
        palette=palette,
        size=size,
        number=t.whole,
    )


def slope_of_companies(
    rows: Sequence[CompanyRow],
    found: Change,
    t: Texts,
    *,
    size: Size,
    palette: Palette,
) -> go.Figure:
    """Return every company's line and the mean; names only where there is room for them."""
    named = len(rows) <= LABELLED_AT_MOST
    lines = [SlopeLine(name if named else "", name, first, last) for name, first, last in rows]
    if rows:
        label = t("compare.chart.mean")
        before = sum(first for _, first, _ in rows) / len(rows)
        after = sum(last for _, _, last in rows) / len(rows)
        lines.append(SlopeLine(label, label, before, after, is_main=True))
    return slope(
        lines,
        ends=SlopeEnds(found.before, found.after),
        palette=palette,
        size=size,
        number=t.whole,
    )


def _name(dimension: str, names: Names, t: Texts) -> str:
    return t("table.overall") if dimension == OVERALL else names[dimension]
