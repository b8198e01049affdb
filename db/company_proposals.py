"""The development proposal of a company: its versions, and the company's agreement."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from db.company_edits import Editor, editing, note_change, store_days
from db.company_file import days_of
from db.register_tables import DevelopmentProposal
from digikartta.company_work import MAX_PERSON, MAX_PROPOSAL, checked_line, checked_note
from digikartta.pipeline import check_days
from digikartta.problems import InvalidInput, Problem


def write(engine: Engine, editor: Editor, at: int, body: str, *, seen: int) -> int:
    """Store a new version of the development proposal and return its id; the first reaches a step.

    `seen` is the id of the version that the text was written after, 0 for none. Raises
    `InvalidInput` when another one stands by now: nobody writes over what they have not seen.
    """
    body = checked_note(body, max_length=MAX_PROPOSAL, field="proposal")
    row = {"body": body, "written_on": editor.today, "author": editor.name}
    with editing(engine, editor, at) as connection:
        last = _last_proposal(connection, at)
        if last is not None and last.body == body:
            return int(last.id)
        _refuse_unseen(last, seen)
        new = insert(DevelopmentProposal).values(
            organisation_id=at, agreed_on=None, agreed_by="", **row
        )
        made = connection.execute(new.returning(DevelopmentProposal.id)).scalar_one()
        note_change(connection, at, editor, "proposal", before=last and last.body, after=body)
        _reach_once(connection, editor, at, "proposal_made", editor.today)
    return made


def agree(engine: Engine, editor: Editor, at: int, *, day: date, who: str, seen: int) -> None:
    """Store that the company agreed to its latest proposal: who of it, and on which day.

    `seen` is the id of the version that was agreed on; raises `InvalidInput` when it is not the
    latest any more.
    """
    who = checked_line(who, max_length=MAX_PERSON, field="agreed_by")
    if not who:
        raise InvalidInput([Problem("problem.text_missing", "agreed_by")])
    with editing(engine, editor, at) as connection:
        last = _last_proposal(connection, at)
        if last is None:
            raise InvalidInput([Problem("problem.no_proposal")])
        _refuse_unseen(last, seen)
        if not last.written_on <= day <= editor.today:
            raise InvalidInput([Problem("problem.agreed_day", "agreed_on")])
        connection.execute(
            update(DevelopmentProposal)
            .where(DevelopmentProposal.id == last.id)
            .values(agreed_on=day, agreed_by=who)
        )
        note_change(connection, at, editor, "agreed_by", before=last.agreed_by, after=who)
        note_change(connection, at, editor, "agreed_on", before=last.agreed_on, after=day)
        _reach_once(connection, editor, at, "proposal_agreed", day)


def _last_proposal(connection: Connection, at: int):  # type: ignore[no-untyped-def]
    query = select(DevelopmentProposal).where(DevelopmentProposal.organisation_id == at)
    return connection.execute(query.order_by(DevelopmentProposal.id.desc())).first()


def _refuse_unseen(last: Any, seen: int) -> None:
    if last is not None and last.id != seen:
        raise InvalidInput([Problem("problem.proposal_changed", "proposal")])


def _reach_once(connection: Connection, editor: Editor, at: int, step: str, day: date) -> None:
    """Give a step its day unless it has one, or a later step stands before that day."""
    days = days_of(connection, at)
    with_step = {**days, step: day}
    try:
        check_days(with_step, today=editor.today)
    except InvalidInput:
        return  # the days that people gave count more than the one that would follow
    if step not in days:
        store_days(connection, editor, at, with_step)
