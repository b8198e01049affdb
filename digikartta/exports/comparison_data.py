"""Comparisons as plain data: full precision, null with the reason beside it.

What `compare --format json` prints and what the page hands out.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from digikartta.cohort_statistics.before_after import BeforeAfter
from digikartta.cohort_statistics.bootstrap import CONFIDENCE, RESAMPLES, SEED
from digikartta.cohort_statistics.cautions import Caution
from digikartta.cohort_statistics.comparison import Change, CohortComparison
from digikartta.cohort_statistics.figures import Figure, Interval
from digikartta.cohort_statistics.two_cohorts import TwoCohorts
from digikartta.disclosure_groups import PeerFilters
from digikartta.texts import Texts

Data = dict[str, object]
Filters = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison was made of."""

    questionnaire: str
    versions: tuple[str, ...]  # that count as comparable
    is_example: bool  # made-up companies


def cohorts_data(
    found: CohortComparison,
    compared: Compared,
    filters: tuple[Filters, Filters],
    t: Texts,
) -> Data:
    """Return two cohorts as data; lists have the first cohort and then the second."""
    return {
        "comparison": "groups",
        **_source(compared),
        "method": {
            "unit": "organisation",
            "difference": "mean of the first - mean of the second",
            "interval": "bootstrap BCa",
            "confidence": CONFIDENCE,
            "resamples": RESAMPLES,
            "seed": SEED,
            "test": "Mann-Whitney",
            "correction": "Benjamini-Hochberg over the dimensions",
        },
        "groups": [
            {"filters": dict(chosen), "n": n} for chosen, n in zip(filters, found.n, strict=True)
        ],
        "in_both": found.both,
        "dimensions": {name: _cohorts_row(each) for name, each in found.dimensions.items()},
        "overall": _cohorts_row(found.overall),
        "cautions": _cautions(found.cautions, compared, t),
    }


def change_data(found: Change, compared: Compared, filters: Filters, t: Texts) -> Data:
    """Return two times as data."""
    return {
        "comparison": "before_after",
        **_source(compared),
        "method": {
            "unit": "organisation",
            "shift": "Hodges-Lehmann, after - before",
            "interval": "order statistics of the Walsh averages",
            "confidence": CONFIDENCE,
            "test": "Wilcoxon signed-rank, Pratt",
            "correction": "Benjamini-Hochberg over the dimensions",
        },
        "before": found.before,
        "after": found.after,
        "filters": dict(filters),
        "pairs": found.pairs.n,
        "share_paired": found.pairs.share,
        "n_before": found.pairs.n_before,
        "n_after": found.pairs.n_after,
        "n_either": found.pairs.n_either,
        "dimensions": {name: _change_row(each) for name, each in found.dimensions.items()},
        "overall": _change_row(found.overall),
        "cautions": _cautions(found.cautions, compared, t),
    }


def chosen_filters(filters: PeerFilters, name: str) -> Filters:
    """Return the filters that choose something, and what the group is called."""
    given = {key: value for key, value in asdict(filters).items() if value is not None}
    return {"name": name, **given}


def as_json(data: Data) -> str:
    """Return the data as JSON, readable by people too."""
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)


def _source(compared: Compared) -> Data:
    return {
        "questionnaire": compared.questionnaire,
        "versions": list(compared.versions),
        "example": compared.is_example,
    }


def _cohorts_row(row: TwoCohorts) -> Data:
    figures: dict[str, Figure | Interval] = {
        "difference": row.difference,
        "interval": row.interval,
        "cliffs_delta": row.delta,
        "hedges_g": row.g,
        "p": row.p,
        "q": row.q,
    }
    means = [mean.value for mean in row.means]
    return {"n": list(row.n), "mean": means, **_with_reasons(figures)}


def _change_row(row: BeforeAfter) -> Data:
    figures: dict[str, Figure | Interval] = {
        "before": row.before,
        "after": row.after,
        "shift": row.shift,
        "interval": row.interval,
        "rank_biserial": row.rank_biserial,
        "p": row.p,
        "q": row.q,
    }
    counts = {"n": row.n, "rose": row.rose, "same": row.same, "fell": row.fell}
    return {**counts, **_with_reasons(figures)}


def _with_reasons(figures: Mapping[str, Figure | Interval]) -> Data:
    """Each figure under its name, null where undefined, and why under `reasons`."""
    reasons = {name: str(figure.reason) for name, figure in figures.items() if figure.reason}
    return {**{name: _plain(figure) for name, figure in figures.items()}, "reasons": reasons}


def _plain(figure: Figure | Interval) -> object:
    if isinstance(figure, Figure):
        return figure.value
    return None if figure.low is None else [figure.low, figure.high]


def _cautions(cautions: tuple[Caution, ...], compared: Compared, t: Texts) -> list[Data]:
    told = (Caution.EXAMPLE, *cautions) if compared.is_example else cautions
    return [{"code": str(caution), "text": t(f"caution.{caution}")} for caution in told]
