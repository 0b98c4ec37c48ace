/* The page: one clock, and everything that follows it. */
(async function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  WORDS = data.words;
  const byId = (id) => document.getElementById(id);
  const video = byId("video"), timeline = byId("timeline"), cursor = byId("cursor");
  const begin = Math.min(0, ...data.sets.map((s) => s.start));
  const end = Math.max(data.duration, 0.1, ...data.sets.map((s) => s.end));
  let clock = video ? new FilmClock(video, end) : new OwnClock(end);
  let focus = null, drawnAt = null;
  const stage = new Stage(data, byId("figure"));
  byId("stage").style.setProperty("--ratio", data.size[0] / data.size[1]);
  const moments = [...new Set([
    ...data.sets.flatMap((s) => [...(s.bars.length < 400 ? s.bars : []).filter((b) => b.kind !== "unseen"), ...s.faults]).map((m) => m.t),
    ...data.notes.map((n) => n.t),
  ])].sort((a, b) => a - b);

  function go(t) { clock.seek(t); byId("now").dataset.asked = t; drawnAt = null; }
  function step(way) {
    const now = clock.time, near = way > 0 ? moments.find((t) => t > now + 0.06) : moments.findLast((t) => t < now - 0.06);
    if (near !== undefined) go(near);
  }
  function toggle() { if (clock.playing) clock.pause(); else clock.play(); }

  function withoutFilm() {
    if (!(clock instanceof FilmClock)) return;
    const at = clock.time;
    clock = new OwnClock(end);
    clock.seek(at);
    video.remove();
    byId("caption").textContent = "";
  }
  if (video) video.addEventListener("error", withoutFilm);

  function setAt(t) {
    return data.sets.find((s) => t >= s.start - 0.05 && t <= s.end) || data.sets.findLast((s) => t >= s.start) || data.sets[0];
  }

  function focusOn(set) {
    if (!set || set === focus || typeof Plotly === "undefined") return;
    focus = set;
    byId("focus").textContent = set.name;
    document.querySelectorAll(".overview .part").forEach((part) => part.classList.toggle("on", part.dataset.set === String(set.index)));
    drawTimeline(timeline, set);
    if (!timeline.dataset.wired) wire();
  }

  function wire() {
    timeline.dataset.wired = "yes";
    let pressed = null;
    timeline.on("plotly_click", (event) => {
      const point = event.points.find((p) => p.customdata) || event.points[0];
      pressed = null;
      go(point.customdata ? point.customdata[0] : point.x);
    });
    timeline.addEventListener("pointerdown", (e) => { pressed = [e.clientX, e.clientY]; }, true);
    window.addEventListener("pointerup", (e) => {
      if (!pressed || Math.hypot(e.clientX - pressed[0], e.clientY - pressed[1]) > 4) { pressed = null; return; }
      setTimeout(() => {
        if (!pressed) return;
        pressed = null;
        const { xaxis } = timeline._fullLayout, x = e.clientX - timeline.getBoundingClientRect().left - xaxis._offset;
        if (x >= 0 && x <= xaxis._length) go(xaxis.p2l(x));
      }, 30);
    }, true);
  }

  function moveCursor(t) {
    const layout = timeline._fullLayout;
    if (!layout || !layout.xaxis) return;
    const x = layout.xaxis.l2p(t), inside = x >= 0 && x <= layout.xaxis._length;
    cursor.hidden = !inside;
    cursor.style.left = layout.xaxis._offset + x + "px";
    cursor.style.top = layout._size.t + "px";
    cursor.style.height = layout._size.h + "px";
  }

  function overview() {
    const bar = byId("overview"), at = (t) => 100 * (t - begin) / (end - begin) + "%";
    const add = (kind, t, until, title) => {
      const node = document.createElement("span");
      node.className = kind;
      node.style.left = at(t);
      if (until !== null) node.style.width = `calc(${at(until)} - ${at(t)})`;
      node.title = title;
      bar.append(node);
      return node;
    };
    for (const set of data.sets) {
      add("part", set.start, set.end, set.name).dataset.set = set.index;
      for (const b of set.bars) add("tick " + b.kind, b.t, b.end, b.text);
    }
    const hand = add("hand", 0, null, "");
    const seek = (e) => { const box = bar.getBoundingClientRect(); go(begin + (end - begin) * Math.min(Math.max((e.clientX - box.left) / box.width, 0), 1)); };
    bar.addEventListener("pointerdown", (e) => { bar.setPointerCapture(e.pointerId); seek(e); });
    bar.addEventListener("pointermove", (e) => { if (e.buttons) seek(e); });
    bar.setAttribute("aria-valuemax", end.toFixed(1));
    return (t) => { hand.style.left = at(t); bar.setAttribute("aria-valuenow", t.toFixed(1)); };
  }

  const moveHand = overview();
  const rows = [...document.querySelectorAll("tbody tr")].map((row) => [Number(row.querySelector("[data-t]").dataset.t), row]);
  function highlight(t) {
    let current = null;
    for (const [start, row] of rows) { if (start <= t + 0.05) current = row; }
    for (const [, row] of rows) row.classList.toggle("now", row === current && t > 0);
  }

  function tick() {
    const t = clock.time;
    if (t !== drawnAt || clock.playing) {
      drawnAt = t;
      stage.draw(t, !clock.filmed || video.classList.contains("off"));
      byId("caption").textContent = stage.caption(t);
      byId("now").textContent = clockText(t) + " / " + clockText(end);
      byId("play").textContent = clock.playing ? "❚❚" : "▶";
      focusOn(setAt(t));
      moveCursor(t);
      moveHand(t);
      highlight(t);
    }
    requestAnimationFrame(tick);
  }

  document.addEventListener("click", (e) => {
    const jump = e.target.closest(".jump");
    if (jump) go(Number(jump.dataset.t));
  });
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("select")) return;
    const act = { ArrowLeft: () => step(-1), ArrowRight: () => step(1), " ": toggle, ",": () => go(Math.max(clock.time - 1 / 30, 0)), ".": () => go(clock.time + 1 / 30) }[e.key];
    if (!act || (e.key === " " && e.target.closest("button, input"))) return;
    e.preventDefault();
    act();
  });
  byId("before").addEventListener("click", () => step(-1));
  byId("after").addEventListener("click", () => step(1));
  byId("play").addEventListener("click", toggle);
  byId("speed").addEventListener("change", (e) => clock.speed(Number(e.target.value)));
  byId("skeleton").addEventListener("change", (e) => { stage.shown = e.target.checked; drawnAt = null; });
  if (video) byId("picture").addEventListener("change", (e) => { video.classList.toggle("off", !e.target.checked); drawnAt = null; });
  new ResizeObserver(() => { drawnAt = null; }).observe(byId("stage"));

  await stage.load();
  drawnAt = null;
  requestAnimationFrame(tick);
  performance.mark("stage");
  await loadPlotly();
  performance.mark("plotly");
  focusOn(setAt(clock.time));
  const plots = [...document.querySelectorAll("[data-range]")];
  const setOf = (index) => data.sets.find((s) => String(s.index) === index);
  const drawAll = () => {
    for (const node of plots) drawRange(node, setOf(node.dataset.range));
    if (focus) { drawTimeline(timeline, focus); }
    drawnAt = null;
  };
  for (const node of plots) { drawRange(node, setOf(node.dataset.range)); await new Promise((done) => setTimeout(done)); }
  timeline.on && timeline.on("plotly_relayout", () => { drawnAt = null; });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  window.addEventListener("beforeprint", () => {
    for (const node of document.querySelectorAll("[data-timeline]")) { const set = setOf(node.dataset.timeline); if (set.t.length) drawTimeline(node, set); }
    drawAll();
  });
  window.addEventListener("afterprint", drawAll);
  performance.mark("ready");
  document.documentElement.dataset.ready = "yes";
})();
