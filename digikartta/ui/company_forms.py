"""The forms of a company's page: their fields, and what stands in them at the moment of a tap."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zlib import crc32

import streamlit as st

from digikartta.company import Profile, with_changes
from digikartta.company_work import CONTACT_KINDS, MAX_NOTE, MAX_PARTNER, MAX_PERSON, Proposal
from digikartta.pipeline import EARLIEST, STEPS
from digikartta.texts import Texts
from digikartta.ui.day_format import DAY_FORMATS
from digikartta.ui.held import all_held
from digikartta.ui.html import block
from digikartta.ui.profile_form import fill_profile, given_profile

Act = Callable[..., None]  # called with the form, and with whatever else its button tells
_BEGUN = "profile_begun"  # the company and the profile that the fields began with


def form(name: str, at: int) -> AbstractContextManager[object]:
    """Return the box of a form: what is typed in it is sent at once, and stays until then."""
    return st.form(f"{name}-{at}", border=False)


def day(name: str, value: date | None, t: Texts, *, key: str | None = None) -> date | None:
    """Show a field for a day and return it; an empty one is none."""
    label = t(f"pipeline.{name}") if name in STEPS else t(f"company.day.{name}")
    format_ = DAY_FORMATS[t.language]
    chosen = st.date_input(label, value, min_value=EARLIEST, format=format_, key=key)
    return chosen if isinstance(chosen, date) else None


@dataclass(frozen=True, slots=True)
class CompanyForm:
    """One form: what is typed in it is sent at once, by its button.

    A field for which something is stored becomes another one when something else is, and shows it.
    """

    name: str
    at: int  # what it is of, most often the company's number
    t: Texts
    stored: Mapping[str, Any] = field(default_factory=dict)  # by field, None for nothing

    def box(self) -> AbstractContextManager[object]:
        """Return the box of the form."""
        return form(self.name, self.at)

    def day(self, name: str, *, otherwise: date | None = None) -> None:
        """Show a field for a day; it begins with what is stored, or with another one."""
        day(name, self.stored.get(name) or otherwise, self.t, key=self._key(name))

    def line(self, name: str, label: str, **options: Any) -> None:
        """Show a field for one line."""
        st.text_input(self.t(label), self.stored.get(name) or "", key=self._key(name), **options)

    def text(self, name: str, label: str, **options: Any) -> None:
        """Show a field for a text of several lines."""
        st.text_area(self.t(label), self.stored.get(name) or "", key=self._key(name), **options)

    def contact_kind(self) -> None:
        """Show how a contact can be made."""
        st.selectbox(
            self.t("contact.kind"),
            CONTACT_KINDS,
            format_func=lambda kind: self.t(f"contact.kind.{kind}"),
            key=self._key("kind"),
        )

    def button(self, label: str, act: Callable[..., None], *arguments: object) -> None:
        """Show the button; it acts with this form, and with whatever else it is told."""
        st.form_submit_button(self.t(label), on_click=act, args=(self, *arguments))

    def given(self, *names: str) -> tuple[Any, ...]:
        """Return what stands in fields."""
        held = all_held()
        return tuple(held.get(self._key(name)) for name in names)

    def changed(self, *names: str) -> dict[str, Any]:
        """Return what stands in those of the fields that hold something else than is stored."""
        given = zip(names, self.given(*names), strict=True)
        return {name: value for name, value in given if value != self.stored.get(name)}

    def _key(self, name: str) -> str:
        # The words of a choice change with the language, so its widget does.
        own = f"{self.name}-{self.at}-{name}"
        if name == "kind":
            own = f"{own}-{self.t.language}"
        stored = self.stored.get(name)
        return own if stored in {None, ""} else f"{own}-{crc32(str(stored).encode())}"


def ask_days(at: int, days: Mapping[str, date], t: Texts, save: Act) -> None:
    """Offer the days of all steps of a company."""
    form = CompanyForm("days", at, t, days)
    with st.expander(t("company.days")), form.box():
        for step in STEPS:
            form.day(step)
        form.button("company.save", save)


def ask_drop(at: int, today: date, t: Texts, drop: Act) -> None:
    """Offer to note that a company goes no further."""
    form = CompanyForm("drop", at, t)
    with st.expander(t("company.drop")), form.box():
        form.day("dropped_on", otherwise=today)
        form.text("reason", "company.drop_reason", max_chars=MAX_NOTE)
        form.button("company.drop_go", drop)


def ask_labels(at: int, partner: str, tags: Sequence[str], t: Texts, save: Act) -> None:
    """Offer the partner in charge and the tags."""
    form = CompanyForm("labels", at, t, {"partner": partner, "tags": ", ".join(tags)})
    with st.expander(t("company.labels")), form.box():
        form.line("partner", "register.field.partner", max_chars=MAX_PARTNER)
        form.line("tags", "register.field.tags", help=t("company.tags_help"))
        form.button("company.save", save)


def ask_contact(at: int, number: int, today: date, t: Texts, add: Act) -> None:
    """Offer to write a contact down, the `number`-th of this visit: its fields begin empty."""
    form = CompanyForm(f"contact-{number}", at, t)
    with st.expander(t("contact.add")), form.box():
        form.day("contact", otherwise=today)
        form.contact_kind()
        form.text("note", "contact.note", max_chars=MAX_NOTE)
        form.button("contact.add_go", add, number)


def ask_agreed(latest: Proposal, today: date, t: Texts, agree: Act) -> None:
    """Offer to note who of the company agreed to its latest proposal, and when."""
    stored = {"agreed_by": latest.agreed_by, "agreed_on": latest.agreed_on}
    form = CompanyForm("agree", latest.id, t, stored)
    with st.expander(t("proposal.agree")), form.box():
        form.line("agreed_by", "proposal.agreed_by", max_chars=MAX_PERSON)
        form.day("agreed_on", otherwise=today)
        form.button("proposal.agree_go", agree, latest.id)


@dataclass(slots=True)
class ProposalDraft:
    """The proposal's text as somebody began to change it; it stays theirs when others write."""

    text: str  # that it began with
    version: int  # that the text is, or that they stored since; 0 for none
    number: int = 0  # how often it began anew

    def begin_anew(self, latest: Proposal) -> None:
        """Go on from what another one stored."""
        self.text, self.version, self.number = latest.body, latest.id, self.number + 1


