"""The log: one rotating file, and the hooks that put every uncaught exception into it, from any thread.

A log says what was done to which record, never its text: a log is sent to strangers when help is asked for,
and a catalogue may hold what is not published yet.
"""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO

import platformdirs

from archive_app import __version__

log = logging.getLogger(__name__)

MAX_BYTES = 1_000_000
KEPT_FILES = 3  # older ones beside the current one

_FORMAT = "%(asctime)s %(levelname)-7s %(threadName)s %(name)s: %(message)s"

BugShown = Callable[[BaseException], None]


def log_folder() -> Path:
    """Where the log is written: the system's place for a program's logs."""
    return platformdirs.user_log_path("archive-app", appauthor=False)


def start_logging(folder: Path | None = None, *, verbose: bool = False, shown: BugShown | None = None) -> Path | None:
    """Log to ``archive-app.log`` in ``folder`` from now on; returns its path.

    Args:
        folder: Where to write; by default ``log_folder()``.
        verbose: Log details too, not only what was done.
        shown: Called with every uncaught exception after it was logged, in the thread where it happened;
            the window's way to tell the person.

    Returns:
        The log's path, or None where it cannot be written: a program that cannot log still runs.
    """
    root = logging.getLogger()
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    # SQLAlchemy's and Pillow's own details name values of records, so they stay out at any level.
    for name in ("sqlalchemy", "PIL"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    _hook_exceptions(shown)
    path = (folder or log_folder()) / "archive-app.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
        )
    except OSError as error:
        log.warning("The log cannot be written to %s: %s", path, error.strerror)
        return None
    handler.setFormatter(logging.Formatter(_FORMAT))
    stop_logging()
    root.addHandler(handler)
    _Running.handler = handler
    _catch_crashes(path.with_name("crash.log"))
    log.info("archive-app %s, Python %s, %s", __version__, sys.version.split()[0], sys.platform)
    return path


def stop_logging() -> None:
    """Close the log file; without one this does nothing."""
    handler, _Running.handler = _Running.handler, None
    if handler is not None:
        logging.getLogger().removeHandler(handler)
        handler.close()
    stream, _Running.crash = _Running.crash, None
    if stream is not None:
        faulthandler.disable()
        stream.close()


class _Running:
    """What this process has open; one log a process, as ``logging`` itself has one root."""

    handler: logging.Handler | None = None
    crash: IO[str] | None = None


def _catch_crashes(path: Path) -> None:
    """Where the interpreter itself dies, leave every thread's stack in ``crash.log``."""
    try:
        _Running.crash = path.open("w", encoding="utf-8")
    except OSError:
        return
    faulthandler.enable(_Running.crash)


def _hook_exceptions(shown: BugShown | None) -> None:
    def note(where: str, error: BaseException, trace: TracebackType | None) -> None:
        log.critical("Uncaught in %s", where, exc_info=(type(error), error, trace))
        if shown is not None:
            shown(error)

    def in_main(_kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(type(error), error, trace)
        else:
            note("the main thread", error, trace)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            note(args.thread.name if args.thread else "a thread", args.exc_value, args.exc_traceback)

    def unraisable(args: sys.UnraisableHookArgs) -> None:
        # Raised where nobody can catch it (in __del__, in a callback from C); telling the person would not help.
        if args.exc_value is not None:
            log.error(
                "Unraisable: %s", args.err_msg or "", exc_info=(args.exc_type, args.exc_value, args.exc_traceback)
            )

    sys.excepthook = in_main
    threading.excepthook = in_thread
    sys.unraisablehook = unraisable
