"""The peer group of a round: who is in it, and what may be shown of it."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digikartta.disclosure import Suppression, plan
from digikartta.disclosure_groups import ClosedRounds, PeerFilters
from digikartta.disclosure_public import NOTHING_PUBLISHED, KnownFigures

__all__ = [
    "ClosedRounds",
    "PeerFigures",
    "PeerFilters",
    "PeerGroup",
    "PeerReader",
    "Suppression",
    "peer_group",
]

DETAILS_FROM = 10  # organisations; below, quartiles and a rank would place single companies
DECIMALS = 9  # scores that agree to 1e-9 are equal


@dataclass(frozen=True, slots=True)
class PeerFigures:
    """Figures on one dimension, 0 to 100; when suppressed only `n` and `own` are there.

    Quartiles and the rank (per cent of the group below, with half of the equal ones) are None when
    n < 10, the rank also without an own score.
    """

    n: int  # organisations with a score here
    own: float | None
    mean: float | None
    median: float | None
    q1: float | None
    q3: float | None
    rank: float | None
    suppressed: Suppression | None


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """A peer group with its figures per dimension."""

    filters: PeerFilters
    n: int  # organisations, also when suppressed
    suppressed: Suppression | None
    dimensions: Mapping[str, PeerFigures]


class PeerReader:
    """One organisation looking at the others: it keeps what it worked out for its next question."""

    def __init__(
        self,
        pool: ClosedRounds,
        *,
        organisation: int,
        on_or_before: int,
        k: int,
        earlier: Sequence[int] = (),
        published: KnownFigures = NOTHING_PUBLISHED,
    ) -> None:
        """Prepare; for the options see `digikartta.disclosure.plan`."""
        self._pool = pool
        self._plan = plan(
            pool,
            organisation=organisation,
            on_or_before=on_or_before,
            k=k,
            earlier=earlier,
            published=published,
        )
        self._parts = self._plan.per_dimension()
        # Two pages of one company may ask at once, and a plan half worked out would show too much.
        self._lock = threading.Lock()

    def group(self, filters: PeerFilters, *, own: Sequence[float | None]) -> PeerGroup:
        """Return what may be seen of the group that the filters choose.

        `own` are the organisation's scores in the order of the pool's dimensions (ValueError if
        not as many).
        """
        with self._lock:
            judgement = self._plan.judge(filters)
            reasons = [part.judge(filters).suppressed for part in self._parts]
        dimensions = {}
        columns = zip(self._pool.dimensions, self._pool.scores.T, own, reasons, strict=True)
        for name, scores, score, reason in columns:
            values = scores[judgement.rows]
            values = values[~np.isnan(values)]
            dimensions[name] = _figures(values, score, judgement.suppressed or reason)
        return PeerGroup(filters, judgement.n, judgement.suppressed, dimensions)


def peer_group(
    pool: ClosedRounds,
    *,
    organisation: int,
    on_or_before: int,
    own: Sequence[float | None],
    filters: PeerFilters,
    k: int,
    earlier: Sequence[int] = (),
    published: KnownFigures = NOTHING_PUBLISHED,
) -> PeerGroup:
    """Return what an organisation may see of the others, for a single question."""
    reader = PeerReader(
        pool,
        organisation=organisation,
        on_or_before=on_or_before,
        k=k,
        earlier=earlier,
        published=published,
    )
    return reader.group(filters, own=own)


def _figures(
    values: NDArray[np.float64], own: float | None, suppressed: Suppression | None
) -> PeerFigures:
    n = values.size
    if suppressed is not None:
        return PeerFigures(n, own, None, None, None, None, None, suppressed)
    mean, median = float(np.mean(values)), float(np.median(values))
    if n < DETAILS_FROM:
        return PeerFigures(n, own, mean, median, None, None, None, None)
    q1, q3 = (float(np.quantile(values, share)) for share in (0.25, 0.75))
    return PeerFigures(n, own, mean, median, q1, q3, _rank(values, own), None)


def _rank(values: NDArray[np.float64], own: float | None) -> float | None:
    """Return 100·(below + ½·equal)/n, the percentile rank with ties counted half."""
    if own is None:
        return None
    others, score = np.round(values, DECIMALS), round(own, DECIMALS)
    below, equal = np.count_nonzero(others < score), np.count_nonzero(others == score)
    return float(100 * (below + equal / 2) / values.size)
