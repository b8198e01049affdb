"""Cohorts as tables: figures by dimension, companies by dimension."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from digikartta.cohort import HeatRow
from digikartta.exports.table_file import Cell
from digikartta.texts import Texts

FIGURES = ("n", "mean", "median", "q1", "q3")


class Figures(Protocol):
    """What both the project team and outsiders may have of a dimension."""

    @property
    def n(self) -> int | None: ...  # noqa: D102
    @property
    def mean(self) -> float | None: ...  # noqa: D102
    @property
    def median(self) -> float | None: ...  # noqa: D102
    @property
    def q1(self) -> float | None: ...  # noqa: D102
    @property
    def q3(self) -> float | None: ...  # noqa: D102


Named = tuple[str, Mapping[str, Figures]]  # a cohort's name, figures by dimension


def figures_table(
    cohorts: Sequence[Named], names: Mapping[str, str], t: Texts
) -> tuple[list[str], list[list[Cell]]]:
    """Return a header, and a row for each cohort and dimension."""
    header = [t("cohort.head.cohort"), t("cohort.head.dimension")]
    header += [t(f"cohort.head.{figure}") for figure in FIGURES]
    rows: list[list[Cell]] = [
        [name, names[dimension], *(getattr(found, figure) for figure in FIGURES)]
        for name, dimensions in cohorts
        for dimension, found in dimensions.items()
    ]
    return header, rows


def heat_table(
    companies: Sequence[HeatRow], names: Sequence[str], t: Texts
) -> tuple[list[str], list[list[Cell]]]:
    """Return a header, and a row for each company with its scores."""
    header = [t("register.field.name"), t("cohort.head.stage"), t("cohort.head.closed"), *names]
    rows: list[list[Cell]] = [
        [row.name, row.stage, row.closed_on.isoformat(), *row.scores] for row in companies
    ]
    return header, rows
