from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, func, insert, select

from db import company_edits, company_merge, company_proposals, integrity, register, revisions
from db.company_access import share
from db.company_doubles import possible_doubles
from db.company_edits import Editor
from db.company_file import CompanyFile, company_file
from db.company_merge import MergeConflict
from db.development_tables import VisionPart, VisionVersion
from db.engine import reading, writing
from db.tables import Answer, Base, Link
from digikartta.problems import InvalidInput
from digikartta.register import RegisterFilters
from tests.factories import (
    NOW,
    TODAY,
    create_account,
    create_closed_round,
    create_organisation,
    create_profile,
    create_respondent,
    create_round,
)

ID = "1234567-1"


@pytest.fixture(name="editor")
def _editor(engine: Engine) -> Editor:
    return Editor(create_account(engine, "project", name="Maija"), NOW)


def problem(action: Callable[[], object]) -> str:
    with pytest.raises(InvalidInput) as refused:
        action()
    return refused.value.problems[0].key


def file_of(engine: Engine, editor: Editor, at: int) -> CompanyFile:
    return company_file(engine, editor.account, at)


def rows_of(engine: Engine, at: int) -> dict[str, int]:
    tables = [t for t in Base.metadata.sorted_tables if "organisation_id" in t.c]
    with reading(engine) as connection:
        counts = {
            t.name: connection.execute(
                select(func.count()).select_from(t).where(t.c.organisation_id == at)
            ).scalar_one()
            for t in tables
        }
    return {name: n for name, n in counts.items() if n}


def create_pair(engine: Engine, editor: Editor) -> tuple[int, int]:
    """Two companies with rounds, answers, steps, tags and contacts each."""
    pair = []
    for name, size in (("Saari Oy", "micro"), ("Saari", "small")):
        profile = create_profile(name, size_class=size)
        target = create_closed_round(engine, profile=profile)
        at = target.organisation_id
        create_respondent(
            engine, create_round(engine, organisation_id=at, stage="T1"), {"vision_1": "2"}
        )
        company_edits.add_contact(engine, editor, at, day=TODAY, kind="call", note=f"Soitto {name}")
        company_edits.set_labels(engine, editor, at, partner="", tags=["yhteinen", size])
        pair.append(at)
    return pair[0], pair[1]


def test_everything_of_the_one_that_goes_belongs_to_the_other(
    engine: Engine, editor: Editor
) -> None:
    keep, remove = create_pair(engine, editor)
    before = rows_of(engine, keep), rows_of(engine, remove)
    with reading(engine) as connection:
        pool = revisions.current(connection, revisions.POOL)
    company_merge.merge(engine, editor, keep=keep, remove=remove)
    after = rows_of(engine, keep)
    for table in ("round", "respondent", "answer", "link", "round_score", "company_contact"):
        assert after[table] == before[0][table] + before[1][table], table
    assert rows_of(engine, remove) == {}
    company = file_of(engine, editor, keep)
    assert company.profile == create_profile("Saari Oy", size_class="micro")
    assert company.tags == ("micro", "small", "yhteinen")
    assert [c.note for c in company.contacts] == ["Soitto Saari", "Soitto Saari Oy"]
    assert not any(checked.findings for checked in integrity.check(engine))
    with reading(engine) as connection:
        assert revisions.current(connection, revisions.POOL) == pool + 1
    found = register.page(engine, editor.account, RegisterFilters()).lines
    assert [line.id for line in found] == [keep]


def test_the_preview_says_what_moves_and_what_conflicts(engine: Engine, editor: Editor) -> None:
    keep, remove = create_pair(engine, editor)
    seen = company_merge.preview(engine, editor.account, keep=keep, remove=remove)
    assert (seen.keep, seen.remove, seen.remove_confirmed) == ("Saari Oy", "Saari", True)
    assert seen.conflicts == (
        MergeConflict("name", "Saari Oy", "Saari"),
        MergeConflict("size_class", "micro", "small"),
    )
    counts = {t: n for t, n in rows_of(engine, remove).items() if t != "company_record"}
    assert {t: seen.moves.get(t, 0) + seen.beside.get(t, 0) for t in counts} == counts
    assert seen.beside == {"company_tag": 1}
    assert seen.opens == counts["link"]
    assert rows_of(engine, remove)["company_record"] == 1


