"""What was published of cohorts: behind private links, and in public files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Engine, insert, select, update

from db import cohorts, revisions
from db.company_edits import Editor
from db.engine import reading, writing
from db.links import refuse_ended
from db.publication_tables import Publication, PublishedCohort, PublishedMember
from digikartta import cohort, publication
from digikartta.account import ADMIN, PROJECT
from digikartta.cohort import MAX_COHORTS, CohortFilters
from digikartta.company_work import checked_line
from digikartta.disclosure_groups import ClosedRounds
from digikartta.disclosure_public import KnownFigures
from digikartta.problems import InvalidInput, Problem
from digikartta.publication import Contribution, NewCohort, PastCohort, PublicCohort
from digikartta.questionnaire import Questionnaire
from digikartta.tokens import new_token, token_hash

Kind = Literal["link", "file"]
MAX_TITLE = 100
DAYS = (30, 90, 180, 365)  # how long a shared page may be open
_NONE = "-"  # a dimension without a score


@dataclass(frozen=True, slots=True)
class SharedPage:
    """What an outsider sees; figures as they were on the day."""

    title: str
    questionnaire: str
    dimensions: tuple[str, ...]
    published_on: date
    cohorts: tuple[PublicCohort, ...]


@dataclass(frozen=True, slots=True)
class PublishedLink:
    """A shared page in the list of the project team; its secret is not kept."""

    id: int
    title: str
    published_on: date
    expires_on: date
    revoked: bool
    author: str
    cohorts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing: the page, and the secret of its link (None for a file)."""

    page: SharedPage
    token: str | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be published: a page behind a link for so many days, or a file."""

    kind: Kind
    title: str
    days: int = DAYS[0]


def publish(
    engine: Engine,
    editor: Editor,
    chosen: Sequence[tuple[str, CohortFilters]],
    wish: Wish,
    *,
    questionnaire: Questionnaire,
    known: Mapping[str, Questionnaire],
    k: int,
) -> Published:
    """Keep what may be shown of the cohorts, given everything that was published before.

    It is worked out before anybody is kept from writing, and anew when something has changed
    meanwhile: two at once cannot slip past each other. Raises `InvalidInput`: not the project team,
    no title, no or too many cohorts.
    """
    title = _checked(editor, chosen, wish)
    token = new_token() if wish.kind == "link" else None
    while True:
        with reading(engine) as connection:
            state = _state(connection)
            key = cohorts.pool_key(connection, questionnaire, known)
            pool = cohorts.load(connection, key)
            made = publication.publish(pool, chosen, _past(connection), k=k)
        row = {
            "kind": wish.kind,
            "title": title,
            "questionnaire": questionnaire.id,
            "dimensions": " ".join(key.rounds.dimensions),
            "published_on": editor.today,
            "token_hash": token and token_hash(token),
            "expires_on": editor.today + timedelta(days=wish.days) if token else None,
            "revoked": False,
            "author": editor.name,
        }
        if _stored(engine, row, made, state):
            break
    shown = tuple(cohort.shown for cohort in made)
    page = SharedPage(title, questionnaire.id, key.rounds.dimensions, editor.today, shown)
    return Published(page, token)


def _checked(editor: Editor, chosen: Sequence[object], wish: Wish) -> str:
    if editor.account.role not in {PROJECT, ADMIN}:
        raise InvalidInput([Problem("problem.role_not_allowed")])
    title = checked_line(wish.title, max_length=MAX_TITLE, field="title")
    if not title:
        raise InvalidInput([Problem("problem.text_missing", "title")])
    if not 0 < len(chosen) <= MAX_COHORTS or wish.days not in DAYS:
        raise InvalidInput([Problem("problem.cohorts_to_share", "cohorts")])
    return title


def _state(connection: Connection) -> tuple[int, ...]:
    """Return what changes with every publication, round and company."""
    counters = (revisions.POOL, revisions.REGISTER, revisions.PUBLIC)
    return tuple(revisions.current(connection, name) for name in counters)


def _stored(
    engine: Engine, row: dict[str, object], made: Sequence[NewCohort], state: tuple[int, ...]
) -> bool:
    """Store a publication; False when what it was judged by has changed."""
    with writing(engine) as connection:
        # The counter's row makes two publications wait for each other on PostgreSQL too.
        revisions.increment(connection, revisions.PUBLIC)
        *others, public = _state(connection)
        if (*others, public - 1) != state:
            connection.rollback()
            return False
        _store(connection, row, made)
    return True


def _store(connection: Connection, row: dict[str, object], made: Sequence[NewCohort]) -> None:
    publication_id = connection.execute(
        insert(Publication).values(row).returning(Publication.id)
    ).scalar_one()
    for position, one in enumerate(made):
        cohort_id = connection.execute(
            insert(PublishedCohort)
            .values(
                publication_id=publication_id,
                position=position,
                name=one.shown.name,
                filters=cohort.written(one.filters),
                figures=publication.written(one.shown),
                gone=0,
            )
            .returning(PublishedCohort.id)
        ).scalar_one()
        rows = [_member(cohort_id, each) for each in one.contributions]
        if rows:
            connection.execute(insert(PublishedMember), rows)


def _member(cohort_id: int, contribution: Contribution) -> dict[str, object]:
    scores = " ".join(_NONE if score is None else repr(score) for score in contribution.scores)
    return {
        "published_cohort_id": cohort_id,
        "organisation_id": contribution.organisation,
        "round_number": contribution.round,
        "scores": scores,
    }


def _past(connection: Connection) -> list[PastCohort]:
    """Return everything that was ever shown, also behind links that have ended."""
    members: dict[int, list[Contribution]] = {}
    for row in connection.execute(select(PublishedMember)):
        scores = tuple(None if s == _NONE else float(s) for s in row.scores.split(" "))
        contribution = Contribution(row.organisation_id, row.round_number, scores)
        members.setdefault(row.published_cohort_id, []).append(contribution)
    rows = connection.execute(
        select(
            PublishedCohort.id,
            PublishedCohort.filters,
            PublishedCohort.figures,
            PublishedCohort.gone,
            Publication.dimensions,
        ).join(Publication, Publication.id == PublishedCohort.publication_id)
    )
    return [
        PastCohort(
            cohort.read(row.filters),
            tuple(row.dimensions.split(" ")),
            publication.read(row.figures),
            tuple(members.get(row.id, ())),
            row.gone,
        )
        for row in rows
    ]


def known_figures(connection: Connection, rounds: ClosedRounds) -> KnownFigures:
    """Return what anybody may know of cohorts, as these rounds stand behind it now."""
    return publication.known_figures(rounds, _past(connection))


def shared_page(engine: Engine, token: str, *, today: date) -> SharedPage:
    """Return the page behind a link; raises `InvalidInput`: unknown, revoked or expired."""
    with reading(engine) as connection:
        found = connection.execute(
            select(Publication).where(Publication.token_hash == token_hash(token))
        ).first()
        if found is None:
            raise InvalidInput([Problem("problem.link_unknown")])
        refuse_ended(revoked=found.revoked, expires_on=found.expires_on, today=today)
        return _page(connection, found)


def _page(connection: Connection, found: Any) -> SharedPage:
    figures = connection.execute(
        select(PublishedCohort.figures)
        .where(PublishedCohort.publication_id == found.id)
        .order_by(PublishedCohort.position)
    ).scalars()
    return SharedPage(
        found.title,
        found.questionnaire,
        tuple(found.dimensions.split(" ")),
        found.published_on,
        tuple(publication.read(text) for text in figures),
    )


def links(engine: Engine) -> list[PublishedLink]:
    """Return the shared pages, latest first."""
    with reading(engine) as connection:
        names: dict[int, list[str]] = {}
        for cohort_row in connection.execute(
            select(PublishedCohort.publication_id, PublishedCohort.name).order_by(
                PublishedCohort.position
            )
        ):
            names.setdefault(cohort_row.publication_id, []).append(cohort_row.name)
        rows = connection.execute(
            select(Publication).where(Publication.kind == "link").order_by(Publication.id.desc())
        )
        return [
            PublishedLink(
                row.id,
                row.title,
                row.published_on,
                row.expires_on,
                row.revoked,
                row.author,
                tuple(names.get(row.id, ())),
            )
            for row in rows
        ]


def revoke(engine: Engine, editor: Editor, publication_id: int) -> None:
    """End a shared page now; what it showed counts as known for ever."""
    if editor.account.role not in {PROJECT, ADMIN}:
        raise InvalidInput([Problem("problem.role_not_allowed")])
    with writing(engine) as connection:
        connection.execute(
            update(Publication).where(Publication.id == publication_id).values(revoked=True)
        )
