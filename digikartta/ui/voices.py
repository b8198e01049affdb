"""Who answered what, as a facilitator reads it in a workshop that was made with names."""

from collections.abc import Mapping

import streamlit as st

from digikartta.answers import TICK_SEPARATOR
from digikartta.questionnaire import Questionnaire, items_of
from digikartta.room import Voices
from digikartta.texts import Texts
from digikartta.ui.html import block
from digikartta.ui.question import value_text


def show_voices(questionnaire: Questionnaire, voices: Mapping[str, Voices], t: Texts) -> None:
    """Show who chose what in one dimension, question by question, and the target."""
    names = {d.id: d.name.in_language(t.language) for d in questionnaire.dimensions}
    chosen = st.selectbox(
        t("control.voices_of"),
        list(names),
        key=f"voices-{t.language}",
        format_func=names.__getitem__,
    )
    dimension = questionnaire.dimension(chosen)
    asked = {
        item: question.text.in_language(t.language)
        for question in dimension.questions
        for item, _ in items_of(question)
    }
    if questionnaire.targets:
        asked[dimension.target_item] = t("target.heading")
    for item, text in asked.items():
        _show_item(item, text, questionnaire, voices.get(item, {}), t)


def _show_item(
    item: str, asked: str, questionnaire: Questionnaire, voices: Voices, t: Texts
) -> None:
    with st.container(key=f"dk_voices_{item.replace('.', '_')}", border=True):
        block('<p class="dk-control-name">{asked}</p>', asked=asked)
        if not voices:
            block('<p class="dk-muted">{text}</p>', text=t("control.voices_none"))
        for value in sorted(voices):
            block(
                '<p><strong>{names}</strong></p><p class="dk-muted">{value}</p>',
                names=", ".join(voices[value]),
                value=_in_words(item, value, questionnaire, t),
            )


def _in_words(item: str, value: str, questionnaire: Questionnaire, t: Texts) -> str:
    parts = value.split(TICK_SEPARATOR)
    return " · ".join(value_text(questionnaire, item, part, t) for part in parts)
