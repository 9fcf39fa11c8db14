"""What ``archive-app`` starts, and what it says where it cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archive_app import __main__ as start
from archive_app import doctor


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--sample"],
        ["--catalogue", "x"],
        ["--catalogue=x", "--theme", "dark"],
        ["My pictures.archive"],
        ["a.archive/"],
    ],
)
def test_without_a_verb_the_window_opens(arguments: list[str]) -> None:
    assert start.opens_window(arguments)


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["search", "harbour"], ["--catalogue", "x", "search", "x"], ["--unheard-of"]],
)
def test_everything_else_is_the_command_line(arguments: list[str]) -> None:
    assert not start.opens_window(arguments)


def test_asking_for_the_version_never_loads_qt() -> None:
    code = "import sys; from archive_app.__main__ import main\ntry:\n main(['--version'])\nexcept SystemExit: pass\n"
    code += "print('PySide6' in sys.modules, 'archive_app.ui' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False False"


def test_without_qt_the_words_say_what_is_missing_and_what_works_without_it() -> None:
    code = "import sys; sys.modules['PySide6'] = None; sys.modules['PySide6.QtWidgets'] = None\n"
    code += "from archive_app import doctor; doctor.qt_folder = lambda: None\n"
    code += "from archive_app.__main__ import gui; sys.exit(gui([]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert done.stderr.startswith("The window needs PySide6, which is not installed here.")
    assert "pip install" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there can the screen be missing")
def test_without_a_screen_the_reason_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not doctor.has_display()
    assert "no screen" in doctor.why_no_window()


def test_the_platform_in_memory_needs_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert doctor.why_no_window() == ""


def test_advice_is_one_line_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "apt-get" else None)
    words = doctor.advice(["libxcb-cursor.so.0", "libGL.so.1", "libxcb-cursor.so.0", "libnobody.so.7"])
    (line,) = (line for line in words.splitlines() if "apt-get" in line)
    assert line.split("install -y ")[1] == "libgl1 libxcb-cursor0"
    assert "libnobody.so.7 is not known" in words


def test_the_libraries_that_are_here_are_not_missed() -> None:
    qt = doctor.qt_folder()
    assert qt is not None
    assert doctor.missing_libraries(qt, window=False) == ()


def test_a_library_that_is_not_there_is_found_missing(tmp_path: Path) -> None:
    source = tmp_path / "empty.c"
    source.write_text("int nothing(void) { return 0; }\n")
    if not (shutil.which("gcc") and shutil.which("ldd")):
        pytest.skip("making a library that asks for one that is missing needs gcc")
    plugins = tmp_path / "plugins" / "platforms"
    plugins.mkdir(parents=True)
    wanted = tmp_path / "libxcb-cursor.so.0"
    subprocess.run(["gcc", "-shared", "-o", wanted, source, "-Wl,-soname,libnowhere.so.9"], check=True)
    subprocess.run(
        ["gcc", "-shared", "-Wl,--no-as-needed", "-o", plugins / "libqoffscreen.so", source, wanted], check=True
    )
    assert doctor.missing_libraries(tmp_path, window=False) == ("libnowhere.so.9",)


def test_the_window_is_painted_before_what_fills_it_is_imported(tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from archive_app.ui import start\n"
        "class Window(start.MainWindow):\n"
        "    def paintEvent(self, event):\n"
        "        super().paintEvent(event)\n"
        "        late = {'archive_app.settings', 'archive_app.ui.app', 'tomllib', 'sqlalchemy', 'datetime'}\n"
        "        print(sorted(late & set(sys.modules)), flush=True)\n"
        "        QTimer.singleShot(0, lambda: os._exit(0))\n"
        "start.MainWindow = Window\n"
        "start.run([])\n"
    )
    places = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    surroundings = os.environ | places | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=surroundings)
    assert done.stdout == "[]\n"
