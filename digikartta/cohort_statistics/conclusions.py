"""What a comparison lets one say: which differences are clear."""

from collections.abc import Mapping
from dataclasses import dataclass

from digikartta.cohort_statistics.before_after import BeforeAfter
from digikartta.cohort_statistics.figures import Figure, Interval
from digikartta.cohort_statistics.two_cohorts import TwoCohorts

Q_AT_MOST = 0.05


@dataclass(frozen=True, slots=True)
class Finding:
    """A dimension whose difference or change is more than chance explains."""

    dimension: str
    effect: float  # points
    interval: Interval


def clear_differences(dimensions: Mapping[str, TwoCohorts]) -> list[Finding]:
    """Return the dimensions in which two cohorts clearly differ, largest difference first."""
    return _clear({name: (row.difference, row.interval, row.q) for name, row in dimensions.items()})


def clear_changes(dimensions: Mapping[str, BeforeAfter]) -> list[Finding]:
    """Return the dimensions that clearly changed, largest change first."""
    return _clear({name: (row.shift, row.interval, row.q) for name, row in dimensions.items()})


def _clear(rows: Mapping[str, tuple[Figure, Interval, Figure]]) -> list[Finding]:
    """Test and interval have to agree; where nothing varies there is only the test."""
    found = [
        Finding(name, effect.value, interval)
        for name, (effect, interval, q) in rows.items()
        if effect.value
        and q.value is not None
        and q.value <= Q_AT_MOST
        and (interval.low is None or interval.excludes(0))
    ]
    return sorted(found, key=lambda finding: -abs(finding.effect))
