"""The codebook of the long format: what each column, item and value means, in three languages."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields

from digikartta.answers import DONT_KNOW, NOT_APPLICABLE, NOTHING_TICKED, allowed_values
from digikartta.long_format import COLUMNS
from digikartta.questionnaire import (
    Dimension,
    GridQuestion,
    Levels,
    Question,
    Questionnaire,
    RowScale,
    TickList,
    items_of,
)
from digikartta.texts import LANGUAGES, Texts, texts

SEPARATOR = "; "
Meaning = Callable[[Texts], str]  # the same thing said in the language of the texts


@dataclass(frozen=True, slots=True)
class CodebookRow:
    """A column of the format, or an item of a questionnaire."""

    column: str
    questionnaire: str
    dimension: str
    item: str
    scale: str
    text_fi: str
    text_sv: str
    text_en: str
    values_fi: str
    values_sv: str
    values_en: str

    def cells(self) -> tuple[str, ...]:
        """Return the row's cells in the order of `CODEBOOK_COLUMNS`."""
        return tuple(getattr(self, column) for column in CODEBOOK_COLUMNS)


CODEBOOK_COLUMNS = tuple(field.name for field in fields(CodebookRow))


def codebook(questionnaires: Iterable[Questionnaire], *, example: bool) -> list[CodebookRow]:
    """Return the codebook; its first row says so when the answers are example data."""
    rows = [_row("", text=_said("codebook.example"))] if example else []
    rows += [_row(column, text=_said(f"codebook.{column}")) for column in COLUMNS]
    for questionnaire in questionnaires:
        for dimension in questionnaire.dimensions:
            rows += _of_dimension(questionnaire, dimension)
    return rows


def _said(key: str) -> Meaning:
    return lambda t: t(key)


def _of_dimension(questionnaire: Questionnaire, dimension: Dimension) -> Iterator[CodebookRow]:
    place = (questionnaire.id, dimension.id)
    for question in dimension.questions:
        if isinstance(question, GridQuestion):
            # The grid's own id takes no value, but its comment.
            yield _row("item", (*place, question.id), "grid", text=_text_of(question))
        for item, scale in items_of(question):
            meaning = _meaning(questionnaire, item, scale)
            text = _text_of(question, item)
            yield _row("item", (*place, item), scale.scale, text=text, values=meaning)
    if questionnaire.targets:
        item = dimension.target_item
        name = dimension.name
        yield _row(
            "item",
            (*place, item),
            "levels",
            text=lambda t: t("codebook.target", dimension=name.in_language(t.language)),
            values=lambda _: SEPARATOR.join(allowed_values(questionnaire, item) or ()),
        )


def _row(
    column: str,
    place: tuple[str, str, str] = ("", "", ""),
    scale: str = "",
    *,
    text: Meaning,
    values: Meaning = lambda _: "",
) -> CodebookRow:
    said = (*(text(texts(language)) for language in LANGUAGES),)
    meant = (*(values(texts(language)) for language in LANGUAGES),)
    return CodebookRow(column, *place, scale, *said, *meant)


def _text_of(question: "Question", item: str = "") -> Meaning:
    rows = question.rows if isinstance(question, GridQuestion) else ()
    own = [row.text for row in rows if f"{question.id}.{row.id}" == item]
    return lambda t: " – ".join(text.in_language(t.language) for text in (question.text, *own))


def _meaning(questionnaire: Questionnaire, item: str, scale: "Question | RowScale") -> Meaning:
    values = allowed_values(questionnaire, item) or ()
    return lambda t: SEPARATOR.join(f"{value} = {_value(scale, value, t)}" for value in values)


def _value(scale: "Question | RowScale", value: str, t: Texts) -> str:
    if value in {DONT_KNOW, NOT_APPLICABLE, NOTHING_TICKED}:
        return t(f"value.{value}")
    if isinstance(scale, Levels):
        return scale.levels[int(value) - 1].text.in_language(t.language)
    if isinstance(scale, TickList):
        ticked = {box.id: box.text for box in scale.items}
        return ticked[value].in_language(t.language)
    return t(f"value.{scale.scale}.{value}")
