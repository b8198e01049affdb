"""Every text is there in every language, and every text that is there is used."""

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from db.tables import Base
from digikartta import action_plan, company_list, plan_filter, plan_words
from digikartta.account import ROLES as ACCOUNT_ROLES
from digikartta.answers import DONT_KNOW, INTERNAL_ROLES, NOT_APPLICABLE, NOTHING_TICKED, STAGES
from digikartta.classification import SIZE_CLASSES
from digikartta.cli import COMMANDS
from digikartta.cohort_statistics.cautions import Caution
from digikartta.cohort_statistics.figures import Reason
from digikartta.commands import import_, peers, peers_from, user
from digikartta.company_work import CONTACT_KINDS
from digikartta.customer_insights import SOURCES
from digikartta.digital_vision import TEXT_PARTS
from digikartta.disclosure import Suppression
from digikartta.exports import cohort_tables
from digikartta.future_map import LANES as MAP_LANES
from digikartta.long_format import COLUMNS
from digikartta.need_matrix import FIELDS as NEED_FIELDS
from digikartta.register import PLACES
from digikartta.room import SCENES
from digikartta.texts import LANGUAGES, catalogue_files
from digikartta.ui.account_menu import LINES
from digikartta.ui.development_steps import STEPS
from digikartta.ui.insight_form import FIELDS as INSIGHT_FIELDS
from digikartta.ui.vision_form import MEASURE_FIELDS
from digikartta.workshop import PACINGS, STATES
from tests.product_code import name_of, nodes, product_trees, written

