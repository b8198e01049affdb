"""Moving a company on the board: its card has a button that takes it one step on.

The board is plain HTML, so that hundreds of cards cost little; one listener hears the buttons of
all. The focus stays on the company when its card has moved to another column.
"""

from collections.abc import Callable

import streamlit as st

from digikartta.ui.held import all_held

_MOVE = """
let tell = null
function hear(event) {
  const button = event.target.closest('.dk-lane button[data-to]')
  if (!button || button.disabled || !tell) return
  button.disabled = true  // a second tap is not another step
  tell('move', `${button.dataset.company} ${button.dataset.to}`)
}
function follow(company, step, looks) {
  const card = `.dk-lane[data-place="${step}"] [data-card="${company}"] a`
  const link = document.querySelector(card)
  if (link) link.focus()
  else if (looks) setTimeout(() => follow(company, step, looks - 1), 50)  // not drawn yet
}
export default function({ data, setTriggerValue }) {
  if (!tell) document.addEventListener('click', hear)
  tell = setTriggerValue
  if (data.company) follow(data.company, data.step, 60)
}
"""
_KEY = "dk_move"


def hear_moves(on_move: Callable[[int, str], None], *, moved: tuple[int, str]) -> None:
    """Call `on_move` with company and step when a button is pressed.

    `moved` are those that the page shows anew now, 0 for no company.
    """

    def told() -> None:
        company, _, step = str(all_held()[_KEY].get("move") or "").partition(" ")
        if company.isascii() and company.isdigit():
            on_move(int(company), step)

    st.components.v2.component("dk_move", js=_MOVE)(
        data={"company": moved[0], "step": moved[1]}, key=_KEY, on_move_change=told
    )
