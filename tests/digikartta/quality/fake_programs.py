"""Programs that stand in for a browser, apt-get or a database server."""

from pathlib import Path


def create_program(folder: Path, name: str, *, exit_code: int = 0, says: str = "") -> Path:
    """Write a program that says something and ends."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\necho '{says}'\nexit {exit_code}\n")
    program.chmod(0o755)
    return program
