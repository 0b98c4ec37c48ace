/* The history: bars by session, and below them what else is known of each. */
function drawWeeks(node, data) {
  const c = colours(), x = data.weeks.map((w) => w.from), y = data.weeks.map((w) => w.minutes);
  const reached = y.map((minutes) => minutes >= data.goal);
  const bars = { type: "bar", x, y, hovertemplate: said("week", { day: "%{x}" }) + "<br>%{y:.0f} min<extra></extra>", marker: { color: reached.map((ok) => (ok ? c.valid : c.own)), pattern: { shape: reached.map((ok) => (ok ? "" : "/")), fgcolor: "#fff", size: 7, solidity: 0.2, fillmode: "overlay", fgopacity: 0.5 } } };
  const layout = { ...baseLayout(c, 200), dragmode: false, xaxis: axis(c, { type: "category", showgrid: false, ...weekTicks(x) }), yaxis: axis(c, { ticksuffix: " min", nticks: 5, rangemode: "tozero" }),
    shapes: [{ type: "line", xref: "paper", x0: 0, x1: 1, y0: data.goal, y1: data.goal, line: { color: c.accent, width: 1.5, dash: "dash" } }],
    annotations: [{ xref: "paper", x: 1, xanchor: "right", y: data.goal, yanchor: "bottom", text: said("goal", { goal: data.goal }), showarrow: false, font: { size: 10, color: c.accent } }] };
  return Plotly.react(node, [bars], layout, QUIET);
}

/* At most ten of the weeks have room for their date. */
function weekTicks(weeks) {
  const step = Math.ceil(weeks.length / 10), at = weeks.filter((_, i) => (weeks.length - 1 - i) % step === 0);
  const page = document.documentElement.lang, own = navigator.languages.find((one) => one.split("-")[0] === page);
  const short = new Intl.DateTimeFormat(own || page, { day: "numeric", month: "short", timeZone: "UTC" });
  return { tickvals: at, ticktext: at.map((day) => short.format(new Date(day))), tickangle: 0 };
}

function drawExercise(node, one) {
  const c = colours(), x = one.dates.map((_, i) => i), when = one.dates.map(plain);
  const lanes = [["reps", said("repetitions")]];
  if (one.held.length) lanes.push(["held", said("held")]);
  if (one.range.some((v) => v !== null)) lanes.push(["range", said("range", { unit: one.unit })]);
  if (one.fault) lanes.push(["rate", plain(one.fault) + ", %"]);
  const layout = { ...baseLayout(c, 40 + 120 * lanes.length), barmode: "stack", hovermode: "x unified", dragmode: false, shapes: [], xaxis: axis(c, { showgrid: false, ...sessionTicks(when), anchor: "y" + (lanes.length > 1 ? lanes.length : "") }) };
  const traces = [];
  lanes.forEach(([kind, title], i) => {
    const top = 1 - i / lanes.length, id = i ? "y" + (i + 1) : "y";
    layout["yaxis" + (i ? i + 1 : "")] = axis(c, { domain: [top - 1 / lanes.length + 0.04, top], title: { text: inLane(title), font: { size: 11 }, standoff: 4 }, nticks: 4, rangemode: kind === "range" ? "normal" : "tozero" });
    traces.push(...laneTraces(kind, one, x, id, c, when));
  });
  return Plotly.react(node, traces, layout, QUIET);
}

/* A longer title would run into the lanes beside its own. */
function inLane(title) {
  return title.length > 20 ? title.replace(/(.{9,}?)\s(?!%)/g, "$1<br>") : title;
}

function sessionTicks(when) {
  const step = Math.max(1, Math.ceil(when.length / 6)), at = when.map((_, i) => i).filter((i) => i % step === 0);
  return { tickvals: at, ticktext: at.map((i) => when[i].slice(0, 10)), range: [-0.6, Math.max(when.length, 4) - 0.4] };
}

function laneTraces(kind, one, x, yaxis, c, when) {
  const base = { x, yaxis, customdata: when };
  if (kind === "reps") {
    return [
      { ...base, type: "bar", y: one.valid, name: said("counted"), marker: { color: c.valid }, hovertemplate: said("counted-many", { count: "%{y}" }) + "<extra>%{customdata}</extra>" },
      { ...base, type: "bar", y: one.attempts, name: said("attempts"), marker: { color: c.attempt, pattern: { shape: "/", fgcolor: "#fff", size: 7, solidity: 0.25, fillmode: "overlay", fgopacity: 0.55 } }, hovertemplate: said("attempts-many", { count: "%{y}" }) + "<extra></extra>" },
    ];
  }
  const line = { ...base, type: "scatter", mode: "lines+markers", line: { width: 2, color: kind === "rate" ? c.warn : c.own }, marker: { size: 6, symbol: kind === "rate" ? "diamond" : "circle" } };
  if (kind === "range") {
    return [{ ...line, y: one.range, error_y: { type: "constant", value: one.noise / 2, color: c.quiet, thickness: 1, width: 2 }, connectgaps: true, hovertemplate: said("range-of", { value: "%{y:.0f}", unit: plain(one.unit) }) + "<extra></extra>" }];
  }
  return [{ ...line, y: kind === "held" ? one.held : one.rate, hovertemplate: (kind === "held" ? said("held-for", { seconds: "%{y:.0f}" }) : said("fault-in", { fault: plain(one.fault), share: "%{y:.0f}" })) + "<extra></extra>" }];
}

(async function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  WORDS = data.words;
  await loadPlotly();
  const draw = () => {
    drawWeeks(document.getElementById("weeks"), data);
    for (const node of document.querySelectorAll("[data-exercise]")) drawExercise(node, data.exercises[Number(node.dataset.exercise)]);
  };
  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  document.documentElement.dataset.ready = "yes";
})();
