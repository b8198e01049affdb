"""Answers: what may be given to an item, and how it is written.

A value is text, the same on every scale, in the database and in files:

=============  ====================================================
levels         `1` to `5`
yes_no         `yes`, `no`
tick_list      ids of the ticked boxes joined by `|`, or `none`
stage          `0` to `5`
three_step     `no`, `partly`, `yes`
any of them    `dk` (cannot say), `na` (does not concern us)
=============  ====================================================
"""

from digikartta.questionnaire import (
    LEVELS,
    Question,
    Questionnaire,
    RowScale,
    TickList,
)

DONT_KNOW = "dk"
NOT_APPLICABLE = "na"
NOTHING_TICKED = "none"
TICK_SEPARATOR = "|"
MAX_COMMENT = 2000  # characters; a page of text, more than anybody writes on a phone

INTERNAL_ROLES = ("management", "supervisor", "staff")
CUSTOMER = "customer"
ROLES = (*INTERNAL_ROLES, CUSTOMER)
STAGES = ("T0", "T1", "T2")

_VALUES = {
    "levels": tuple(str(level) for level in LEVELS),
    "yes_no": ("yes", "no"),
    "stage": tuple(str(step) for step in range(6)),
    "three_step": ("no", "partly", "yes"),
}


def allowed_values(questionnaire: Questionnaire, item: str) -> tuple[str, ...] | None:
    """Return the values an item may take, tick lists aside, or None when there is no such item."""
    if item in questionnaire.target_items:
        return _VALUES["levels"]
    scale = questionnaire.scale_of_item.get(item)
    if scale is None:
        return None
    if isinstance(scale, TickList):
        ids = tuple(box.id for box in scale.items)
        return (*ids, NOTHING_TICKED, DONT_KNOW, NOT_APPLICABLE)
    return (*_VALUES[scale.scale], DONT_KNOW, NOT_APPLICABLE)


def normal_value(questionnaire: Questionnaire, item: str, value: str) -> str | None:
    """Return `value` as it is stored, or None when the item does not take it.

    Ticked boxes come back in the questionnaire's order, each once, so that the same answer is
    always written the same way.
    """
    allowed = allowed_values(questionnaire, item)
    if allowed is None:
        return None
    if value in allowed:
        return value
    scale = questionnaire.scale_of_item.get(item)
    if not isinstance(scale, TickList):
        return None
    ticked = set(value.split(TICK_SEPARATOR))
    ids = [box.id for box in scale.items]
    return TICK_SEPARATOR.join(i for i in ids if i in ticked) if ticked <= set(ids) else None


def takes_comment_alone(questionnaire: Questionnaire, item: str) -> bool:
    """Whether an item may hold a comment without a value: comments are on questions."""
    return any(question.id == item for question in questionnaire.questions)


def value_score(scale: "Question | RowScale", value: str) -> float | None:
    """Return the score, 0 to 100, of one value; None for `dk`, `na` and blank.

    level 25·(level - 1); yes/no 100 or 0; tick list 100·ticked/scored boxes; stage 20·stage;
    three-step 0, 50, 100.
    """
    if value in {"", DONT_KNOW, NOT_APPLICABLE}:
        return None
    match scale.scale:
        case "levels":
            return 25.0 * (int(value) - 1)
        case "yes_no":
            return 100.0 if value == "yes" else 0.0
        case "stage":
            return 20.0 * int(value)
        case "three_step":
            return {"no": 0.0, "partly": 50.0, "yes": 100.0}[value]
        case "tick_list":
            return _tick_list_score(scale, value)
    raise ValueError("a grid has no value of its own, its rows have")


def _tick_list_score(scale: TickList, value: str) -> float:
    scored = {box.id for box in scale.items if box.scored}
    return 100.0 * len(scored & set(value.split(TICK_SEPARATOR))) / len(scored)
