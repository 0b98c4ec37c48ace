"""What a live loop or an analysis tells of itself, turned into a session that is recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

import trainer
from trainer import dates
from trainer.coach import Cue
from trainer.models import SHA256
from trainer.pose import Pose
from trainer.recording import store
from trainer.recording.schema import FORMAT, Event, Header, RecordingError, SetSettings, clean, printable
from trainer.recording.writer import Recorder
from trainer.saying import Phrase
from trainer.sources import Frame
from trainer.stage import Stage
from trainer.status import Result, State, Status
from trainer.words import Words
from trainer.workout.moment import Answer, Fact, Moment, SetOver

Size = tuple[int, int]


class Take:
    """One session from its first frame to its last; a context manager.

    start: makes the recorder, once the first frame has told the pictures' size. settings: of the sets that begin from
    now on; they may be changed between sets. What goes wrong is told in problem and never raised, but for a
    RecordingError of start when must is set. words: the language in which cues are kept, and problem told.
    """

    def __init__(
        self,
        start: Callable[[Size], Recorder],
        settings: SetSettings,
        *,
        must: bool = False,
        words: Words | None = None,
    ) -> None:
        self.settings = settings
        self._start, self._must = start, must
        self._words = words or Words()
        self._recorder: Recorder | None = None
        self._failure: Phrase | str | None = None
        self._in_set = False
        self._t = 0.0
        self._state: State | None = None
        self._stage: Stage | None = None
        self._cue: Cue | None = None

    @property
    def folder(self) -> Path | None:
        """Where the session is; None when there was nothing to record yet, or no place for it."""
        return None if self._recorder is None else self._recorder.folder

    @property
    def problem(self) -> str | None:
        """One line when something could not be recorded, None otherwise."""
        problem = self._failure if self._recorder is None else self._recorder.problem
        return None if problem is None else printable(self._words.say(problem))

    @property
    def dropped(self) -> int:
        """Pictures left out because the disk was slow."""
        return 0 if self._recorder is None else self._recorder.dropped

    def step(self, frame: Frame, pose: Pose, status: Status, cue: Cue | None = None) -> None:
        """One judged frame of a set, and what the coach shows with it; the first one begins the set."""
        recorder = self._recording(frame.size)
        if recorder is None:
            return
        if not self._in_set:
            recorder.begin_set(pose.t, self.settings)
            self._in_set, self._state, self._cue = True, None, None
        self._t = pose.t
        recorder.pose(pose)
        recorder.frame(frame, pose)
        for rep in status.new_reps:
            recorder.rep(rep)
        if status.state is not self._state:
            self._state = status.state
            recorder.event(Event(status.t, "state", "", str(status.state)))
        if cue is not None and cue is not self._cue:
            recorder.event(Event(status.t, "cue", cue.code, self._words.say(cue.phrase)))
        self._cue = cue

    def follow(self, frame: Frame, pose: Pose, moment: Moment) -> None:
        """One frame of a workout with all that was shown and said; nothing of a pause is kept but that it was one."""
        self.end([fact for fact in moment.facts if fact.t < moment.t])
        if moment.status is not None:
            step = moment.step
            self.settings = SetSettings(
                step.exercise.id,
                self.settings.strictness,
                step.reps or None,
                step.hold_s,
                step.side,
                moment.calibration,
            )
            self.step(frame, pose, moment.status, moment.cue)
        elif moment.stage is not Stage.PAUSED:
            self._between(frame, pose)
        self._note_stage(moment)
        for saying in moment.said:
            text = str(saying.sound) if saying.phrase is None else self._words.say(saying.phrase)
            self._note(Event(saying.t, "said", saying.code, text))
        self.end([fact for fact in moment.facts if fact.t >= moment.t])

    def end(self, facts: Sequence[Fact]) -> None:
        """Sets that are over, and answers, each at its own time."""
        for fact in facts:
            if isinstance(fact, SetOver):
                self.end_set(fact.result)
            elif isinstance(fact, Answer):
                told = "" if fact.value is None else str(fact.value)
                self._note(Event(fact.t, "answer", str(fact.stage), told))

    def end_set(self, result: Result) -> None:
        """The set that is on is over, with this result; nothing happens when none is."""
        if self._in_set and self._recorder is not None:
            self._recorder.end_set(self._t, result)
        self._in_set = False

    def note(self, kind: str, text: str) -> None:
        """Something that happened now: a mark of the user, a message of the camera."""
        self._note(Event(self._t, kind, "", text))

    def close(self, *, cut_off: bool = False) -> None:
        """Write what waits; may be called twice. cut_off: what is recorded did not come to its end."""
        if self._recorder is not None:
            self._recorder.close(cut_off=cut_off)

    def __enter__(self) -> Take:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close(cut_off=error is not None)

    def _between(self, frame: Frame, pose: Pose) -> None:
        """One frame that belongs to no set."""
        recorder = self._recording(frame.size)
        self._t = pose.t
        if recorder is not None:
            recorder.pose(pose)
            recorder.frame(frame, pose)

    def _note_stage(self, moment: Moment) -> None:
        if moment.stage is not self._stage:
            self._note(Event(moment.t, "stage", "", str(moment.stage)))
        self._stage = moment.stage

    def _note(self, event: Event) -> None:
        if self._recorder is not None:
            self._recorder.event(event)

    def _recording(self, size: Size) -> Recorder | None:
        if self._recorder is None and self._failure is None:
            try:
                self._recorder = self._start(size)
            except RecordingError as error:
                if self._must:
                    raise
                self._failure = error.said
        return self._recorder


def starter(
    data: Path, model: str, source: str, *, video: bool = True, blur_face: bool = False, patient: bool = False
) -> Callable[[Size], Recorder]:
    """What makes the recorder of a session that begins now, in a new folder of data.

    model: lite, full or heavy. source: name of the camera or video. video, blur_face, patient: see Recorder.
    """

    def start(size: Size) -> Recorder:
        started = dates.now().isoformat(timespec="seconds")
        header = Header(FORMAT, trainer.__version__, model, SHA256.get(model, ""), clean(source), size, started)
        folder = store.new_folder(data)
        return Recorder(folder, header, video=video, blur_face=blur_face, patient=patient)

    return start
