"""Whether what is stored is sound: each rule counted over all rows, each breach a finding."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Connection,
    Engine,
    ForeignKeyConstraint,
    FromClause,
    Select,
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
from db.tables import Base, Revision
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
    """Every row says the same organisation, and round, as what it belongs to."""
    total = 0
    problems = []
    for table in Base.metadata.sorted_tables:
        parents = _parents_of_an_organisation(table)
        if parents:
            total += _rows(connection, table)
            count = connection.execute(_disagreeing(table, parents)).scalar_one()
            if count:
                problems.append(
                    Problem("problem.verify_organisation", table.name, {"count": count})
                )
    return total, problems


def _parents_of_an_organisation(table: Table) -> list[ForeignKeyConstraint]:
    if "organisation_id" not in table.c:
        return []
    keys = sorted(table.foreign_key_constraints, key=lambda key: str(key.name))
    return [key for key in keys if "organisation_id" in key.referred_table.c]


def _disagreeing(table: Table, parents: list[ForeignKeyConstraint]) -> Select[int]:
    joined: FromClause = table
    conditions: list[ColumnElement[bool]] = []
    for key in parents:
        parent = key.referred_table.alias()  # a table may lead to another one twice
        pairs = [(element.parent, parent.c[element.column.name]) for element in key.elements]
        joined = joined.outerjoin(parent, and_(*(child == target for child, target in pairs)))
        conditions += [
            table.c[name] != parent.c[name]
            for name in ("organisation_id", "round_id")
            if name in table.c and name in parent.c
        ]
    return select(func.count()).select_from(joined).where(or_(*conditions))


def _revisions(connection: Connection) -> tuple[int, list[Problem]]:
    names = (revisions.POOL, revisions.REGISTER, revisions.PUBLIC)
    found = set(connection.execute(select(Revision.name)).scalars())
    missing = [
        Problem("problem.verify_revision", details={"name": name})
        for name in names
        if name not in found
    ]
    return len(names), missing
