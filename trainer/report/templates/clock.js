/* One clock for the whole page: the video's, or its own where there is no video that plays. */
class FilmClock {
  /* The film may end before what was seen does, as on a full disk: from there on an own clock goes on. */
  constructor(video, end) {
    this.video = video;
    this.own = new OwnClock(end);
    this.over = false;
    video.addEventListener("ended", () => { if (this.beyond(end)) { this.seek(end, video.duration); this.own.play(); } });
  }
  beyond(t) { return t > this.video.duration + 1; }
  get filmed() { return !this.over; }
  get time() { return this.over ? this.own.time : this.video.currentTime; }
  get playing() { return this.over ? this.own.playing : !this.video.paused; }
  seek(t, from = t) {
    const playing = this.playing;
    this.over = this.beyond(t);
    this.video.style.visibility = this.over ? "hidden" : "";
    if (this.over) { this.video.pause(); this.own.seek(from); } else { this.own.pause(); this.video.currentTime = t; }
    if (playing) this.play();
  }
  play() {
    if (this.over && this.own.time >= this.own.end) this.seek(0);
    if (this.over) { if (!this.own.playing) this.own.play(); } else this.video.play().catch(() => {});
  }
  pause() { this.own.pause(); this.video.pause(); }
  speed(factor) { this.own.speed(factor); this.video.playbackRate = factor; }
}

class OwnClock {
  constructor(end) { this.end = end; this.at = 0; this.since = null; this.factor = 1; }
  get time() {
    if (this.since === null) return this.at;
    const t = this.at + (performance.now() - this.since) / 1000 * this.factor;
    if (t < this.end) return t;
    this.at = this.end;
    this.since = null;
    return this.at;
  }
  get playing() { return this.since !== null; }
  get filmed() { return false; }
  seek(t) { this.at = Math.min(Math.max(t, 0), this.end); if (this.playing) this.since = performance.now(); }
  play() { if (this.time >= this.end) this.at = 0; this.since = performance.now(); }
  pause() { this.at = this.time; this.since = null; }
  speed(factor) { this.at = this.time; this.factor = factor; if (this.playing) this.since = performance.now(); }
}
