"""Figures that may be undefined, each with its reason."""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

DECIMALS = 9  # scores that agree to 1e-9 are equal: what is beyond is the computer's, not theirs
Floats = NDArray[np.float64]


class Reason(StrEnum):
    """Why there is no figure."""

    NOBODY = "nobody"  # nobody has a score here
    TOO_FEW = "too_few"  # under the minimum of this figure
    ALL_EQUAL = "all_equal"  # nothing varies, so there is nothing to rank or to resample
    OVERLAP = "overlap"  # some are in both groups, which the method takes for different ones
    BCA_UNDEFINED = "bca_undefined"  # the resamples all lie on one side of the figure
    UNSTABLE = "unstable"  # in some resamples the figure itself does not exist
    ONE_QUESTION = "one_question"  # a single question has nothing to go together with


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or None with the reason."""

    value: float | None
    reason: Reason | None = None

    def __post_init__(self) -> None:
        """Refuse a figure that is neither or both, and nan and infinity: ValueError."""
        if (self.value is None) == (self.reason is None) or not _is_finite(self.value):
            msg = f"a finite number or a reason, not {self.value!r} and {self.reason!r}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Interval:
    """Two ends, or None with the reason."""

    low: float | None
    high: float | None
    reason: Reason | None = None

    def __post_init__(self) -> None:
        """Refuse half an interval, one that is upside down, and nan and infinity: ValueError."""
        if not _is_finite(self.low, self.high) or not self._is_whole():
            msg = f"two ends in order or a reason, not {self.low!r}, {self.high!r}, {self.reason!r}"
            raise ValueError(msg)

    def _is_whole(self) -> bool:
        if self.low is None or self.high is None:
            return self.low is None and self.high is None and self.reason is not None
        return self.low <= self.high and self.reason is None

    def negated(self) -> "Interval":
        """Return the interval of the same figure with the other sign."""
        if self.low is None or self.high is None:
            return self
        return Interval(-self.high, -self.low)

    def excludes(self, value: float) -> bool:
        """Whether the value lies outside; False when there is no interval."""
        return self.low is not None and self.high is not None and not self.low <= value <= self.high


def undefined(reason: Reason) -> Figure:
    """Return the figure that is not there for this reason."""
    return Figure(None, reason)


def no_interval(reason: Reason) -> Interval:
    """Return the interval that is not there for this reason."""
    return Interval(None, None, reason)


def _is_finite(*values: float | None) -> bool:
    return all(value is None or math.isfinite(value) for value in values)
