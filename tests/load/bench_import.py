"""How long importing a million answers takes, and how much memory; run by hand:

    python -m tests.load.bench_import [--rows 1000000] [--keep FOLDER]

Companies of three respondents answer all items of the shipped questionnaire. The import runs as a
user runs it, as a process of its own; the limits are 90 s and 600 MB for a million rows.
"""

import argparse
import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from digikartta.answers import allowed_values
from digikartta.classification import SIZE_CLASSES, industries, municipalities
from digikartta.long_format import COLUMNS, items_in_order
from digikartta.questionnaire_file import load

PROJECT = Path(__file__).resolve().parent.parent.parent
LIMIT_SECONDS, LIMIT_MEGABYTES = 90.0, 600.0  # for a million rows
QUESTIONNAIRE = "digikartta-1"
RESPONDENTS = ("management", "supervisor", "staff")
SEED = 2026


def main() -> int:
    """Write a file, import it twice, print the figures; 1 when a limit is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, default=None, help="keep file and database here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        file = folder / "answers.csv"
        write_file(file, rows=options.rows)
        return measure(file, folder, rows=options.rows)


def write_file(file: Path, *, rows: int) -> None:
    """Write so many answers of generated companies."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        source = answers(random.Random(SEED))  # noqa: S311  # not for secrets
        for _ in range(rows):
            writer.writerow(next(source))


def answers(chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Yield rows without end, company by company."""
    questionnaire = load()[QUESTIONNAIRE]
    items = items_in_order(questionnaire)
    values = [allowed_values(questionnaire, item) or () for item in items]
    places = list(municipalities())
    company = 0
    while True:
        company += 1
        head = (f"Yritys {company}", "", chance.choice(list(industries())))
        rest = (chance.choice(SIZE_CLASSES), chance.choice(places), "", QUESTIONNAIRE, "T0")
        day = f"2026-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}"
        for number, role in enumerate(RESPONDENTS, start=1):
            for item, allowed in zip(items, values, strict=True):
                answer = (day, f"v{number}", role, item, chance.choice(allowed))
                yield (*head, *rest, *answer, "kommentti" if chance.random() < 0.02 else "")


def measure(file: Path, folder: Path, *, rows: int) -> int:
    """Import the file into an empty database, then again; return the exit code."""
    print(f"{rows} rows, {file.stat().st_size / 1e6:.0f} MB")
    database = folder / "bench.sqlite"
    within = True
    for attempt in ("first", "again"):
        seconds, megabytes = imported(file, database)
        good = seconds <= LIMIT_SECONDS * rows / 1e6 + 5 and megabytes <= LIMIT_MEGABYTES
        within = within and good
        verdict = "within" if good else "ABOVE"
        print(f"{attempt}: {seconds:.1f} s, peak {megabytes:.0f} MB, {verdict} the limits")
    return 0 if within else 1


def imported(file: Path, database: Path) -> tuple[float, float]:
    """Return the seconds and the megabytes that importing takes."""
    environment = {
        **os.environ,
        "DIGIKARTTA_NO_VENV": "1",
        "DIGIKARTTA_DATABASE_URL": f"sqlite:///{database}",
        "PYTHONPATH": str(PROJECT),
    }
    started = time.perf_counter()
    command = [sys.executable, "-m", "digikartta", "import", str(file)]
    subprocess.run(command, env=environment, check=True)
    seconds = time.perf_counter() - started
    # The largest child so far; kilobytes on Linux.
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


if __name__ == "__main__":
    sys.exit(main())
