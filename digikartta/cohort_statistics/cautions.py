"""Cautions that stand beside every comparison: by rule, never by hand."""

from collections.abc import Iterable
from enum import StrEnum

CAUTION_UNDER = 10  # organisations in a cohort, or pairs
LEAST_SHARE_PAIRED = 2 / 3


class Caution(StrEnum):
    """What a reader has to bear in mind, in the order in which it is told."""

    EXAMPLE = "example"  # made-up companies
    OVERLAP = "overlap"  # some organisations are in both cohorts
    SMALL_N = "small_n"
    LOW_SHARE_PAIRED = "low_share_paired"
    DIFFERENT_VERSIONS = "different_versions"
    DIFFERENT_STAGES = "different_stages"
    SELF_SELECTED = "self_selected"  # always: nobody draws a random sample of companies
    RESPONSE_SHIFT = "response_shift"  # always between two times: who learns more may rate lower


def of_groups(
    *, n: int, overlap: bool, versions: tuple[set[str], set[str]], stages: tuple[set[str], set[str]]
) -> list[Caution]:
    """Return the cautions of two cohorts; `n` is the smaller one's number of organisations."""
    told = {
        Caution.OVERLAP: overlap,
        Caution.SMALL_N: n < CAUTION_UNDER,
        Caution.DIFFERENT_VERSIONS: len(versions[0] | versions[1]) > 1,
        Caution.DIFFERENT_STAGES: stages[0] != stages[1],
        Caution.SELF_SELECTED: True,
    }
    return [caution for caution, applies in told.items() if applies]


def of_change(*, pairs: int, share_paired: float | None, versions: Iterable[str]) -> list[Caution]:
    """Return the cautions of a comparison of two times."""
    told = {
        Caution.SMALL_N: pairs < CAUTION_UNDER,
        Caution.LOW_SHARE_PAIRED: share_paired is None or share_paired < LEAST_SHARE_PAIRED,
        Caution.DIFFERENT_VERSIONS: len(set(versions)) > 1,
        Caution.SELF_SELECTED: True,
        Caution.RESPONSE_SHIFT: True,
    }
    return [caution for caution, applies in told.items() if applies]
