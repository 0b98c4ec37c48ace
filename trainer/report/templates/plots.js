/* Plots: a set on its clock, and its ranges or holds one repetition after the other. */
const KINDS = { valid: "", attempt: "/", unseen: "." };
/* What the plots say, in the language of the page, which brings it. */
let WORDS = {};
function said(name, values) {
  return WORDS[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

const QUIET = { displayModeBar: false, responsive: true, showTips: false };

function baseLayout(c, height) {
  return {
    height, separators: WORDS.separators, margin: { l: 8, r: 12, t: 8, b: 28 }, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    font: { color: c.quiet, size: 11, family: "system-ui, sans-serif" }, showlegend: false, bargap: 0.15,
    hoverlabel: { bgcolor: c.card, bordercolor: c.line, font: { color: c.ink } },
  };
}

function axis(c, more) {
  return { gridcolor: c.grid, linecolor: c.line, zeroline: false, fixedrange: true, automargin: true, ...more };
}

/* Whole seconds as minutes, at a distance that suits the stretch. */
function timeTicks(start, end) {
  const step = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200].find((s) => (end - start) / s <= 9) || 3600;
  const vals = [];
  for (let t = Math.ceil(start / step) * step; t <= end; t += step) vals.push(t);
  return { tickvals: vals, ticktext: vals.map((t) => clockText(t).slice(0, -2)) };
}

function drawTimeline(node, set) {
  const c = colours(), lanes = [...new Set(set.faults.map((f) => plain(f.name)))];
  const room = 26 * Math.max(lanes.length, 1), height = 150 + 44 + room + 40;
  const faultTop = room / (height - 40), barTop = faultTop + 44 / (height - 40);
  const traces = [...signalTraces(set, c), ...barTraces(set, c), ...faultTraces(set, c)];
  const layout = {
    ...baseLayout(c, height), hovermode: "closest", dragmode: "zoom", barmode: "overlay",
    xaxis: { ...axis(c), fixedrange: false, range: [set.start, set.end], anchor: lanes.length ? "y3" : "y2", ...timeTicks(set.start, set.end) },
    yaxis: axis(c, { domain: [barTop + 0.03, 1], title: { text: plain(set.signal) + (set.unit ? ", " + set.unit : ""), font: { size: 11 }, standoff: 4 }, rangemode: "tozero", nticks: 5 }),
    yaxis2: axis(c, { domain: [faultTop + 0.02, barTop - 0.02], tickvals: [0], ticktext: [said("reps")], range: [-0.5, 0.5], showgrid: false }),
    yaxis3: axis(c, { domain: [0, faultTop], type: "category", categoryarray: [...lanes].reverse(), range: [-0.5, lanes.length - 0.5], showgrid: false, visible: lanes.length > 0 }),
    yaxis4: axis(c, { domain: [barTop + 0.03, 1], overlaying: "y", visible: false, range: [0, 130] }),
    shapes: set.limits.map((line) => ({ type: "line", xref: "paper", x0: 0, x1: 1, yref: "y", y0: line.value, y1: line.value, line: { color: c.accent, width: 1.5, dash: "dash" } })),
    annotations: set.limits.map((line) => ({ xref: "paper", x: 1, xanchor: "right", yref: "y", y: line.value, yanchor: "bottom", text: plain(line.label), showarrow: false, font: { size: 10, color: c.accent } })),
  };
  return Plotly.react(node, traces, layout, QUIET);
}

function signalTraces(set, c) {
  const traces = [];
  if (set.unit !== "%" && set.position.some((v) => v !== null)) {
    traces.push({ type: "scatter", mode: "lines", x: set.t, y: set.position, yaxis: "y4", line: { width: 0.5, color: c.unseen }, fill: "tozeroy", fillcolor: "rgba(138,148,158,.22)", hovertemplate: said("of-best", { value: "%{y:.0f}" }) + "<extra></extra>" });
  }
  traces.push({ type: "scatter", mode: "lines", x: set.t, y: set.v, line: { width: 2, color: c.own }, connectgaps: false, name: plain(set.signal), hovertemplate: "%{y:.3g} " + plain(set.unit) + "<extra></extra>" });
  return traces;
}

function barTraces(set, c) {
  return Object.entries(KINDS).map(([kind, pattern]) => {
    const bars = set.bars.filter((bar) => bar.kind === kind);
    return {
      type: "bar", orientation: "h", yaxis: "y2", width: kind === "unseen" ? 0.5 : 0.8,
      base: bars.map((b) => b.t), x: bars.map((b) => Math.max(b.end - b.t, 0.01)), y: bars.map(() => 0),
      text: bars.map((b) => plain(b.label)), textposition: "inside", insidetextanchor: "middle", textangle: 0,
      textfont: { color: "#fff", size: 11 }, customdata: bars.map((b) => [b.t, wrapped(plain(b.text))]),
      hovertemplate: "%{customdata[1]}<extra></extra>",
      marker: { color: c[kind], line: { color: c.card, width: 1 }, pattern: { shape: pattern, size: 7, solidity: 0.25, fgcolor: "#fff", fillmode: "overlay", fgopacity: 0.55 } },
    };
  });
}

function faultTraces(set, c) {
  const line = { type: "scatter", mode: "lines", yaxis: "y3", x: [], y: [], line: { width: 5, color: c.unseen }, opacity: 0.5, hoverinfo: "skip" };
  for (const f of set.faults) { line.x.push(f.t, f.end, null); line.y.push(plain(f.name), plain(f.name), null); }
  const marks = {
    type: "scatter", mode: "markers", yaxis: "y3", x: set.faults.map((f) => f.t), y: set.faults.map((f) => plain(f.name)),
    customdata: set.faults.map((f) => [f.t, wrapped(plain(f.text))]), hovertemplate: "%{customdata[1]}<extra></extra>",
    marker: { size: 12, symbol: set.faults.map((f) => (f.severity === "break" ? "x" : "diamond")), color: set.faults.map((f) => (f.severity === "break" ? c.attempt : c.warn)), line: { color: c.card, width: 1 } },
  };
  return [line, marks];
}

/* Hover texts of one line would run out of a narrow window. */
function wrapped(text) {
  return text.replace(/(.{30,44}?)\s/g, "$1<br>");
}

function drawRange(node, set) {
  const c = colours(), held = !set.ranges.length;
  const values = held ? set.good : set.ranges, unit = held ? "s" : set.rangeUnit;
  const x = values.map((_, i) => i + 1), known = values.filter((v) => v !== null);
  const best = held ? set.asked : Math.max(0, ...known), shapes = [], notes = [];
  const across = (y, text) => {
    shapes.push({ type: "line", xref: "paper", x0: 0, x1: 1, y0: y, y1: y, line: { color: c.accent, width: 1.5, dash: "dash" } });
    notes.push({ xref: "paper", x: 1, xanchor: "right", y, yanchor: "bottom", text, showarrow: false, font: { size: 10, color: c.accent } });
  };
  if (known.length) across(best, held ? said("asked", { seconds: best }) : said("best"));
  if (!held && known.length) shapes.push({ type: "rect", layer: "below", xref: "paper", x0: 0, x1: 1, y0: best - set.noise, y1: best, fillcolor: c.accent, opacity: 0.13, line: { width: 0 } });
  const bars = { type: "bar", x, y: values, customdata: set.starts, hovertemplate: "%{x}: %{y:.3g} " + unit + "<extra></extra>", marker: { color: set.valid.map((ok) => (ok ? c.valid : c.attempt)), pattern: { shape: set.valid.map((ok) => (ok ? "" : "/")), fgcolor: "#fff", size: 7, solidity: 0.25, fillmode: "overlay", fgopacity: 0.55 } } };
  if (!held) bars.error_y = { type: "constant", value: set.noise / 2, color: c.quiet, thickness: 1, width: 3 };
  const layout = { ...baseLayout(c, 170), shapes, annotations: notes, margin: { l: 8, r: 12, t: 16, b: 28 }, dragmode: false,
    xaxis: axis(c, { dtick: values.length > 12 ? 5 : 1, showgrid: false, range: [0.4, Math.max(values.length, 3) + 0.6] }), yaxis: axis(c, { ticksuffix: unit === "°" ? "°" : " " + unit, nticks: 5, range: [0, Math.max(best, ...known, 0.1) * 1.12 + (held ? 0 : set.noise / 2)] }) };
  return Plotly.react(node, [bars], layout, QUIET);
}
