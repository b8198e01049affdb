"""The style sheet of every page."""

import re
from pathlib import Path

_WRITTEN = Path(__file__).with_name("style.css")
_MOST_CHOICES = 16  # of a question; eight on the longest scale, more in a long list of boxes


def style_sheet() -> str:
    """Return the style sheet as CSS, without what is written there for whoever changes it."""
    written = re.sub(r"/\*.*?\*/", "", _WRITTEN.read_text(encoding="utf-8"), flags=re.DOTALL)
    return f"{written}\n{_saved_is_said_of_what_is_chosen()}"


def _saved_is_said_of_what_is_chosen() -> str:
    """Return the rules that hide "saved" from a tap on until that choice is on disk as well."""
    # Hidden where the status does not name the place of a choice, or names one that is not chosen.
    chosen = "> div:nth-child({nth}) input:checked"
    ticked, free = (
        f'button:nth-child({{nth}})[aria-pressed="{is_it}"]' for is_it in ("true", "false")
    )
    said, unsaid = '[data-place~="{place}"]', ':not(.dk-bad, [data-place~="{place}"])'
    rules = (
        ("stRadioGroup", chosen, unsaid),
        ("stButtonGroup", ticked, unsaid),
        ("stButtonGroup", free, said),
    )
    element = '[data-testid="stElementContainer"]'
    selectors = [
        f'{element}:has([data-testid="{group}"] {choice}) + {element} .dk-status{status}'.format(
            nth=place + 1, place=place
        )
        for group, choice, status in rules
        for place in range(_MOST_CHOICES)
    ]
    return ",\n".join(selectors) + " { visibility: hidden; }"
