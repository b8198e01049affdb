"""What only a script in the browser can do: go to an address, go to the top, name a language."""

import json
from collections.abc import Mapping

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

# "Saved" is said of a text as it was stored: from the next letter on it is another text, until the
# server writes the words anew. The bar counts the questions of which "saved" is said, those of the
# other parts as the page came; an answer runs its own few lines on the server and not the bar. It
# knows its cards by name: those of the part before leave a moment after it has come.
_ANSWERING = """
const BOX = '[data-testid="stElementContainer"]'
const GROUPS = '[data-testid="stRadioGroup"], [data-testid="stButtonGroup"]'
let watching = false
function forget(event) {
  const box = event.target.closest('.stTextArea')?.closest(BOX)
  const status = box && box.parentElement.querySelector('.dk-status')
  if (status) status.style.visibility = 'hidden'
}
function isSaved(group) {
  const status = group.closest(BOX)?.nextElementSibling?.querySelector('.dk-status:not(.dk-bad)')
  return Boolean(status && status.textContent)
}
function count() {
  const bar = document.querySelector('.dk-bar')
  if (!bar) return
  const names = bar.dataset.cards.split(' ').filter(Boolean)
  const cards = names.map(name => document.querySelector(`.st-key-${name}`))
  if (!cards.every(Boolean)) return
  const saved = cards.filter(card => [...card.querySelectorAll(GROUPS)].every(isSaved)).length
  const answered = Number(bar.dataset.elsewhere) + saved
  const text = bar.parentElement.querySelector('.dk-bar-text')
  const words = text.dataset.words.replace('#', answered)
  if (text.textContent === words) return
  text.textContent = words
  bar.setAttribute('aria-valuenow', answered)
  bar.firstElementChild.style.width = `${100 * answered / bar.ariaValueMax}%`
}
export default function() {
  if (!watching) {
    document.addEventListener('input', forget)
    const all = { childList: true, characterData: true, subtree: true }
    new MutationObserver(count).observe(document.body, all)
  }
  watching = true
  count()
}
"""

# The page keeps its place in the browser while its words change: a screen reader has to be told
# which language they are in. Streamlit names a few of its own buttons, and the link that skips to
# the content, in English; an observer gives each its name as it appears. The button that chooses a
# file has its name in the words inside it, which the style sheet replaces: a label says them too.
_LANGUAGE = """
const names = { words: {} }
const CHOOSE_FILE = '[data-testid="stFileUploaderDropzone"] button[kind]:not([aria-label])'
function translate() {
  for (const button of document.querySelectorAll(CHOOSE_FILE)) {
    const word = button.querySelector('p')?.textContent
    if (word) button.ariaLabel = word
  }
  for (const [english, word] of Object.entries(names.words)) {
    const found = `[aria-label="${english}"], [data-dk-name="${english}"]`
    document.querySelectorAll(found).forEach(one => {
      one.dataset.dkName = english
      if (one.ariaLabel !== word) one.ariaLabel = word
    })
  }
}
export default function({ data }) {
  document.documentElement.lang = data.language
  const skip = document.querySelector('[data-testid="stSkipToContent"]')
  if (skip && skip.textContent !== data.skip) skip.textContent = data.skip
  if (!names.observer) {
    names.observer = new MutationObserver(translate)
    const all = { childList: true, subtree: true, attributeFilter: ['aria-label'] }
    names.observer.observe(document.body, all)
  }
  names.words = JSON.parse(data.words)
  translate()
}
"""

# The framework times every run of a page for the browser's own tools, which keep each of them: a
# page that looks at the room every second would hold tens of thousands by the evening.
_TIMINGS = """
let clearing = 0
export default function() {
  if (clearing) return
  clearing = setInterval(() => {
    performance.clearMarks()
    performance.clearMeasures()
  }, 60_000)
}
"""


def go_to(address: str) -> None:
    """Leave for an address of this site; the page that follows reads the cookie it sets."""
    st.components.v2.component("dk_go", js=_GO)(data={"to": address}, key="dk_go")


def begin_at_top(part: str) -> None:
    """Scroll to the top whenever `part` is another one than the last time."""
    st.components.v2.component("dk_top", js=_TOP)(data={"part": part}, key="dk_top")


def follow_answering() -> None:
    """Keep what is said of answers true between two runs of the page: "saved", and how many."""
    st.components.v2.component("dk_answering", js=_ANSWERING)(key="dk_answering")


def speak(language: str, *, skip: str, words: Mapping[str, str]) -> None:
    """Tell the browser the page's language.

    `skip` is the text of the link past the header; `words` are names of Streamlit's own buttons.
    """
    # As one text: of anything but texts and numbers Streamlit asks whether it is a table, and
    # loads pandas for it, which costs the first phone a second and the server 80 MB.
    data = {"language": language, "skip": skip, "words": json.dumps(dict(words))}
    st.components.v2.component("dk_language", js=_LANGUAGE)(data=data, key="dk_language")


def forget_timings() -> None:
    """Let a page that stays open all day keep no memory of each of its runs."""
    st.components.v2.component("dk_timings", js=_TIMINGS)(key="dk_timings")
