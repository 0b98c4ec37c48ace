"""The commands as a user types them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import av
import pytest
from conftest import SAMPLES, Command, without_display
from typer.testing import CliRunner

from trainer import cli
from trainer.app import Outcome
from trainer.commands import demo, live
from trainer.commands.keeping import Keep
from trainer.exercise import Strictness
from trainer.exercises import exercises
from trainer.folders import data_folder
from trainer.sources import VideoFile
from trainer.status import Result

HEAVY_LIBRARIES = {"mediapipe", "cv2", "av", "numpy"}


def error_line(done: subprocess.CompletedProcess[str]) -> str:
    """The one line on standard error, and nothing on standard output."""
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    (line,) = done.stderr.splitlines()
    return line


def test_help_names_every_command(trainer: Command):
    done = trainer("--help")
    assert done.returncode == 0
    for command in ("demo", "run", "analyze", "sessions", "exercises", "doctor"):
        assert re.search(rf"\b{command}\b", done.stdout)


def test_help_loads_no_heavy_library():
    code = "import sys, trainer.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert HEAVY_LIBRARIES & set(loaded) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the time of other processes")
def test_help_is_quick(trainer: Command):
    def processor_seconds() -> float:
        """Of one run: on an idle machine the time it takes, and on a busy one still what the trainer can answer for."""
        before = os.times()
        trainer("--help")
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(processor_seconds() for _ in range(3)) <= 0.4


@pytest.mark.parametrize("command", ["demo", "run", "analyze", "sessions", "exercises", "doctor"])
def test_each_command_explains_itself(trainer: Command, command: str):
    done = trainer(command, "--help")
    assert done.returncode == 0
    assert "Usage: trainer" in done.stdout or "Usage: python -m trainer" in done.stdout


def test_analyze_prints_a_table_and_writes_json(trainer: Command, short_clip: Path, tmp_path: Path):
    done = trainer("analyze", short_clip, "--exercise", "arm-slides", "--json", "out.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ valid" in done.stdout
    assert "186 of 186 frames" in done.stdout
    assert "Wrote out.json" in done.stdout
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (told["schema"], told["exercise"], told["source"]) == (1, "arm-slides", "short.mp4")
    assert (told["frames"], told["frames_with_pose"], told["duration_s"]) == (186, 186, 6.2)
    assert [rep["valid"] for rep in told["reps"]] == [True]


def test_json_to_standard_output_is_alone_there_and_the_same_each_time(trainer: Command, short_clip: Path):
    first = trainer("analyze", short_clip, "-e", "arm-slides", "--json", "-", "--model", "lite")
    again = trainer("analyze", short_clip, "-e", "arm-slides", "--json", "-", "--model", "lite")
    assert (first.returncode, first.stderr) == (0, "")
    assert json.loads(first.stdout)["frames"] == 186
    assert first.stdout == again.stdout


def test_json_for_another_program_is_utf_8_whatever_the_terminal_speaks(short_clip: Path, tmp_path: Path):
    clip = tmp_path / "Jörg ✓.mp4"
    shutil.copy(short_clip, clip)
    arguments = ["analyze", str(clip), "-e", "arm-slides", "--model", "lite", "--json", "-"]
    done = subprocess.run(
        [sys.executable, "-m", "trainer", *arguments], capture_output=True, check=True, cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
    )  # fmt: skip
    assert json.loads(done.stdout.decode("utf-8"))["source"] == "Jörg ✓.mp4"
    assert b"\r" not in done.stdout


def test_the_annotated_video_has_every_frame_at_its_own_time(trainer: Command, short_clip: Path, tmp_path: Path):
    done = trainer("analyze", short_clip, "-e", "arm-slides", "--model", "lite", "--save-video", "out.mp4")
    assert done.returncode == 0
    assert "Wrote out.mp4" in done.stdout
    with av.open(str(tmp_path / "out.mp4")) as written, av.open(str(short_clip)) as given:
        assert written.streams.video[0].codec_context.name == "h264"
        assert (written.streams.video[0].width, written.streams.video[0].height) == (640, 480)
        times = [float(frame.time) for frame in written.decode(video=0)]
        assert times == pytest.approx([float(frame.time) for frame in given.decode(video=0)], abs=0.001)


def test_a_video_without_a_person_is_told_and_is_no_error(trainer: Command, empty_room: Path, tmp_path: Path):
    done = trainer("analyze", empty_room, "-e", "butterfly", "--model", "lite", "--json", "out.json")
    assert done.returncode == 0
    assert "No person was found in any of the 30 frames of empty.mp4." in done.stdout
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (told["frames"], told["frames_with_pose"], told["view"], told["reps"]) == (30, 0, None, [])


def test_a_video_that_is_cut_off_is_judged_as_far_as_it_goes_and_told(
    trainer: Command, short_clip: Path, tmp_path: Path
):
    whole = short_clip.read_bytes()
    moov_first = tmp_path / "front.mp4"
    with av.open(str(short_clip)) as given, av.open(str(moov_first), "w", options={"movflags": "faststart"}) as out:
        stream = out.add_stream_from_template(given.streams.video[0])
        for packet in given.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                out.mux(packet)
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(moov_first.read_bytes()[: len(whole) // 2])
    done = trainer("analyze", cut, "-e", "arm-slides", "--model", "lite", "--json", "-")
    assert done.returncode == 0
    assert 0 < json.loads(done.stdout)["frames"] < 186
    assert done.stderr.startswith("trainer: cut.mp4 ends early")


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (("analyze", "nope.mp4", "-e", "butterfly"), 1, "no such file: nope.mp4"),
        (("analyze", "text.mp4", "-e", "butterfly"), 1, "text.mp4 is not a video"),
        (("analyze", "room.mp4", "-e", "squat"), 2, "no exercise 'squat': expected one of aerobic, arm-"),
        (("analyze", "room.mp4", "-e", "butterfly", "--json", "no/out.json"), 2, "no folder no to write out.json in"),
        (("analyze", "room.mp4", "-e", "butterfly", "--save-video", "no/out.mp4"), 2, "no folder no to write out.mp4"),
        (("analyze", "room.mp4", "-e", "butterfly", "--save-video", "room.mp4"), 2, "room.mp4 is the video itself"),
        (("analyze", "room.mp4", "-e", "butterfly", "--json", "."), 2, "expected a file to write, got a folder"),
        (("demo", "--exercise", "squat"), 2, "no exercise 'squat'"),
        (("run", "--exercise", "squat"), 2, "no exercise 'squat'"),
        (("run", "--exercise", "isometric-neck", "--side", "up"), 2, "no side 'up' of isometric-neck: expected one of"),
        (("run", "--exercise", "butterfly", "--side", "left"), 2, "no side 'left' of butterfly: it has no sides"),
        (("run", "--exercise", "butterfly", "--camera", "97", "--no-window"), 1, "camera 97"),
        (("exercises", "squat"), 2, "no exercise 'squat'"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    trainer: Command, empty_room: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, expected: str
):
    (tmp_path / "text.mp4").write_text("not a video at all", encoding="utf-8")
    before = empty_room.read_bytes()
    shutil.copy(empty_room, tmp_path / "room.mp4")
    done = trainer(*arguments)
    assert expected in error_line(done)
    assert error_line(done).startswith("trainer: ")
    assert done.returncode == code
    assert (tmp_path / "room.mp4").read_bytes() == before


def test_a_missing_option_is_no_traceback(trainer: Command):
    done = trainer("analyze", "clip.mp4")
    assert done.returncode == 2
    assert "--exercise" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_model_is_told_in_one_line(trainer: Command, empty_room: Path, tmp_path: Path):
    (tmp_path / "pose_landmarker_lite.task").write_bytes(b"PK broken")
    environment = {**os.environ, "TRAINER_MODELS": str(tmp_path)}
    done = trainer("analyze", empty_room, "-e", "butterfly", "--model", "lite", env=environment)
    assert "is broken: expected sha256" in error_line(done)
    assert done.returncode == 1


def test_a_terminal_gets_a_progress_bar(short_clip: Path, tmp_path: Path):
    pty = pytest.importorskip("pty", reason="Windows has no terminals of this kind")
    controller, terminal = pty.openpty()
    arguments = ["analyze", str(short_clip), "-e", "arm-slides", "--model", "lite", "--json", "-"]
    with subprocess.Popen(
        [sys.executable, "-m", "trainer", *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=terminal, cwd=tmp_path,
        env={**os.environ, "TERM": "xterm-256color"},
    ) as process:  # fmt: skip
        os.close(terminal)
        shown = bytearray()
        while chunk := read_terminal(controller):
            shown += chunk
        assert process.stdout is not None
        assert json.loads(process.stdout.read())["frames"] == 186
    os.close(controller)
    assert b"short.mp4" in shown
    assert re.search(rb"\d+%", shown)


def read_terminal(controller: int) -> bytes:
    """What the program wrote to its terminal; empty when it has closed it, which Linux tells as an error."""
    try:
        return os.read(controller, 65536)
    except OSError:
        return b""


def test_exercises_lists_all_of_them(trainer: Command):
    listed = trainer("exercises")
    assert listed.returncode == 0
    for exercise in exercises():
        assert f"│ {exercise} " in listed.stdout


def test_exercises_tells_about_one(trainer: Command):
    told = trainer("exercises", "isometric-neck").stdout
    assert "Isometric neck press" in told
    for part in ("Dose: ", "Sides: front, left, right, back", "Camera: ", "Where the limits come from:"):
        assert part in told
    assert re.search(r"│ head-moves .*│ [≤±] \d+ deg +│ does not count", told)
    assert re.search(r"│ shrug .*│ ≤ [\d.]+ cm +│ counts, is told", told)


def test_run_judges_a_video_without_a_window(trainer: Command, short_clip: Path, tmp_path: Path):
    done = trainer(
        "run", "-e", "arm-slides", "--video", short_clip, "--no-window", "--model", "lite", "--save-video", "out.mp4"
    )
    assert done.returncode == 0
    assert done.stderr == "Judging without a window: Ctrl-C ends it.\n"
    assert "\n│ 1 │ 0:0" in done.stdout
    assert "Wrote out.mp4" in done.stdout
    assert (tmp_path / "out.mp4").stat().st_size > 50_000


def test_run_takes_the_wishes_of_the_user(trainer: Command, short_clip: Path):
    wishes = ("--reps", "3", "--hold", "2", "--strictness", "relaxed", "--model", "lite")
    done = trainer("run", "-e", "butterfly", "--video", short_clip, "--no-window", *wishes)
    assert done.returncode == 0
    assert "Butterfly, seen from" in done.stdout


def test_run_chooses_a_model_that_is_quick_enough_and_says_which(trainer: Command, empty_room: Path):
    done = trainer("run", "-e", "butterfly", "--video", empty_room, "--no-window")
    assert done.returncode == 0
    assert re.search(r"^Model: (lite|full|heavy) \(\d+ frames a second on this machine\)$", done.stderr, re.M)


@without_display
def test_run_without_a_display_says_what_to_do(trainer: Command, empty_room: Path):
    done = trainer("run", "-e", "butterfly", "--video", empty_room)
    assert error_line(done) == (
        "trainer: no display to open a window on: add --no-window, and --save-video FILE to look at it later"
    )
    assert done.returncode == 2


def test_run_shows_a_video_in_a_window_where_there_is_a_display(trainer: Command, short_clip: Path, display: str):
    environment = {**os.environ, "DISPLAY": display}
    done = trainer("run", "-e", "arm-slides", "--video", short_clip, "--model", "lite", env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\n│ 1 │ 0:0" in done.stdout


def asked(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> live.Wish:
    """What trainer run passes on."""
    wishes: list[live.Wish] = []
    monkeypatch.setattr(live, "live", lambda _, wish: wishes.append(wish))
    done = CliRunner().invoke(cli.app, ["run", "-e", "isometric-neck", *arguments])
    assert done.exit_code == 0, done.output
    (wish,) = wishes
    return wish


def test_run_alone_asks_for_the_first_camera_a_window_and_what_the_exercise_says(monkeypatch: pytest.MonkeyPatch):
    keep = Keep(data_folder(), pictures=True, blur_face=False)
    assert asked(monkeypatch) == live.Wish(
        "0", None, None, None, None, "auto", Strictness.NORMAL, True, None, keep, data=data_folder()
    )  # fmt: skip


def test_every_option_of_run_arrives(monkeypatch: pytest.MonkeyPatch):
    options = "--camera 2 --video a.mp4 --side back --reps 3 --hold 7.5 --model full --strictness strict --no-window"
    wish = asked(
        monkeypatch, *options.split(), "--save-video", "b.mp4", "--skeleton-only", "--blur-face", "--data", "d"
    )
    keep = Keep(Path("d"), pictures=False, blur_face=True)
    assert wish == live.Wish(
        "2", Path("a.mp4"), "back", 3, 7.5, "full", Strictness.STRICT, False, Path("b.mp4"), keep, data=Path("d")
    )  # fmt: skip
    assert asked(monkeypatch, "--no-record").keep is None


@pytest.mark.parametrize(
    ("from_file", "window", "mirrored", "paced"),
    [(False, True, True, False), (False, False, True, False), (True, True, False, True), (True, False, False, False)],
)
def test_a_camera_is_mirrored_and_a_file_in_a_window_keeps_its_own_pace(
    monkeypatch: pytest.MonkeyPatch, empty_room: Path, from_file: bool, window: bool, mirrored: bool, paced: bool
):
    options: dict[str, object] = {}

    def train(*_: object, **given: object) -> Outcome:
        options.update(given)
        return Outcome(Result(None, (), (), ()), 0, 0.0)

    monkeypatch.setattr(live, "train", train)
    wish = live.Wish("0", None, None, None, None, "lite", Strictness.NORMAL, window, None)
    if from_file:
        with VideoFile(empty_room) as video:
            live.play(exercises()["butterfly"], wish, video)
    else:
        camera = SimpleNamespace(size=(640, 480))
        live.play(exercises()["butterfly"], wish, camera)  # type: ignore[arg-type]
    assert (options["mirrored"], options["paced"]) == (mirrored, paced)
    assert (options["open_window"] is not None) is window


@pytest.mark.parametrize("options", ["--reps 0", "--hold 0.1", "--model huge", "--strictness lax", "--camera"])
def test_a_wish_that_makes_no_sense_is_refused(trainer: Command, options: str):
    done = trainer("run", "-e", "isometric-neck", *options.split())
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_the_demo_plays_live_where_there_is_a_display(monkeypatch: pytest.MonkeyPatch):
    played: list[tuple[str, live.Wish]] = []
    monkeypatch.setattr(demo, "has_display", lambda: True)
    monkeypatch.setattr(demo, "live", lambda exercise, wish: played.append((exercise.id, wish)))
    demo.show(exercises()["bear-roll"])
    ((exercise, wish),) = played
    assert (exercise, wish.video, wish.window, wish.save_video) == ("bear-roll", SAMPLES / "bear-roll.mp4", True, None)


def test_the_demo_writes_to_the_cache_when_the_current_folder_is_closed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    assert demo.target_folder() == tmp_path
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(demo, "cache_folder", lambda: tmp_path / "cache")
    assert demo.target_folder() == tmp_path / "cache"


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (["run", "-e", "butterfly", "--video", "none.mp4", "--no-window", "--hold"], ["nan", "inf", "601", "0.4"]),
        (["replay", "--save-video", "a.mp4", "--from"], ["nan", "-1"]),
        (["replay", "--save-video", "a.mp4", "--speed"], ["nan", "inf", "0"]),
        (["sessions", "--keep-days"], ["nan", "-1"]),
        (["history", "--days"], ["nan", "-1"]),
    ],
)
def test_a_number_that_can_t_be_is_refused(arguments: list[str], wrong: list[str]):
    for value in wrong:
        done = CliRunner().invoke(cli.app, [*arguments, value])
        assert (done.exit_code, arguments[-1] in done.output) == (2, True), value


def test_ten_minutes_can_be_held():
    done = CliRunner().invoke(cli.app, ["run", "-e", "butterfly", "--video", "none.mp4", "--no-window", "--hold=600"])
    assert (done.exit_code, "none.mp4" in done.output) == (1, True), "only the video is missing"
