"""The vote on needs as the room sees it: who has voted is a number, and dots come at the end."""

from collections.abc import Sequence

import streamlit as st

from digikartta.company_needs import Need
from digikartta.need_votes import VoteCount
from digikartta.texts import Texts
from digikartta.ui.figure_table import show_figure_table
from digikartta.ui.html import block


def show_open_vote(count: VoteCount, t: Texts) -> None:
    """Show how many have voted; never for what."""
    text = t.n("needs.voted", count.voters, people=t.whole(count.participants))
    block('<p class="dk-peers" role="status">{text}</p>', text=text)


def show_vote_address(address: str, t: Texts) -> None:
    """Show where people vote, to be read out, sent or scanned."""
    from digikartta.ui.qr import show_qr  # the phones of those who vote do without it

    with st.container(key="dk_vote_address"):
        st.markdown(t("needs.vote_how"))
        st.code(address, language=None, wrap_lines=True)
        show_qr(address, alt=t("needs.vote_qr"))


def show_counted(count: VoteCount, needs: Sequence[Need], t: Texts) -> None:
    """Show the totals of a vote that has ended, or why they are not shown."""
    show_open_vote(count, t)
    if count.totals is None:
        st.markdown(t.n("needs.vote_few", count.voters))
        return
    number_of = {need.item: number for number, need in enumerate(needs, 1)}
    voted = [need for need in needs if need.item in count.totals]
    totals = count.totals
    rows = [
        [
            f"{number_of[need.item]}. {need.text.in_language(t.language)}",
            f"{'●' * totals[need.item]} {t.whole(totals[need.item])}",
        ]
        for need in sorted(voted, key=lambda need: -totals[need.item])
    ]
    head = [t("needs.column.need"), t("needs.column.dots")]
    show_figure_table(t("needs.vote_table"), head, rows)
