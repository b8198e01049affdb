"""Links to share: as an address to copy, and as a QR code."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from digikartta.texts import Texts
from digikartta.ui.html import block
from digikartta.ui.qr import show_qr


def show_share(kind: str, address: str, t: Texts, *, expanded: bool = False) -> DeltaGenerator:
    """Show one link with what it is for; returns its box, so that more can stand in it."""
    box = st.expander(t(f"share.{kind}"), expanded=expanded)
    with box:
        st.markdown(t(f"share.{kind}_why"))
        st.code(address, language=None, wrap_lines=True)
        show_qr(address, alt=t(f"share.{kind}_qr"))
    return box


def show_code(code: str, t: Texts) -> None:
    """Show the code that people type."""
    block(
        '<p class="dk-code-label">{label}</p><p class="dk-code">{first} {second}</p>',
        label=t("share.code"),
        first=code[:3],
        second=code[3:],
    )
