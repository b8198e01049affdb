"""Forty made-up companies with their rounds, the same ones for the same seed and day.

Their spread is that of the small and medium companies of the region; see
`content/example/example_data.toml`. Each company's name carries the mark of an example.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from random import Random

from digikartta.answers import CUSTOMER
from digikartta.business_id import normal_business_id
from digikartta.company import Profile
from digikartta.example_answers import (
    ExampleAnswer,
    Person,
    Standing,
    answers_of,
    developed,
    person,
    standing,
)
from digikartta.example_ingredients import Ingredients, ingredients
from digikartta.example_shares import Share, shares
from digikartta.questionnaire import Questionnaire

# The business information system counts upwards and is at 3.5 million: numbers from here on
# belong to nobody, although their check digits are right.
_FIRST_UNISSUED = 9_900_101
_TWO_YEARS = 715  # days, so that moving a Sunday to the Friday before stays within 24 months


@dataclass(frozen=True, slots=True)
class ExampleRespondent:
    """One made-up person's answers in one round; `place` as in a stored respondent."""

    role: str
    language: str
    answers: dict[str, ExampleAnswer]  # item → answer, in the questionnaire's order
    place: int
    submitted: bool


@dataclass(frozen=True, slots=True)
class ExampleRound:
    """One made-up round; open when `closed_on` is None."""

    questionnaire: Questionnaire
    stage: str
    closed_on: date | None
    respondents: tuple[ExampleRespondent, ...]


@dataclass(frozen=True, slots=True)
class ExampleCompany:
    """A made-up company, its rounds in time order."""

    profile: Profile
    cohort: str
    rounds: tuple[ExampleRound, ...]


@dataclass(frozen=True, slots=True)
class _Making:
    """What every company is made with."""

    own_view: Questionnaire
    customer_view: Questionnaire
    given: Ingredients
    today: date
    rng: Random


def example_companies(
    own_view: Questionnaire, customer_view: Questionnaire, *, today: date, seed: int = 1
) -> tuple[ExampleCompany, ...]:
    """Return forty companies whose rounds were closed within the 24 months before `today`.

    Half of them have the stages T0 and T2; two have an open round in the midst of being answered;
    some have customers among the respondents or a round of the customers' own questionnaire.
    """
    rng = Random(seed)  # noqa: S311  examples need to be the same each time, not secret
    making = _Making(own_view, customer_view, ingredients(), today, rng)
    business_ids = _unissued_business_ids()
    return tuple(
        _company(making, share, business_id=next(business_ids) if share.has_business_id else None)
        for share in shares(making.given, rng)
    )


def typical(companies: Sequence[ExampleCompany]) -> tuple[ExampleCompany, ...]:
    """Return three to look at first: a micro company, one with two stages, one with customers."""
    several = [c for c in companies if len(c.rounds[0].respondents) >= 3]
    single = [c for c in several if len(c.rounds) == 1 and c.profile.size_class == "micro"]
    paired = [c for c in several if c.rounds[-1].stage == "T2" and not _customers_in(c)]
    asked = [c for c in several if c.rounds[-1].stage == "T2" and _customers_in(c)]
    return (single[0], paired[0], asked[0])


def _customers_in(company: ExampleCompany) -> bool:
    return any(respondent.role == CUSTOMER for respondent in company.rounds[0].respondents)


def _unissued_business_ids() -> Iterator[str]:
    numbers = (f"{number}-{check}" for number in count(_FIRST_UNISSUED) for check in range(10))
    return filter(normal_business_id, numbers)


def _company(making: _Making, share: Share, *, business_id: str | None) -> ExampleCompany:
    rng = making.rng
    profile = Profile(
        name=f"{making.given.mark}: {share.name}",
        business_id=business_id,
        industry=share.industry,
        size_class=share.size_class,
        municipality=share.municipality,
        growth_seeking=rng.choices((True, False, None), weights=(55, 35, 10))[0],
        international=rng.choices((True, False, None), weights=(25, 65, 10))[0],
    )
    return ExampleCompany(profile, making.given.cohort, tuple(_rounds(making, share)))


def _rounds(making: _Making, share: Share) -> Iterator[ExampleRound]:
    rng = making.rng
    company = standing(
        rng,
        (making.own_view, making.customer_view),
        making.given,
        industry=share.industry,
        size_class=share.size_class,
    )
    people = [person(rng, role, making.given) for role in share.roles]
    first_day = making.today - timedelta(days=_days_ago(rng, share))
    yield _round(making, company, people, stage="T0", day=first_day)
    if share.customer_view:
        yield _customer_round(making, company, stage="T0", after=first_day)
    later = developed(rng, company)
    if share.has_open_round:
        yield _half_done(_round(making, later, people, stage="T1", day=making.today))
    if share.two_stages:
        day = first_day + timedelta(days=rng.randint(270, 395))
        yield _round(making, later, people, stage="T2", day=day)
        if share.customer_view:
            yield _customer_round(making, later, stage="T2", after=day)


def _round(
    making: _Making, company: Standing, people: Sequence[Person], *, stage: str, day: date
) -> ExampleRound:
    asked = making.own_view
    finished = tuple(_finished(making, asked, each, company) for each in people)
    return ExampleRound(asked, stage, _working_day(day), finished)


def _customer_round(making: _Making, company: Standing, *, stage: str, after: date) -> ExampleRound:
    rng = making.rng
    asked = making.customer_view
    customers = [person(rng, CUSTOMER, making.given) for _ in range(rng.randint(3, 8))]
    day = min(after + timedelta(days=rng.randint(7, 30)), making.today)
    finished = tuple(_finished(making, asked, each, company) for each in customers)
    return ExampleRound(asked, stage, _working_day(day), finished)


def _days_ago(rng: Random, share: Share) -> int:
    if share.two_stages:
        return rng.randint(400, _TWO_YEARS)
    return rng.randint(180 if share.has_open_round else 3, _TWO_YEARS)


def _working_day(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _finished(
    making: _Making, asked: Questionnaire, who: Person, company: Standing
) -> ExampleRespondent:
    answers = answers_of(making.rng, asked, who, company, making.given)
    return ExampleRespondent(
        who.role, who.language, answers, place=len(asked.dimensions), submitted=True
    )


def _half_done(whole: ExampleRound) -> ExampleRound:
    """The same round still open: the first person has answered half of it, the others are done."""
    first, *others = whole.respondents
    dimensions = whole.questionnaire.dimensions
    place = len(dimensions) // 2
    asked = {q.id for d in dimensions[:place] for q in d.questions}
    targets = {d.target_item for d in dimensions[:place]}
    begun = {dimensions[place].questions[0].id}
    answers = {i: a for i, a in first.answers.items() if i in asked | targets | begun}
    half = replace(first, answers=answers, place=place, submitted=False)
    return replace(whole, closed_on=None, respondents=(half, *others))
