"""What only a script in the browser can do: `web/browser.js` reads here what it has to know."""

import streamlit as st

from digikartta.ui.html import block

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


def speak(language: str) -> None:
    """Tell the browser the page's language."""
    block('<div class="dk-told" data-language="{language}"></div>', language=language)
