"""An action plan in the reader's words: the same on the pages, in files and in what is refused."""

from collections.abc import Mapping, Sequence
from datetime import date

from digikartta.action_plan import STATUSES, Action, Planned
from digikartta.problems import Problem
from digikartta.questionnaire import Questionnaire
from digikartta.texts import LANGUAGES, Texts, texts

# What a table shows of an action, in this order.
COLUMNS = (
    *("title", "status", "owner", "starts_on", "due_on", "dimension", "theme"),
    *("first_step", "cost", "why"),
)
FIELD_NAMES = (*COLUMNS, "needs", "insights", "after", "note", "author", "day")


class PlanWords:
    """The names of a plan's fields and values in one language."""

    def __init__(
        self,
        t: Texts,
        questionnaire: Questionnaire,
        *,
        plan: Sequence[Planned] = (),
        insights: Mapping[int, str] | None = None,
    ) -> None:
        self.t = t
        self._dimensions = {d.id: d.name.in_language(t.language) for d in questionnaire.dimensions}
        self._questions = {q.id: q.text.in_language(t.language) for q in questionnaire.questions}
        self._titles = {planned.id: planned.content.title for planned in plan}
        self._insights = insights or {}

    @property
    def dimension_ids(self) -> tuple[str, ...]:
        """The dimensions, in order."""
        return tuple(self._dimensions)

    def field(self, name: str) -> str:
        """Return the name of a field."""
        return self.t(f"plan.field.{name}")

    def status(self, status: str) -> str:
        """Return the name of a status."""
        return self.t(f"plan.status.{status}")

    def dimension(self, dimension: str) -> str:
        """Return the name of a dimension; one that the questionnaire does not have keeps its id."""
        return self._dimensions.get(dimension, dimension)

    def need(self, need: str) -> str:
        """Return the name of a need: its question's text, or its dimension's name."""
        return self._questions.get(need) or self.dimension(need)

    def insight(self, insight: int) -> str:
        """Return what was learnt; a dash for what has been taken away since."""
        return self._insights.get(insight, "–")

    def title(self, action: int) -> str:
        """Return the title of another action of the plan."""
        return self._titles.get(action, "–")

    def value(self, name: str, value: object) -> str:
        """Return a field's value in words; a dash for what nobody has told."""
        if value is None or value in ("", ()):
            return "–"
        if isinstance(value, date):
            return self.t.day(value)
        if isinstance(value, tuple):
            return "; ".join(self._tie(name, each) for each in value)
        if name == "cost":
            return self.t("plan.euros", amount=self.t.whole(float(str(value))))
        names = {"status": self.status, "dimension": self.dimension}
        return names[name](str(value)) if name in names else str(value)

    def read(self, name: str, text: str) -> str:
        """Return a field in words that a file holds as text."""
        is_day = name in {"starts_on", "due_on"} and bool(text)
        return self.value(name, date.fromisoformat(text) if is_day else text)

    def _tie(self, name: str, value: object) -> str:
        if name == "needs":
            return self.need(str(value))
        number = int(str(value))
        return self.insight(number) if name == "insights" else self.title(number)

    def of(self, action: Action, name: str) -> str:
        """Return one field of an action in words."""
        return self.value(name, getattr(action, name))

    def days(self, action: Action) -> str:
        """Return from when to when an action is; a dash without any day."""
        if action.starts_on is None and action.due_on is None:
            return "–"
        if action.starts_on is None:
            return self.t("plan.until", day=self.t.day(action.due_on))
        if action.due_on is None:
            return self.t("plan.from", day=self.t.day(action.starts_on))
        return f"{self.t.day(action.starts_on)}–{self.t.day(action.due_on)}"

    def problem(self, problem: Problem, *, title: str = "") -> str:
        """Return what is wrong: with which action, in which field, and what to do about it."""
        sentence = self.t(problem.key, **{"where": "", **problem.details})
        known = problem.where in FIELD_NAMES
        place = [f"”{title}”" if title else "", self.field(problem.where) if known else ""]
        named = ", ".join(part for part in place if part)
        return f"{named}: {sentence}" if named else sentence


def names_of(questionnaire: Questionnaire) -> Mapping[str, Mapping[str, str]]:
    """Return the ids of statuses and dimensions by what people call them, lower case.

    In every language: who writes and who reads may use different ones.
    """
    statuses = {status: status for status in STATUSES} | {
        texts(language)(f"plan.status.{status}").casefold(): status
        for language in LANGUAGES
        for status in STATUSES
    }
    dimensions = {"": "", "–": ""} | {
        name.casefold(): each.id
        for each in questionnaire.dimensions
        for name in (each.id, *(each.name.in_language(language) for language in LANGUAGES))
    }
    return {"status": statuses, "dimension": dimensions}
