"""What comes up over the picture while somebody exercises, in the person's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from live_figures import Estimator, Reel, Screen, Webcam, endless
from voice_figures import Actor, Clock, Plays, until

from trainer.app import train
from trainer.calibration import Calibration
from trainer.movie import MovieError, MovieWriter
from trainer.overlay import Overlay
from trainer.recording import SetSettings
from trainer.recording.take import Take, starter
from trainer.saying import Phrase, phrase
from trainer.sources import Camera
from trainer.voice import Voice
from trainer.voice.engine import NO_DEVICE, UnheardError
from trainer.words import LANGUAGES, Words
from trainer.workout.bookkeeping import Measurer
from trainer.workout.moment import Fact, Moment

FULL = {
    "en": "the disk is full: no more pictures are recorded, the exercise goes on",
    "de": "der Datenträger ist voll: keine weiteren Bilder in der Aufnahme, die Übung geht weiter",
    "es": "el disco está lleno: no se graban más imágenes, el ejercicio sigue",
}
GONE = {
    "en": "camera 0 is gone: plug it in again",
    "de": "Kamera 0 ist weg: steck sie wieder ein",
    "es": "cámara 0 desconectada: vuelve a conectarla",
}
SILENT = {
    "en": "no voice, no sounds: no audio device; captions stay",
    "de": "keine Stimme, keine Töne: kein Audiogerät; die Schrift bleibt",
    "es": "sin voz, sin sonidos: no hay dispositivo de audio; quedan los textos",
}
HANGS = {
    "en": "no voice: the engine hangs; captions stay",
    "de": "keine Stimme: die Sprachausgabe hängt; die Schrift bleibt",
    "es": "sin voz: la voz no responde; quedan los textos",
}


@pytest.fixture
def notices(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Each notice that is drawn over the picture."""
    drawn: list[str | None] = []
    draw = Overlay.draw_moment

    def noted(self: Overlay, *what: Any, **how: Any) -> Any:
        drawn.append(how.get("notice"))
        return draw(self, *what, **how)

    monkeypatch.setattr(Overlay, "draw_moment", noted)
    return drawn


@dataclass
class Failing:
    """A keeper that could not keep something."""

    problem: Phrase | str | None

    def keep(self, moment: Moment) -> None:
        pass

    def end(self, facts: Sequence[Fact]) -> None:
        pass


class Pulled(Webcam):
    """A camera that says what the real one says."""

    @property
    def message(self) -> Phrase | None:  # type: ignore[override]
        return phrase("hint.camera-gone", camera=phrase("hint.camera", where="0")) if 3 < self.asked <= 5 else None

    @message.setter
    def message(self, told: str | None) -> None:
        pass


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_voice_that_can_t_be_heard(language: str):
    actor, player = Actor(open=UnheardError(NO_DEVICE)), Plays(open=UnheardError(NO_DEVICE))
    with Voice(language, open_engine=actor.open, open_player=player.open, now=Clock()) as voice:
        until(lambda: voice.hint == SILENT[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_voice_that_hangs(language: str):
    clock, actor = Clock(), Actor()
    with Voice(language, open_engine=actor.open, open_player=Plays().open, now=clock) as voice:
        voice.say("three", fresh_s=60)
        until(lambda: actor.text == "three")
        clock.t += 60
        until(lambda: voice.hint == HANGS[language])


def test_a_voice_that_is_not_the_one_asked_for():
    note = phrase("hint.no-such-voice", voice="'x'")
    with Voice("de", open_engine=Actor(note).open, open_player=Plays().open, now=Clock()) as voice:  # type: ignore[arg-type]
        until(lambda: voice.hint == "keine Stimme 'x': die übliche spricht")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_disk(language: str, tmp_path: Path, notices: list[str | None], monkeypatch: pytest.MonkeyPatch):
    def full(self: MovieWriter, rgb: np.ndarray, t: float) -> None:
        raise MovieError("x can't be written") from OSError(28, "No space left on device")

    monkeypatch.setattr(MovieWriter, "write", full)
    words = Words(language)
    take = Take(starter(tmp_path, "lite", "camera 0", patient=True), SetSettings("butterfly"), words=words)
    train(lambda: Reel(60), Estimator, endless(), open_window=Screen, take=take, words=words)
    assert take.problem == FULL[language]
    assert set(notices) == {None, FULL[language]}


def test_no_place_for_the_recording_nor_the_measures(tmp_path: Path, notices: list[str | None]):
    (tmp_path / "file").write_text("", encoding="utf-8")
    take = Take(starter(tmp_path / "file", "lite", "camera 0"), SetSettings("butterfly"), words=Words("de"))
    train(Reel, Estimator, endless(), open_window=Screen, take=take, words=Words("de"))
    assert (notices[-1] or "").startswith(f"kein Training kann in {tmp_path / 'file'} aufgenommen werden: ")
    with Measurer(tmp_path / "file") as measurer:
        measurer._save("butterfly", Calibration({"front/travel": 48.0}))
    assert Words("es").say(measurer.problem or "").startswith("tus medidas no se pueden guardar en ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_camera_that_is_pulled_out(language: str, notices: list[str | None]):
    screen = Screen("." * 9 + "q")
    train(Pulled, Estimator, endless(), open_window=lambda: screen, words=Words(language))
    assert set(notices) == {None, GONE[language]}
    assert not np.array_equal(screen.shown[3], screen.shown[2]), "it is in the picture"


def test_what_the_real_camera_says():
    class Gone:
        """Two pictures, then none."""

        left = 2

        def isOpened(self) -> bool:  # noqa: N802
            return self.left > 0

        def read(self) -> tuple[bool, Any]:
            self.left -= 1
            return (True, np.zeros((48, 64, 3), np.uint8)) if self.left >= 0 else (False, None)

        def get(self, prop: int, /) -> float:
            return 30.0

        def set(self, prop: int, value: float, /) -> bool:
            return True

        def release(self) -> None:
            pass

    gone = Gone()
    with Camera(0, lambda _: gone) as camera:
        until(lambda: camera.message is not None)
        assert [Words(language).say(camera.message or "") for language in LANGUAGES] == list(GONE.values())


def test_a_diary_that_can_t_be_written(notices: list[str | None]):
    problem = phrase("hint.diary-unused", file="d", reason="database is locked")
    train(Reel, Estimator, endless(), open_window=Screen, keepers=[Failing(problem)], words=Words("de"))
    assert set(notices) == {
        "das Tagebuch d geht nicht: database is locked; ist der Datenträger voll, oder schreibt ein anderer Trainer?"
    }
