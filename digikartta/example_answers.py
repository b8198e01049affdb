"""Made-up answers that hang together: a company has a level, its dimensions and people differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from digikartta.answers import CUSTOMER, DONT_KNOW, NOT_APPLICABLE
from digikartta.example_ingredients import Comments, Ingredients
from digikartta.questionnaire import Dimension, Questionnaire

# Standard deviations in levels. Together they give agreement within a company as in real ones:
# colleagues mostly differ by one level, companies by two.
_BETWEEN_COMPANIES = 0.55
_BETWEEN_DIMENSIONS = 0.4
_BETWEEN_QUESTIONS = 0.3
_BETWEEN_PEOPLE = 0.35
_BETWEEN_ANSWERS = 0.45

_DONT_KNOW_SHARE = {"management": 0.02, "supervisor": 0.04, "staff": 0.07, CUSTOMER: 0.08}
_BLANK_SHARE = 0.01
_TARGET_SHARE = 0.9
_COMMENT_SHARE = 0.06  # of the answers at levels 1, 2, 4 and 5


@dataclass(frozen=True, slots=True)
class ExampleAnswer:
    """A value as it is stored, and a comment or nothing."""

    value: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who answers; `tendency` is how many levels above the colleagues."""

    role: str
    language: str
    tendency: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a company stands: the levels that its people's answers are drawn around."""

    levels: Mapping[str, float]  # dimension → level
    questions: Mapping[str, float]  # question → levels above or below its dimension
    not_applicable: frozenset[str]  # questions that do not concern this company
    comments_used: set[str] = field(default_factory=set)  # no sentence twice in one company


def standing(
    rng: Random,
    questionnaires: tuple[Questionnaire, ...],
    given: Ingredients,
    *,
    industry: str,
    size_class: str,
) -> Standing:
    """Return where a made-up company of an industry and size stands."""
    lift = given.lift
    expected = lift.average + lift.industries[industry] + lift.sizes[size_class]
    own = rng.gauss(expected, _BETWEEN_COMPANIES)
    dimensions = {d.id: d for questionnaire in questionnaires for d in questionnaire.dimensions}
    questions = [q.id for questionnaire in questionnaires for q in questionnaire.questions]
    return Standing(
        {
            each: own + lift.dimensions.get(each, 0.0) + rng.gauss(0, _BETWEEN_DIMENSIONS)
            for each in dimensions
        },
        {each: rng.gauss(0, _BETWEEN_QUESTIONS) for each in questions},
        frozenset(each for each in questions if rng.random() < 0.02),
    )


def developed(rng: Random, before: Standing) -> Standing:
    """Return where the company stands a year later: a little better, clearly so in two places."""
    chosen = set(rng.sample(sorted(before.levels), k=min(2, len(before.levels))))
    levels = {
        each: level + rng.gauss(0.8 if each in chosen else 0.15, 0.2)
        for each, level in before.levels.items()
    }
    return Standing(levels, before.questions, before.not_applicable, before.comments_used)


def person(rng: Random, role: str, given: Ingredients) -> Person:
    """Return a made-up person in a role."""
    language = rng.choices(("fi", "sv", "en"), weights=(90, 7, 3))[0]
    return Person(role, language, given.lift.roles[role] + rng.gauss(0, _BETWEEN_PEOPLE))


def answers_of(
    rng: Random,
    questionnaire: Questionnaire,
    who: Person,
    company: Standing,
    given: Ingredients,
) -> dict[str, ExampleAnswer]:
    """Return what a person answers, item by item in the questionnaire's order."""
    found: dict[str, ExampleAnswer] = {}
    for dimension in questionnaire.dimensions:
        if who.role == CUSTOMER and dimension.id not in given.customers.dimensions:
            continue
        found.update(_of_dimension(rng, dimension, who, company, given))
        asks_target = questionnaire.targets and who.role != CUSTOMER
        if asks_target and rng.random() < _TARGET_SHARE:
            found[dimension.target_item] = _target(rng, company.levels[dimension.id])
    return found


def _of_dimension(
    rng: Random, dimension: Dimension, who: Person, company: Standing, given: Ingredients
) -> dict[str, ExampleAnswer]:
    found: dict[str, ExampleAnswer] = {}
    for question in dimension.questions:
        value = _value(rng, dimension.id, question.id, who, company)
        if value is not None:
            comment = _comment(rng, question.id, value, company, given)
            found[question.id] = ExampleAnswer(value, comment)
    return found


def _value(
    rng: Random, dimension: str, question: str, who: Person, company: Standing
) -> str | None:
    if question in company.not_applicable:
        return NOT_APPLICABLE
    chance = rng.random()
    if chance < _BLANK_SHARE:
        return None
    if chance < _BLANK_SHARE + _DONT_KNOW_SHARE[who.role]:
        return DONT_KNOW
    around = company.levels[dimension] + company.questions[question] + who.tendency
    return str(_level(rng.gauss(around, _BETWEEN_ANSWERS)))


def _target(rng: Random, current: float) -> ExampleAnswer:
    wanted = _level(current + rng.gauss(1.3, 0.5))
    return ExampleAnswer(str(max(wanted, _level(current))))


def _level(value: float) -> int:
    return min(5, max(1, round(value)))


def _comment(rng: Random, question: str, value: str, company: Standing, given: Ingredients) -> str:
    if value not in {"1", "2", "4", "5"} or rng.random() >= _COMMENT_SHARE:
        return ""
    of_question = given.comments.get(question, Comments())
    fitting = of_question.low if value in {"1", "2"} else of_question.high
    unused = [each for each in fitting if each not in company.comments_used]
    if not unused:
        return ""
    chosen = rng.choice(unused)
    company.comments_used.add(chosen)
    return chosen
