"""What only a script in the browser can do: go to an address, go to the top, name a language."""

import streamlit as st

_GO = """
export default function({ data }) {
  if (data && data.to) window.location.assign(data.to)
}
"""

# A new part of the questionnaire begins at its heading, also for a screen reader.
_TOP = """
const shown = new Map()
export default function({ data }) {
  if (!data || shown.get('part') === data.part) return
  const first = !shown.has('part')
  shown.set('part', data.part)
  if (first && !data.always) return
  const main = document.querySelector('[data-testid="stMain"]')
  if (main) main.scrollTo({ top: 0 })
  const heading = document.querySelector('.dk-part')
  if (heading) heading.focus({ preventScroll: true })
}
"""

# The page keeps its place in the browser while its words change: a screen reader has to be told
# which language they are in. The link that skips to the content comes from Streamlit, in English.
_LANGUAGE = """
export default function({ data }) {
  document.documentElement.lang = data.language
  const skip = document.querySelector('[data-testid="stSkipToContent"]')
  if (skip && skip.textContent !== data.skip) skip.textContent = data.skip
}
"""


def go_to(address: str) -> None:
    """Leave for an address of this site; the page that follows reads the cookie it sets."""
    st.components.v2.component("dk_go", js=_GO)(data={"to": address}, key="dk_go")


def begin_at_top(part: str) -> None:
    """Scroll to the top whenever `part` is another one than the last time."""
    st.components.v2.component("dk_top", js=_TOP)(data={"part": part}, key="dk_top")


def speak(language: str, *, skip: str) -> None:
    """Tell the browser the page's language; `skip` is the text of the link past the header."""
    data = {"language": language, "skip": skip}
    st.components.v2.component("dk_language", js=_LANGUAGE)(data=data, key="dk_language")
