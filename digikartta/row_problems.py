"""Collecting what is wrong in the rows of a table, the same trouble once."""

from collections.abc import Iterator
from dataclasses import dataclass

from digikartta.problems import InvalidInput, Problem

MAX_PROBLEMS = 50  # a page to work through; the file is read again afterwards anyway


@dataclass(slots=True)
class _Found:
    problem: Problem
    row: int
    column: str
    others: int = 0


class RowProblems:
    """The troubles of one file, in the order of the rows in which each first occurs."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: dict[tuple[str, str, str], _Found] = {}
        self._left_out = 0

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, problem: Problem, *, row: int, column: str) -> None:
        """Note a trouble; the same one in another row is only counted."""
        kind = (column, problem.key, repr(sorted(problem.details.items())))
        known = self._found.get(kind)
        if known is not None:
            known.others += 1
        elif len(self._found) < MAX_PROBLEMS:
            self._found[kind] = _Found(problem, row, column)
        else:
            self._left_out += 1

    def refuse_if_any(self) -> None:
        """Raise `InvalidInput` with everything that was noted, if anything was."""
        if self:
            raise InvalidInput(self._problems())

    def _problems(self) -> Iterator[Problem]:
        for found in self._found.values():
            place = {"row": found.row, "column": found.column, "others": found.others}
            yield Problem(found.problem.key, self._file, {**found.problem.details, **place})
        if self._left_out:
            yield Problem("problem.and_more", self._file, {"count": self._left_out})
