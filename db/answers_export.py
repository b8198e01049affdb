"""All answers of the rounds that count, as rows of the long format."""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, select

from db import questionnaires, rounds, site_settings
from db.imported_organisations import chunks
from db.rounds import RoundRecord
from db.tables import Answer, Organisation, Respondent
from digikartta.company import MAX_NAME
from digikartta.long_format import AnswerRow, items_in_order
from digikartta.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class ExportedName:
    """What a file calls a company, so that a file never makes two companies one."""

    name: str
    business_id: str


@dataclass(frozen=True, slots=True)
class _Company:
    id: int
    name: str
    business_id: str | None
    confirmed: bool

    @property
    def key(self) -> tuple[str, str]:
        return (self.business_id, "") if self.business_id else ("", self.name)


def answer_rows(connection: Connection) -> Iterator[AnswerRow]:
    """Yield every answer by company, round, respondent's code and the questionnaire's order.

    Codes of respondents are random, so nothing tells who answered when. Tests are left out. The
    answers come some rounds at a time: memory does not grow with them.
    """
    names = exported_names(connection)
    for chunk in chunks(rounds.every(connection)):
        answers = _answers(connection, [round_.id for round_ in chunk])
        for round_ in chunk:
            content = questionnaires.pinned(connection, round_.content_hash)
            yield from _rows(round_, names[round_.organisation_id], content, answers[round_.id])


@dataclass(frozen=True, slots=True)
class CodebookSource:
    """What the codebook beside the answers is made from."""

    questionnaires: tuple[Questionnaire, ...]  # every content that some round was answered with
    is_example: bool


def codebook_source(connection: Connection) -> CodebookSource:
    """Return what the answers of `answer_rows` have to be explained with."""
    contents = {round_.content_hash: round_.questionnaire for round_ in rounds.every(connection)}
    ordered = sorted(contents, key=lambda content: (contents[content], content))
    return CodebookSource(
        tuple(questionnaires.pinned(connection, content) for content in ordered),
        site_settings.is_on(connection, site_settings.EXAMPLE_DATA),
    )


@dataclass(frozen=True, slots=True)
class _Given:
    respondent: str
    role: str
    item: str
    value: str
    comment: str


def _answers(connection: Connection, round_ids: Sequence[int]) -> dict[int, list[_Given]]:
    given = (Respondent.code, Respondent.role, Answer.item, Answer.value, Answer.comment)
    query = (
        select(Respondent.round_id, *given)
        .join(Answer, Answer.respondent_id == Respondent.id)
        .where(Respondent.round_id.in_(round_ids))
    )
    found: dict[int, list[_Given]] = defaultdict(list)
    for round_id, *columns in connection.execute(query):
        found[round_id].append(_Given(*columns))
    return found


def _rows(
    round_: RoundRecord, company: ExportedName, content: Questionnaire, answers: list[_Given]
) -> Iterator[AnswerRow]:
    place = _places(content)
    for given in sorted(answers, key=lambda g: (g.respondent, place[g.item])):
        yield AnswerRow(
            organisation=company.name,
            business_id=company.business_id,
            industry=round_.industry,
            size_class=round_.size_class,
            municipality=round_.municipality,
            cohort=round_.cohort,
            questionnaire=round_.questionnaire,
            stage=round_.stage,
            closed_on=round_.closed_on.isoformat() if round_.closed_on else "",
            respondent=given.respondent,
            role=given.role,
            item=given.item,
            value=given.value,
            comment=given.comment,
        )


@lru_cache(maxsize=64)
def _places(content: Questionnaire) -> dict[str, int]:
    return {item: place for place, item in enumerate(items_in_order(content))}


def exported_names(connection: Connection) -> dict[int, ExportedName]:
    """Return what files call each company, by id.

    A file knows a company by its Y-tunnus, else by its name. Where several companies share one,
    the first confirmed one keeps it; the others have no Y-tunnus in a file, and a name that ends
    in their id.
    """
    columns = (Organisation.id, Organisation.name, Organisation.business_id, Organisation.confirmed)
    companies = [_Company(*row) for row in connection.execute(select(*columns))]
    by_key = sorted(companies, key=lambda c: (c.key, not c.confirmed, c.id))
    groups = [list(group) for _, group in groupby(by_key, key=attrgetter("key"))]
    kept = [group[0] for group in groups if group[0].confirmed or len(group) == 1]
    names = {c.id: ExportedName(c.name, c.business_id or "") for c in kept}
    taken = {c.name for c in companies}
    others = (c for c in companies if c.id not in names)
    return names | {c.id: ExportedName(_with_id(c, taken), "") for c in others}


def _with_id(company: _Company, taken: Container[str]) -> str:
    """Return a name that no company has; ids differ, so no two of these are the same."""
    suffix = f" #{company.id}"
    while (name := company.name[: MAX_NAME - len(suffix)] + suffix) in taken:
        suffix = f" {suffix}"
    return name
