"""Example data: fills an empty database with made-up companies, marked as what they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select

from db import (
    demo_development,
    links,
    organisations,
    revisions,
    round_scores,
    rounds,
    site_settings,
)
from db.assessments import OwnerLinks, new_owner_links
from db.engine import writing
from db.links import LinkTarget
from db.tables import Answer, Organisation, Respondent
from digikartta.example_data import ExampleCompany, ExampleRespondent, ExampleRound
from digikartta.problems import InvalidInput, Problem
from digikartta.tokens import new_random_id


@dataclass(frozen=True, slots=True)
class DemoLink:
    """The secret that leads into one company's round."""

    organisation: str
    token: str


@dataclass(frozen=True, slots=True)
class Demo:
    """What was stored, and the ways in."""

    companies: int
    rounds: int
    respondents: int
    answers: int
    owners: tuple[DemoLink, ...]
    unfinished: DemoLink


@dataclass(frozen=True, slots=True)
class _StoredRound:
    target: LinkTarget  # the round and its first respondent
    company: ExampleCompany
    round: ExampleRound


def fill(
    engine: Engine,
    companies: Sequence[ExampleCompany],
    *,
    shown: Sequence[ExampleCompany],
    today: date,
    link_days: int,
    language: str = "fi",
) -> Demo:
    """Store the companies in one transaction and return how many, and links.

    The first of `shown` that has two rounds has also voted, and has a vision and a plan, in
    `language`: a company's own words stand in one.
    There is an owner's link to the latest closed round of each company in `shown`, and a
    respondent's link to the first open round. Raises `InvalidInput` when any company is there.
    """
    with writing(engine) as connection:
        _refuse_data(connection)
        stored = [each for company in companies for each in _store(connection, company)]
        round_scores.write(connection, [s.target.round_id for s in stored if s.round.closed_on])
        site_settings.switch(connection, site_settings.EXAMPLE_DATA, on=True)
        revisions.increment(connection, revisions.POOL)
        latest = [_latest_closed(stored, company) for company in shown]
        half_done = next(s for s in stored if s.round.closed_on is None)
        owners = [_links(connection, each, today, link_days).owner for each in latest]
        unfinished = _links(connection, half_done, today, link_days).respondent
    developed = next((each.target for each in latest if each.round.stage != "T0"), None)
    if developed is not None:
        key = (developed.organisation_id, developed.round_id)
        demo_development.develop(engine, *key, language=language, today=today)
    return Demo(
        companies=len(companies),
        rounds=len(stored),
        respondents=sum(len(s.round.respondents) for s in stored),
        answers=sum(len(person.answers) for s in stored for person in s.round.respondents),
        owners=tuple(
            DemoLink(each.company.profile.name, token)
            for each, token in zip(latest, owners, strict=True)
        ),
        unfinished=DemoLink(half_done.company.profile.name, unfinished),
    )


def _refuse_data(connection: Connection) -> None:
    count = connection.execute(select(func.count()).select_from(Organisation)).scalar_one()
    if count:
        raise InvalidInput([Problem("problem.database_not_empty", details={"count": count})])


def _store(connection: Connection, company: ExampleCompany) -> Iterator[_StoredRound]:
    organisation_id = organisations.create(
        connection, company.profile, confirmed=True, is_example=True
    )
    for round_ in company.rounds:
        is_open = round_.closed_on is None
        round_id = rounds.create(
            connection,
            organisation_id,
            round_.questionnaire,
            company.profile,
            stage=round_.stage,
            cohort=company.cohort,
            closed_on=round_.closed_on,
            join_code=rounds.free_join_code(connection) if is_open else None,
        )
        people = {new_random_id(): person for person in round_.respondents}
        target = LinkTarget(organisation_id, round_id, next(iter(people)))
        connection.execute(
            insert(Respondent), [_respondent(target, key, person) for key, person in people.items()]
        )
        connection.execute(insert(Answer), list(_answers(organisation_id, people)))
        yield _StoredRound(target, company, round_)


def _respondent(target: LinkTarget, key: int, person: ExampleRespondent) -> dict[str, Any]:
    return {
        "id": key,
        "organisation_id": target.organisation_id,
        "round_id": target.round_id,
        "code": f"r{key:016x}",
        "role": person.role,
        "language": person.language,
        "place": person.place,
        "submitted": person.submitted,
    }


def _answers(
    organisation_id: int, people: dict[int, ExampleRespondent]
) -> Iterator[dict[str, Any]]:
    for key, person in people.items():
        for item, answer in person.answers.items():
            yield {
                "respondent_id": key,
                "item": item,
                "organisation_id": organisation_id,
                "value": answer.value,
                "comment": answer.comment,
            }


def _latest_closed(stored: Sequence[_StoredRound], company: ExampleCompany) -> _StoredRound:
    """The latest closed round of a company's own view; its customers' view is another matter."""
    own = [
        s
        for s in stored
        if s.company is company
        and s.round.closed_on is not None
        and s.round.questionnaire.respondents == "internal"
    ]
    return own[-1]


def _links(connection: Connection, stored: _StoredRound, today: date, link_days: int) -> OwnerLinks:
    """Store the three links that a starter would have got; a closed round invites nobody."""
    tokens = new_owner_links()
    whole = LinkTarget(stored.target.organisation_id, stored.target.round_id, None)
    links.create(connection, tokens.owner, "owner", whole, today=today, days=link_days)
    links.create(connection, tokens.invite, "invite", whole, today=today, days=link_days)
    links.create(
        connection, tokens.respondent, "respondent", stored.target, today=today, days=link_days
    )
    if stored.round.closed_on is not None:
        links.revoke(connection, tokens.invite)
    return tokens
