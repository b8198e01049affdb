"""The log of customer insights as it is read."""

from collections.abc import Sequence

from digikartta.customer_insights import Insight
from digikartta.texts import Texts
from digikartta.ui.html import block
from digikartta.ui.insight_form import InsightChoices


def show_insight(
    insight: Insight, actions: Sequence[int], choices: InsightChoices, t: Texts
) -> None:
    """Show one insight: what was learnt, from where and when, and what it means."""
    about = choices.dimensions.get(insight.dimension, "")
    block(
        '<p class="dk-number">{source} · {day}{about}</p><p class="dk-learnt">{learnt}</p>',
        source=t(f"insight.source.{insight.source}"),
        day=t.day(insight.learnt_on),
        about=f" · {about}" if about else "",
        learnt=insight.learnt,
    )
    if insight.meaning:
        _line(t("insight.meaning_shown"), insight.meaning)
    if insight.needs:
        needs = "; ".join(choices.needs.get(need, need) for need in insight.needs)
        _line(t("insight.needs_shown"), needs)
    if actions:
        names = "; ".join(choices.actions[action] for action in actions)
        _line(t("insight.actions_shown"), names)


def _line(label: str, text: str) -> None:
    block(
        '<p class="dk-learnt"><strong>{label}</strong> {text}</p>',
        label=label,
        text=text,
    )
