"""A library that is not to come along with another one."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from trainer.estimator.absent import absent


def test_meanwhile_it_cannot_be_imported_and_afterwards_it_can(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with pytest.raises(ImportError), absent("colorsys"):
        importlib.import_module("colorsys")
    assert importlib.import_module("colorsys").rgb_to_hsv(0, 0, 1)[2] == 1


def test_what_was_there_before_stays():
    with absent("importlib"):
        assert sys.modules["importlib"] is importlib
    assert sys.modules["importlib"] is importlib


def test_the_pose_library_brings_no_sound_system_along():
    code = "import sys, trainer.estimator; print('mediapipe' in sys.modules, 'sounddevice' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told == "True False\n"
