"""mxGraph: given, kept, or fetched by npm, and only the package that is known."""

import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from digikartta.quality import mxgraph
from digikartta.quality.mxgraph import find_mxgraph, library_in
from tests.digikartta.quality.fake_programs import create_program


def package(content: bytes = b"mxClient") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        member = tarfile.TarInfo("package/javascript/mxClient.min.js")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return made.getvalue()


def test_a_file_that_is_given_is_used(tmp_path: Path) -> None:
    given = {"DIGIKARTTA_TEST_MXGRAPH": "/opt/mxClient.min.js"}
    assert find_mxgraph(given, kept=tmp_path / "no") == Path("/opt/mxClient.min.js")


def test_what_was_fetched_once_is_kept(tmp_path: Path) -> None:
    kept = tmp_path / "mxClient.min.js"
    kept.write_text("kept", encoding="utf-8")
    assert find_mxgraph({}, kept=kept) == kept


def test_without_npm_there_is_none(tmp_path: Path) -> None:
    assert find_mxgraph({"PATH": str(tmp_path)}, kept=tmp_path / "no") is None


@pytest.mark.posix
def test_npm_brings_it_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mxgraph.tgz").write_bytes(package())
    npm = create_program(tmp_path, "npm")
    npm.write_text(f'#!/bin/sh\ncp "{tmp_path}/mxgraph.tgz" "$5"\n', encoding="utf-8")
    monkeypatch.setattr(mxgraph, "library_in", lambda archive: archive[:2])
    kept = tmp_path / "share" / "mxClient.min.js"
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    assert find_mxgraph(environment, kept=kept) == kept
    assert kept.read_bytes() == b"\x1f\x8b"  # how every gzip file begins


@pytest.mark.posix
def test_an_npm_that_fails_brings_nothing(tmp_path: Path) -> None:
    create_program(tmp_path, "npm", exit_code=1)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    assert find_mxgraph(environment, kept=tmp_path / "no") is None


def test_only_the_known_package_is_opened() -> None:
    # Made once: a gzip file holds the second in which it was made.
    archive = package()
    known = hashlib.sha512(archive).hexdigest()
    assert library_in(archive, sha512=known) == b"mxClient"
    assert library_in(package(b"other"), sha512=known) is None
