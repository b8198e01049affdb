"""Small pieces of HTML; every value is escaped, so a person's text stays text."""

import re
from html import escape

import streamlit as st


def block(template: str, /, **values: object) -> None:
    """Show a template with its `{placeholders}` filled by escaped values."""
    st.html(template.format(**{name: escape(str(value)) for name, value in values.items()}))


def unmarked(text: str) -> str:
    """Return a person's text for the label of a widget, which Streamlit reads as Markdown.

    Signs that mean nothing in Markdown stay as they are: the label is also what is read aloud.
    """
    return re.sub(r"([!#$&()*+\-.:<=>@\[\\\]^_`{|}~])", r"\\\1", text)


def link(label: str, href: str, *, primary: bool = False) -> None:
    """Show a link that looks like a button and opens in the same tab."""
    kind = "dk-button dk-primary" if primary else "dk-button"
    block('<a class="{kind}" href="{href}">{label}</a>', kind=kind, href=href, label=label)


def notice(title: str, *lines: str, kind: str = "info", heading: bool = False) -> None:
    """Show a state of a page in words, each line by itself: `info`, `good`, `wait` or `bad`.

    With `heading` it is all that the page is about.
    """
    signs = {"info": "i", "good": "✓", "wait": "…", "bad": "!"}
    role = "alert" if kind == "bad" else "status"
    tag = "h1" if heading else "p"
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    st.html(
        f'<div class="dk-notice dk-{kind}" role="{role}"><span class="dk-sign" aria-hidden="true">'
        f"{signs[kind]}</span><div><{tag} class='dk-notice-title'>{escape(title)}</{tag}>{body}"
        "</div></div>"
    )


def table_box(table: str, *, label: str, kind: str) -> None:
    """Show a table, its cells escaped already, in a box that scrolls; `label` names it."""
    named = escape(label)
    st.html(
        f'<div class="dk-table dk-list {kind}" tabindex="0" role="region" aria-label="{named}">'
        f"<table>{table}</table></div>"
    )
