"""Labels are read into the words of a result."""

from __future__ import annotations

import json
from pathlib import Path

from trainer.labels import labels_of, read_labels
from trainer.status import Fault, Rep

FAULT = {"code": "arm-low", "start_s": 2, "end_s": 6.5, "magnitude": 27, "unit": "deg", "severity": "break"}
HELD = {
    "side": "left", "start_s": 1.0, "peak_s": 4.0, "end_s": 8.0, "hold_s": 5.0, "hold_start_s": 2.5, "hold_end_s": 7.5,
    "valid": False, "faults": [FAULT, {**FAULT, "code": "elbow-bent", "severity": "warn"}],
}  # fmt: skip
CIRCLE = {"start_s": 10.0, "end_s": 12.0, "valid": True, "faults": []}
DATA = {
    "exercise": "arm-reach", "view": "side", "reps": [HELD, CIRCLE],
    "spans": [{"code": "slump", "start_s": 1, "end_s": 5, "magnitude": 30, "unit": "deg"}],
}  # fmt: skip


def test_labels_in_the_words_of_a_result():
    labels = labels_of(DATA, "clip")
    low, bent = (Fault("arm-low", "break", 2.0, 6.5, 27.0, "deg"), Fault("elbow-bent", "warn", 2.0, 6.5, 27.0, "deg"))
    assert labels.reps == (
        Rep(0, "left", 1.0, 4.0, 8.0, 5.0, 5.0, False, "arm-low", (low, bent)),
        Rep(1, None, 10.0, 11.0, 12.0, 0.0, 0.0, True, None),  # the middle stands for an unlabelled peak
    )
    assert labels.spans == (Fault("slump", "warn", 1.0, 5.0, 30.0, "deg"),)
    assert labels.holds == ((2.5, 7.5), None)
    assert (labels.name, labels.exercise, labels.view) == ("clip", "arm-reach", "side")


def test_a_file_is_named_by_itself_or_by_its_own_name(tmp_path: Path):
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(DATA))
    assert read_labels(path).name == "mine"
    path.write_text(json.dumps({"clip": "other", **DATA}))
    assert read_labels(path).name == "other"
