"""The answers of a file: every combination of item and value is checked once, every row counted."""

from array import array
from collections.abc import Mapping
from typing import NamedTuple

from digikartta.answers import allowed_values, normal_value, takes_comment_alone
from digikartta.long_format import AnswerColumns, items_in_order
from digikartta.long_format_cells import WrongCell, checked_comment, shown
from digikartta.long_format_respondents import REFUSED, Person
from digikartta.plain_text import clean
from digikartta.problems import Problem
from digikartta.questionnaire import Questionnaire
from digikartta.row_problems import RowProblems


class _Code(NamedTuple):
    item: int  # REFUSED when the questionnaire has no such item
    value: int  # REFUSED when the item takes no such value
    problem: Problem | None
    column: str
    takes_comment_alone: bool = True


class AnswerTable:
    """Grows with the rows of a file."""

    def __init__(self, questionnaires: Mapping[str, Questionnaire], problems: RowProblems) -> None:
        self._questionnaires = questionnaires
        self._items_of = {id_: set(items_in_order(q)) for id_, q in questionnaires.items()}
        self._problems = problems
        self._codes: dict[tuple[str, str, str], _Code] = {}
        self._items: dict[str, int] = {}
        self._values: dict[str, int] = {"": 0}
        self._answered: list[int] = []  # per respondent a bit for each item: doubles are found
        self._columns = AnswerColumns(array("L"), array("L"), array("H"), array("L"), {})

    @property
    def items(self) -> list[str]:
        """What the numbers of items stand for."""
        return list(self._items)

    @property
    def values(self) -> list[str]:
        """What the numbers of values stand for."""
        return list(self._values)

    @property
    def columns(self) -> AnswerColumns:
        """The answers so far."""
        return self._columns

    def add(self, row: int, person: Person, cells: tuple[str, str, str]) -> None:
        """Keep the answer of one row; `cells` are item, value and comment."""
        item, value, comment = cells
        if not person.questionnaire:
            return
        key = (person.questionnaire, item, value)
        code = self._codes.get(key) or self._new_code(key)
        if comment:
            comment = self._comment(row, comment)
        if code.problem is not None:
            self._problems.add(code.problem, row=row, column=code.column)
        elif not code.value and not comment:
            self._problems.add(Problem("problem.value_missing"), row=row, column="value")
        elif not code.value and not code.takes_comment_alone:
            problem = Problem("problem.comment_alone", details={"item": shown(clean(item))})
            self._problems.add(problem, row=row, column="value")
        elif person.place != REFUSED:
            self._keep(row, person.place, code, comment)

    def _keep(self, row: int, respondent: int, code: _Code, comment: str) -> None:
        while respondent >= len(self._answered):
            self._answered.append(0)
        bit = 1 << code.item
        if self._answered[respondent] & bit:
            self._problems.add(Problem("problem.answered_twice"), row=row, column="item")
            return
        self._answered[respondent] |= bit
        columns = self._columns
        if comment:
            columns.comments[len(columns.row)] = comment
        columns.row.append(row)
        columns.respondent.append(respondent)
        columns.item.append(code.item)
        columns.value.append(code.value)

    def _comment(self, row: int, cell: str) -> str:
        try:
            return checked_comment(cell)
        except WrongCell as error:
            self._problems.add(error.problem, row=row, column="comment")
            return ""

    def _new_code(self, key: tuple[str, str, str]) -> _Code:
        id_, item, value = key[0], clean(key[1]), clean(key[2])
        if item not in self._items_of[id_]:
            problem = Problem("problem.item_unknown", details={"item": shown(item)})
            return _Code(REFUSED, REFUSED, problem, "item")
        code = self._code(self._questionnaires[id_], item, value)
        if code.problem is None:  # a file of nothing but faults stays small
            self._codes[key] = code
        return code

    def _code(self, questionnaire: Questionnaire, item: str, value: str) -> _Code:
        place = self._items.setdefault(item, len(self._items))
        normal = normal_value(questionnaire, item, value) if value else ""
        if normal is None:
            allowed = ", ".join(allowed_values(questionnaire, item) or ())
            details = {"value": shown(value), "item": item, "allowed": allowed}
            return _Code(place, REFUSED, Problem("problem.value_unknown", details=details), "value")
        number = self._values.setdefault(normal, len(self._values))
        return _Code(place, number, None, "", takes_comment_alone(questionnaire, item))
