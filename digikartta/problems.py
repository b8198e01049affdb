"""Problems in what people give us: what is wrong and where, without the words.

The words live in the catalogues (`problem.*`), so that one problem reads the same on a
screen and in a terminal, in the reader's own language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    `key` names the text in the catalogues; `where` is a path, a file's row and column or a
    field; `details` fill the text's placeholders.
    """

    key: str
    where: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


class InvalidInput(ValueError):
    """What was given is refused as a whole; `problems` says everything that is wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.where}: {p.key}" for p in self.problems))
