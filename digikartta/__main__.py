"""`python3 -m digikartta COMMAND`: make the project's own environment ready, go on inside it.

Standard library only, and readable by any Python 3.6+, so that an old interpreter gets a sentence
instead of a traceback. The environment is `.venv` in the project's folder. It is rebuilt when the
Python below it changes, and filled again when a file of requirements changes.
"""

import contextlib
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OLDEST_PYTHON = (3, 11)
PROJECT = Path(__file__).resolve().parent.parent
RUNTIME = Path("requirements.txt")
TESTS = Path("tests") / "requirements.txt"
INSTALLING = "Installing what Digikartta needs into .venv; the first time takes a few minutes."
TAIL_LINES = 15


def old_python_message(version: "tuple[int, ...]") -> str:
    """Return what to tell the user of a Python that is too old, empty when it is new enough."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return ""
    needed, found = (".".join(str(part) for part in v[:3]) for v in (OLDEST_PYTHON, version))
    return f"Digikartta needs Python {needed} or newer; this is Python {found}."


# Before the definitions below, whose annotations an older Python cannot evaluate.
if old_python_message(sys.version_info[:3]):
    sys.exit(old_python_message(sys.version_info[:3]))


class InstallFailed(Exception):
    """The environment could not be made; the message is for the user."""


def venv_folder(project: Path) -> Path:
    """Return the folder of the project's environment."""
    return project / ".venv"


def venv_python(project: Path, *, windows: bool = sys.platform == "win32") -> Path:
    """Return the interpreter inside the project's environment."""
    inside = Path("Scripts", "python.exe") if windows else Path("bin", "python")
    return venv_folder(project) / inside


def is_project_venv(project: Path, prefix: str) -> bool:
    """Whether the interpreter with this `sys.prefix` is that of the project's environment."""
    return Path(prefix).resolve() == venv_folder(project).resolve()


def python_name() -> str:
    """Return the Python that packages are installed for, such as `3.11`."""
    return "{}.{}".format(*sys.version_info[:2])


def stamp_file(project: Path, requirements: Path) -> Path:
    """Return the file that remembers which state of these requirements is installed."""
    return venv_folder(project) / f"installed-{'-'.join(requirements.parts)}.sha256"


def fingerprint(project: Path, requirements: Path) -> str:
    """Return the SHA-256 of a file of requirements and of the Python it is installed for."""
    content = (project / requirements).read_bytes()
    return hashlib.sha256(python_name().encode() + b"\n" + content).hexdigest()


def outdated(project: Path, wanted: Sequence[Path]) -> list[Path]:
    """Return those files of requirements whose present state is not installed."""
    return [
        requirements
        for requirements in wanted
        if _read(stamp_file(project, requirements)) != fingerprint(project, requirements)
    ]


def wanted_requirements(arguments: Sequence[str]) -> list[Path]:
    """Return what a command needs; only `test` needs the tools of the tests."""
    return [RUNTIME, TESTS] if arguments[:1] == ["test"] else [RUNTIME]


def prepare(project: Path, wanted: Sequence[Path], *, inside: bool) -> None:
    """Make the environment and fill it where that is due; one process at a time.

    `inside` says that this interpreter is the environment's own, which is then never rebuilt.
    Raises `InstallFailed`.
    """
    if not _is_due(project, wanted, inside=inside):
        return
    print(INSTALLING, file=sys.stderr, flush=True)
    with exclusive(project / ".venv.lock"):
        # Somebody else may have done it while this process waited.
        if not _is_due(project, wanted, inside=inside):
            return
        if not inside and not _is_usable(project):
            _make_venv(project)
        _install(project, wanted)


@contextlib.contextmanager
def exclusive(lock: Path) -> Iterator[None]:
    """Hold a lock file; the system lets go of it when the process ends in whatever way."""
    with lock.open("a+b") as file:
        if sys.platform == "win32":
            while True:
                try:
                    file.seek(0)
                    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                    break
                except OSError:
                    time.sleep(0.5)
        else:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def run_inside(python: Path, arguments: Sequence[str]) -> int:
    """Go on with the same command in the environment; on POSIX this never returns."""
    command = [str(python), "-m", "digikartta", *arguments]
    sys.stdout.flush()
    if sys.platform != "win32":
        os.execv(command[0], command)
    process = subprocess.Popen(command)
    while True:
        # Ctrl-C reaches the inner process as well: let it end in its own way.
        with contextlib.suppress(KeyboardInterrupt):
            return process.wait()


def go_on(arguments: Sequence[str]) -> int:
    """Do the command; everything that is needed is installed by now."""
    # Before numpy is loaded. Its products of matrices are small here: a second thread would only
    # wait for the first, with a processor of its own that people who answer have need of.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if arguments[:1] == ["test"]:
        from digikartta.quality import checks

        return checks.main(list(arguments[1:]))
    from digikartta import cli

    return cli.main(list(arguments))


def main(arguments: Sequence[str]) -> int:
    """Do a command inside the project's environment and return its exit code.

    With `DIGIKARTTA_NO_VENV=1` (an image with everything installed) nothing is made or checked.
    """
    if os.environ.get("DIGIKARTTA_NO_VENV") == "1":
        return go_on(arguments)
    inside = is_project_venv(PROJECT, sys.prefix)
    try:
        prepare(PROJECT, wanted_requirements(arguments), inside=inside)
    except InstallFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    return go_on(arguments) if inside else run_inside(venv_python(PROJECT), arguments)


def _is_due(project: Path, wanted: Sequence[Path], *, inside: bool) -> bool:
    return bool(outdated(project, wanted)) or not (inside or venv_python(project).exists())


def _is_usable(project: Path) -> bool:
    """Whether the environment is whole, with pip, and of this version of Python."""
    ask = "import pip, sys; print('{}.{}'.format(*sys.version_info[:2]))"
    try:
        return _run([str(venv_python(project)), "-c", ask]).strip() == python_name()
    except (OSError, InstallFailed):
        return False


def _make_venv(project: Path) -> None:
    _run([sys.executable, "-m", "venv", "--clear", str(venv_folder(project))])


def _install(project: Path, wanted: Sequence[Path]) -> None:
    """Install the requirements together, so that pip sees every pin at once."""
    python = str(venv_python(project))
    pip = [python, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    # Read first: a file that changes meanwhile is installed again next time.
    stamps = {stamp_file(project, file): fingerprint(project, file) for file in wanted}
    _run([*pip, *(part for file in wanted for part in ("-r", str(project / file)))])
    for stamp, text in stamps.items():
        stamp.write_text(text, encoding="ascii")


def _run(command: Sequence[str]) -> str:
    """Run silently and return the output; raises `InstallFailed` with the tail of it."""
    # A user's own `pip config set install.user true` would be refused inside an environment.
    environment = {**os.environ, "PIP_USER": "0"}
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        tail = done.stdout.strip().splitlines()[-TAIL_LINES:]
        raise InstallFailed("\n".join([*tail, f"Failed: {' '.join(command)}"]))
    return done.stdout


def _read(file: Path) -> str:
    """Return the content of a small file, empty when there is none."""
    return file.read_text(encoding="ascii", errors="replace") if file.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