def begun_proposal(
    at: int, latest: Proposal | None, text: Callable[[], str], t: Texts
) -> ProposalDraft:
    """Return what this visit began to write from: the latest proposal, or a first `text`."""
    key = f"proposal-{at}-{t.language}"
    if key not in st.session_state:
        begun = ProposalDraft(latest.body, latest.id) if latest else ProposalDraft(text(), 0)
        st.session_state[key] = begun
    kept: ProposalDraft = st.session_state[key]
    return kept


def ask_proposal(
    at: int, draft: ProposalDraft, latest: Proposal | None, t: Texts, write: Act
) -> None:
    """Offer the proposal's text, below what another one stored since it was begun."""
    if latest and latest.id != draft.version:
        block(
            '<div class="dk-both"><div><p><strong>{title}</strong><span>{text}</span></p></div>'
            "</div>",
            title=t("both.theirs"),
            text=latest.body,
        )
        key = f"theirs-{latest.id}"
        st.button(t("both.keep_theirs"), key=key, on_click=draft.begin_anew, args=(latest,))
    form = CompanyForm(f"proposal-{t.language}-{draft.number}", at, t, {"body": draft.text})
    with form.box():
        form.text("body", "proposal.body", height=320, help=t("proposal.help"))
        form.button("proposal.save", write, draft, latest.id if latest else 0)


def follow_profile(organisation_id: int, stored: Profile, t: Texts) -> None:
    """Begin the profile's fields from what is stored, and follow what others change of it.

    What somebody is writing in the other fields stays.
    """
    at, begun = st.session_state.get(_BEGUN, (None, stored))
    if at != organisation_id:
        fill_profile(stored, t)
    elif begun != stored:
        fill_profile(with_changes(given_profile(t), before=begun, after=stored), t)
    st.session_state[_BEGUN] = organisation_id, stored


def begin_profile_anew() -> None:
    """Let the profile's fields begin from what is stored, as after storing them."""
    st.session_state.pop(_BEGUN, None)
