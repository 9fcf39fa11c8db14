"""What holds for every test: no test touches the person's own folders, the network or a real screen."""

from __future__ import annotations

import itertools
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import loopback

# Before anything imports Qt: drawing happens in memory.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "UTC"

REPOSITORY = Path(__file__).resolve().parent.parent

# Whether a test passes must not depend on luck or on how busy the machine is: always the same examples, no deadline.
# `pytest --hypothesis-profile=search` looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders counted here: ``mktemp`` looks at all that were made before, which are ten thousand in the end."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def a_home_of_its_own(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, logs, catalogues and caches of a test go to a folder that is thrown away."""
    home = next(_homes)
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name, folder in {
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
        "XDG_CACHE_HOME": "cache",
        "APPDATA": "roaming",
        "LOCALAPPDATA": "local",
    }.items():
        monkeypatch.setenv(name, str(home / folder))
    monkeypatch.setenv("LANGUAGE", "en")
    return home


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for the network fails; sockets of this machine (AF_UNIX) are let through,
    and so are the test's own servers."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: object) -> None:
        own = isinstance(address, tuple) and address[0] == "127.0.0.1" and address[1] in loopback.PORTS
        if self.family != getattr(socket, "AF_UNIX", None) and not own:
            pytest.fail(f"The test reached for the network: {address}")
        connect(self, address)  # type: ignore[arg-type] # whatever socket.connect takes

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test starts in English, whatever the one before it spoke."""
    from archive_app.i18n import use_language

    use_language(None)
    yield
    use_language(None)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of test data beside the checkout; tests that need it are skipped where it is absent."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared test data is not beside this checkout")
    return folder