def test_chosen_fields_come_from_the_one_that_goes_and_empty_ones_are_filled(
    engine: Engine, editor: Editor
) -> None:
    keep = create_organisation(
        engine, create_profile("Saari Oy", municipality="", growth_seeking=None)
    )
    remove = create_organisation(
        engine, create_profile("Saari", business_id=ID, size_class="small", growth_seeking=False)
    )
    company_edits.set_labels(engine, editor, remove, partner="Omnia", tags=[])
    company_merge.merge(engine, editor, keep=keep, remove=remove, take=["size_class"])
    company = file_of(engine, editor, keep)
    assert company.profile == create_profile(
        "Saari Oy", business_id=ID, size_class="small", growth_seeking=False
    )
    assert company.partner == "Omnia"
    changes = {(change.field, change.before, change.after) for change in company.changes}
    assert ("merged", f"Saari {ID}", "Saari Oy") in changes
    assert ("size_class", "micro", "small") in changes


def test_the_earlier_day_of_a_step_counts(engine: Engine, editor: Editor) -> None:
    keep, remove = create_organisation(engine), create_organisation(engine)
    days = [TODAY - timedelta(n) for n in range(9)]
    company_edits.change_days(engine, editor, keep, {"contacted": days[5], "selected": days[4]})
    company_edits.change_days(
        engine, editor, remove, {"contacted": days[7], "plan_started": days[6]}
    )
    company_merge.merge(engine, editor, keep=keep, remove=remove)
    # A plan that began before the selection gets the day of the selection: days never run back.
    assert file_of(engine, editor, keep).days == {
        "contacted": days[7],
        "selected": days[4],
        "plan_started": days[4],
    }


@pytest.mark.parametrize(
    ("dropped", "place"),
    [
        ((True, True), "dropped"),
        ((True, False), "not_begun"),
        ((False, True), "not_begun"),
    ],
)
def test_a_company_goes_on_when_one_of_the_two_does(
    engine: Engine, editor: Editor, dropped: tuple[bool, bool], place: str
) -> None:
    pair = create_organisation(engine), create_organisation(engine)
    for at, is_dropped in zip(pair, dropped, strict=True):
        if is_dropped:
            company_edits.drop(engine, editor, at, day=TODAY, reason=f"Syy {at}")
    company_merge.merge(engine, editor, keep=pair[0], remove=pair[1])
    company = file_of(engine, editor, pair[0])
    assert company.place == place
    told = {change.before for change in company.changes} | {c.after for c in company.changes}
    assert {f"Syy {at}" for at, is_dropped in zip(pair, dropped, strict=True) if is_dropped} <= told


def test_rows_that_cannot_stand_beside_each_other_are_kept_in_the_history(
    engine: Engine, editor: Editor
) -> None:
    keep, remove = create_organisation(engine), create_organisation(engine)
    with writing(engine) as connection:
        for at, text in ((keep, "Leivistä"), (remove, "Pullista")):
            part = {"organisation_id": at, "part": "known_for", "content": text, "version": 1}
            connection.execute(insert(VisionPart).values(part))
            for number in (1, 2):
                version = {
                    "organisation_id": at,
                    "number": number,
                    "content": "{}",
                    "agreed_by": f"{text} {number}",
                    "agreed_on": date(2026, 3, 2),
                }
                connection.execute(insert(VisionVersion).values(version))
    company_merge.merge(engine, editor, keep=keep, remove=remove)
    with reading(engine) as connection:
        parts = connection.execute(select(VisionPart.content)).scalars().all()
        versions = connection.execute(
            select(VisionVersion.number, VisionVersion.agreed_by).order_by(VisionVersion.number)
        ).all()
    assert parts == ["Leivistä"]
    assert [tuple(v) for v in versions] == [
        (1, "Leivistä 1"),
        (2, "Leivistä 2"),
        (3, "Pullista 1"),
        (4, "Pullista 2"),
    ]
    lost = [c for c in file_of(engine, editor, keep).changes if c.field == "merged_vision_part"]
    assert "Pullista" in lost[0].before


