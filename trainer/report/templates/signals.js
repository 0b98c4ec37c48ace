/* Signals: bars of what was found on top, then a lane for each signal, all on one clock. */
const LANE = 130, BAR = 30, GAP = 34;

function drawSignals(node, data) {
  const c = colours(), rows = [["found", data.found], ...(data.truth ? [["labelled", data.truth]] : [])];
  const names = [...rows.map((row) => row[0]), "state"], bars = BAR * names.length + 10;
  const height = bars + data.curves.length * (LANE + GAP) + 60, room = height - 50;
  const layout = { ...baseLayout(c, height), hovermode: "closest", dragmode: "zoom", barmode: "overlay", shapes: [], annotations: [], xaxis: { ...axis(c), fixedrange: false, range: [data.t[0], data.t[data.t.length - 1]], ticksuffix: " s", anchor: "y" + (data.curves.length + 1) } };
  layout.yaxis = axis(c, { domain: [1 - bars / room, 1], type: "category", categoryarray: [...names].reverse(), range: [-0.5, names.length - 0.5], showgrid: false });
  const traces = [...rows.flatMap(([name, reps]) => repTraces(name, reps, c)), phaseTrace(data.phases, c)];
  data.curves.forEach((curve, i) => {
    const top = 1 - (bars + GAP + i * (LANE + GAP)) / room, id = "y" + (i + 2);
    layout["yaxis" + (i + 2)] = axis(c, { domain: [Math.max(top - LANE / room, 0), top], title: { text: plain(curve.unit), font: { size: 11 }, standoff: 4 }, nticks: 5, fixedrange: false });
    layout.annotations.push({ xref: "paper", x: 0, xanchor: "left", yref: "paper", y: top, yanchor: "bottom", text: "<b>" + plain(curve.name) + "</b> " + plain(curve.role), showarrow: false, font: { size: 11, color: c.ink } });
    layout.shapes.push(...faultShapes(curve, id, c));
    traces.push(...curveTraces(data.t, curve, id, c));
  });
  return Plotly.react(node, traces, layout, QUIET);
}

function repTraces(name, reps, c) {
  return ["valid", "warn", "attempt"].map((kind) => {
    const some = reps.filter((rep) => rep.kind === kind);
    return {
      type: "bar", orientation: "h", name: kind, base: some.map((r) => r.start), x: some.map((r) => Math.max(r.end - r.start, 0.02)), y: some.map(() => name), width: 0.8,
      text: some.map((r) => plain(r.label)), textposition: "inside", insidetextanchor: "middle", textangle: 0, textfont: { color: "#fff", size: 11 },
      customdata: some.map((r) => wrapped(plain(r.text))), hovertemplate: "%{customdata}<extra></extra>", marker: { color: c[kind], line: { color: c.card, width: 1 } },
    };
  });
}

function phaseTrace(phases, c) {
  const colour = { lost: c.grid, rest: c.unseen, moving: c.own };
  return {
    type: "bar", orientation: "h", name: "state", base: phases.map((p) => p.start), x: phases.map((p) => p.end - p.start), y: phases.map(() => "state"), width: 0.6,
    customdata: phases.map((p) => p.name), hovertemplate: "%{customdata}<extra></extra>", marker: { color: phases.map((p) => colour[p.name] || c.line) },
  };
}

function faultShapes(curve, id, c) {
  const strip = (low, high, colour, opacity) => ([start, end]) => ({ type: "rect", xref: "x", x0: start, x1: end, yref: id + " domain", y0: low, y1: high, fillcolor: colour, opacity, line: { width: 0 }, layer: "below" });
  return [...curve.truth.map(strip(0, 1, c.warn, 0.25)), ...curve.found.map(strip(0, 0.08, c.attempt, 0.9))];
}

function curveTraces(t, curve, yaxis, c) {
  const x = [], y = [];
  for (const [start, end, value] of curve.levels) { x.push(start, end, null); y.push(value, value, null); }
  return [
    { type: "scatter", mode: "lines", x: t, y: curve.values, yaxis, line: { width: 1.5, color: c.accent }, connectgaps: false, hovertemplate: "%{x:.2f} s: %{y:.2f} " + plain(curve.unit) + "<extra></extra>" },
    { type: "scatter", mode: "lines", x, y, yaxis, line: { width: 1.5, color: c.attempt, dash: "dash" }, connectgaps: false, hovertemplate: "limit %{y:.2f} " + plain(curve.unit) + "<extra></extra>" },
  ];
}

(async function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  await loadPlotly();
  const draw = () => drawSignals(document.getElementById("signals"), data);
  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  document.documentElement.dataset.ready = "yes";
})();
