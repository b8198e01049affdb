"""Somebody in the room keeps every picture and subtracts any two of them.

Rooms are played at random: people join in a role, answer, change their minds, finish, leave, come
late; the facilitator reveals, closes and opens again. Whatever is shown then, no figure and no
difference between any two pictures may speak of fewer than m people.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations, product

import pytest

from digikartta.live_picture import DimensionPicture, Viewing, next_snapshot, picture
from digikartta.live_rules import Snapshot, Unit
from digikartta.scoring import RespondentAnswers, mean, respondent_dimension
from tests.factories import create_questionnaire

M = 3
ASKED = create_questionnaire(dimensions=("vision",), questions=3)
VISION = ASKED.dimensions[0]
QUESTIONS = tuple(question.id for question in VISION.questions)
ROLES = ("management", "supervisor", "staff", "staff")
CLASS_OF = {"management": "management", "supervisor": "management", "staff": "staff"}
Contribution = Callable[[RespondentAnswers], object]  # None: contributes nothing


@dataclass
class Room:
    """The people, what they have answered, and every picture that was on the wall."""

    chance: random.Random
    least: int = M
    roles: dict[int, str] = field(default_factory=dict)
    answers: dict[int, dict[str, str]] = field(default_factory=dict)
    finished: set[int] = field(default_factory=set)
    snapshots: list[Snapshot] = field(default_factory=list)
    pictures: list[DimensionPicture] = field(default_factory=list)
    joined: int = 0

    def join(self) -> None:
        self.joined += 1
        self.roles[self.joined] = self.chance.choice(ROLES)
        self.answers[self.joined] = {}

    def someone(self) -> int:
        return self.chance.choice(sorted(self.roles))

    def answer(self) -> None:
        item = self.chance.choice([*QUESTIONS, VISION.target_item])
        values = "12345" if item == VISION.target_item else [*"12345", "dk", "na"]
        self.answers[self.someone()][item] = self.chance.choice(values)

    def answer_all_and_finish(self) -> None:
        number = self.someone()
        for item in QUESTIONS:
            self.answers[number][item] = self.chance.choice([*"12345", *"12345", "dk"])
        if self.chance.random() < 0.7:
            self.answers[number][VISION.target_item] = self.chance.choice("12345")
        self.finished.add(number)

    def leave(self) -> None:
        number = self.someone()
        del self.roles[number], self.answers[number]
        self.finished.discard(number)

    def units(self) -> dict[int, Unit]:
        return {
            number: Unit(
                (RespondentAnswers(role, dict(self.answers[number])),)
                if self.answers[number]
                else (),
                finished=number in self.finished,
            )
            for number, role in self.roles.items()
        }

    def look(self, *, closing: bool) -> None:
        viewing = Viewing(VISION, least=self.least, remainder=self.least)
        found = next_snapshot(viewing, self.snapshots, self.units(), closing=closing)
        if found is not None:
            self.snapshots.append(found)
            self.pictures.append(picture(viewing, self.snapshots))


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  a game that can be played again


def play(seed: int, *, steps: int = 40) -> Room:
    room = Room(chance(seed))
    for _ in range(room.chance.randint(3, 9)):
        room.join()
    acts = [
        *[room.answer_all_and_finish] * 8,
        *[room.answer] * 4,
        *[room.join] * 2,
        room.leave,
    ]
    for _ in range(steps):
        if room.roles:
            room.chance.choice(acts)()
        else:
            room.join()
        room.look(closing=room.chance.random() < 0.2)
    return room


@pytest.fixture(name="rooms", scope="module")
def _rooms() -> list[Room]:
    return [play(seed) for seed in range(300)]


def score(person: RespondentAnswers) -> object:
    return respondent_dimension(VISION, person.answers)


def level_of(item: str) -> Contribution:
    def level(person: RespondentAnswers) -> object:
        value = person.answers.get(item, "")
        return int(value) if value.isdigit() else None

    return level


def score_in(role_class: str) -> Contribution:
    return lambda person: score(person) if CLASS_OF[person.role] == role_class else None


def contributions(snapshot: Snapshot, of: Contribution) -> dict[int, object]:
    found = {number: of(people[0]) for number, people in snapshot.items()}
    return {number: value for number, value in found.items() if value is not None}


def told_apart(one: Snapshot, other: Snapshot, of: Contribution) -> int:
    a, b = contributions(one, of), contributions(other, of)
    return len({number for number in a.keys() | b.keys() if a.get(number) != b.get(number)})


def is_safe(people: int) -> bool:
    return people == 0 or people >= M


def test_rooms_of_every_kind_were_played(rooms: list[Room]) -> None:
    lengths = [len(room.pictures) for room in rooms]
    assert lengths.count(0) > 0
    assert sum(length > 2 for length in lengths) > 100
    shown = [each for room in rooms for each in room.pictures]
    assert sum(bool(each.roles) for each in shown) > 50
    assert sum(0 < len(each.questions) < 3 for each in shown) > 10
    assert sum(each.target is None for each in shown) > 10


def test_no_figure_speaks_of_fewer_than_three(rooms: list[Room]) -> None:
    for shown in (each for room in rooms for each in room.pictures):
        sizes = [shown.score, shown.target, *shown.questions.values(), *shown.roles.values()]
        assert min(each.n for each in sizes if each is not None) >= M


def test_no_two_pictures_differ_in_the_score_by_one_or_two_people(rooms: list[Room]) -> None:
    for room in rooms:
        for one, other in combinations(room.snapshots, 2):
            assert is_safe(told_apart(one, other, score))


def test_no_two_pictures_differ_in_a_question_by_one_or_two_people(rooms: list[Room]) -> None:
    for room in rooms:
        both = zip(room.snapshots, room.pictures, strict=True)
        for (one, shown), (other, shown_later) in combinations(both, 2):
            for question in shown.questions.keys() & shown_later.questions.keys():
                assert is_safe(told_apart(one, other, level_of(question)))


def test_what_is_hidden_of_the_questions_is_two_of_them_at_least(rooms: list[Room]) -> None:
    for room in rooms:
        for snapshot, shown in zip(room.snapshots, room.pictures, strict=True):
            hidden = [
                question
                for question in QUESTIONS
                if contributions(snapshot, level_of(question)) and question not in shown.questions
            ]
            assert len(hidden) != 1


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("target", level_of(VISION.target_item)),
        ("management", score_in("management")),
        ("staff", score_in("staff")),
    ],
)
def test_no_two_targets_and_no_two_figures_of_a_role_differ_by_one_or_two_people(
    rooms: list[Room], name: str, of: Contribution
) -> None:
    for room in rooms:
        sources: list[Snapshot] = []
        for place, shown in enumerate(room.pictures, 1):
            average = shown.target if name == "target" else shown.roles.get(name)
            if average is None:
                continue
            scale = (lambda v: 25.0 * (v - 1)) if name == "target" else float
            # The figure is that of one of the snapshots so far; only a safe one may be its source.
            fitting = [
                snapshot
                for snapshot in room.snapshots[:place]
                if len(found := contributions(snapshot, of)) == average.n
                and mean(scale(value) for value in found.values()) == average.value
                and all(is_safe(told_apart(snapshot, earlier, of)) for earlier in sources)
            ]
            assert fitting
            sources.append(fitting[-1])


def source_of_roles(room: Room, place: int) -> Snapshot | None:
    """The snapshot whose roles the picture at a place (from 1) shows: the last one that fits."""
    roles = room.pictures[place - 1].roles
    fitting = [
        snapshot
        for snapshot in room.snapshots[:place]
        if roles
        and all(
            mean(contributions(snapshot, score_in(name)).values()) == average.value  # type: ignore[arg-type]
            and len(contributions(snapshot, score_in(name))) == average.n
            for name, average in roles.items()
        )
    ]
    return fitting[-1] if fitting else None


def test_no_total_less_roles_of_any_pictures_is_that_of_one_or_two_people(
    rooms: list[Room],
) -> None:
    subtracted = 0
    for room in rooms:
        places = range(1, len(room.pictures) + 1)
        sources: list[Snapshot] = [
            {},  # a role need not be subtracted
            *(each for each in (source_of_roles(room, place) for place in places) if each),
        ]
        for total in room.snapshots:
            for management, staff in product(sources, repeat=2):
                left = told_apart(total, management, score_in("management")) + told_apart(
                    total, staff, score_in("staff")
                )
                assert is_safe(left)
                subtracted += bool(management or staff)
    assert subtracted > 1000


def test_both_roles_are_shown_or_none_and_together_they_are_a_total_that_was_shown(
    rooms: list[Room],
) -> None:
    for room in rooms:
        totals = set()
        for shown in room.pictures:
            assert shown.score is not None
            totals.add(shown.score.n)
            assert len(shown.roles) in {0, 2}
            if shown.roles:
                assert sum(each.n for each in shown.roles.values()) in totals


def test_the_numbers_shown_are_those_of_the_snapshot(rooms: list[Room]) -> None:
    for room in rooms:
        for snapshot, shown in zip(room.snapshots, room.pictures, strict=True):
            scores = contributions(snapshot, score)
            assert shown.score is not None
            assert (shown.score.n, shown.score.value) == (len(scores), mean(scores.values()))  # type: ignore[arg-type]
            for question, spread in shown.questions.items():
                levels = [*contributions(snapshot, level_of(question)).values()]
                assert spread.counts == tuple(levels.count(level) for level in range(1, 6))


def test_before_it_is_closed_the_people_left_out_are_none_or_three(rooms: list[Room]) -> None:
    for seed in range(100):
        room = Room(chance(seed))
        for _ in range(room.chance.randint(3, 9)):
            room.join()
        while not room.snapshots and len(room.finished) < len(room.roles):
            room.answer_all_and_finish()
            room.look(closing=False)
        for snapshot in room.snapshots:
            assert is_safe(len(room.roles.keys() - snapshot.keys()))


def test_without_the_rules_the_attack_succeeds() -> None:
    """The same rooms with m = 1 give single people away: the test can see what it looks for."""
    room = Room(chance(1), least=1)
    for _ in range(5):
        room.join()
    for _ in range(30):
        room.answer_all_and_finish()
        room.look(closing=False)
    pairs = combinations(room.snapshots, 2)
    assert any(told_apart(one, other, score) == 1 for one, other in pairs)
