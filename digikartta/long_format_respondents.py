"""Who a file tells of: companies, rounds and respondents, each once and without contradiction."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Generic, NamedTuple, TypeVar

from digikartta.long_format import (
    ABOUT_RESPONDENT,
    FileOrganisation,
    FileRespondent,
    FileRound,
    RoundProfile,
)
from digikartta.long_format_cells import WrongCell, checked_cell, day, shown
from digikartta.problems import Problem
from digikartta.questionnaire import Questionnaire
from digikartta.row_problems import RowProblems

REFUSED = -1
Cells = tuple[str, ...]  # in the order of ABOUT_RESPONDENT
Wrong = list[tuple[Problem, str]]  # with the column
T = TypeVar("T")


class Person(NamedTuple):
    """What the other cells of a row need to know of its respondent."""

    place: int  # in the table, REFUSED when a cell is wrong
    questionnaire: str  # empty when unknown


class _Table(Generic[T]):
    """Things in the order in which they are first named, each once."""

    def __init__(self) -> None:
        self.things: list[T] = []
        self.rows: list[int] = []  # where each is first named
        self._places: dict[object, int] = {}

    def place(self, row: int, key: object, thing: T) -> int:
        """Return the place of what the key identifies; it is added when it is new."""
        place = self._places.setdefault(key, len(self.things))
        if place == len(self.things):
            self.things.append(thing)
            self.rows.append(row)
        return place


class RespondentTable:
    """Grows with the rows of a file; every valid combination of cells is checked once."""

    def __init__(self, questionnaires: Mapping[str, Questionnaire], problems: RowProblems) -> None:
        self._questionnaires = questionnaires
        self._problems = problems
        self._people: dict[Cells, Person] = {}
        self._organisations = _Table[FileOrganisation]()
        self._rounds = _Table[FileRound]()
        self._respondents = _Table[FileRespondent]()

    @property
    def organisations(self) -> list[FileOrganisation]:
        """The companies in the order of the rows."""
        return self._organisations.things

    @property
    def rounds(self) -> list[FileRound]:
        """The rounds in the order of the rows."""
        return self._rounds.things

    @property
    def respondents(self) -> list[FileRespondent]:
        """The respondents in the order of the rows."""
        return self._respondents.things

    def person(self, row: int, cells: Cells) -> Person:
        """Return the respondent whom these cells describe, new or already known."""
        return self._people.get(cells) or self._new(row, cells)

    def _new(self, row: int, cells: Cells) -> Person:
        checked, wrong = self._checked(cells)
        place = REFUSED
        if not wrong:
            place, wrong = self._placed(row, checked)
        for problem, column in wrong:
            self._problems.add(problem, row=row, column=column)
        if wrong:  # not remembered: a file of nothing but faults stays small
            return Person(REFUSED, checked.get("questionnaire", ""))
        person = self._people[cells] = Person(place, checked["questionnaire"])
        return person

    def _checked(self, cells: Cells) -> tuple[dict[str, str], Wrong]:
        checked: dict[str, str] = {}
        wrong: Wrong = []
        for column, cell in zip(ABOUT_RESPONDENT, cells, strict=True):
            try:
                checked[column] = self._cell(column, cell)
            except WrongCell as error:
                wrong.append((error.problem, column))
        return checked, wrong

    def _cell(self, column: str, cell: str) -> str:
        text = checked_cell(column, cell)
        if column == "questionnaire" and text not in self._questionnaires:
            known = ", ".join(self._questionnaires)
            raise WrongCell("problem.unknown_questionnaire", value=shown(text), known=known)
        return text

    def _placed(self, row: int, checked: Mapping[str, str]) -> tuple[int, Wrong]:
        """Return the respondent's place, and what earlier rows said otherwise."""
        company = FileOrganisation(checked["organisation"], checked["business_id"] or None)
        owner = self._organisations.place(row, company.key, company)
        profile = RoundProfile(*(checked[field.name] for field in fields(RoundProfile)))
        closed_on = day(checked["closed_on"])
        round_ = FileRound(owner, checked["questionnaire"], checked["stage"], closed_on, profile)
        its_round = self._rounds.place(row, round_.key, round_)
        person = FileRespondent(its_round, checked["respondent"], checked["role"])
        place = self._respondents.place(row, (its_round, person.code), person)
        return place, [
            *_name_contradiction(company, owner, self._organisations),
            *_profile_contradictions(profile, its_round, self._rounds),
            *_role_contradiction(person, place, self._respondents),
        ]


def _name_contradiction(
    company: FileOrganisation, place: int, table: _Table[FileOrganisation]
) -> Iterator[tuple[Problem, str]]:
    first = table.things[place].name
    if company.name != first:
        details = {"value": company.name, "first": first, "first_row": table.rows[place]}
        yield Problem("problem.two_names", details=details), "organisation"


def _profile_contradictions(
    profile: RoundProfile, place: int, table: _Table[FileRound]
) -> Iterator[tuple[Problem, str]]:
    for field in fields(RoundProfile):
        value = getattr(profile, field.name)
        first = getattr(table.things[place].profile, field.name)
        if value != first:
            details = {"value": value, "first": first, "first_row": table.rows[place]}
            yield Problem("problem.two_profiles", details=details), field.name


def _role_contradiction(
    person: FileRespondent, place: int, table: _Table[FileRespondent]
) -> Iterator[tuple[Problem, str]]:
    first = table.things[place].role
    if person.role != first:
        details = {"value": person.role, "first": first, "first_row": table.rows[place]}
        yield Problem("problem.two_roles", details=details), "role"
