"""The review page as a person uses it, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser import Browser
from recorded import REPS, SLIDE, fault, film, header, record

from trainer.recording.reader import Recording
from trainer.report.history import history_of
from trainer.report.history_page import write_history
from trainer.report.review import write_review

TIME = "document.getElementById('video').currentTime"
HOSTILE = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as one:
        yield one


def page(folder: Path) -> Path:
    with Recording(folder) as recording:
        return write_review(recording)


@pytest.fixture(scope="module")
def review() -> Path:
    return page(film())


@pytest.fixture(scope="module")
def figure_review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page(record(tmp_path_factory.mktemp("figure") / "2026-11-23_18-05-12", video=False))


@pytest.fixture
def opened(browser: Browser, review: Path) -> Browser:
    browser.requests.clear()
    browser.complaints.clear()
    browser.open(review)
    browser.wait("document.getElementById('video').readyState >= 2")
    return browser


def settled(browser: Browser) -> float:
    """The video's time once it has arrived where it was sent."""
    browser.wait("!document.getElementById('video').seeking")
    return float(browser.run(TIME))


def test_a_click_on_the_third_fault_goes_to_its_moment(opened: Browser):
    opened.run("document.querySelectorAll('[data-fault]')[2].click()")
    assert settled(opened) == pytest.approx(12.5, abs=0.1)
    assert opened.run("document.getElementById('caption').textContent") == "✕ shallow"
    assert opened.run("document.querySelector('tr.now td').textContent") == "4"


def test_a_click_on_the_third_fault_of_the_plot_goes_to_its_moment(opened: Browser):
    marks = "[...document.querySelectorAll('#timeline .y3 .scatterlayer .point, #timeline .xy3 .point')]"
    opened.run("document.getElementById('timeline').scrollIntoView({block: 'end', behavior: 'instant'})")
    places = opened.run(
        f"JSON.stringify({marks}.map(p => p.getBoundingClientRect()).map(b => [b.x + b.width / 2, b.y + b.height / 2]))"
    )
    third = sorted(json.loads(places))[2]
    opened.click(*third)
    opened.wait(f"Math.abs({TIME} - 12.5) < 0.1")


def test_a_click_between_the_marks_goes_there_too(opened: Browser):
    left, top, width = opened.run(
        "(() => { const g = document.getElementById('timeline'), b = g.getBoundingClientRect(), l = g._fullLayout;"
        " return [b.x + l.xaxis._offset, b.y + l.yaxis._offset + 5, l.xaxis._length]; })()"
    )
    opened.click(left + width * 0.25, top)
    opened.wait(f"Math.abs({TIME} - 5.0) < 0.3")


def test_arrow_keys_go_to_the_next_and_the_previous_moment(opened: Browser):
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        opened.press(key)
        seen.append(round(settled(opened), 1))
    assert seen == [4.0, 5.0, 6.0, 5.0]  # a repetition, a fault, the user's own mark, and back


def test_space_plays_and_stops(opened: Browser):
    opened.press(" ")
    opened.wait(f"!document.getElementById('video').paused && {TIME} > 0.2")
    opened.press(" ")
    opened.wait("document.getElementById('video').paused")


def test_nothing_is_loaded_from_elsewhere_and_nothing_complains(opened: Browser, review: Path):
    opened.run("document.querySelectorAll('[data-fault]')[1].click()")
    settled(opened)
    asked = {url for url in opened.requests if not url.startswith(("data:", "blob:"))}
    assert asked <= {review.as_uri(), review.with_name("video.mp4").as_uri()}
    assert opened.complaints == []


def test_it_opens_within_two_seconds_of_the_processor(browser: Browser, review: Path):
    browser.call("Performance.enable", timeDomain="threadTicks")
    spent = []
    for _ in range(2):
        browser.open(review)
        metrics = browser.call("Performance.getMetrics")["metrics"]
        spent.append(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))
    browser.call("Performance.disable")
    assert min(spent) <= 2.0


@pytest.mark.parametrize("width", [400, 760, 1400])
def test_it_fits_windows_of_every_width(browser: Browser, review: Path, width: int):
    browser.open(review, width, 800)
    assert browser.run("document.documentElement.scrollWidth") <= width


