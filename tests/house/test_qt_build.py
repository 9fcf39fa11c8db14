"""The build of Qt for Python in use is a sound one, and the check at start-up would say if it were not."""

from __future__ import annotations

import sys

import pytest

from archive_app.ui import canary


def test_ten_thousand_void_calls_keep_the_count_of_none() -> None:
    if sys.version_info >= (3, 12):
        pytest.skip("None is immortal from Python 3.12 on, so its count says nothing")
    from PySide6.QtCore import QObject

    probe = QObject()
    before = sys.getrefcount(None)
    for _ in range(10_000):
        probe.setObjectName("probe")
    assert abs(before - sys.getrefcount(None)) < 100


def test_the_canary_is_content_with_this_build() -> None:
    assert canary.check() == ""
