"""The files of a plan and its map: what each is called and how it is made."""

import re
from dataclasses import dataclass

from digikartta.exports.drawio import drawio_file
from digikartta.exports.plan_xlsx import plan_xlsx
from digikartta.map_source import MapSource
from digikartta.plan_words import PlanWords

MIME = {
    "drawio": "application/vnd.jgraph.mxfile",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class PlanFiles:
    """A plan that files can be made of."""

    source: MapSource
    organisation: str
    plan_key: str
    words: PlanWords

    def made(self, kind: str) -> bytes:
        """Return the file of a kind in `MIME`."""
        if kind == "drawio":
            return drawio_file(
                self.source,
                organisation=self.organisation,
                plan_key=self.plan_key,
                words=self.words,
            )
        if kind == "xlsx":
            return plan_xlsx(self.source, organisation=self.organisation, words=self.words)
        # Typst is a library of its own size: loaded when somebody wants a PDF.
        from digikartta.exports.plan_pdf import plan_pdf

        return plan_pdf(self.source, organisation=self.organisation, words=self.words)

    def name(self, kind: str) -> str:
        """Return what the file is called: company, plan, day."""
        plain = re.sub(r"[^\w]+", "-", self.organisation).strip("-").lower()[:40]
        return f"{plain or 'digikartta'}-{self.source.today.isoformat()}.{kind}"
