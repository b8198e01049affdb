"""The quality of a measure as a table file: dimensions and questions, full precision."""

import csv
import io

from digikartta.cohort_statistics.figures import Figure
from digikartta.measure_quality import MeasureQuality

_COLUMNS = (
    *("kind", "id", "respondents", "alpha", "alpha_low", "alpha_high"),
    *("dont_know", "not_applicable", "blank", "floor", "ceiling", "mean"),
    *("agreement_rounds", "r_wg", "divided", "reasons"),
)
Row = dict[str, object]


def quality_csv(found: MeasureQuality) -> bytes:
    """Return one row for each dimension and each question; shares are 0 to 1.

    What is undefined is empty, and its reason stands in the last column.
    """
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, _COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_dimension(found, name) for name in found.reliability)
    writer.writerows(_question(found, name) for name in found.questions)
    return made.getvalue().encode("utf-8-sig")


def _dimension(found: MeasureQuality, name: str) -> Row:
    each, ends = found.reliability[name], found.dimensions[name]
    figures = {"alpha": each.alpha, "floor": ends.floor, "ceiling": ends.ceiling}
    interval = each.interval
    why = {"interval": str(interval.reason)} if interval.reason else {}
    return {
        "kind": "dimension",
        "id": name,
        "respondents": each.respondents,
        "alpha_low": interval.low,
        "alpha_high": interval.high,
        **_figures(figures, why),
    }


def _question(found: MeasureQuality, name: str) -> Row:
    each, agreed = found.questions[name], found.agreement.get(name)
    figures = {
        "dont_know": each.dont_know,
        "not_applicable": each.not_applicable,
        "blank": each.blank,
        "floor": each.floor,
        "ceiling": each.ceiling,
        "mean": each.mean,
    }
    if agreed:
        figures |= {"r_wg": agreed.r_wg, "divided": agreed.divided}
    return {
        "kind": "question",
        "id": name,
        "respondents": each.respondents,
        "agreement_rounds": agreed.rounds if agreed else None,
        **_figures(figures, {}),
    }


def _figures(figures: dict[str, Figure], why: dict[str, str]) -> Row:
    reasons = {name: str(figure.reason) for name, figure in figures.items() if figure.reason} | why
    values: Row = {name: figure.value for name, figure in figures.items()}
    return {**values, "reasons": "; ".join(f"{name}: {why}" for name, why in reasons.items())}
