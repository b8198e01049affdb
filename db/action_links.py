"""What the actions of a plan are tied to: needs, customer insights, and each other."""

from typing import Any

from sqlalchemy import Connection, delete, insert, select

from db.plan_tables import ActionDependency, ActionReason, ActionRow
from digikartta.action_plan import Action, cycle
from digikartta.problems import InvalidInput, Problem

LISTS = ("needs", "insights", "after")
NONE: dict[str, Any] = dict.fromkeys(LISTS, ())


def of_organisation(connection: Connection, organisation_id: int) -> dict[int, dict[str, Any]]:
    """Return the needs, insights and earlier actions of each action that is tied to any."""
    found: dict[int, dict[str, Any]] = {}
    reasons = select(ActionReason).where(ActionReason.organisation_id == organisation_id)
    for row in connection.execute(reasons.order_by(ActionReason.reference)):
        is_need = row.kind == "need"
        value = row.reference if is_need else int(row.reference)
        _add(found, row.action_id, "needs" if is_need else "insights", value)
    for action_id, before in _dependencies(connection, organisation_id):
        _add(found, action_id, "after", before)
    return {
        action: {name: tuple(sorted(values)) for name, values in lists.items()}
        for action, lists in found.items()
    }


def _add(found: dict[int, dict[str, Any]], action_id: int, name: str, value: object) -> None:
    lists = found.setdefault(action_id, {each: [] for each in LISTS})
    lists[name].append(value)


def _dependencies(connection: Connection, organisation_id: int) -> list[tuple[int, int]]:
    query = select(ActionDependency.action_id, ActionDependency.before_id)
    rows = connection.execute(query.where(ActionDependency.organisation_id == organisation_id))
    return [(row.action_id, row.before_id) for row in rows]


def write(connection: Connection, organisation_id: int, action_id: int, action: Action) -> None:
    """Store what an action is tied to, in the place of what it was.

    Raises `InvalidInput` when it would wait for itself, or for another company's action. Whoever
    has written all there is to write asks `refuse_cycle`.
    """
    for table in (ActionReason, ActionDependency):
        connection.execute(delete(table).where(table.action_id == action_id))
    own = {"action_id": action_id, "organisation_id": organisation_id}
    reasons = [{**own, "kind": "need", "reference": need} for need in set(action.needs)]
    insights = set(action.insights)
    reasons += [{**own, "kind": "insight", "reference": str(each)} for each in insights]
    if reasons:
        connection.execute(insert(ActionReason), reasons)
    before = set(action.after)
    if before:
        _refuse_unknown(connection, organisation_id, before)
        if action_id in before:
            raise InvalidInput([Problem("problem.action_cycle", "after")])
        connection.execute(insert(ActionDependency), [{**own, "before_id": b} for b in before])


def _refuse_unknown(connection: Connection, organisation_id: int, before: set[int]) -> None:
    query = select(ActionRow.id).where(
        ActionRow.organisation_id == organisation_id, ActionRow.id.in_(before)
    )
    if set(connection.execute(query).scalars()) != before:
        raise InvalidInput([Problem("problem.action_unknown", "after")])


def refuse_cycle(connection: Connection, organisation_id: int) -> None:
    """Raise `InvalidInput` when some of a company's actions wait for each other in a circle."""
    after: dict[int, tuple[int, ...]] = {}
    for action_id, before in _dependencies(connection, organisation_id):
        after[action_id] = (*after.get(action_id, ()), before)
    if cycle(after):
        raise InvalidInput([Problem("problem.action_cycle", "after")])
