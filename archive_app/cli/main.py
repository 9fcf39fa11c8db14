"""The parser, and the one place where errors become sentences and exit codes.

0 done · 2 input · 3 format · 4 store · 5 conflict · 70 a bug · 130 cancelled (architecture.md §9)
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import sys
from collections.abc import Sequence

from archive_app import __version__, logs
from archive_app.cli import (
    authorities,
    batches,
    changing,
    citing,
    comparing,
    exporting,
    files,
    finding,
    importing,
    indexing,
    media,
    outward,
    pictures,
    rights,
    rules,
    searching,
    shelves,
    watching,
)
from archive_app.cli.argument_help import complete
from archive_app.cli.output import say_json, tell
from archive_app.domain.errors import ArchiveError, Cancelled, SettingsError
from archive_app.i18n import tr, use_language, use_rights_language
from archive_app.settings import Settings, load

log = logging.getLogger(__name__)
BUG = 70


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    _speak_utf8()
    settings = _settings()
    use_language(settings.language or None)
    use_rights_language(settings.rights_language or None)
    arguments = parser().parse_args(_with_negations(sys.argv[1:] if argv is None else argv))
    logs.start_logging(verbose=arguments.verbose)
    try:
        return int(arguments.run(arguments, settings) or 0)
    except ArchiveError as error:
        return _fail(error, arguments)
    except KeyboardInterrupt:
        return _fail(Cancelled(tr("Stopped. Nothing is half done.")), arguments)
    except BrokenPipeError:
        # Whoever read our output has seen enough; what is left must not fail at exit.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        log.exception("A command failed")
        tell(
            tr("Something went wrong that should not ({error}). The catalogue is safe: nothing was half saved.").format(
                error=f"{type(error).__name__}: {error}"
            )
        )
        tell(tr("Please report it, with the log: {path}").format(path=logs.log_folder()))
        return BUG


_ASKING = {"search", "export", "edit", "collection", "basket", "searches", "mark", "tags", "cite", "credit-line"}
_SHORT_OPTIONS = {"-c", "-q", "-h", "-f", "-o"}


def _with_negations(argv: Sequence[str]) -> list[str]:
    """The arguments with “-type:video” kept for the query: argparse takes what begins with a space for a word."""
    if not _ASKING.intersection(argv):
        return list(argv)
    return [
        f" {word}" if len(word) > 1 and word[0] == "-" != word[1] and word not in _SHORT_OPTIONS else word
        for word in argv
    ]


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    made = argparse.ArgumentParser(
        prog="archive-app",
        description=tr("A cataloguer for news media archives. Without a command it opens the window."),
        epilog=tr("archive-app COMMAND --help explains a command."),
    )
    made.add_argument("--version", action="version", version=f"archive-app {__version__}")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--catalogue", "-c", metavar="FOLDER", help=tr("the catalogue (NAME.archive)"))
    shared.add_argument("--json", action="store_true", help=tr("print the result as JSON"))
    shared.add_argument("--quiet", "-q", action="store_true", help=tr("no progress line"))
    shared.add_argument("--verbose", action="store_true", help=argparse.SUPPRESS)
    commands = made.add_subparsers(title=tr("commands"), metavar="COMMAND", required=True)
    for module in (
        searching,
        finding,
        importing,
        batches,
        comparing,
        pictures,
        media,
        files,
        watching,
        changing,
        indexing,
        rules,
        rights,
        outward,
        exporting,
        citing,
        authorities,
        shelves,
    ):
        module.add_commands(commands, shared)
    complete(made)
    return made


def _fail(error: ArchiveError, arguments: argparse.Namespace) -> int:
    log.info("Ended with %s", type(error).__name__)
    if arguments.json:
        say_json({"error": error.message, "where": error.where, "remedy": error.remedy, "exit_code": error.exit_code})
    tell(f"archive-app: {error}")
    return error.exit_code


def _settings() -> Settings:
    try:
        return load()
    except SettingsError as error:
        tell(f"archive-app: {error}")
        return Settings()


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="surrogateescape" if stream is sys.stdin else "backslashreplace")