KEY = re.compile(r"[a-z_]+(\.[A-Za-z0-9_]+)+")
FILE_NAME = re.compile(r".*\.(sqlite|css|csv|xlsx|html|po|py|toml|svg|typ|json|drawio)")
CALLS = {"t", "_t", "n", "Problem"}  # their first argument is a key
FIELDS = ("name", "business_id", "industry", "size_class", "municipality")
EXTRA_FIELDS = ("growth_seeking", "international", "role", "person")
LINKS = ("continue", "invite", "customers", "owner")
PRIVACY = ("stored", "seen", "compared", "yours")
SCALE_VALUES = {
    "yes_no": ("yes", "no"),
    "stage": tuple("012345"),
    "three_step": ("no", "partly", "yes"),
}
CHANGED = (
    *("company", "name", "business_id", "industry", "size_class", "municipality"),
    *("growth_seeking", "international", "partner", "tags", "dropped_on", "dropped_reason"),
    *("proposal", "agreed_by", "agreed_on", "merged"),
)
# Keys that the code puts together, and what it puts in.
FAMILIES = {
    "account_role.{}": ACCOUNT_ROLES,
    "admin.peers_from.{}": peers_from.CHOICES,
    "caution.{}": tuple(Caution),
    "cli.import.{}": import_.KINDS,
    "cli.peers.{}": (*peers.FILTERS, "dimension", "n", *peers.FIGURES),
    "cli.questionnaire.{}": ("list", "show", "check"),
    "cli.{}.help": tuple(COMMANDS),
    "codebook.{}": COLUMNS,
    "customers.{}": ("dimension", "own", "customers", "difference"),
    "insight.{}": (*INSIGHT_FIELDS, "actions"),
    "insight.{}_hint": ("learnt", "meaning"),
    "insight.source.{}": SOURCES,
    "needs.{}": ("importance", "effort"),
    "needs.accord.{}": ("differ", "partly", "agree"),
    "needs.column.{}": ("need", "importance_short", "effort_short", "field", "dots"),
    "needs.field.{}": NEED_FIELDS,
    "path.{}": STEPS,
    "company.change.{}": CHANGED,
    "cohort.field.{}": (
        *("industries", "size_classes", "regions", "municipalities", "partners", "tags"),
        *("growth_seeking", "international", "projects", "stages"),
    ),
    "cohort.head.{}": ("cohort", "dimension", *cohort_tables.FIGURES),
    "cohort.said.{}": (
        *("closed_from", "closed_to"),
        *("growth_seeking_yes", "growth_seeking_no"),
        *("international_yes", "international_no"),
    ),
    "company.day.{}": ("dropped_on", "contact", "agreed_on", "closed_from", "closed_to"),
    "company.round.{}": ("stage", "project", "closed", "overall"),
    "company.way.{}": (
        *("asiakasymmarrys", "tarpeet", "digivisio", "suunnitelma", "tulevaisuuskartta"),
    ),
    "company_list.column.{}": company_list.COLUMNS,
    "company_list.head.{}": ("row", "company", "what", "fields"),
    "company_list.headers.{}": company_list.COLUMNS,
    "company_list.kind.{}": ("new", "changed"),
    "company_list.sizes.{}": SIZE_CLASSES,
    "company_list.{}": ("new", "changed", "unchanged"),
    "contact.kind.{}": CONTACT_KINDS,
    "merge.why_{}": ("business_id", "name"),
    "invited.{}_title": ("setup", "invitation", "password"),
    "invited.{}_lead": ("setup", "invitation", "password"),
    "invited.{}_go": ("setup", "invitation", "password"),
    "menu.{}": tuple(address for address, _ in LINES),
    "people.column.{}": ("email", "name", "role", "state"),
    "peers.{}": ("industry", "size_class", "place", "stage", "year", "too_few", "remainder"),
    "compare.column.{}": (
        *("difference", "interval", "q", "p", "delta", "g"),
        *("dimension", "shift", "pairs", "rose", "same", "fell", "rank_biserial"),
    ),
    "cohort.alt_{}": ("radar", "dots"),
    "cohort.{}": ("radar", "dots"),
    "compare.alt_{}": ("companies", "dimensions", "effects", "lines", "means"),
    "compare.kind_{}": ("change", "groups"),
    "compare.option.{}": ("before", "after"),
    "files.{}": ("drawio", "xlsx", "pdf"),
    "map.by.{}": MAP_LANES,
    "quality.alt_{}": ("agreement", "alpha", "ends", "missing", "participation"),
    "map.{}": ("undated", "outside"),
    "plan.conflict.{}": ("field", "before", "now", "yours"),
    "plan.field.{}": (*plan_words.FIELD_NAMES, "standing"),
    "plan.glance.{}": ("overdue", "upcoming", "started", "done"),
    "plan.list.{}": plan_filter.STANDINGS,
    "plan.review.{}": ("done", "unfinished"),
    "plan.sign.{}": plan_filter.STANDINGS,
    "plan.status.{}": action_plan.STATUSES,
    "group.{}": ("saved", "industry", "size_class", "place", "project", "stage", "year"),
    "pictures.option.{}": ("screen", "language", "size", "theme"),
    "privacy.{}": PRIVACY,
    "privacy.{}_title": PRIVACY,
    "problem.{}_unknown": (
        *("industry", "size_class", "municipality"),
        *("region", "stage", "cohort"),
    ),
    "profile.{}": (*FIELDS, *EXTRA_FIELDS),
    "profile.{}_hint": ("name", "business_id", "person"),
    "quality.column.{}": (
        *("dimension", "question", "respondents", "alpha", "interval", "floor", "ceiling"),
        *("dont_know", "not_applicable", "blank", "mean", "r_wg", "divided"),
        *("quarter_name", "rounds", "per_round"),
    ),
    "quality.{}": ("dont_know", "not_applicable", "blank"),
    "reason.{}": tuple(Reason),
    "pipeline.{}": PLACES,
    "register.field.{}": (
        *("name", "place", "since", "partner", "tag", "tags", "industry", "size_class"),
        *("municipality", "growth_seeking", "international"),
    ),
    "publish.hidden.{}": tuple(Suppression),
    "register.view_{}": ("board", "list"),
    "role.{}": INTERNAL_ROLES,
    "room.agreement.{}": ("none", "weak", "moderate", "strong", "very_strong"),
    "room.prompt.{}": tuple("123"),
    "room.role.{}": ("management", "staff", "customers"),
    "share.{}": LINKS,
    "share.{}_qr": LINKS,
    "share.{}_why": LINKS,
    "size.{}": SIZE_CLASSES,
    "stage.{}": STAGES,
    "table.{}": (
        *("score", "target", "need", "customers"),
        *("median", "quartiles", "mean", "rank", "n"),
    ),
    "target.{}": tuple("12345"),
    "upkeep.table.{}": (
        "organisation",
        *(table.name for table in Base.metadata.sorted_tables if "organisation_id" in table.c),
    ),
    "upkeep.verify.{}": (
        *("references", "constraints", "organisations", "questionnaires"),
        *("answers", "figures", "revisions"),
    ),
    "user.{}": user.ACTIONS,
    "control.dimension_{}": ("waiting", "open", "closed"),
    "control.rounds_{}": ("close", "keep"),
    "control.state.{}": STATES,
    "control.{}": (
        *("open", "pause", "go_on", "reopen", "open_all", "reveal_all", "hide_all"),
        *("open_dimension", "close_dimension", "reveal", "hide"),
    ),
    "workshops.kind_{}": ("company", "seminar"),
    "workshops.language_{}": LANGUAGES,
    "workshops.names.{}": ("anonymous", "named"),
    "workshops.pacing.{}": PACINGS,
    "workshops.where.{}": ("site", "online"),
    "workshops.{}": ("stage", "names", "pacing", "where"),
    "vision.{}": TEXT_PARTS,
    "vision.{}_hint": TEXT_PARTS,
    "vision.measure_{}": MEASURE_FIELDS,
    "vision.measure_{}_hint": ("what", "unit"),
    "vision.view.{}": ("kirjoita", "sivu", "versiot"),
    "wall.part.{}": ("spread", "question", "wall", "companies"),
    "wall.scene.{}": SCENES,
    "wall.{}": ("shows_earlier", "shows_peers"),
    "value.yes_no.{}": SCALE_VALUES["yes_no"],
    "value.{}": (DONT_KNOW, NOT_APPLICABLE, NOTHING_TICKED),
    "value.{}.{}": tuple(
        f"{scale}.{value}" for scale, values in SCALE_VALUES.items() for value in values
    ),
}


