"""Following a workshop: the browser asks how far it is and runs the page when that has changed.

It asks over plain HTTP, not through the page: a tick costs the server a twentieth of what a run of
the smallest fragment does, so that a hall of phones that wait leaves the answers their speed.
"""

import streamlit as st

_FOLLOW = """
let wait = 2
let stop = () => {}
export default function({ data, setTriggerValue }) {
  if (!data) return
  stop()
  let timer = null
  let over = false
  let told = 0
  const later = () => {
    clearTimeout(timer)
    // Phones of one room started together: each waits a little longer or shorter than the others.
    if (!over) timer = setTimeout(ask, wait * (900 + 200 * Math.random()))
  }
  const look = async () => {
    if (document.visibilityState === 'hidden') return
    const answer = await fetch(data.address, { cache: 'no-store' })
    if (!answer.ok) return
    const pace = await answer.json()
    wait = pace.wait
    // The page that follows brings the new mark; if it never came, it is asked for again.
    if (!over && pace.mark !== data.mark && Date.now() - told > 5000) {
      told = Date.now()
      setTriggerValue('changed', pace.mark)
    }
  }
  // When the line is down the next look will tell.
  const ask = () => look().catch(() => {}).then(later)
  document.addEventListener('visibilitychange', ask)
  window.addEventListener('online', ask)
  later()
  stop = () => {
    over = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', ask)
    window.removeEventListener('online', ask)
  }
  return stop
}
"""


def follow(address: str, mark: str) -> None:
    """Run the page anew when the mark told at `address` is no longer `mark`."""
    st.components.v2.component("dk_follow", js=_FOLLOW)(
        data={"address": address, "mark": mark}, key="dk_follow", on_changed_change=lambda: None
    )
