// How does a person read a validation in a browser?

import { createHash } from "node:crypto";
import { severities } from "../check.ts";
import { historyChart } from "./history-chart.ts";
import { script, style } from "./html-assets.ts";
import type { CheckReport, FindingReport, ValidationReport } from "./validation-report.ts";

/**
 * One file that asks the network for nothing: its policy forbids it, and its only script and style are named there by
 * their hashes. Everything is in the page itself, so that it reads without the script too, which only filters.
 *
 * @param report redacted already
 */
export function htmlReport(report: ValidationReport): string {
  const { subject, passed, checks, history } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${passed ? "Passed" : "Failed"}: ${subject}`)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1><span class="verdict ${passed ? "passed" : "failed"}">${passed ? "Passed" : "Failed"}</span> ${escapeHtml(subject)}</h1>
<p>${headline(report)}</p>
${tiles(report)}
</header>
<main>
${firstToFix(report)}
${historyChart(history, report)}
<section id="checks" aria-labelledby="all-checks">
<h2 id="all-checks">All checks</h2>
${filters(checks)}
<p id="shown" role="status">${checks.length} of ${checks.length} checks</p>
${checks.map(checkCard).join("\n")}
</section>
</main>
<script>${script}</script>
</body>
</html>
`;
}

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function headline({ at, commit, profile, failOn }: ValidationReport): string {
  const parts = [
    profile === null ? undefined : `Profile ${profile}`,
    failOn === "none" ? "nothing fails the job" : `${failOn} and worse fails the job`,
    commit === "" ? undefined : `commit ${commit.slice(0, 12)}`,
    at,
  ];
  return escapeHtml(parts.filter((part) => part !== undefined).join(" · "));
}

function tiles({ counts, checks }: ValidationReport): string {
  const letPass = checks.flatMap(({ findings }) => findings).filter(({ state }) => state !== "open").length;
  const tile = (name: string, count: number, kind: string): string =>
    `<li class="${kind}"><strong>${count}</strong> ${name}</li>`;
  return `<ul class="tiles">
${tile("failed", counts.failed, "failed")}
${tile("unknown", counts.unknown, "unknown")}
${tile("passed", counts.passed, "passed")}
${tile("not applicable", counts["not-applicable"], "not-applicable")}
${tile("findings let pass", letPass, "accepted")}
</ul>`;
}

function firstToFix({ checks, waivers }: ValidationReport): string {
  const blocking = checks.filter(({ blocks }) => blocks);
  const dead = waivers.map(
    ({ waiver, problem }) =>
      `<li>The waiver for ${escapeHtml(waiver)} ${problem === "ended" ? "has ended" : "is about nothing that was found"}.</li>`,
  );
  if (blocking.length === 0 && dead.length === 0) return "";
  const items = blocking.slice(0, 5).map(
    (check) =>
      `<li><a href="#${anchorOf(check)}">${escapeHtml(check.id)}</a> <span class="severity ${check.severity}">${check.severity}</span>
<br>${escapeHtml(whatIsWrong(check))}<br><span class="advice">${escapeHtml(check.recommendation)}</span></li>`,
  );
  const more = blocking.length > 5 ? `<p>and ${blocking.length - 5} more below.</p>` : "";
  return `<section><h2>Fix first</h2><ol class="first">${[...items, ...dead].join("\n")}</ol>${more}</section>`;
}

function whatIsWrong({ findings, reason }: CheckReport): string {
  const open = findings.filter(({ state }) => state === "open");
  const [first] = open;
  if (first === undefined) return `nobody knows: ${reason}`;
  const more = open.length > 1 ? ` (and ${open.length - 1} more)` : "";
  return `${first.subject}: ${first.evidence}${more}`;
}

function filters(checks: readonly CheckReport[]): string {
  const areas = [...new Set(checks.map(({ area }) => area))];
  return `<form class="filters">
<label>Search <input type="search" name="text" placeholder="name, object, evidence"></label>
${choices("state", ["failed", "unknown", "accepted", "passed", "not-applicable"])}
${choices("severity", severities)}
<label>Area <select name="area"><option value="">all</option>${areas.map((area) => `<option>${escapeHtml(area)}</option>`).join("")}</select></label>
<button type="reset">Reset</button>
</form>`;
}

function choices(name: string, values: readonly string[]): string {
  const boxes = values.map(
    (value) =>
      `<label><input type="checkbox" name="${name}" value="${value}" checked> ${value.replace("-", " ")}</label>`,
  );
  return `<fieldset><legend>${name}</legend>${boxes.join("")}</fieldset>`;
}

function checkCard(check: CheckReport): string {
  const { id, area, severity, state, title, why, recommendation, source, reason, findings } = check;
  const isOpen = state === "failed" || state === "unknown";
  return `<details class="check ${state}" id="${anchorOf(check)}" data-state="${state}" data-severity="${severity}" data-area="${escapeHtml(area)}"${isOpen ? " open" : ""}>
<summary><span class="mark ${state}">${state.replace("-", " ")}</span> <span class="severity ${severity}">${severity}</span> <code>${escapeHtml(id)}</code> ${escapeHtml(title)}${weight(check)}</summary>
<p>${escapeHtml(why)}</p>
${reason === "" ? "" : `<p class="reason">${escapeHtml(reason)}</p>`}
${findings.length === 0 ? "" : `<table><thead><tr><th>Where<th>Evidence<th>State<th>Since</tr></thead><tbody>${findings.map(findingRow).join("")}</tbody></table>`}
<p class="advice">${escapeHtml(recommendation)} <a href="${escapeHtml(source)}" rel="noreferrer">Source</a></p>
</details>`;
}

function weight({ blocks, relaxed }: CheckReport): string {
  if (blocks) return ' <span class="blocks">fails the job</span>';
  return relaxed ? ' <span class="advice">relaxed here</span>' : "";
}

function findingRow({ subject, evidence, file, line, state, accepted, mended, since }: FindingReport): string {
  const place = file === null ? "" : `<br><code>${escapeHtml(file)}${line === null ? "" : `:${line}`}</code>`;
  const how = accepted === "" ? "" : `<br>${escapeHtml(accepted)}`;
  const patch = mended ? "<br>in the suggested patch" : "";
  return `<tr class="${state}"><td>${escapeHtml(subject)}${place}<td>${escapeHtml(evidence)}<td>${state}${how}${patch}<td>${since === null ? "" : escapeHtml(since.slice(0, 10))}</tr>`;
}

function anchorOf({ id }: CheckReport): string {
  return escapeHtml(id.replaceAll(/[^a-z0-9-]/g, "-"));
}

/** A source of the page's policy. */
function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
