"""Generated companies of several shapes, to attack the disclosure rules with."""

import datetime
import random

from tests.digikartta.peer_pools import Row, create_row

REGIONS = {"m0": "r0", "m1": "r0", "m2": "r0", "m3": "r1", "m4": "r1", "m5": "r2"}
SIZES = ("micro", "small", "medium", "large")


def create_shape(
    seed: int,
    *,
    companies: int,
    industries: str = "CGHIJ",
    sizes: tuple[str, ...] = SIZES,
    cohorts: tuple[str, ...] = ("x", "y"),
    stages: tuple[str, ...] = ("T0",),
    followed: float = 0.5,
    days: int = 300,
    big: float = 0.0,
    unknown: float = 0.0,
) -> list[Row]:
    """Generated companies: a share `big` in the first industry, a share followed to each stage."""
    chance = random.Random(seed)  # noqa: S311 - example data
    rows: list[Row] = []
    for organisation in range(1, companies + 1):
        first = chance.random() < big
        attributes = {
            "industry": industries[0] if first else chance.choice(industries),
            "size_class": chance.choice(sizes),
            "cohort": "" if chance.random() < unknown else chance.choice(cohorts),
            "municipality": chance.choice(list(REGIONS)),
        }
        attributes["region"] = REGIONS[attributes["municipality"]]
        day = datetime.date(2023, 1, 1) + datetime.timedelta(chance.randrange(days))
        for stage in stages:
            if stage != "T0" and chance.random() > followed:
                break
            number, on = len(rows), day.isoformat()
            rows.append(
                create_row(organisation, round_id=number, closed_on=on, stage=stage, **attributes)
            )
            day += datetime.timedelta(chance.randrange(200, 400))
    return rows


SHAPES = {
    "one big sector and many tiny": {"companies": 120, "industries": "CGHIJMNQ", "big": 0.65},
    "uniform": {"companies": 200, "cohorts": ("x", "y", "z"), "unknown": 0.03},
    "27 companies": {"companies": 27, "industries": "CGI", "sizes": SIZES[:3]},
    "300 in stages and years": {"companies": 300, "stages": ("T0", "T2"), "days": 500},
    "one round each over years": {"companies": 150, "industries": "CG", "days": 1000},
    "few in three stages": {
        "companies": 60,
        "industries": "CG",
        "sizes": SIZES[:2],
        "stages": ("T0", "T1", "T2"),
        "followed": 0.25,
    },
}
