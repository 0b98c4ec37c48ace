"""A session as files for other programs."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from figures import nobody, pose, standing
from recorded import record, rep, slides

from trainer.pose import Joint
from trainer.recording.reader import Recording
from trainer.report.export import ExportError, frame_columns, write_csv, write_json, write_parquet
from trainer.report.trc import MARKERS, resampled, write_trc


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("data") / "2026-11-23_18-05-12", video=False)


def table_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_columns_have_their_units_in_their_names():
    columns = frame_columns()
    assert len(columns) == 2 + 7 * 33 == len(set(columns))
    assert {"time_s", "left_elbow_x_px", "left_elbow_x_m", "left_elbow_visibility", "nose_z_m"} <= set(columns)


def test_csv_has_a_row_for_each_repetition_and_frame(session: Path, tmp_path: Path):
    with Recording(session) as recording:
        paths = write_csv(recording, tmp_path)
    assert [p.name for p in paths] == ["2026-11-23_18-05-12-reps.csv", "2026-11-23_18-05-12-frames.csv"]
    reps, frames = map(table_of, paths)
    assert [(r["rep"], r["start_s"], r["valid"], r["reason"]) for r in reps][1] == (
        "1",
        "4.0",
        "False",
        "elbow-off-wall",
    )
    assert len(frames) == 301
    first, poses = frames[0], list(slides())
    assert float(first["left_elbow_x_px"]) == pytest.approx(poses[0].image[Joint.LEFT_ELBOW][0], abs=0.001)
    assert float(first["left_elbow_y_m"]) == pytest.approx(poses[0].world[Joint.LEFT_ELBOW][1], abs=0.00001)
    assert frames[140]["nose_x_px"] == ""  # nobody there
    assert frames[140]["set"] == "0"


def test_json_can_be_read_and_says_where_it_comes_from(session: Path, tmp_path: Path):
    with Recording(session) as recording:
        (path,) = write_json(recording, tmp_path)
    told = json.loads(path.read_text(encoding="utf-8"))
    assert (told["about"]["width_px"], told["about"]["source"]) == (640, "camera 0")
    assert (len(told["reps"]), len(told["frames"])) == (5, 301)
    assert dict(zip(told["frame_columns"], told["frames"][30], strict=True))["time_s"] == 2.0
    assert told["frames"][140][2:] == [None] * 231


def test_parquet_keeps_every_digit(session: Path, tmp_path: Path):
    pq = pytest.importorskip("pyarrow.parquet", reason="parquet is an optional extra")
    with Recording(session) as recording:
        reps, frames = write_parquet(recording, tmp_path)
        poses = list(recording.poses())
    assert pq.read_table(reps).column("reason").to_pylist() == [None, "elbow-off-wall", None, "shallow", None]
    table = pq.read_table(frames)
    assert table.column("left_elbow_x_px")[7].as_py() == poses[7].image[Joint.LEFT_ELBOW][0]


def test_without_pyarrow_it_says_what_to_install(session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with Recording(session) as recording, pytest.raises(ExportError, match="pip install"):
        write_parquet(recording, tmp_path)


def test_a_text_never_becomes_a_formula(tmp_path: Path):
    odd = replace(rep(0), side="=HYPERLINK(1)")
    with Recording(record(tmp_path / "odd", video=False, reps=(odd,))) as recording:
        reps, _ = write_csv(recording, tmp_path)
    assert table_of(reps)[0]["side"] == "'=HYPERLINK(1)"


def test_trc_is_what_opensim_reads(session: Path, tmp_path: Path):
    with Recording(session) as recording:
        (path,) = write_trc(recording, tmp_path)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[0] == "PathFileType\t4\t(X/Y/Z)\t2026-11-23_18-05-12.trc"
    about = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=True))
    assert (about["DataRate"], about["NumFrames"], about["NumMarkers"], about["Units"]) == (
        "15.000000",
        "301",
        "27",
        "m",
    )
    names = lines[3].split("\t")
    assert names[:3] == ["Frame#", "Time", "Nose"]
    assert [n for n in names[2:] if n] == list(MARKERS.values())
    assert lines[4].split("\t")[:5] == ["", "", "X1", "Y1", "Z1"]
    assert lines[5] == ""
    rows = [line.split("\t") for line in lines[6:-1]]
    assert {len(row) for row in rows} == {2 + 3 * 27} == {len(lines[4].split("\t"))}
    assert rows[30][:2] == ["31", "2.000000"]
    nose = [float(v) for v in rows[0][2:5]]
    assert nose == pytest.approx([0.0, 0.69, 0.11], abs=1e-6)  # y up, z to the camera
    assert rows[142][2:] == [""] * 81  # nobody there


def test_trc_has_one_rate_though_cameras_have_none():
    poses = [pose(t, standing()) for t in (0.0, 0.1, 0.2, 0.31, 0.4, 0.5)]
    times, markers = resampled(poses)
    assert times == pytest.approx([0.0, 0.1, 0.2, 0.3, 0.4, 0.5])
    assert markers[3, 0] == pytest.approx([0.0, 0.69, 0.11])


def test_trc_of_nobody_and_of_nothing():
    assert resampled([])[1].shape == (0, 27, 3)
    times, markers = resampled([nobody(0.0), nobody(0.1)])
    assert len(times) == 2
    assert markers[0, 0] != pytest.approx([0, 0, 0])


def test_trc_refuses_times_that_would_fill_the_disk():
    figure = standing()
    poses = [pose(t, figure) for t in (0.0, 1e-6, 2e-6, 1e6)]
    with pytest.raises(ExportError, match="csv"):
        resampled(poses)
