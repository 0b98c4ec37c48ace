/* One clock for the whole page: the video's, or its own where there is no video that plays. */
class FilmClock {
  constructor(video) { this.video = video; }
  get time() { return this.video.currentTime; }
  get playing() { return !this.video.paused; }
  seek(t) { this.video.currentTime = t; }
  play() { this.video.play().catch(() => {}); }
  pause() { this.video.pause(); }
  speed(factor) { this.video.playbackRate = factor; }
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
  seek(t) { this.at = Math.min(Math.max(t, 0), this.end); if (this.playing) this.since = performance.now(); }
  play() { if (this.time >= this.end) this.at = 0; this.since = performance.now(); }
  pause() { this.at = this.time; this.since = null; }
  speed(factor) { this.at = this.time; this.factor = factor; if (this.playing) this.since = performance.now(); }
}
