"""A questionnaire: dimensions, questions and their scales, in three languages.

Immutable once read. Everything that can be answered has an id, an *item*: a question's own id,
`question.row` for a row of a grid, and `dimension.target` for the level wanted in a dimension.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
VersionedIdentifier = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*-[1-9][0-9]*$", max_length=60)
]
Weight = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]
Scale = Literal["levels", "yes_no", "tick_list", "stage", "three_step", "grid"]

LEVELS = (1, 2, 3, 4, 5)
_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)
TARGET = "target"


class _Part(BaseModel):
    """A part of a questionnaire: unknown keys are refused, nothing changes afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Text(_Part):
    """The same thing said in each language of the product."""

    fi: Sentence
    sv: Sentence
    en: Sentence

    def in_language(self, language: str) -> str:
        """Return the text in `fi`, `sv` or `en`."""
        return str(getattr(self, language))


class Level(_Part):
    """One described level, 1 to 5, and what to do next to leave it for the one above."""

    level: Annotated[int, Field(ge=1, le=5)]
    text: Text
    next_step: Text | None = None


class TickItem(_Part):
    """One box of a tick list; a box that is not `scored` earns nothing (`none of these`)."""

    id: Identifier
    text: Text
    scored: bool = True


class Levels(_Part):
    """Five described levels, of which one fits."""

    scale: Literal["levels"]
    levels: tuple[Level, ...]


class YesNo(_Part):
    """Yes or no."""

    scale: Literal["yes_no"]


class TickList(_Part):
    """Boxes to tick, none to all."""

    scale: Literal["tick_list"]
    items: Annotated[tuple[TickItem, ...], Field(min_length=1)]


class Stage(_Part):
    """How far something is: 0 not used, 1 considering, … 5 in everyday use."""

    scale: Literal["stage"]


class ThreeStep(_Part):
    """No, partly, yes."""

    scale: Literal["three_step"]


RowScale = Annotated[Levels | YesNo | TickList | Stage | ThreeStep, Field(discriminator="scale")]


class GridRow(_Part):
    """One row of a grid; it is answered on the grid's `row_scale`."""

    id: Identifier
    text: Text


class _Asked(_Part):
    id: Identifier
    weight: Weight = 1.0
    text: Text
    why: Text | None = None


class LevelsQuestion(_Asked, Levels):
    """A question answered by the level that fits."""


class YesNoQuestion(_Asked, YesNo):
    """A question answered by yes or no."""


class TickListQuestion(_Asked, TickList):
    """A question answered by ticking what applies."""


class StageQuestion(_Asked, Stage):
    """A question answered by a stage, 0 to 5."""


class ThreeStepQuestion(_Asked, ThreeStep):
    """A question answered by no, partly or yes."""


class GridQuestion(_Asked):
    """A question with rows, each answered on the same scale."""

    scale: Literal["grid"]
    row_scale: RowScale
    rows: Annotated[tuple[GridRow, ...], Field(min_length=1)]


Question = Annotated[
    LevelsQuestion
    | YesNoQuestion
    | TickListQuestion
    | StageQuestion
    | ThreeStepQuestion
    | GridQuestion,
    Field(discriminator="scale"),
]


class Dimension(_Part):
    """One axis of the radar and its questions."""

    id: Identifier
    weight: Weight = 1.0
    name: Text
    short: Text
    about: Text
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]

    @cached_property
    def items(self) -> tuple[str, ...]:
        """What is answered in this dimension, the target not among them."""
        return tuple(item for question in self.questions for item, _ in items_of(question))

    @property
    def target_item(self) -> str:
        """The item under which this dimension's target level is stored."""
        return f"{self.id}.{TARGET}"


class ComparableVersion(_Part):
    """An earlier version whose results may stand beside this one's.

    `items` maps this version's item ids to the earlier ones where they differ; an id that
    both have is the same item unless it is mapped otherwise.
    """

    id: VersionedIdentifier
    items: dict[str, str] = Field(default_factory=dict)


class Questionnaire(_Part):
    """One version of a questionnaire. Read it with `questionnaire_file.parse`."""

    id: VersionedIdentifier
    name: Text
    purpose: Text
    minutes: Annotated[int, Field(ge=1, le=240)]
    respondents: Literal["internal", "customers"] = "internal"
    targets: bool = True
    unanswered: Literal["missing", "zero"] = "missing"
    comparable_with: tuple[ComparableVersion, ...] = ()
    dimensions: Annotated[tuple[Dimension, ...], Field(min_length=1)]

    # Questionnaires are keys of caches; their content is long and their id is not enough.
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        """Two questionnaires are equal when every word of them is."""
        return isinstance(other, Questionnaire) and self.model_dump() == other.model_dump()

    @property
    def dimension_ids(self) -> tuple[str, ...]:
        """The dimensions' ids in the order of the axes."""
        return tuple(dimension.id for dimension in self.dimensions)

    @property
    def questions(self) -> Iterator["Question"]:
        """Every question, dimension by dimension."""
        return (question for dimension in self.dimensions for question in dimension.questions)

    @cached_property
    def scale_of_item(self) -> dict[str, "Question | RowScale"]:
        """What each item except the targets is answered on."""
        return {item: scale for question in self.questions for item, scale in items_of(question)}

    @cached_property
    def target_items(self) -> dict[str, str]:
        """Target item → dimension id; empty when the questionnaire asks no targets."""
        if not self.targets:
            return {}
        return {dimension.target_item: dimension.id for dimension in self.dimensions}

    @cached_property
    def dimension_of_item(self) -> dict[str, str]:
        """Item, question or target item → the id of its dimension."""
        found = dict(self.target_items)
        for dimension in self.dimensions:
            for question in dimension.questions:
                names = (question.id, *(item for item, _ in items_of(question)))
                found.update(dict.fromkeys(names, dimension.id))
        return found

    def dimension(self, dimension_id: str) -> Dimension:
        """Return the dimension with this id, or raise `KeyError`."""
        found = {dimension.id: dimension for dimension in self.dimensions}
        return found[dimension_id]

    @property
    def comparable_ids(self) -> frozenset[str]:
        """Ids of the versions, this one included, whose results may be compared."""
        return frozenset({self.id, *(version.id for version in self.comparable_with)})

    def item_in(self, version_id: str, item: str) -> str | None:
        """Return the id that an item of this version has in a comparable one, or None.

        Where another item here is that one renamed, an equal id is not the same item.
        """
        maps = {self.id: {}, **{version.id: version.items for version in self.comparable_with}}
        if version_id not in maps:
            return None
        renamed = maps[version_id]
        return renamed.get(item, None if item in renamed.values() else item)


def is_identifier(value: object) -> bool:
    """Whether a value can be the id of a part."""
    try:
        _IDENTIFIER.validate_python(value, strict=True)
    except ValidationError:
        return False
    return True


def items_of(question: "Question") -> list[tuple[str, "Question | RowScale"]]:
    """Return the items of one question with what each is answered on."""
    if isinstance(question, GridQuestion):
        return [(f"{question.id}.{row.id}", question.row_scale) for row in question.rows]
    return [(question.id, question)]
