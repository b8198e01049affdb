"""The head of every page between the result and the map."""

from typing import Protocol

from digikartta.problems import Problem
from digikartta.texts import Texts
from digikartta.ui.company_visit import Visited, company_in_links, show_read_only
from digikartta.ui.development_steps import show_steps
from digikartta.ui.header import show_header
from digikartta.ui.html import block
from digikartta.ui.states import show_refused


class ShownCompany(Visited, Protocol):
    """A visited company with what the header tells of it."""

    @property
    def organisation(self) -> str: ...  # noqa: D102
    @property
    def is_example(self) -> bool: ...  # noqa: D102


def show_head(
    company: ShownCompany,
    step: str,
    t: Texts,
    *,
    title: str,
    lead: str,
    refused: tuple[Problem, ...] = (),
) -> None:
    """Show whose page it is, where one stands on the way, and what could not be done."""
    show_header(organisation=company.organisation, is_example=company.is_example)
    show_steps(
        step,
        t,
        organisation_id=company_in_links(company),
    )
    block(
        '<h1 class="dk-part" tabindex="-1">{title}</h1><p class="dk-about">{lead}</p>',
        title=title,
        lead=lead,
    )
    show_read_only(company)
    show_refused(refused)