def test_a_session_without_pictures_plays_as_a_figure(browser: Browser, figure_review: Path):
    browser.complaints.clear()
    browser.open(figure_review)
    assert browser.run("document.getElementById('video')") is None
    drawn = (
        "(() => { const c = document.getElementById('figure');"
        " const dots = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " return dots.filter((v, i) => i % 4 === 3 && v).length; })()"
    )
    browser.wait(f"{drawn} > 500")
    browser.press(" ")
    browser.wait("parseFloat(document.getElementById('now').textContent.slice(2)) > 0.3")
    browser.press("ArrowRight")
    browser.wait("document.getElementById('now').textContent.startsWith('0:0')")
    assert browser.complaints == []


def test_a_video_that_does_not_play_gives_way_to_the_figure(browser: Browser, tmp_path: Path):
    shown = page(record(tmp_path / "2026-11-23_18-05-12"))
    shown.with_name("video.mp4").write_bytes(b"no video")
    browser.open(shown)
    browser.wait("document.getElementById('video') === null")
    browser.run("document.querySelectorAll('[data-fault]')[2].click()")
    browser.wait("document.getElementById('now').textContent.startsWith('0:12.5')")


def test_what_comes_after_the_last_picture_is_a_figure(browser: Browser, tmp_path: Path):
    """Pictures of the first 8 of 20 s, as on a disk that was full then."""
    browser.open(page(record(tmp_path / "2026-11-23_18-05-12", film_s=8)))
    browser.wait("document.getElementById('video').readyState >= 2")
    now, film = "parseFloat(document.getElementById('now').textContent.slice(2))", "document.getElementById('video')"
    browser.run("document.querySelectorAll('[data-fault]')[2].click()")
    browser.wait(f"{now} === 12.5 && {film}.style.visibility === 'hidden'")
    browser.press(" ")
    browser.wait(f"{now} > 12.7")
    browser.press(" ")
    browser.run("document.querySelectorAll('tbody [data-t]')[0].click()")
    browser.wait(f"{now} < 7 && {film}.style.visibility === '' && !{film}.seeking")
    browser.run(f"{film}.currentTime = 7.6")
    browser.press(" ")
    browser.wait(f"{now} > 8.3")  # it has ended, and the figure goes on
    assert browser.run(f"{film}.style.visibility") == "hidden"


def test_names_from_a_stranger_stay_text(browser: Browser, tmp_path: Path):
    odd = fault(HOSTILE[:40], 5.0, 13.0, HOSTILE[:60])
    reps = (*REPS[:1], replace(REPS[1], faults=(odd,), reason=odd.code, side=HOSTILE, unseen=(HOSTILE,)), *REPS[2:])
    settings = replace(SLIDE, exercise=HOSTILE)
    browser.complaints.clear()
    browser.open(page(record(tmp_path / "odd", reps=reps, settings=settings, about=header(source=HOSTILE))))
    browser.run("document.querySelector('[data-fault]').click()")
    assert browser.run("window.pwned") is None
    assert browser.run("document.querySelectorAll('img').length") == 0
    assert browser.run("document.querySelector('.set h2 .jump').textContent") == HOSTILE
    assert browser.complaints == []


def test_on_paper_there_are_stills_and_curves_in_place_of_the_video(browser: Browser, review: Path):
    browser.open(review)
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    browser.call("Emulation.setEmulatedMedia", media="print")
    try:
        shown = "[...document.querySelectorAll({})].filter(n => n.getClientRects().length).length"
        assert browser.run(shown.format("'.watch'")) == 0
        assert browser.run(shown.format("'[data-timeline] .main-svg'")) >= 1
        assert browser.run(shown.format("'.stills image'")) == 3
    finally:
        browser.call("Emulation.setEmulatedMedia", media="")


def test_the_history_page_is_drawn_and_loads_nothing(browser: Browser, review: Path):
    data = review.parent.parent
    path = write_history(data, history_of(data))
    browser.requests.clear()
    browser.complaints.clear()
    browser.open(path, 400, 800)
    assert browser.run("document.querySelectorAll('.main-svg').length") >= 2
    assert browser.run("document.documentElement.scrollWidth") <= 400
    assert {url for url in browser.requests if not url.startswith("data:")} == {path.as_uri()}
    assert browser.complaints == []
