from pathlib import Path

import pytest

from digikartta.problems import InvalidInput
from digikartta.questionnaire_file import (
    MAX_FILE_BYTES,
    content_hash,
    from_data,
    from_json,
    load,
    parse,
    to_json,
)
from tests.digikartta.question_data import create_asked, create_data, create_grid, create_tick_list
from tests.factories import create_question_data, create_questionnaire, create_text

FILE = """
id = "own-2"
name = { fi = "Oma", sv = "Egen", en = "Own" }
purpose = { fi = "Miksi", sv = "Varför", en = "Why" }
minutes = 3
unanswered = "zero"
comparable_with = [{ id = "own-1", items = { ready = "valmis" } }]

[[dimensions]]
id = "vision"
weight = 2
name = { fi = "Visio", sv = "Vision", en = "Vision" }
short = { fi = "Visio", sv = "Vision", en = "Vision" }
about = { fi = "Suunta", sv = "Riktning", en = "Direction" }

[[dimensions.questions]]
id = "ready"
scale = "yes_no"
weight = 0.5
text = { fi = "Onko?", sv = "Är ni?", en = "Are you?" }
"""
# of the sample with one question of each kind below
HASH = "accebd546d0bcca7cbe3088b9ce1aceebb9549104639c12f406416fc99fe2996"


def write(folder: Path, name: str, content: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(content, encoding="utf-8")
    return folder


def refused(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as error:
        parse(content, name="own.toml")
    return [(problem.key, problem.where) for problem in error.value.problems]


def test_a_file_is_read_word_by_word() -> None:
    questionnaire = parse(FILE.encode(), name="own.toml")
    assert (questionnaire.id, questionnaire.minutes, questionnaire.unanswered) == (
        *("own-2", 3),
        "zero",
    )
    assert questionnaire.dimensions[0].weight == 2.0
    assert [(q.id, q.weight, q.text.sv) for q in questionnaire.questions] == [
        ("ready", 0.5, "Är ni?")
    ]
    assert questionnaire.comparable_with[0].items == {"ready": "valmis"}


def test_line_ends_of_windows_are_as_good() -> None:
    assert parse(FILE.replace("\n", "\r\n").encode(), name="x") == parse(FILE.encode(), name="x")


def test_bytes_that_are_not_utf8_are_named_by_their_place() -> None:
    content = FILE.encode("latin-1")
    assert refused(content) == [("problem.not_utf8", f"own.toml, {content.index(0xF6)}")]


@pytest.mark.parametrize(
    "content", [b"id =", b"id = 1\nid = 2", b"[" * 20_000, b"a = " + b"[" * 20_000]
)
def test_what_is_not_toml_is_refused(content: bytes) -> None:
    assert refused(content) == [("problem.not_toml", "own.toml")]


@pytest.mark.parametrize("number", [b"9" * 5000, b"0x" + b"f" * 5000])
def test_a_number_of_thousands_of_digits_is_refused(number: bytes) -> None:
    assert refused(b"minutes = " + number) == [("problem.number_too_long", "own.toml")]


def test_a_file_larger_than_any_questionnaire_is_not_even_read() -> None:
    assert refused(b"#" * (MAX_FILE_BYTES + 1)) == [("problem.file_too_large", "own.toml")]
    assert parse(FILE.encode() + b"#" * 1000, name="own.toml").id == "own-2"


def test_an_empty_file_misses_everything_at_once() -> None:
    assert refused(b"") == [
        ("problem.missing_key", f"own.toml: {key}")
        for key in ("id", "name", "purpose", "minutes", "dimensions")
    ]


def test_the_hash_of_a_content_is_the_same_in_every_version_of_the_code() -> None:
    # Rounds are pinned to it, so a questionnaire that is stored must keep its hash for ever.
    questionnaire = create_asked(
        create_question_data("levels"), create_tick_list("ticks"), create_grid("grid")
    )
    assert content_hash(questionnaire) == HASH


def test_the_hash_follows_the_content_and_nothing_else() -> None:
    assert content_hash(create_questionnaire()) == content_hash(create_questionnaire())
    data = create_data()
    turned = dict(reversed(list(data.items())))
    one, other = (from_data(each, name="x") for each in (data, turned))
    assert content_hash(one) == content_hash(other)
    reworded = from_data({**data, "name": create_text("Toinen")}, name="x")
    assert content_hash(one) != content_hash(reworded)


def test_what_is_written_as_json_reads_back_equal() -> None:
    questionnaire = create_asked(
        create_question_data("levels"), create_tick_list("ticks"), create_grid("grid")
    )
    again = from_json(to_json(questionnaire))
    assert again == questionnaire
    assert content_hash(again) == content_hash(questionnaire)


def test_the_shipped_questionnaires_are_there_and_own_ones_beside_them(tmp_path: Path) -> None:
    assert set(load()) == {"digikartta-1", "customer-view-1"}
    assert set(load(write(tmp_path / "own", "own.toml", FILE))) == {*load(), "own-2"}


def test_files_are_read_once(tmp_path: Path) -> None:
    own = write(tmp_path / "own", "own.toml", FILE)
    assert load(own) is load(own)


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    assert set(load(write(tmp_path / "own", "readme.txt", "Hei"))) == set(load())


def test_the_problems_of_all_files_are_told_together(tmp_path: Path) -> None:
    own = write(tmp_path / "own", "a.toml", FILE.replace("minutes = 3", "minutes = 0"))
    write(own, "b.toml", FILE.replace('"yes_no"', '"maybe"'))
    write(own, "c.toml", FILE)
    write(own, "d.toml", FILE)
    with pytest.raises(InvalidInput) as error:
        load(own)
    assert [(problem.key, problem.where) for problem in error.value.problems] == [
        ("problem.number_too_small", "a.toml: minutes"),
        ("problem.unknown_scale", "b.toml: dimensions.0.questions.0"),
        ("problem.repeated_id", "d.toml"),
    ]


def test_an_own_file_cannot_take_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    own = write(tmp_path / "own", "own.toml", FILE.replace("own-2", "digikartta-1"))
    with pytest.raises(InvalidInput) as error:
        load(own)
    assert [problem.key for problem in error.value.problems] == ["problem.repeated_id"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as error:
        load(tmp_path / "gone")
    assert [(problem.key, problem.where) for problem in error.value.problems] == [
        ("problem.no_folder", str(tmp_path / "gone"))
    ]
