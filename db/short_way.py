"""The short way of a tap: one statement that changes a row if all is as it was last seen.

The long way asks who holds the link, what the workshop allows, and stores, in one transaction. Each
of its statements gives up the thread's turn, and in a full room most of a tap is waiting for the
next one. Here the statement itself holds what this process knows, and changes nothing when any of
it is no longer so; then the long way finds out what is.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Engine,
    bindparam,
    false,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from db.answering import Answering
from db.engine import changed_at_once
from db.tables import Answer, Link, Respondent, Round
from db.workshop_pace import RUNNING, remembered_flow
from db.workshop_tables import Workshop
from digikartta.answers import normal_value
from digikartta.tokens import token_hash

_OPENS = (
    Link.token_hash == bindparam("token"),
    Link.kind == "respondent",
    Link.revoked == false(),
    Link.expires_on >= bindparam("today"),
)
_CHANGE = update(Respondent).where(
    Respondent.id == select(Link.respondent_id).where(*_OPENS).scalar_subquery(),
    select(Round.id).where(Round.id == Respondent.round_id, Round.closed_on.is_(None)).exists(),
)


def store_value(
    engine: Engine, token: str, item: str, value: str, *, today: date, seen: Answering
) -> bool:
    """Store one answer and return True, or return False and change nothing.

    It is stored if the link still opens a round that is open and has the content that the page has
    `seen`, and if the page's workshop is the one that runs, at the revision at which this process
    last read a flow that lets the answer in; or, where that flow did not run, if none runs.
    """
    normal = normal_value(seen.questionnaire, item, value)
    if normal is None or seen.closed_on is not None:
        return False
    at: dict[str, object] = {
        "token": token_hash(token),
        "today": today,
        "item": item,
        "value": normal,
        "content": seen.content_hash,
    }
    in_workshop = False
    if seen.workshop is not None:
        known = remembered_flow(engine, seen.workshop.workshop_id)
        if known is None or known[1].refusal(seen.questionnaire.dimension_of_item[item]):
            return False
        revision, flow = known
        in_workshop = flow.is_running
        if in_workshop:
            at |= {"workshop": seen.workshop.workshop_id, "revision": revision}
    return changed_at_once(engine, _upsert(engine.dialect.name, in_workshop=in_workshop), at) == 1


@lru_cache(maxsize=4)
def _upsert(dialect: str, *, in_workshop: bool) -> Any:
    row = (
        select(
            Respondent.id,
            bindparam("item", type_=Answer.item.type),
            Round.organisation_id,
            bindparam("value", type_=Answer.value.type),
            bindparam("comment", "", type_=Answer.comment.type),
        )
        .select_from(Link)
        .join(Respondent, Respondent.id == Link.respondent_id)
        .join(Round, Round.id == Respondent.round_id)
        .where(*_OPENS, Round.closed_on.is_(None), Round.content_hash == bindparam("content"))
    )
    # Locked in the order in which everybody locks them, and looked at again after a wait: what was
    # closed or changed meanwhile takes no answer, and who closes waits for those that are let in.
    if in_workshop:
        row = row.join(Workshop, Workshop.id == bindparam("workshop"))
        row = row.where(Workshop.id == RUNNING, Workshop.revision == bindparam("revision"))
        row = row.with_for_update(read=True, of=(Round, Workshop))
    else:
        row = row.where(RUNNING.is_(None)).with_for_update(read=True, of=Round)
    insert = (sqlite if dialect == "sqlite" else postgresql).insert(Answer)
    columns = ["respondent_id", "item", "organisation_id", "value", "comment"]
    filled = insert.from_select(columns, row)
    return filled.on_conflict_do_update(
        index_elements=("respondent_id", "item"), set_={"value": insert.excluded.value}
    )


def change_respondent(engine: Engine, token: str, *, today: date, **values: object) -> bool:
    """Change columns of the person whom a link opens in an open round; False: nothing changed."""
    at = {"token": token_hash(token), "today": today}
    return changed_at_once(engine, _CHANGE.values(**values), at) == 1
