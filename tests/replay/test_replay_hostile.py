"""Sessions that no trainer recorded: replay and judging again show what there is, or say one sentence."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import av
import pytest
from replay_figures import SETTINGS, butterflies, record

from trainer.commands.rejudge import rejudge_sessions
from trainer.commands.replay import Wish, replay
from trainer.exercise import Strictness
from trainer.recording import RecordingError


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One attempt, with pictures."""
    return record(tmp_path_factory.mktemp("data") / "one", [(SETTINGS, butterflies((3.0,)))])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sets SET hold_s = 0.0",
        "UPDATE sets SET hold_s = -5.0",
        "UPDATE sets SET hold_s = 1e7",
        "UPDATE sets SET reps = 0",
        "UPDATE sets SET reps = 1000000",
        "UPDATE sets SET side = 'nowhere'",
        "UPDATE sets SET exercise = 'headstand'",
        "UPDATE sets SET start_s = 1e7, end_s = -1e7",
        "DELETE FROM sets",
        "UPDATE session SET width_px = 65536, height_px = 1",
        "UPDATE poses SET width_px = 1, height_px = 65536",
        "UPDATE poses SET t_s = 3.0",
        "UPDATE poses SET t_s = -1e7 WHERE id < 50",
        "UPDATE poses SET t_s = 1e7 WHERE id > 50",
        "UPDATE poses SET landmarks = NULL",
        "UPDATE reps SET start_s = 1e7, end_s = -1e7",
        "UPDATE faults SET start_s = -1e7, end_s = 1e7, worst = NULL",
    ],
)
@pytest.mark.parametrize("pictures", [True, False])
def test_made_up_values_are_shown_as_far_as_they_go(
    statement: str, pictures: bool, whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(whole, tmp_path / "data" / "one"))
    if not pictures:
        (folder / "video.mp4").unlink()
    with closing(sqlite3.connect(folder / "session.sqlite", isolation_level=None)) as connection:
        connection.execute(statement)
    target = tmp_path / "out.mp4"
    replay(Wish(folder.parent, "one", 8.0, 6.0, None, target))
    with av.open(str(target)) as container:
        assert sum(1 for _ in container.decode(video=0)) > 0
    rejudge_sessions(folder.parent, ["one"], Strictness.STRICT)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("seed", range(12))
def test_a_spoiled_session_is_shown_or_refused(seed: int, whole: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(whole, tmp_path / "data" / "one"))
    dice = random.Random(seed)
    for name, bytes_changed in (("session.sqlite", (0, 3, 30)), ("video.mp4", (5, 300))):
        data = bytearray((folder / name).read_bytes())
        for _ in range(dice.choice(bytes_changed)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        (folder / name).write_bytes(data)
    with suppress(RecordingError):
        replay(Wish(folder.parent, "one", 8.0, 8.0, None, tmp_path / "out.mp4"))
