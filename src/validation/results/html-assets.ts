// Which style and script does the HTML report carry?

/** In light and dark, by what the browser asks for. */
export const style = `
:root { color-scheme: light dark; --line: #8884; --quiet: #6b7280; --card: #8881; --failed: #c2321f; --unknown: #9a6700; --passed: #1a7f37; --accepted: #0969da; }
@media (prefers-color-scheme: dark) { :root { --quiet: #9aa4b2; --failed: #ff7b6b; --unknown: #e3b341; --passed: #4ac26b; --accepted: #58a6ff; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 0 auto; padding: 1.5rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
code { font: .88em ui-monospace, monospace; }
.verdict { padding: .1em .5em; border-radius: .3em; color: #fff; } .verdict.passed { background: #1a7f37; } .verdict.failed { background: #c2321f; }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; list-style: none; }
.tiles li { flex: 1 1 8rem; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .4rem; color: var(--quiet); }
.tiles strong { display: block; font-size: 1.6rem; line-height: 1.2; }
.failed > strong, .mark.failed { color: var(--failed); } .unknown > strong, .mark.unknown { color: var(--unknown); }
.passed > strong, .mark.passed { color: var(--passed); } .accepted > strong { color: var(--accepted); } 
.mark.accepted { color: var(--accepted); } .mark { font-weight: 600; }
.first li { margin-bottom: .6rem; } .advice { color: var(--quiet); }
.severity { font-size: .8rem; padding: 0 .45em; border: 1px solid currentColor; border-radius: 1em; white-space: nowrap; }
.severity.critical, .severity.high { color: var(--failed); } .severity.medium { color: var(--unknown); } .severity.low, .severity.info { color: var(--quiet); }
.blocks { color: var(--failed); font-size: .8rem; font-weight: 600; }
.filters { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: end; padding: .75rem; background: var(--card); border-radius: .4rem; }
.filters fieldset { border: 0; padding: 0; margin: 0; } .filters legend { color: var(--quiet); font-size: .8rem; padding: 0; }
.filters label { margin-right: .6rem; white-space: nowrap; }
.check { border: 1px solid var(--line); border-left-width: 4px; border-radius: .4rem; margin: .5rem 0; padding: .4rem .75rem; }
.check.failed { border-left-color: var(--failed); } .check.unknown { border-left-color: var(--unknown); } .check.passed { border-left-color: var(--passed); }
.check summary { cursor: pointer; } .check:target { outline: 2px solid var(--accepted); } .reason { color: var(--unknown); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid var(--line); }
tr.waived, tr.baseline { color: var(--quiet); }
.chart { width: 100%; height: auto; max-height: 12rem; } .chart text { font-size: 11px; fill: currentColor; }
.chart .critical { fill: #82071e; } .chart .high { fill: #c2321f; } .chart .medium { fill: #d4a72c; } .chart .low { fill: #8c959f; } .chart .info { fill: #c0c8d0; }
[hidden] { display: none !important; }
@media print { .filters { display: none; } }
`;

/** Hides what the filters leave out, and opens what a link names. */
export const script = `
"use strict";
const form = document.querySelector("form.filters");
const cards = [...document.querySelectorAll(".check")];
const texts = new Map(cards.map((card) => [card, card.textContent.toLowerCase()]));
function apply() {
  const chosen = new FormData(form);
  const words = chosen.get("text").toLowerCase().split(/\\s+/).filter(Boolean);
  const area = chosen.get("area");
  let shown = 0;
  for (const card of cards) {
    const { state, severity } = card.dataset;
    const fits = chosen.getAll("state").includes(state) && chosen.getAll("severity").includes(severity)
      && (area === "" || area === card.dataset.area) && words.every((word) => texts.get(card).includes(word));
    card.hidden = !fits;
    if (fits) shown += 1;
  }
  document.getElementById("shown").textContent = shown + " of " + cards.length + " checks";
}
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(apply));
function open() {
  const card = location.hash === "" ? null : document.getElementById(location.hash.slice(1));
  if (card instanceof HTMLDetailsElement) { card.hidden = false; card.open = true; }
}
addEventListener("hashchange", open);
open();
`;
