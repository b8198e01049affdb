"""The log of what a company has learnt about its customers."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, insert, select, update

from db import insight_actions
from db.development_tables import CustomerInsight, InsightNeed
from db.engine import reading, writing
from digikartta.customer_insights import Insight
from digikartta.problems import InvalidInput, Problem


@dataclass(frozen=True, slots=True)
class StoredInsight:
    """An insight with the version by which a change says what it has seen."""

    id: int
    version: int
    insight: Insight


def of_company(engine: Engine, organisation_id: int) -> list[StoredInsight]:
    """Return a company's insights, the newest first."""
    own = CustomerInsight.organisation_id == organisation_id
    with reading(engine) as connection:
        needs = _needs(connection, organisation_id)
        rows = connection.execute(
            select(CustomerInsight)
            .where(own)
            .order_by(CustomerInsight.learnt_on.desc(), CustomerInsight.id.desc())
        )
        return [
            StoredInsight(
                row.id,
                row.version,
                Insight(
                    row.learnt,
                    row.source,
                    row.learnt_on,
                    row.dimension,
                    row.meaning,
                    tuple(needs.get(row.id, ())),
                ),
            )
            for row in rows
        ]


def _needs(connection: Connection, organisation_id: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = connection.execute(
        select(InsightNeed.insight_id, InsightNeed.item)
        .where(InsightNeed.organisation_id == organisation_id)
        .order_by(InsightNeed.item)
    )
    for insight_id, item in rows:
        found.setdefault(insight_id, []).append(item)
    return found


def add(engine: Engine, organisation_id: int, insight: Insight) -> int:
    """Store a checked insight and return its id."""
    with writing(engine) as connection:
        row = {**_columns(insight), "organisation_id": organisation_id, "version": 1}
        made = connection.execute(
            insert(CustomerInsight).values(row).returning(CustomerInsight.id)
        ).scalar_one()
        _link_needs(connection, organisation_id, made, insight)
        return int(made)


def change(
    engine: Engine, organisation_id: int, insight_id: int, insight: Insight, *, version: int
) -> None:
    """Store a checked change of the version that its writer has seen.

    Raises `InvalidInput` when somebody has changed or deleted the insight since; nothing is
    overwritten then.
    """
    with writing(engine) as connection:
        done = connection.execute(
            update(CustomerInsight)
            .where(*_of(organisation_id, insight_id, version))
            .values(**_columns(insight), version=version + 1)
        )
        if done.rowcount != 1:
            raise _changed_meanwhile(connection, organisation_id, insight_id)
        connection.execute(delete(InsightNeed).where(InsightNeed.insight_id == insight_id))
        _link_needs(connection, organisation_id, insight_id, insight)


def remove(engine: Engine, organisation_id: int, insight_id: int, *, version: int) -> None:
    """Delete the version that somebody has seen; errors as in `change`."""
    with writing(engine) as connection:
        done = connection.execute(
            delete(CustomerInsight).where(*_of(organisation_id, insight_id, version))
        )
        if done.rowcount != 1:
            raise _changed_meanwhile(connection, organisation_id, insight_id)
        insight_actions.forget(connection, organisation_id, insight_id)


def _of(organisation_id: int, insight_id: int, version: int):  # type: ignore[no-untyped-def]
    return (
        CustomerInsight.id == insight_id,
        CustomerInsight.organisation_id == organisation_id,
        CustomerInsight.version == version,
    )


def _changed_meanwhile(
    connection: Connection, organisation_id: int, insight_id: int
) -> InvalidInput:
    found = select(CustomerInsight.id).where(
        CustomerInsight.id == insight_id, CustomerInsight.organisation_id == organisation_id
    )
    gone = connection.execute(found).first() is None
    return InvalidInput([Problem("problem.insight_gone" if gone else "problem.insight_changed")])


def _columns(insight: Insight) -> dict[str, object]:
    return {
        "learnt": insight.learnt,
        "source": insight.source,
        "learnt_on": insight.learnt_on,
        "dimension": insight.dimension,
        "meaning": insight.meaning,
    }


def _link_needs(
    connection: Connection, organisation_id: int, insight_id: int, insight: Insight
) -> None:
    own = {"organisation_id": organisation_id, "insight_id": insight_id}
    rows = [{**own, "item": item} for item in insight.needs]
    if rows:
        connection.execute(insert(InsightNeed), rows)
