/* The figure over the video, or alone on a blank stage. */
class Stage {
  constructor(data, canvas) {
    this.canvas = canvas;
    this.size = data.size;
    this.figures = data.figures;
    this.faults = data.sets.flatMap((set) => set.faults);
    this.times = [];
    this.shown = true;
  }

  async load() {
    const { count, joints, times, points } = this.figures;
    const steps = new Int32Array(await unpacked(times));
    const deltas = new Int16Array(await unpacked(points));
    let sum = 0;
    this.times = Float64Array.from(steps, (step) => (sum += step) / 1000);
    this.rows = [];
    for (let row = 0; row < 2 * joints.length; row++) {
      const values = new Int16Array(count);
      let value = 0;
      for (let i = 0; i < count; i++) values[i] = value = (value + deltas[row * count + i]) << 16 >> 16;
      this.rows.push(values);
    }
  }

  /* The frame at or before t, and how far t is on the way to the next one. */
  find(t) {
    let low = 0, high = this.times.length - 1;
    if (high < 0 || t < this.times[0] - 0.3 || t > this.times[high] + 0.5) return null;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.times[middle] <= t) low = middle; else high = middle - 1;
    }
    const gap = low + 1 < this.times.length ? this.times[low + 1] - this.times[low] : Infinity;
    return [low, gap < 0.5 ? Math.max(0, (t - this.times[low]) / gap) : 0];
  }

  places(t) {
    const found = this.find(t);
    if (!found) return [];
    const [i, share] = found;
    const unseen = -32768;
    return this.figures.joints.map((_, j) => {
      const xs = this.rows[2 * j], ys = this.rows[2 * j + 1];
      if (xs[i] === unseen) return null;
      const next = share > 0 && xs[i + 1] !== unseen;
      const mix = (row) => (next ? row[i] + share * (row[i + 1] - row[i]) : row[i]) / this.figures.scale;
      return [mix(xs), mix(ys)];
    });
  }

  draw(t, alone) {
    const ratio = window.devicePixelRatio || 1, canvas = this.canvas;
    const width = Math.round(canvas.clientWidth * ratio), height = Math.round(canvas.clientHeight * ratio);
    if (canvas.width !== width || canvas.height !== height) { canvas.width = width; canvas.height = height; }
    const pen = canvas.getContext("2d");
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, width, height);
    if (!this.shown && !alone) return;
    const zoom = Math.min(width / this.size[0], height / this.size[1]);
    pen.translate((width - this.size[0] * zoom) / 2, (height - this.size[1] * zoom) / 2);
    const places = this.places(t).map((p) => p && [p[0] * zoom, p[1] * zoom]);
    if (!places.some((p) => p)) return;
    const unit = Math.max(1.5 * ratio, this.size[1] * zoom / 190);
    this.bones(pen, places, unit);
    this.marks(pen, places, t, unit);
  }

  bones(pen, places, unit) {
    pen.lineCap = "round";
    for (const [width, colour] of [[unit + 3, "rgba(0,0,0,.65)"], [unit, "#fff"]]) {
      pen.lineWidth = width;
      pen.strokeStyle = colour;
      pen.beginPath();
      for (const [a, b] of this.figures.links) {
        if (places[a] && places[b]) { pen.moveTo(...places[a]); pen.lineTo(...places[b]); }
      }
      pen.stroke();
    }
    pen.fillStyle = "#56b4e9";
    for (const p of places) {
      if (!p) continue;
      pen.beginPath();
      pen.arc(p[0], p[1], 1.5 * unit, 0, 7);
      pen.fill();
    }
  }

  /* A ring with a cross breaks the repetition, a diamond only warns: as in the live picture. */
  marks(pen, places, t, unit) {
    for (const fault of this.faults) {
      if (t < fault.t || t > fault.end) continue;
      const breaks = fault.severity === "break", r = 4.5 * unit;
      pen.strokeStyle = breaks ? "#d55e00" : "#e69f00";
      pen.lineWidth = 1.5 * unit;
      for (const joint of fault.joints) {
        const p = places[this.figures.joints.indexOf(joint)];
        if (!p) continue;
        const [x, y] = p;
        pen.beginPath();
        if (breaks) {
          pen.arc(x, y, r, 0, 7);
          pen.moveTo(x - r / 2, y - r / 2); pen.lineTo(x + r / 2, y + r / 2);
          pen.moveTo(x + r / 2, y - r / 2); pen.lineTo(x - r / 2, y + r / 2);
        } else {
          pen.moveTo(x, y - r); pen.lineTo(x + r, y); pen.lineTo(x, y + r); pen.lineTo(x - r, y); pen.closePath();
        }
        pen.stroke();
      }
    }
  }

  caption(t) {
    const now = this.faults.filter((fault) => t >= fault.t && t <= fault.end);
    return [...new Set(now.map((fault) => (fault.severity === "break" ? "✕ " : "◆ ") + fault.name))].join("   ");
  }
}
