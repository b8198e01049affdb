"""Which rounds a cohort and a pair are made of: each organisation counts once."""

from dataclasses import dataclass, field

import numpy as np

from digikartta.disclosure_groups import ClosedRounds, Flags, Ints, PeerFilters, Words


@dataclass(frozen=True, slots=True, eq=False)
class CohortPool:
    """Closed rounds of own companies, with the version that each was answered with."""

    rounds: ClosedRounds
    questionnaire: Words


@dataclass(frozen=True, slots=True)
class Cohort:
    """What the organisations of a cohort have in common, and which ones if they were named."""

    filters: PeerFilters = field(default_factory=PeerFilters)
    organisations: frozenset[int] | None = None  # None: anybody whom the filters choose
    rounds: frozenset[int] | None = None  # ids of the rounds that may count; None: any


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Organisations measured twice, as rows of the pool in the order of organisations."""

    before: Ints
    after: Ints
    n_before: int  # organisations with the first measurement, paired or not
    n_after: int
    n_either: int

    @property
    def n(self) -> int:
        """Organisations with both."""
        return self.before.size

    @property
    def share(self) -> float | None:
        """Of the organisations with either measurement those with both; None of nobody."""
        return self.n / self.n_either if self.n_either else None


def members(rounds: ClosedRounds, cohort: Cohort) -> Ints:
    """Return the rows of a cohort in the order of organisations.

    A stage or a year decides which round of an organisation is its latest; the rest of the filters
    is about that round.
    """
    at_the_time = _flags(rounds, PeerFilters(stage=cohort.filters.stage, year=cohort.filters.year))
    at_the_time &= _among(rounds.round, cohort.rounds)
    rows = latest(rounds, np.flatnonzero(at_the_time))
    return rows[_belongs(rounds, cohort)[rows]]


def pairs(rounds: ClosedRounds, cohort: Cohort, *, before: str, after: str) -> Pairs:
    """Return the organisations' latest rounds of one stage and, not later, of another.

    An organisation belongs to the cohort if the later of its two rounds does.
    """
    last = latest(rounds, np.flatnonzero(rounds.stage == after))
    earlier = np.flatnonzero(rounds.stage == before)
    first = latest(rounds, earlier[_not_later(rounds, earlier, last)])
    belongs = _belongs(rounds, cohort)
    both = np.isin(rounds.organisation[first], rounds.organisation[last])
    alone = first[~both & belongs[first]]
    last = last[belongs[last]]
    paired_first = first[np.isin(rounds.organisation[first], rounds.organisation[last])]
    paired_last = last[np.isin(rounds.organisation[last], rounds.organisation[paired_first])]
    return Pairs(
        before=paired_first,
        after=paired_last,
        n_before=paired_first.size + alone.size,
        n_after=last.size,
        n_either=alone.size + last.size,
    )


def latest(rounds: ClosedRounds, rows: Ints) -> Ints:
    """Return of these rows each organisation's latest, in the order of organisations."""
    order = np.lexsort((rounds.round[rows], rounds.closed_on[rows], rounds.organisation[rows]))
    rows = rows[order]
    organisations = rounds.organisation[rows]
    is_last = np.append(organisations[1:] != organisations[:-1], np.ones(min(1, rows.size), bool))
    return np.asarray(rows[is_last.astype(np.bool_)], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Values:
    """What can be chosen: the known values of the rounds, each in order."""

    industry: tuple[str, ...]
    size_class: tuple[str, ...]
    region: tuple[str, ...]
    municipality: tuple[str, ...]
    cohort: tuple[str, ...]
    stage: tuple[str, ...]
    year: tuple[int, ...]


def values_of(rounds: ClosedRounds) -> Values:
    """Return the values that some round has."""

    def known(column: Words) -> tuple[str, ...]:
        return tuple(sorted({str(value) for value in column.tolist()} - {""}))

    return Values(
        industry=known(rounds.industry),
        size_class=known(rounds.size_class),
        region=known(rounds.region),
        municipality=known(rounds.municipality),
        cohort=known(rounds.cohort),
        stage=known(rounds.stage),
        year=tuple(sorted(set(rounds.year.tolist()))),
    )


def _not_later(rounds: ClosedRounds, rows: Ints, last: Ints) -> Flags:
    """Whether a row was closed by the day of its organisation's last round, if it has one."""
    organisations = rounds.organisation[last].tolist()
    days = dict(zip(organisations, rounds.closed_on[last].tolist(), strict=True))
    found = [
        day <= days.get(organisation, day)
        for organisation, day in zip(
            rounds.organisation[rows].tolist(), rounds.closed_on[rows].tolist(), strict=True
        )
    ]
    return np.array(found, dtype=np.bool_)


def _belongs(rounds: ClosedRounds, cohort: Cohort) -> Flags:
    given = cohort.filters
    flags = _flags(
        rounds,
        PeerFilters(
            industry=given.industry,
            size_class=given.size_class,
            municipality=given.municipality,
            region=given.region,
            cohort=given.cohort,
        ),
    )
    return flags & _among(rounds.organisation, cohort.organisations)


def _among(column: Ints, wanted: frozenset[int] | None) -> Flags:
    if wanted is None:
        return np.ones(column.size, dtype=np.bool_)
    return np.isin(column, np.array(sorted(wanted), dtype=np.int64))


def _flags(rounds: ClosedRounds, filters: PeerFilters) -> Flags:
    """Whether each row has what the filters ask for."""
    columns = {
        "industry": rounds.industry,
        "size_class": rounds.size_class,
        "municipality": rounds.municipality,
        "region": rounds.region,
        "cohort": rounds.cohort,
        "stage": rounds.stage,
        "year": rounds.year,
    }
    flags = np.ones(rounds.round.size, dtype=np.bool_)
    for name, column in columns.items():
        if (value := getattr(filters, name)) is not None:
            flags &= column == value
    return flags
