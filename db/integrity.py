"""Whether what is stored is sound: each rule counted over all rows, each breach a finding."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import (
    CheckConstraint,
    Connection,
    Engine,
    ForeignKeyConstraint,
    Table,
    and_,
    func,
    or_,
    select,
    text,
)

from db import revisions
from db.answer_integrity import in_answers, in_questionnaires
from db.engine import reading
from db.figure_integrity import in_figures
from db.tables import (
    Answer,
    Base,
    Link,
    Respondent,
    Revision,
    Round,
    RoundScore,
)
from db.workshop_tables import Workshop, WorkshopRound
from digikartta.problems import Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """One rule: how many things it was applied to, and what was wrong."""

    rule: str  # names the text `upkeep.verify.RULE`
    count: int
    findings: tuple[Problem, ...]


def check(engine: Engine) -> list[Checked]:
    """Return what was checked, rule by rule, all of it at one moment of the database."""
    rules: dict[str, Callable[[Connection], tuple[int, list[Problem]]]] = {
        "references": _references,
        "constraints": _constraints,
        "organisations": _organisations,
        "questionnaires": in_questionnaires,
        "answers": in_answers,
        "figures": in_figures,
        "revisions": _revisions,
    }
    with reading(engine) as connection:
        return [
            Checked(rule, count, tuple(findings))
            for rule, (count, findings) in ((name, of(connection)) for name, of in rules.items())
        ]


def _rows(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _references(connection: Connection) -> tuple[int, list[Problem]]:
    """Every foreign key leads to a row."""
    keys = [
        (table, key)
        for table in Base.metadata.sorted_tables
        for key in table.constraints
        if isinstance(key, ForeignKeyConstraint)
    ]
    problems = [p for table, key in keys for p in _broken(connection, table, key)]
    return sum(_rows(connection, table) for table, _ in keys), problems


def _broken(connection: Connection, table: Table, key: ForeignKeyConstraint) -> Iterator[Problem]:
    parent = key.referred_table
    pairs = [(element.parent, element.column) for element in key.elements]
    found = (
        select(func.count())
        .select_from(table)
        .outerjoin(parent, and_(*(child == target for child, target in pairs)))
        .where(*(child.is_not(None) for child, _ in pairs), pairs[0][1].is_(None))
    )
    count = connection.execute(found).scalar_one()
    if count:
        details = {"count": count, "parent": parent.name}
        yield Problem("problem.verify_reference", table.name, details)


def _constraints(connection: Connection) -> tuple[int, list[Problem]]:
    """Every CHECK holds, whatever the database has looked at."""
    problems = []
    total = 0
    for table in Base.metadata.sorted_tables:
        for rule in table.constraints:
            if isinstance(rule, CheckConstraint):
                total += _rows(connection, table)
                breaks = text(f"NOT ({rule.sqltext})")
                count = connection.execute(
                    select(func.count()).select_from(table).where(breaks)
                ).scalar_one()
                if count:
                    details = {"count": count, "rule": str(rule.name)}
                    problems.append(Problem("problem.verify_constraint", table.name, details))
    return total, problems


def _organisations(connection: Connection) -> tuple[int, list[Problem]]:
    """Every row says the same organisation as what it belongs to."""
    wrong = {
        Respondent: select(func.count())
        .join(Round, Round.id == Respondent.round_id)
        .where(Respondent.organisation_id != Round.organisation_id),
        Answer: select(func.count())
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .where(Answer.organisation_id != Respondent.organisation_id),
        Link: select(func.count())
        .join(Round, Round.id == Link.round_id)
        .outerjoin(Respondent, Respondent.id == Link.respondent_id)
        .where(
            or_(
                Link.organisation_id != Round.organisation_id,
                Link.round_id != Respondent.round_id,
            )
        ),
        RoundScore: select(func.count())
        .join(Round, Round.id == RoundScore.round_id)
        .where(RoundScore.organisation_id != Round.organisation_id),
        WorkshopRound: select(func.count())
        .join(Round, Round.id == WorkshopRound.round_id)
        .join(Workshop, Workshop.id == WorkshopRound.workshop_id)
        .where(
            or_(
                WorkshopRound.organisation_id != Round.organisation_id,
                WorkshopRound.organisation_id != Workshop.organisation_id,
            )
        ),
    }
    counts = {t: connection.execute(q.select_from(t)).scalar_one() for t, q in wrong.items()}
    problems = [
        Problem("problem.verify_organisation", table.__tablename__, {"count": count})
        for table, count in counts.items()
        if count
    ]
    total = sum(_rows(connection, Base.metadata.tables[t.__tablename__]) for t in wrong)
    return total, problems


def _revisions(connection: Connection) -> tuple[int, list[Problem]]:
    found = connection.execute(select(Revision.number).where(Revision.name == revisions.POOL)).all()
    missing = (
        [] if found else [Problem("problem.verify_revision", details={"name": revisions.POOL})]
    )
    return 1, missing
