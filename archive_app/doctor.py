"""Says which of the system's libraries the window still needs, and installs them where it may.

Qt itself comes with PySide6; below it Qt expects libraries of the system (X11, OpenGL, fonts …). Where one is
missing Qt ends the program with a message that helps nobody, so this is asked first. Standard library only:
it must run before anything else does. ``python -m archive_app.doctor`` prints the one line to run.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from archive_app.i18n import tr

# Library → Debian's and Ubuntu's package. Found by starting from an empty Debian and adding packages until
# windows opened; Ubuntu's newer names (libglib2.0-0t64) are chosen by apt-get itself.
_BASE = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libXrender.so.1": "libxrender1",
    "libdrm.so.2": "libdrm2",
    "libbrotlidec.so.1": "libbrotli1",
    "libbrotlicommon.so.1": "libbrotli1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libpulse.so.0": "libpulse0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libzstd.so.1": "libzstd1",
}
_WINDOW = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
_PACKAGES = _BASE | _WINDOW

_QT_BASE = (
    "lib/libQt6Widgets.so.6",
    "lib/libQt6Svg.so.6",
    "lib/libQt6Network.so.6",
    "lib/libQt6Multimedia.so.6",
    "plugins/platforms/libqoffscreen.so",
    "plugins/multimedia/libffmpegmediaplugin.so",
)
_QT_X11 = "plugins/platforms/libqxcb.so"
_QT_WAYLAND = "plugins/platforms/libqwayland.so"

NOTHING_MISSING, MISSING, NO_QT = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Check, and with ``--install`` put right; 0 when nothing is missing, 1 when something is, 2 without PySide6."""
    parser = argparse.ArgumentParser(
        prog="python -m archive_app.doctor", description=tr("Check what the window needs.")
    )
    parser.add_argument("--no-window", action="store_true", help=tr("only what drawing without a screen needs"))
    parser.add_argument("--install", action="store_true", help=tr("install what is missing, where you may"))
    options = parser.parse_args(argv)
    if not sys.platform.startswith("linux"):
        return NOTHING_MISSING
    qt = qt_folder()
    if qt is None:
        print(tr("The window needs PySide6, which is not installed here."))
        return NO_QT
    missing = missing_libraries(qt, window=not options.no_window)
    if missing and options.install and _can_install():
        print(tr("Installing the libraries that Qt needs…"), flush=True)
        _install(packages_for(missing))
        missing = missing_libraries(qt, window=not options.no_window)
    if missing:
        print(advice(missing))
    return MISSING if missing else NOTHING_MISSING


def qt_folder() -> Path | None:
    """PySide6's own Qt, without importing it; None where it is not installed, or is the system's."""
    spec = find_spec("PySide6")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(place) / "Qt").is_dir():
            return Path(place) / "Qt"
    return None


def missing_libraries(qt: Path, *, window: bool) -> tuple[str, ...]:
    """The file names of libraries that Qt's own files in ``qt`` ask for and the system does not have.

    ``window`` adds what a window needs on the screen there is (on either kind where there is none yet) to what
    drawing without a screen needs.
    """
    if shutil.which("ldd") is None:
        return tuple(name for name in (_PACKAGES if window else _BASE) if not _loads(name))
    files = [qt / name for name in _QT_BASE + (_screen_plugins() if window else ())]
    import subprocess  # seldom wanted, and not for nothing

    found = subprocess.run(
        ["ldd", *(os.fspath(file) for file in files if file.exists())], capture_output=True, text=True, check=False
    )
    return tuple(sorted(set(re.findall(r"^\s*(\S+) => not found", found.stdout, re.MULTILINE))))


def why_no_window() -> str:
    """Why Qt could not open a window here, in words with the line to run; "" when it can. Quick, for every start.

    Qt ends the whole program when it cannot load its platform plug-in, so the plug-in is loaded first, by hand.
    """
    qt = qt_folder()
    if not sys.platform.startswith("linux") or qt is None:
        return ""
    asked = os.environ.get("QT_QPA_PLATFORM", "")
    plugin = _screen_plugins()[0]
    if asked:
        plugin = f"plugins/platforms/libq{asked.partition(':')[0].partition(';')[0]}.so"
    elif not has_display():
        return tr("There is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set.")
    if not (qt / plugin).exists() or _loads(os.fspath(qt / plugin)):
        return ""
    missing = missing_libraries(qt, window=True)
    return advice(missing) if missing else ""


def _screen_plugins() -> tuple[str, ...]:
    """What Qt opens windows with here. A Wayland desktop nearly always offers X11 too, and Qt falls back to that."""
    if os.environ.get("DISPLAY"):
        return (_QT_X11,)
    return (_QT_WAYLAND,) if os.environ.get("WAYLAND_DISPLAY") else (_QT_X11, _QT_WAYLAND)


def has_display() -> bool:
    """Whether there is a screen to open a window on."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def packages_for(libraries: Iterable[str]) -> tuple[str, ...]:
    """The Debian packages that hold these libraries, each once; libraries nobody knows are left out."""
    return tuple(sorted({_PACKAGES[name] for name in libraries if name in _PACKAGES}))


def advice(libraries: Sequence[str]) -> str:
    """What is missing and the one line that puts it right, for a person."""
    packages = packages_for(libraries)
    unknown = [name for name in libraries if name not in _PACKAGES]
    lines = [
        tr("The window needs libraries that this system does not have: {names}.").format(names=", ".join(libraries))
    ]
    if packages and shutil.which("apt-get"):
        lines += [tr("Run this line, then try again:"), f"    {_prefix()}apt-get install -y {' '.join(packages)}"]
    elif packages:
        words = tr("Debian calls their packages {names}; install what your system calls them.")
        lines.append(words.format(names=", ".join(packages)))
    if unknown:
        lines.append(tr("Which package holds {names} is not known here.").format(names=", ".join(unknown)))
    return "\n".join(lines)


def _prefix() -> str:
    return "" if _can_install() else "sudo "


def _can_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(packages: Sequence[str]) -> None:
    if not packages:
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    import subprocess

    command = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", "install", "-y", "--no-install-recommends", *packages]
    for step in (["apt-get", "-qq", "update"], command):
        # Its chatter is kept off the screen unless it fails; what is still missing is said afterwards.
        done = subprocess.run(
            step, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            print(done.stdout, file=sys.stderr)


def _loads(name: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