def test_both_proposals_stay(engine: Engine, editor: Editor) -> None:
    keep, remove = create_organisation(engine), create_organisation(engine)
    company_proposals.write(engine, editor, keep, "Ensin", seen=0)
    company_proposals.write(engine, editor, remove, "Sitten", seen=0)
    company_merge.merge(engine, editor, keep=keep, remove=remove)
    assert [p.body for p in file_of(engine, editor, keep).proposals] == ["Sitten", "Ensin"]


def test_a_company_shared_twice_is_shared_once(engine: Engine, editor: Editor) -> None:
    facilitator = create_account(engine, "facilitator")
    keep, remove = create_organisation(engine), create_organisation(engine)
    with writing(engine) as connection:
        for at in (keep, remove):
            share(connection, at, facilitator.id)
    company_merge.merge(engine, editor, keep=keep, remove=remove)
    assert rows_of(engine, keep)["organisation_access"] == 1


def test_a_self_made_company_goes_into_the_one_with_its_number(
    engine: Engine, editor: Editor
) -> None:
    keep = create_organisation(engine, create_profile("Saari Oy", business_id=ID))
    own = create_organisation(engine, create_profile("Saari", business_id=ID), confirmed=False)
    other = create_organisation(engine, create_profile("Saari Oy"), confirmed=False)
    (double,) = possible_doubles(engine, editor.account)
    assert (double.keep.id, double.remove.id, double.reason) == (keep, own, "business_id")
    hidden = "problem.company_not_shown"
    assert problem(lambda: company_merge.merge(engine, editor, keep=own, remove=keep)) == hidden
    assert problem(lambda: company_merge.merge(engine, editor, keep=keep, remove=other)) == hidden
    assert problem(lambda: company_merge.merge(engine, editor, keep=keep, remove=keep)) == hidden
    assert problem(lambda: company_merge.merge(engine, editor, keep=keep, remove=99)) == hidden
    assert not company_merge.preview(engine, editor.account, keep=keep, remove=own).remove_confirmed
    company_merge.merge(engine, editor, keep=keep, remove=own)
    assert possible_doubles(engine, editor.account) == []


def test_examples_and_real_companies_are_never_one(engine: Engine, editor: Editor) -> None:
    keep, remove = create_organisation(engine), create_organisation(engine, is_example=True)
    assert problem(lambda: company_merge.merge(engine, editor, keep=keep, remove=remove)) == (
        "problem.merge_example"
    )


def test_a_facilitator_neither_merges_nor_looks_for_doubles(engine: Engine) -> None:
    facilitator = create_account(engine, "facilitator")
    keep, remove = create_organisation(engine), create_organisation(engine)
    with writing(engine) as connection:
        for at in (keep, remove):
            share(connection, at, facilitator.id)
    seen = problem(lambda: company_merge.preview(engine, facilitator, keep=keep, remove=remove))
    assert seen == "problem.role_not_allowed"
    assert possible_doubles(engine, facilitator) == []


def test_answers_and_links_follow(engine: Engine, editor: Editor) -> None:
    keep, remove = create_pair(engine, editor)
    company_merge.merge(engine, editor, keep=keep, remove=remove)
    with reading(engine) as connection:
        for table in (Answer, Link):
            owners = connection.execute(select(table.organisation_id).distinct()).scalars().all()
            assert owners == [keep]
