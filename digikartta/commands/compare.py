"""`compare`: two cohorts, or one cohort before and after, with the statistics that belong to it."""

import argparse
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digikartta.answers import STAGES
from digikartta.commands.context import Context
from digikartta.commands.filters import FILTERS, as_fields, checked
from digikartta.problems import InvalidInput, Problem
from digikartta.texts import Texts

if TYPE_CHECKING:
    from digikartta.cohort_statistics.comparison import Change, CohortComparison
    from digikartta.cohort_statistics.selection import Cohort, CohortPool
    from digikartta.questionnaire import Questionnaire

NAME = "compare"
# A comma is part of a cohort's name unless the next filter begins behind it.
_NEXT = re.compile(rf",(?=(?:{'|'.join(FILTERS)})=)")

Filters = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: two groups, or before and after in at most one."""

    groups: tuple[Filters, ...]
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """The rounds to compare, and the questionnaire that they are read with."""

    questionnaire: "Questionnaire"
    pool: "CohortPool"
    is_example: bool


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """Two times, or two groups."""
    for name in ("before", "after"):
        about = t(f"compare.option.{name}")
        parser.add_argument(f"--{name}", metavar="T", choices=STAGES, help=about)
    parser.add_argument(
        "--group", metavar="X=Y[,X=Y]", action="append", default=[], help=t("compare.option.group")
    )
    parser.add_argument("--questionnaire", metavar="ID", help=t("compare.option.questionnaire"))
    parser.add_argument("--example", action="store_true", help=t("compare.option.example"))
    parser.add_argument(
        "--format", choices=("json", "table"), default="json", help=t("compare.option.format")
    )


def run(args: argparse.Namespace, context: Context) -> int:
    """Print the comparison, as JSON or as a table."""
    wish = wished(args)
    asked = _asked(args, context)
    _refuse_unknown_cohorts(wish, asked.pool)
    write = _data if args.format == "json" else _lines
    context.say(write(asked, wish, context.t))
    return 0


def wished(args: argparse.Namespace) -> Wish:
    """Return what the arguments ask for; raises `InvalidInput` when that is no comparison."""
    groups = tuple(filters_of(text) for text in args.group)
    timed = args.before is not None or args.after is not None
    if timed:
        if None in (args.before, args.after) or args.before >= args.after or len(groups) > 1:
            raise InvalidInput([Problem("compare.needs_two_times")])
        if groups and {"stage", "year"} & groups[0].keys():
            raise InvalidInput([Problem("compare.time_within_times", "--group")])
    elif len(groups) != 2:
        raise InvalidInput([Problem("compare.needs_two")])
    return Wish(groups, args.before, args.after)


def filters_of(text: str) -> Filters:
    """Return the filters of one `--group`, for instance `industry=C,size=micro`."""
    parts = [part.partition("=") for part in _NEXT.split(text)]
    unknown = [name for name, equals, value in parts if name not in FILTERS or not value]
    given: Filters = {name: value for name, _, value in parts}
    if unknown or len(given) < len(parts):
        details = {"value": text, "allowed": ", ".join(FILTERS)}
        raise InvalidInput([Problem("compare.group_malformed", "--group", details)])
    if "year" in given:
        given["year"] = _year(str(given["year"]))
    return checked(given, where="--group {name}")


def _year(text: str) -> int:
    if not re.fullmatch(r"[12]\d{3}", text):
        raise InvalidInput([Problem("compare.year_malformed", "--group year", {"value": text})])
    return int(text)


def _asked(args: argparse.Namespace, context: Context) -> Asked:
    """Read the rounds; real companies where there are any, unless made-up ones are asked for."""
    from db import cohort_pool
    from db.engine import reading

    known = context.questionnaires
    with reading(context.engine) as connection:
        is_example = args.example or cohort_pool.kinds(connection) == {True}
        content = cohort_pool.questionnaire(
            connection, known, wanted=args.questionnaire, is_example=is_example
        )
        key = cohort_pool.pool_key(connection, content, known, is_example=is_example)
        return Asked(content, cohort_pool.load(connection, key), is_example)


def _refuse_unknown_cohorts(wish: Wish, pool: "CohortPool") -> None:
    there = set(pool.rounds.cohort.tolist())
    asked = [str(group["cohort"]) for group in wish.groups if "cohort" in group]
    unknown = [name for name in asked if name not in there]
    if unknown:
        raise InvalidInput(
            Problem("problem.cohort_unknown", "--group", {"value": name}) for name in unknown
        )


def _data(asked: Asked, wish: Wish, t: Texts) -> str:
    from digikartta.exports.comparison_data import Compared, as_json, change_data, cohorts_data

    versions = tuple(sorted({asked.questionnaire.id, *asked.pool.questionnaire.tolist()}))
    compared = Compared(asked.questionnaire.id, versions, asked.is_example)
    if wish.before is None:
        first, second = wish.groups
        return as_json(cohorts_data(_cohorts(asked, wish), compared, (first, second), t))
    filters = wish.groups[0] if wish.groups else {}
    return as_json(change_data(_change(asked, wish), compared, filters, t))


def _lines(asked: Asked, wish: Wish, t: Texts) -> str:
    from digikartta import comparison_words as words

    names = {d.id: d.name.in_language(t.language) for d in asked.questionnaire.dimensions}
    if wish.before is None:
        cohorts = _cohorts(asked, wish)
        labels = (t("compare.first"), t("compare.second"))
        table = words.cohorts_table(cohorts, names, labels, t)
        cautions = cohorts.cautions
        head = [t("compare.n_of_groups", first=cohorts.n[0], second=cohorts.n[1])]
        said = words.cohorts_conclusion(cohorts, names, t)
    else:
        change = _change(asked, wish)
        table, cautions = words.change_table(change, names, t), change.cautions
        head = [words.pairs_text(change, t)]
        said = words.change_conclusion(change, names, t)
    made_up = [t("caution.example")] if asked.is_example else []
    warned = [*made_up, *(t(f"caution.{caution}") for caution in cautions)]
    return "\n".join([*head, *words.lines_of(table), *table.notes, "", *said, "", *warned])


def _cohorts(asked: Asked, wish: Wish) -> "CohortComparison":
    from digikartta.cohort_statistics.comparison import compare_cohorts

    first, second = wish.groups
    return compare_cohorts(asked.pool, _cohort(first), _cohort(second))


def _change(asked: Asked, wish: Wish) -> "Change":
    from digikartta.cohort_statistics.comparison import compare_times

    cohort = _cohort(wish.groups[0] if wish.groups else {})
    return compare_times(asked.pool, cohort, before=wish.before or "", after=wish.after or "")


def _cohort(filters: Filters) -> "Cohort":
    from digikartta.cohort_statistics.selection import Cohort
    from digikartta.disclosure_groups import PeerFilters

    return Cohort(PeerFilters(**as_fields(filters)))  # type: ignore[arg-type]  # year is the only int
