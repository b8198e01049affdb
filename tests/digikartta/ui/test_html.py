"""Pieces of HTML in which a person's text stays text."""

import pytest
import streamlit as st

from digikartta.ui.html import block, link, notice, unmarked
from digikartta.ui.qr import show_qr

ATTACK = "<img src=x onerror='alert(1)'> & \"quoted\" {braces}"
ESCAPED = "&lt;img src=x onerror=&#x27;alert(1)&#x27;&gt; &amp; &quot;quoted&quot; {braces}"


@pytest.fixture(name="shown")
def _shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was put on the page."""
    found: list[str] = []
    monkeypatch.setattr(st, "html", found.append)
    return found


def test_every_value_of_a_block_is_escaped(shown: list[str]) -> None:
    block('<p title="{a}">{b}</p>', a=ATTACK, b=ATTACK)
    assert shown == [f'<p title="{ESCAPED}">{ESCAPED}</p>']


def test_a_number_needs_no_care(shown: list[str]) -> None:
    block("<b>{n}</b>", n=3)
    assert shown == ["<b>3</b>"]


def test_a_link_escapes_its_label_and_its_address(shown: list[str]) -> None:
    link(ATTACK, '/a"b?x=1&y=2', primary=True)
    assert shown == [f'<a class="dk-button dk-primary" href="/a&quot;b?x=1&amp;y=2">{ESCAPED}</a>']


@pytest.mark.parametrize(
    ("kind", "role"), [("bad", "alert"), ("info", "status"), ("good", "status"), ("wait", "status")]
)
def test_only_what_is_wrong_interrupts_a_screen_reader(
    shown: list[str], kind: str, role: str
) -> None:
    notice(ATTACK, ATTACK, kind=kind)
    [found] = shown
    assert f'role="{role}"' in found
    assert found.count(ESCAPED) == 2


def test_a_notice_that_is_all_of_a_page_is_its_heading(shown: list[str]) -> None:
    notice("Linkki ei toimi", "Se on päättynyt.", kind="wait", heading=True)
    [found] = shown
    assert "<h1 class='dk-notice-title'>Linkki ei toimi</h1>" in found


def test_each_thing_that_a_notice_says_stands_on_a_line_of_its_own(shown: list[str]) -> None:
    notice("Tarkista vielä 2 kohtaa", "Valitse kunta.", "Valitse roolisi.", kind="bad")
    [found] = shown
    assert "<p>Valitse kunta.</p><p>Valitse roolisi.</p>" in found


def test_a_qr_code_says_what_it_is_for_and_loads_nothing(shown: list[str]) -> None:
    show_qr("https://digikartta.example/v/abc", alt='Koodi "omaan" linkkiin')
    [found] = shown
    assert 'alt="Koodi &quot;omaan&quot; linkkiin"' in found
    assert 'src="data:image/svg+xml' in found


def test_each_address_has_a_qr_code_of_its_own(shown: list[str]) -> None:
    for address in ("https://a.example", "https://b.example", "https://a.example"):
        show_qr(address, alt="")
    first, second, again = shown
    assert first == again != second


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ESR 2026", "ESR 2026"),
        ("**[x](y)**", r"\*\*\[x\]\(y\)\*\*"),
        (":red[a] $1$ `b` <i>", r"\:red\[a\] \$1\$ \`b\` \<i\>"),
        ("Ö_ä\\", r"Ö\_ä\\"),
        ("Kysytään, sovitaan; 50 %", "Kysytään, sovitaan; 50 %"),
    ],
)
def test_marks_in_a_label_are_only_signs(text: str, written: str) -> None:
    assert unmarked(text) == written
