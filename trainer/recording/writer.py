"""Writes a session while it is going on, in a thread of its own: whoever calls never waits for the disk."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from trainer.blur import HeadBlur
from trainer.movie import RECORDING, MovieError, MovieWriter
from trainer.pose import Pose
from trainer.recording.database import Database, private
from trainer.recording.reasons import reason
from trainer.recording.schema import MODEL, VIDEO, Event, Header, SetSettings
from trainer.saying import Phrase, phrase
from trainer.sources import Frame, clock
from trainer.status import Rep, Result

COMMIT_S = 0.4  # of the clock or of the poses' time, whichever is over first: what a crash may cost, with room to spare
MOST_WAITING = 16  # pictures: half a second of a camera, 15 MB at 640 x 480
LEAST_STEP_S = 0.02  # of a camera with 60 pictures a second every other one is kept: enough to look at
GIVE_UP_S = 30.0  # a disk that takes longer at the end does not answer any more

Task = Callable[[Database], None]
"""One thing to write."""


class Recorder:
    """Writes one session into a folder that exists; a context manager.

    header: what is known at the start. video: keep pictures at all. blur_face: blur the head before one is written.
    patient: wait for a slow disk in place of leaving pictures out, for what is not live. Nothing is raised for a disk
    that is full or can't be written to: problem then says in one line what is lost, and all else goes on.
    """

    def __init__(
        self, folder: Path, header: Header, *, video: bool = True, blur_face: bool = False, patient: bool = False
    ) -> None:
        self.folder = folder
        self.problem: Phrase | None = None
        self.dropped = 0
        self._size, self._patient, self._model = header.size, patient, header.model
        self._pictures = video
        self._picture_t: float | None = None
        self._blur = HeadBlur() if blur_face else None
        self._movie: MovieWriter | None = None
        self._news = threading.Condition()
        self._tasks: deque[Task] = deque()
        self._waiting = 0
        self._over = False  # nothing more is taken
        self._cut_off = False  # by an error
        self._thread: threading.Thread | None = None
        self._kept_t = 0.0  # of the poses
        try:
            database = Database(folder, header)
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)
            return
        self._kept_at = clock()
        self._thread = threading.Thread(target=self._work, args=(database,), name="recording", daemon=True)
        self._thread.start()

    def begin_set(self, t: float, settings: SetSettings) -> None:
        """From here on poses and repetitions belong to a new set."""
        self._put(lambda database: database.begin_set(t, settings))

    def end_set(self, t: float, result: Result) -> None:
        """The set is over; result holds all of its repetitions, those announced before included."""
        self._put(lambda database: database.end_set(t, result))

    def pose(self, pose: Pose) -> None:
        """One pose as the estimator gave it, of the set that is on or of none; before what it led to."""
        if pose.model not in ("", self._model):
            self._model = pose.model
            self.event(Event(pose.t, MODEL, "", pose.model))

        def write(database: Database) -> None:
            # Kept together are a pose and all that was judged from it, so that a recording that was cut off tells of
            # just the repetitions that its poses give.
            if clock() - self._kept_at >= COMMIT_S or pose.t - self._kept_t >= COMMIT_S:
                self._keep(database, pose.t)
            database.pose(pose)

        self._put(write)

    def rep(self, rep: Rep) -> None:
        """A repetition or attempt of the set that is on, as it was announced."""
        self._put(lambda database: database.rep(rep))

    def event(self, event: Event) -> None:
        """Something said, seen or marked."""
        self._put(lambda database: database.event(event))

    def frame(self, frame: Frame, pose: Pose | None) -> None:
        """A picture, and the pose found in it; left out and counted when too many wait already."""
        if not self._pictures or self._over:
            return
        if self._picture_t is not None and frame.t - self._picture_t < LEAST_STEP_S:
            return
        with self._news:
            if self._patient:
                self._news.wait_for(lambda: self._waiting < MOST_WAITING or self._over)
            if self._waiting >= MOST_WAITING:
                self.dropped += 1
                return
            self._waiting += 1
        self._picture_t = frame.t
        self._put(lambda _: self._picture(frame, pose))

    def close(self, *, cut_off: bool = False) -> None:
        """Write what waits and mark the session as finished, or as interrupted when cut_off; may be called twice."""
        with self._news:
            self._over, self._cut_off = True, self._cut_off or cut_off
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join(GIVE_UP_S)
            if self._thread.is_alive():
                self.problem = self.problem or phrase("hint.no-answer", session=self.folder.name)

    def __enter__(self) -> Recorder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close(cut_off=error is not None)

    def _put(self, task: Task) -> None:
        with self._news:
            if not self._over:
                self._tasks.append(task)
                self._news.notify_all()

    def _work(self, database: Database) -> None:
        try:
            while self._step(database):
                pass
            self._end_movie()
            database.finish(self.dropped, cut_off=self._cut_off)
        except Exception as error:  # whatever it is, who exercises must not be disturbed by it
            self._give_up(error)
        finally:
            self._end_movie()
            database.close()

    def _step(self, database: Database) -> bool:
        """Write one thing, or keep what was written when nothing more comes; False when all is done."""
        with self._news:
            self._news.wait_for(lambda: self._tasks or self._over, COMMIT_S)
            task = self._tasks.popleft() if self._tasks else None
        if task is None:
            self._keep(database, self._kept_t)
            return not self._over
        task(database)
        return True

    def _keep(self, database: Database, t: float) -> None:
        database.commit()
        self._kept_at, self._kept_t = clock(), t

    def _picture(self, frame: Frame, pose: Pose | None) -> None:
        """Write one picture; pictures that can't be written are given up, the rest is not."""
        try:
            if self._pictures:
                self._encode(frame, pose)
        except (MovieError, OSError) as error:
            self._pictures = False
            self.problem = phrase("hint.no-pictures", reason=reason(error))
        finally:
            with self._news:
                self._waiting -= 1
                self._news.notify_all()

    def _encode(self, frame: Frame, pose: Pose | None) -> None:
        image = frame.image if self._blur is None else self._blur.apply(frame.image, pose, frame.t)
        if self._movie is None:
            private(self.folder / VIDEO)
            self._movie = MovieWriter(self.folder / VIDEO, self._size, RECORDING)
            # Players start every movie at zero: so that its clock is that of the poses, the first picture is shown from
            # there on, however long the model took to load.
            if frame.t > 0:
                self._movie.write(image, 0.0)
        self._movie.write(image, frame.t)

    def _end_movie(self) -> None:
        movie, self._movie = self._movie, None
        if movie is None:
            return
        try:
            movie.close()
        except (MovieError, OSError) as error:
            self.problem = self.problem or phrase("hint.last-pictures", reason=reason(error))

    def _give_up(self, error: Exception) -> None:
        """Nothing more is written; what was stays."""
        self.problem = phrase("hint.no-recording", reason=reason(error))
        with self._news:
            self._over = True
            self._tasks.clear()
            self._news.notify_all()
