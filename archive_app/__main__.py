"""The one command: alone it opens the window, with a verb it is the command line.

Only the chosen side is imported, so the command line never waits for Qt and works without it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

# What the window takes; the number is how many values follow. Everything else belongs to the command line.
WINDOW_OPTIONS = {"--sample": 0, "--catalogue": 1, "--diagnose": 0, "--language": 1, "--theme": 1}

_NO_WINDOW = 4  # as for every StoreError: the surroundings failed, the program did not


def main(argv: Sequence[str] | None = None) -> int:
    """Run what ``argv`` (by default the command line's arguments) asks for; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if opens_window(arguments):
        return gui(arguments)
    from archive_app.cli.main import main as command_line

    return command_line(arguments)


def gui(argv: Sequence[str] | None = None) -> int:
    """Open the window whatever the arguments say; what the desktop's shortcut runs."""
    from archive_app import doctor

    arguments = list(sys.argv[1:] if argv is None else argv)
    reason = doctor.why_no_window()
    if reason:
        return _refuse(reason)
    try:
        import_module("PySide6.QtWidgets")
    except ImportError as error:
        return _refuse(_without_qt(error))
    from archive_app.ui import canary, lean_imports

    lean_imports.install()
    reason = canary.check()
    if reason:
        return _refuse(reason, canary.EXIT_CODE)
    from archive_app.ui.start import run

    return run(arguments)


def opens_window(arguments: Sequence[str]) -> bool:
    """Whether these arguments name nothing but a catalogue and options of the window.

    >>> opens_window([]), opens_window(["--sample"]), opens_window(["--catalogue", "x", "search", "harbour"])
    (True, True, False)
    """
    rest = iter(arguments)
    for argument in rest:
        name, equals, _ = argument.partition("=")
        if name in WINDOW_OPTIONS:
            for _value in range(0 if equals else WINDOW_OPTIONS[name]):
                next(rest, None)
        elif argument.startswith("-") or not argument.rstrip("/\\").endswith(".archive"):
            return False
    return True


def _without_qt(error: ImportError) -> str:
    """Why Qt could not be imported, and the line that puts it right."""
    from archive_app import doctor
    from archive_app.i18n import tr

    qt = doctor.qt_folder()
    missing = doctor.missing_libraries(qt, window=True) if qt and sys.platform.startswith("linux") else ()
    if missing:
        return doctor.advice(missing)
    if qt is None:
        return tr(
            "The window needs PySide6, which is not installed here. Install it with:\n    {line}\n"
            "The command line works without it: archive-app --help"
        ).format(line=f"{sys.executable} -m pip install pyside6")
    return tr("The window needs PySide6, which does not load here: {reason}").format(reason=error)


def _refuse(words: str, code: int = _NO_WINDOW) -> int:
    print(words, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
