"""Which actions of the plan an insight speaks for."""

from collections.abc import Collection

from sqlalchemy import Connection, Engine, delete, insert, select, update

from db.actions import take_turn
from db.development_tables import CustomerInsight
from db.engine import writing
from db.plan_tables import ActionReason, ActionRow
from digikartta.problems import InvalidInput, Problem

KIND = "insight"


def link(
    engine: Engine, organisation_id: int, insight_id: int, action_ids: Collection[int]
) -> None:
    """Let an insight speak for these actions and no others.

    The actions count it as a change, so that whoever is editing one is told. Raises `InvalidInput`
    for what is not the company's.
    """
    with writing(engine) as connection:
        take_turn(connection, organisation_id)
        _refuse_others(connection, organisation_id, insight_id, action_ids)
        query = select(ActionReason.action_id).where(*_of(organisation_id, insight_id))
        there = set(connection.execute(query).scalars())
        wanted = set(action_ids)
        gone = [*_of(organisation_id, insight_id), ActionReason.action_id.in_(there - wanted)]
        connection.execute(delete(ActionReason).where(*gone))
        own = {"kind": KIND, "reference": str(insight_id), "organisation_id": organisation_id}
        rows = [{**own, "action_id": action} for action in sorted(wanted - there)]
        if rows:
            connection.execute(insert(ActionReason), rows)
        connection.execute(
            update(ActionRow)
            .where(ActionRow.id.in_(wanted ^ there))
            .values(revision=ActionRow.revision + 1)
        )


def _refuse_others(
    connection: Connection, organisation_id: int, insight_id: int, action_ids: Collection[int]
) -> None:
    insight = select(CustomerInsight.id).where(
        CustomerInsight.id == insight_id, CustomerInsight.organisation_id == organisation_id
    )
    if connection.execute(insight).first() is None:
        raise InvalidInput([Problem("problem.insight_gone")])
    own = select(ActionRow.id).where(ActionRow.organisation_id == organisation_id)
    if set(action_ids) - set(connection.execute(own).scalars()):
        raise InvalidInput([Problem("problem.action_unknown")])


def forget(connection: Connection, organisation_id: int, insight_id: int) -> None:
    """Take an insight that is being deleted from the reasons of every action."""
    connection.execute(delete(ActionReason).where(*_of(organisation_id, insight_id)))


def _of(organisation_id: int, insight_id: int):  # type: ignore[no-untyped-def]
    return (
        ActionReason.organisation_id == organisation_id,
        ActionReason.kind == KIND,
        ActionReason.reference == str(insight_id),
    )
