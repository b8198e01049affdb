"""Comparisons in words: what can be concluded, what cannot, and the table of figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from digikartta.cohort_statistics.comparison import Change, CohortComparison
from digikartta.cohort_statistics.conclusions import Finding, clear_changes, clear_differences
from digikartta.cohort_statistics.figures import Figure, Interval, Reason
from digikartta.cohort_statistics.signed_ranks import LEAST_PAIRS
from digikartta.cohort_statistics.two_cohorts import LEAST
from digikartta.scoring import OVERALL
from digikartta.texts import Texts

Names = Mapping[str, str]  # dimension → its name in the reader's language
_SMALLEST_SHOWN = 0.001

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Table:
    """Figures to be read: one row for each dimension, the overall level last."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # each begins with the dimension's name
    notes: tuple[str, ...]  # why figures are missing


def cohorts_conclusion(found: CohortComparison, names: Names, t: Texts) -> list[str]:
    """Return sentences: what two cohorts let one say, and what not."""
    if not all(found.n):
        return [t("compare.says.empty_group")]
    if found.both:
        return [t.n("compare.says.overlap", found.both)]
    if min(found.n) < LEAST:
        return [t.n("compare.says.few", min(found.n), least=LEAST), t("compare.says.no_cause")]
    clear = clear_differences(found.dimensions)
    if clear:
        first = t("compare.says.differ", dimensions=_findings(clear, names, t))
    else:
        first = t("compare.says.no_difference", interval=interval_text(found.overall.interval, t))
    return [first, t("compare.says.no_cause")]


def change_conclusion(found: Change, names: Names, t: Texts) -> list[str]:
    """Return sentences: what two times let one say, and what not."""
    if not found.pairs.n:
        return [t("compare.says.no_pairs", before=found.before, after=found.after)]
    if found.pairs.n < LEAST_PAIRS:
        few = t.n("compare.says.few_pairs", found.pairs.n, least=LEAST_PAIRS)
        return [few, t("compare.says.no_cause_of_change")]
    clear = clear_changes(found.dimensions)
    rose = [each for each in clear if each.effect > 0]
    fell = [each for each in clear if each.effect < 0]
    said = []
    if rose:
        said.append(t("compare.says.rose", dimensions=_findings(rose, names, t)))
    if fell:
        said.append(t("compare.says.fell", dimensions=_findings(fell, names, t)))
    if not clear:
        interval = interval_text(found.overall.interval, t)
        said.append(t("compare.says.no_change", interval=interval))
    return [*said, t("compare.says.no_cause_of_change")]


def _findings(found: Iterable[Finding], names: Names, t: Texts) -> str:
    parts = []
    for each in found:
        effect = t.fixed(each.effect, 1, signed=True)
        if each.interval.low is None:
            text = t("compare.says.finding_alone", name=names[each.dimension], effect=effect)
        else:
            interval = interval_text(each.interval, t)
            text = t(
                "compare.says.finding",
                name=names[each.dimension],
                effect=effect,
                interval=interval,
            )
        parts.append(text)
    return "; ".join(parts)


def cohorts_table(
    found: CohortComparison, names: Names, groups: tuple[str, str], t: Texts
) -> Table:
    """Return the figures of two cohorts, effect with interval first, then q."""
    kept = ("difference", "interval", "q", "p", "delta", "g")
    columns = (
        t("compare.column.dimension"),
        *(t(f"compare.column.{name}") for name in kept[:3]),
        *(t("compare.column.n_of", group=group) for group in groups),
        *(t("compare.column.mean_of", group=group) for group in groups),
        *(t(f"compare.column.{name}") for name in kept[3:]),
    )
    rows, reasons = [], []
    for name, row in _rows(found.dimensions, found.overall):
        rows.append(
            (
                _name(name, names, t),
                figure_text(row.difference, t, signed=True),
                interval_text(row.interval, t),
                p_text(row.q, t),
                *(t.whole(n) for n in row.n),
                *(figure_text(mean, t) for mean in row.means),
                p_text(row.p, t),
                figure_text(row.delta, t, decimals=2, signed=True),
                figure_text(row.g, t, decimals=2, signed=True),
            )
        )
        reasons += [row.difference.reason, row.interval.reason, row.p.reason, row.g.reason]
    return Table(columns, tuple(rows), _notes(reasons, t))


def change_table(found: Change, names: Names, t: Texts) -> Table:
    """Return the figures of two times, effect with interval first, then q."""
    columns = (
        *(t(f"compare.column.{name}") for name in ("dimension", "shift", "interval", "q", "pairs")),
        *(t("compare.column.mean_of", group=stage) for stage in (found.before, found.after)),
        *(t(f"compare.column.{name}") for name in ("rose", "same", "fell", "p", "rank_biserial")),
    )
    rows, reasons = [], []
    for name, row in _rows(found.dimensions, found.overall):
        rows.append(
            (
                _name(name, names, t),
                figure_text(row.shift, t, signed=True),
                interval_text(row.interval, t),
                p_text(row.q, t),
                t.whole(row.n),
                figure_text(row.before, t),
                figure_text(row.after, t),
                *(t.whole(n) for n in (row.rose, row.same, row.fell)),
                p_text(row.p, t),
                figure_text(row.rank_biserial, t, decimals=2, signed=True),
            )
        )
        reasons += [row.shift.reason, row.interval.reason, row.p.reason]
    return Table(columns, tuple(rows), _notes(reasons, t))


def _rows(dimensions: Mapping[str, Row], overall: Row) -> Iterator[tuple[str, Row]]:
    yield from dimensions.items()
    yield OVERALL, overall


def _name(dimension: str, names: Names, t: Texts) -> str:
    return t("table.overall") if dimension == OVERALL else names[dimension]


def _notes(reasons: Sequence[Reason | None], t: Texts) -> tuple[str, ...]:
    """Each reason once, in the order in which they are met."""
    return tuple(t(f"reason.{reason}") for reason in dict.fromkeys(reasons) if reason)


def figure_text(figure: Figure, t: Texts, *, decimals: int = 1, signed: bool = False) -> str:
    """Return a figure as one reads it, or the dash of what is undefined."""
    return t.fixed(figure.value, decimals, signed=signed)


def interval_text(interval: Interval, t: Texts, *, decimals: int = 1) -> str:
    """Return an interval as one reads it, or the dash of what is undefined."""
    if interval.low is None:
        return "–"
    ends = (t.fixed(end, decimals) for end in (interval.low, interval.high))
    return " … ".join(ends)


def p_text(figure: Figure, t: Texts) -> str:
    """Return a p or a q with three decimals, a very small one as less than 0.001."""
    if figure.value is not None and figure.value < _SMALLEST_SHOWN:
        return f"< {t.fixed(_SMALLEST_SHOWN, 3)}"
    return t.fixed(figure.value, 3)


def pairs_text(found: Change, t: Texts) -> str:
    """Return how many organisations were measured twice, and what share that is."""
    share = None if found.pairs.share is None else 100 * found.pairs.share
    return t.n(
        "compare.pairs", found.pairs.n, either=t.whole(found.pairs.n_either), share=t.whole(share)
    )


def lines_of(table: Table) -> list[str]:
    """Return a table as lines of text in columns."""
    cells = [table.columns, *table.rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(
            [row[0].ljust(widths[0])]
            + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        )
        for row in cells
    ]