class Entry(NamedTuple):
    """One text: its key, and one form of it or, for a number of things, two."""

    key: str
    forms: tuple[str, ...]
    is_plural: bool


def create_entry(message: Message) -> Entry:
    key = message.id if isinstance(message.id, str) else message.id[0]
    text = message.string
    return Entry(key, (text,) if isinstance(text, str) else tuple(text), message.pluralizable)


def entries(language: str) -> list[Entry]:
    found = []
    for path in catalogue_files(language):
        with path.open("rb") as file:
            found += [create_entry(m) for m in read_po(file, locale=language) if m.id]
    return found


CATALOGUES = {language: {e.key: e for e in entries(language)} for language in LANGUAGES}
FI = CATALOGUES["fi"]
AREAS = {key.partition(".")[0] for key in FI}
IN_EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def placeholders(text: str) -> set[str]:
    """The names of what is filled in; an unnamed one is an error in the text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def places_of_keys() -> dict[str, list[str]]:
    """Every key that stands in the code, whole or with gaps, and where."""
    found: dict[str, list[str]] = {}
    for path, tree in product_trees().items():
        for node in nodes(tree):
            text = written(node) or ""
            key = text.replace("{}", "x")
            if (
                text.partition(".")[0] in AREAS
                and KEY.fullmatch(key)
                and not FILE_NAME.fullmatch(key)
            ):
                found.setdefault(text, []).append(f"{path}:{node.lineno}")  # type: ignore[attr-defined]
    return found


KEYS = places_of_keys()


def with_values(family: str) -> set[str]:
    first, gap, last = family.partition("{}")
    tail = last.removeprefix(".{}")  # `value.{}.{}`: both are filled in at once
    return {f"{first}{value}{tail}" for value in FAMILIES.get(family, ())} if gap else {family}


def calls() -> Iterator[tuple[str, ast.Call, list[str]]]:
    """Every call that takes a key: where, the call, and the keys that stand in it."""
    for path, tree in product_trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name_of(node.func) in CALLS and node.args:
                first = node.args[0]
                choices = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                literal = [c.value for c in choices if isinstance(c, ast.Constant)]
                keys = [value for value in literal if isinstance(value, str)]
                yield f"{path}:{node.lineno}", node, keys


def given_names(call: ast.Call) -> set[str] | None:
    """What a call fills in, or None when that cannot be read off it."""
    if name_of(call.func) == "Problem":
        details = call.args[2] if len(call.args) > 2 else _details(call)
        if details is None:
            return {"where"}
        if not isinstance(details, ast.Dict) or None in details.keys:
            return None
        return {"where", *(key.value for key in details.keys if isinstance(key, ast.Constant))}
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    names = {keyword.arg for keyword in call.keywords if keyword.arg}
    return {*names, "n"} if name_of(call.func) == "n" else names


def _details(call: ast.Call) -> ast.expr | None:
    return next((k.value for k in call.keywords if k.arg == "details"), None)


@IN_EVERY_LANGUAGE
def test_every_text_that_the_code_names_is_there(language: str) -> None:
    missing = {
        f"{key} ({', '.join(KEYS[family])})"
        for family in KEYS
        if "{}" not in family or family in FAMILIES
        for key in with_values(family)
        if key not in CATALOGUES[language]
    }
    assert missing == set()


@IN_EVERY_LANGUAGE
def test_what_is_called_as_a_text_is_one(language: str) -> None:
    wrong = [f"{place}: {key}" for place, _, keys in calls() for key in keys]
    assert [place for place in wrong if place.split(": ")[1] not in CATALOGUES[language]] == []


def test_it_is_known_what_the_code_puts_into_keys() -> None:
    assert {key: KEYS[key] for key in KEYS if "{}" in key and key not in FAMILIES} == {}
    assert {family for family in FAMILIES if family not in KEYS} == set()


def test_no_text_is_left_over() -> None:
    used = {key for family in KEYS for key in with_values(family)}
    assert FI.keys() - used == set()


def test_each_text_is_in_the_catalogues_once() -> None:
    for language in LANGUAGES:
        counted = Counter(entry.key for entry in entries(language))
        assert [key for key, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_languages_have_the_same_texts(language: str) -> None:
    assert CATALOGUES[language].keys() == FI.keys()
    places = [
        {path.name: path.read_text(encoding="utf-8").count("\nmsgid ") for path in files}
        for files in (catalogue_files("fi"), catalogue_files(language))
    ]
    assert places[0] == places[1]


@IN_EVERY_LANGUAGE
def test_the_languages_fill_in_the_same(language: str) -> None:
    def filled_in(entry: Entry) -> set[str]:
        names = set().union(*map(placeholders, entry.forms))
        return names - {"n"} if entry.is_plural else names  # "one answer" needs no figure

    entry_of = CATALOGUES[language]
    different = {key: entry_of[key] for key in FI if filled_in(entry_of[key]) != filled_in(FI[key])}
    assert different == {}


@IN_EVERY_LANGUAGE
def test_both_numbers_of_things_fill_in_the_same(language: str) -> None:
    for entry in CATALOGUES[language].values():
        filled_in = [placeholders(form) - {"n"} for form in entry.forms]
        assert filled_in == [filled_in[0]] * len(entry.forms), entry.key


@IN_EVERY_LANGUAGE
def test_no_text_is_empty_or_its_own_key(language: str) -> None:
    for entry in CATALOGUES[language].values():
        assert len(entry.forms) == (2 if entry.is_plural else 1), entry.key
        for form in entry.forms:
            assert form.strip(), entry.key
            assert form != entry.key
            assert form == form.strip() or entry.key in JOINED_ON, entry.key
            assert "  " not in form, entry.key
            assert "" not in placeholders(form), entry.key


@IN_EVERY_LANGUAGE
def test_texts_are_set_as_in_print(language: str) -> None:
    typed = {entry.key for entry in CATALOGUES[language].values() if "'" in "".join(entry.forms)}
    assert typed == set(), "a printed apostrophe is ’"


# They continue a sentence, or an answer continues them, so a blank belongs to them.
JOINED_ON = {"problem.at_others"} | {"user.ask", "user.ask_again"}


@IN_EVERY_LANGUAGE
def test_no_text_waits_for_a_translator(language: str) -> None:
    for path in catalogue_files(language):
        source = path.read_text(encoding="utf-8")
        assert f'"Language: {language}\\n"' in source, path
        assert "charset=UTF-8" in source, path
        assert "fuzzy" not in source, path
        assert "#~" not in source, path


def test_sentences_are_translated_and_not_copied() -> None:
    def words(text: str) -> list[str]:
        return re.findall(r"[^\W\d_]{2,}", re.sub(r"\{.*?\}", "", text))

    copied = [
        (key, one, other)
        for key in FI
        for one, other in (("fi", "sv"), ("fi", "en"), ("sv", "en"))
        for text in CATALOGUES[one][key].forms
        if len(words(text)) > 2 and text in CATALOGUES[other][key].forms
    ]
    assert copied == []


def test_a_number_of_things_is_asked_for_as_one() -> None:
    plural = {key for key, entry in FI.items() if entry.is_plural}
    for place, call, keys in calls():
        for key in keys:
            is_number = name_of(call.func) == "n"
            assert is_number == (key in plural), f"{place}: {key}"


@IN_EVERY_LANGUAGE
def test_whoever_asks_for_a_text_fills_all_of_it_in(language: str) -> None:
    at_row = {"row", "column", "others"}  # are added where a problem is one of a table's row
    for place, call, keys in calls():
        given = given_names(call)
        for key in keys if given is not None else []:
            needed = set().union(*map(placeholders, CATALOGUES[language][key].forms))
            assert needed - (given or set()) - at_row == set(), f"{place}: {key}"
