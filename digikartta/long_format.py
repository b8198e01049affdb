"""The long format of answers: one row per answer, with the profile of its round beside it.

A file that has been read is kept as tables of companies, rounds and respondents, each named once,
and columns of small numbers for the answers: a million answers take some 20 MB.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from digikartta.questionnaire import GridQuestion, Questionnaire, items_of

COLUMNS = (
    "organisation",
    "business_id",
    "industry",
    "size_class",
    "municipality",
    "cohort",
    "questionnaire",
    "stage",
    "closed_on",
    "respondent",
    "role",
    "item",
    "value",
    "comment",
)
ABOUT_RESPONDENT = COLUMNS[:11]  # the same on all rows of one respondent
MAX_COHORT = 100
MAX_RESPONDENT = 100


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row to be written, in the order of `COLUMNS`."""

    organisation: str
    business_id: str
    industry: str
    size_class: str
    municipality: str
    cohort: str
    questionnaire: str
    stage: str
    closed_on: str
    respondent: str
    role: str
    item: str
    value: str
    comment: str

    def cells(self) -> tuple[str, ...]:
        """Return the row's cells."""
        return tuple(getattr(self, column) for column in COLUMNS)


@dataclass(frozen=True, slots=True)
class FileOrganisation:
    """A company in a file; a Y-tunnus identifies it, else its exact name does."""

    name: str
    business_id: str | None

    @property
    def key(self) -> tuple[str, str]:
        """What identifies the company."""
        return (self.business_id, "") if self.business_id else ("", self.name)


@dataclass(frozen=True, slots=True)
class RoundProfile:
    """What a company was at the time of a round; codes, empty when unknown."""

    industry: str
    size_class: str
    municipality: str
    cohort: str


@dataclass(frozen=True, slots=True)
class FileRound:
    """A round in a file; all but the profile identifies it."""

    organisation: int  # place in the file's organisations
    questionnaire: str
    stage: str
    closed_on: date | None
    profile: RoundProfile

    @property
    def key(self) -> tuple[int, str, str, date | None]:
        """What identifies the round."""
        return (self.organisation, self.questionnaire, self.stage, self.closed_on)


@dataclass(frozen=True, slots=True)
class FileRespondent:
    """A person in a file; the code is unique within the round."""

    round: int  # place in the file's rounds
    code: str
    role: str


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """One answer, its value as it is stored."""

    row: int  # in the file, as a spreadsheet shows it
    item: str
    value: str  # empty: a comment without an answer
    comment: str


@dataclass(frozen=True, slots=True, eq=False)
class AnswerColumns:
    """All answers of a file; numbers are places in the tables of the file."""

    row: "array[int]"
    respondent: "array[int]"
    item: "array[int]"
    value: "array[int]"
    comments: dict[int, str]  # by place of the answer; the others have none


@dataclass(frozen=True, slots=True, eq=False)
class AnswerFile:
    """A whole file whose rows are valid and do not contradict each other."""

    name: str
    organisations: Sequence[FileOrganisation]
    rounds: Sequence[FileRound]
    respondents: Sequence[FileRespondent]
    items: Sequence[str]
    values: Sequence[str]
    answers: AnswerColumns

    def answers_by_respondent(self, order: Sequence[int]) -> Iterator[tuple[int, list[FileAnswer]]]:
        """Yield (place of the respondent, answers), sorted by `order[place]`."""
        who = self.answers.respondent
        places = sorted(range(len(who)), key=lambda place: order[who[place]])
        for respondent, own in groupby(places, key=who.__getitem__):
            yield respondent, [self._answer(place) for place in own]

    def _answer(self, place: int) -> FileAnswer:
        answers = self.answers
        return FileAnswer(
            answers.row[place],
            self.items[answers.item[place]],
            self.values[answers.value[place]],
            answers.comments.get(place, ""),
        )


def items_in_order(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return every item that a row may name, as the questionnaire orders them.

    A grid's own id is among them: it takes no value, but the question's comment stands there.
    """
    items: list[str] = []
    for dimension in questionnaire.dimensions:
        for question in dimension.questions:
            if isinstance(question, GridQuestion):
                items.append(question.id)
            items.extend(item for item, _ in items_of(question))
        if questionnaire.targets:
            items.append(dimension.target_item)
    return tuple(items)
