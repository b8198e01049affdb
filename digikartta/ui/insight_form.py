"""The form of one customer insight, and what is shown when two have written into the same one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from digikartta.customer_insights import MAX_TEXT, SOURCES, Insight
from digikartta.questionnaire import Questionnaire
from digikartta.texts import Texts
from digikartta.ui.day_format import DAY_FORMATS
from digikartta.ui.held import all_held
from digikartta.ui.html import block

FIELDS = ("learnt", "source", "learnt_on", "dimension", "meaning", "needs")


@dataclass(frozen=True, slots=True)
class InsightChoices:
    """What can be chosen: names by dimension, need and action."""

    dimensions: Mapping[str, str]
    needs: Mapping[str, str]
    actions: Mapping[int, str]
    today: date


def insight_choices(
    questionnaire: Questionnaire,
    needs: Sequence[str],
    insights: Sequence[Insight],
    *,
    actions: Mapping[int, str],
    today: date,
    t: Texts,
) -> InsightChoices:
    """Return the choices: the dimensions, these needs, and those that insights name already."""
    dimensions = {d.id: d.name.in_language(t.language) for d in questionnaire.dimensions}
    questions = {q.id: q.text.in_language(t.language) for q in questionnaire.questions}
    named = [*needs, *(need for insight in insights for need in insight.needs)]
    names = {**dimensions, **questions}
    return InsightChoices(
        dimensions, {item: names.get(item, item) for item in named}, actions, today
    )


@dataclass(frozen=True, slots=True)
class InsightForm:
    """The widgets of one insight; `name` tells them from those of another one."""

    name: str
    t: Texts
    choices: InsightChoices

    def _key(self, field: str) -> str:
        # The words of a choice change with the language, so its widget does.
        return f"insight-{self.name}-{field}-{self.t.language}"

    def show(self, insight: Insight, actions: Sequence[int], errors: Mapping[str, str]) -> None:
        """Show the fields, filled with an insight and its actions, each with its own error."""
        t = self.t
        self._text("learnt", insight.learnt, errors)
        left, right = st.columns(2)
        with left:
            sources = {source: t(f"insight.source.{source}") for source in SOURCES}
            self._choice("source", sources, insight.source)
            self._error("source", errors)
        with right:
            self._day(insight.learnt_on, errors)
        dimensions = {"": t("insight.no_dimension"), **self.choices.dimensions}
        self._choice("dimension", dimensions, insight.dimension)
        self._text("meaning", insight.meaning, errors)
        if self.choices.needs:
            self._several("needs", self.choices.needs, insight.needs)
        if self.choices.actions:
            self._several("actions", self.choices.actions, actions)

    def given(self) -> Insight:
        """Return what stands in the fields."""
        held = all_held()
        found = {field: held.get(self._key(field)) for field in FIELDS}
        return Insight(
            learnt=found["learnt"] or "",
            source=found["source"] or "",
            learnt_on=found["learnt_on"],
            dimension=found["dimension"] or "",
            meaning=found["meaning"] or "",
            needs=tuple(found["needs"] or ()),
        )

    def given_actions(self) -> tuple[int, ...]:
        """Return the actions that are chosen."""
        return tuple(all_held().get(self._key("actions")) or ())

    def clear(self) -> None:
        """Forget what stands in the fields."""
        for field in (*FIELDS, "actions"):
            st.session_state.pop(self._key(field), None)

    def _text(self, field: str, value: str, errors: Mapping[str, str]) -> None:
        st.text_area(
            self.t(f"insight.{field}"),
            key=self._begun(field, value),
            max_chars=MAX_TEXT,
            placeholder=self.t(f"insight.{field}_hint"),
            height=100,
        )
        self._error(field, errors)

    def _day(self, value: date | None, errors: Mapping[str, str]) -> None:
        st.date_input(
            self.t("insight.learnt_on"),
            key=self._begun("learnt_on", value or self.choices.today),
            max_value=self.choices.today,
            format=DAY_FORMATS[self.t.language],
        )
        self._error("learnt_on", errors)

    def _choice(self, field: str, names: Mapping[str, str], value: str) -> None:
        st.selectbox(
            self.t(f"insight.{field}"),
            list(names),
            index=None,
            key=self._begun(field, value if value in names else None),
            format_func=lambda option: names[option],
            placeholder=self.t("profile.choose"),
        )

    def _several(self, field: str, names: Mapping[Any, str], chosen: Sequence[object]) -> None:
        st.multiselect(
            self.t(f"insight.{field}"),
            list(names),
            key=self._begun(field, [each for each in chosen if each in names]),
            format_func=lambda option: names[option],
            placeholder=self.t("insight.choose_several"),
        )

    def _begun(self, field: str, value: object) -> str:
        """Return the widget's key; it begins with the value unless somebody has written already."""
        key = self._key(field)
        st.session_state.setdefault(key, value)
        return key

    def _error(self, field: str, errors: Mapping[str, str]) -> None:
        if field in errors:
            block('<p class="dk-field-error" role="alert">{text}</p>', text=errors[field])


def show_both(theirs: Insight, mine: Insight, names: InsightChoices, t: Texts) -> None:
    """Show what somebody else has stored beside what the visitor wrote, where they differ."""
    for field in FIELDS:
        stored, written = (_words(field, insight, names, t) for insight in (theirs, mine))
        if stored != written:
            block(
                '<div class="dk-both"><p class="dk-number">{field}</p><div><p><strong>{theirs}'
                "</strong><span>{stored}</span></p><p><strong>{mine}</strong><span>{written}"
                "</span></p></div></div>",
                field=t(f"insight.{field}"),
                theirs=t("both.theirs"),
                stored=stored,
                mine=t("both.mine"),
                written=written,
            )


def _words(field: str, insight: Insight, names: InsightChoices, t: Texts) -> str:
    if field == "source":
        return t(f"insight.source.{insight.source}") if insight.source in SOURCES else "–"
    if field == "learnt_on":
        return t.day(insight.learnt_on)
    if field == "dimension":
        return names.dimensions.get(insight.dimension, t("insight.no_dimension"))
    if field == "needs":
        return "; ".join(names.needs.get(need, need) for need in insight.needs) or "–"
    return str(getattr(insight, field)) or "–"
