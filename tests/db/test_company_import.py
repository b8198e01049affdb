import io
from datetime import date

import pytest
from sqlalchemy import Engine, func, select

from db import company_edits, register
from db.company_edits import Editor
from db.company_file import CompanyFile, company_file
from db.company_import import CompanyImport, import_companies
from db.engine import reading
from db.tables import Organisation
from digikartta.company_list import read_companies
from digikartta.problems import InvalidInput
from digikartta.register import RegisterFilters
from tests.factories import NOW, TODAY, create_account, create_organisation, create_profile

FILE = "lista.csv"
HEADER = "Yritys;Y-tunnus;Toimiala;Koko;Kunta;Kumppani;Tunnisteet;Kasvuhakuinen;Vaihe;Päivä"
SAARI = "Saari Oy;1234567-1;C;mikro;Helsinki;Omnia;vienti;kyllä;Valittu mukaan;5.1.2026"
NIEMI = "Niemi Oy;;;;;;;;;"


@pytest.fixture(name="editor")
def _editor(engine: Engine) -> Editor:
    return Editor(create_account(engine, "project", name="Maija"), NOW)


def run(engine: Engine, editor: Editor, *rows: str, dry_run: bool = False) -> CompanyImport:
    text = "\n".join((HEADER, *rows)).encode()
    listed = read_companies(io.BytesIO(text), name=FILE, today=TODAY)
    return import_companies(engine, editor, listed, file=FILE, dry_run=dry_run)


def kinds(report: CompanyImport) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(company.name, company.kind, company.fields) for company in report.companies]


def only(engine: Engine, editor: Editor, search: str) -> CompanyFile:
    (line,) = register.page(engine, editor.account, RegisterFilters(search=search)).lines
    return company_file(engine, editor.account, line.id)


def companies(engine: Engine) -> int:
    with reading(engine) as connection:
        return int(connection.execute(select(func.count()).select_from(Organisation)).scalar_one())


def test_new_companies_come_with_all_that_the_list_says(engine: Engine, editor: Editor) -> None:
    report = run(engine, editor, SAARI, NIEMI)
    assert (report.count("new"), report.count("changed"), report.count("unchanged")) == (2, 0, 0)
    saari = only(engine, editor, "saari")
    assert saari.profile == create_profile("Saari Oy", business_id="1234567-1", growth_seeking=True)
    assert (saari.partner, saari.tags) == ("Omnia", ("vienti",))
    assert (saari.place, saari.days) == ("selected", {"selected": date(2026, 1, 5)})
    assert [(c.field, c.after, c.author) for c in saari.changes] == [
        ("company", "Saari Oy", "Maija")
    ]
    niemi = only(engine, editor, "niemi")
    assert (niemi.profile.industry, niemi.partner, niemi.place) == ("", "", "not_begun")


def test_the_same_list_changes_nothing_the_second_time(engine: Engine, editor: Editor) -> None:
    run(engine, editor, SAARI, NIEMI)
    before = only(engine, editor, "saari")
    report = run(engine, editor, SAARI, NIEMI)
    assert report.count("unchanged") == 2
    assert only(engine, editor, "saari") == before
    assert companies(engine) == 2


def test_a_trial_says_the_same_and_stores_nothing(engine: Engine, editor: Editor) -> None:
    trial = run(engine, editor, SAARI, dry_run=True)
    assert companies(engine) == 0
    assert run(engine, editor, SAARI) == trial


def test_what_the_list_says_otherwise_is_changed_and_the_rest_stays(
    engine: Engine, editor: Editor
) -> None:
    at = create_organisation(
        engine, create_profile("Saari", business_id="1234567-1", international=True)
    )
    company_edits.set_labels(engine, editor, at, partner="Taitotalo", tags=["Vienti", "a"])
    row = "Saari Oy;1234567-1;;pieni;;Omnia;vienti, uusi;;Yhteys otettu;5.1.2026"
    fields = ("name", "size_class", "partner", "tags", "step")
    assert kinds(run(engine, editor, row)) == [("Saari Oy", "changed", fields)]
    saari = only(engine, editor, "saari")
    assert saari.profile == create_profile(
        "Saari Oy", business_id="1234567-1", size_class="small", international=True
    )
    assert (saari.partner, saari.tags) == ("Omnia", ("a", "uusi", "Vienti"))
    assert saari.days == {"contacted": date(2026, 1, 5)}


def test_a_name_finds_a_company_without_a_number_only(engine: Engine, editor: Editor) -> None:
    create_organisation(engine, create_profile("Niemi Oy", business_id="1234567-1"))
    create_organisation(engine, create_profile("Niemi Oy"), confirmed=False)
    assert run(engine, editor, NIEMI).count("new") == 1
    assert run(engine, editor, NIEMI).count("unchanged") == 1


def test_the_day_that_a_step_has_already_counts(engine: Engine, editor: Editor) -> None:
    run(engine, editor, SAARI)
    later = SAARI.replace("5.1.2026", "9.1.2026")
    assert run(engine, editor, later).count("unchanged") == 1


def test_a_step_out_of_order_is_told_with_its_row_and_nothing_changes(
    engine: Engine, editor: Editor
) -> None:
    run(engine, editor, SAARI)
    row = "Saari Oy;1234567-1;;;;Taitotalo;;;Työpajoissa;1.1.2026"
    with pytest.raises(InvalidInput) as refused:
        run(engine, editor, row)
    (problem,) = refused.value.problems
    assert (problem.key, problem.where) == ("problem.step_order", FILE)
    assert (problem.details["row"], problem.details["column"]) == (2, "step")
    assert only(engine, editor, "saari").partner == "Omnia"


def test_a_facilitator_imports_no_list(engine: Engine) -> None:
    facilitator = Editor(create_account(engine, "facilitator"), NOW)
    with pytest.raises(InvalidInput) as refused:
        run(engine, facilitator, NIEMI)
    assert refused.value.problems[0].key == "problem.role_not_allowed"
