"""What only a script in the browser can do: `web/browser.js` reads here what it has to know."""

import json
from collections.abc import Mapping

import streamlit as st

from digikartta.ui.html import block

NAME = "#"

_GO = """
export default function({ data }) {
  if (data && data.to) window.location.assign(data.to)
}
"""


def go_to(address: str) -> None:
    """Leave for an address of this site; the page that follows reads the cookie it sets."""
    st.components.v2.component("dk_go", js=_GO)(data={"to": address}, key="dk_go")


def begin_at_top(part: str) -> None:
    """Scroll to the top whenever `part` is another one than the last time."""
    block('<div class="dk-told" data-part="{part}"></div>', part=part)


def speak(language: str, *, skip: str, remove: str, words: Mapping[str, str]) -> None:
    """Tell the browser the page's language.

    `skip` is the text of the link past the header; `words` are names of Streamlit's own buttons,
    `remove` that of the button which takes away the file or choice whose name stands for `NAME`.
    """
    block(
        '<div class="dk-told" data-language="{language}" data-skip="{skip}" data-remove="{remove}" '
        'data-words="{words}"></div>',
        language=language,
        skip=skip,
        remove=remove,
        words=json.dumps(dict(words)),
    )
