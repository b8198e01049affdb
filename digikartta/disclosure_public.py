"""Peer groups so like a public figure that their difference would reveal a few organisations.

Whoever sees a company's peer groups may also hold a shared page of cohorts. What was public once
stays known, so it ranks before every peer group: where 1 to k − 1 organisations tell the two
apart, the peer group is not shown. The reader's own company counts on neither side: it knows what
it contributed itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from digikartta.disclosure_groups import NOWHERE, CodedRounds, Flags, Groups, Ints


@dataclass(frozen=True, slots=True, eq=False)
class KnownFigure:
    """Who stands behind a public figure on one dimension, or on the count of companies.

    `rounds` are the ids of the rounds that would contribute the same now. A company whose
    contribution has changed or is not kept any more is among the organisations only.
    """

    rounds: Ints
    organisations: Ints  # ids
    gone: int  # organisations that were erased since

    @property
    def content(self) -> tuple[bytes, bytes, int]:
        """What tells this figure from another one."""
        return self.rounds.tobytes(), self.organisations.tobytes(), self.gone


COUNT = "n"  # stands for how many organisations there are, beside the names of the dimensions
KnownFigures = Mapping[str, Sequence[KnownFigure]]  # by dimension, and COUNT
NOTHING_PUBLISHED: KnownFigures = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class MetFigure:
    """A public figure as the rounds that one reader is compared with meet it."""

    n: int  # organisations behind it, without the reader
    rows: Ints  # of its organisations; a second time if they would contribute the same now


def met_figures(
    rounds: CodedRounds, published: Sequence[KnownFigure], *, reader: int
) -> list[MetFigure]:
    """Return the public figures with the rows that stand behind them."""
    return [
        MetFigure(
            figure.gone + int(np.count_nonzero(figure.organisations != reader)),
            np.concatenate(
                [
                    np.flatnonzero(np.isin(rounds.organisation_id, figure.organisations)),
                    np.flatnonzero(np.isin(rounds.round_id, figure.rounds)),
                ]
            ),
        )
        for figure in published
    ]


def too_alike_to_public(groups: Groups, published: Sequence[MetFigure], *, k: int) -> Flags:
    """Whether 1 to k − 1 organisations, without the reader, tell a group from a public figure."""
    alike = np.zeros(groups.n.size, dtype=np.bool_)
    for figure in published:
        found = groups.group[figure.rows]
        shared = np.bincount(found[found != NOWHERE], minlength=groups.n.size)
        # In both with the same round: on neither side. With different rounds: once.
        apart = groups.n + figure.n - shared
        alike |= (apart > 0) & (apart < k)
    return alike
