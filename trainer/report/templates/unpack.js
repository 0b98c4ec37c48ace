"use strict";
/* What is packed into the page: gzip in base64, taken apart by the browser itself. */
async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

async function loadPlotly() {
  const holder = document.getElementById("plotly");
  const script = document.createElement("script");
  script.textContent = new TextDecoder().decode(await unpacked(holder.textContent.trim()));
  document.head.append(script);
  holder.remove();
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue("--" + name).trim();
  const names = ["page", "card", "ink", "quiet", "line", "grid", "valid", "attempt", "warn", "unseen", "accent", "own"];
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}

/* Names from a recording go into plots, which read <b> and <a href> in them as markup. */
function plain(text) {
  return String(text).replace(/</g, "‹").replace(/>/g, "›").replace(/&/g, "+");
}

function clockText(seconds) {
  const tenths = Math.round(Math.max(seconds, 0) * 10);
  const ten = tenths % 600;
  return Math.floor(tenths / 600) + ":" + String(Math.floor(ten / 10)).padStart(2, "0") + "." + (ten % 10);
}
