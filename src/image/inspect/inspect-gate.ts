// Does the image pass its inspection?

import { posix } from "node:path";
import { Failure } from "../../report/failure.ts";
import { codeSpan, escapeMarkdown, table } from "../../report/markdown.ts";
import { mergeLayers, readLayers } from "../content/files.ts";
import type { Gate, GateContext, GateReport, ImageUnderTest } from "../gate.ts";
import { exposedPorts, type Finding, inspectImage } from "./inspect-image.ts";
import { programNames } from "./programs.ts";
import { type InspectionRules, inspections } from "./rules.ts";
import { wantsSecretText } from "./secret-files.ts";

/** @param target the stage that was built */
export function inspectGate(rules: InspectionRules, target: string | undefined): Gate {
  return async (subject, context) => {
    const name = "inspection";
    if (subject.place.kind === "registry") {
      return { name, result: "passed", markdown: "Inspected when it was built.\n" };
    }
    const all = await inspectAll(subject, subject.place.folder, target, context);
    const findings = all.filter(({ inspection }) => rules[inspection] !== "off");
    const errors = findings.filter(({ inspection }) => rules[inspection] === "error");
    const [first] = errors;
    const file = subject.dockerfile?.file;
    // The first error is told as the failure of the build.
    for (const finding of findings.filter((one) => one !== first)) tell(finding, rules, file, context);
    const markdown = summary(subject, findings, rules);
    if (first === undefined) return { name, result: findings.length === 0 ? "passed" : "warned", markdown };
    return { name, result: "failed", markdown, failure: asFailure(first, errors.length, file) };
  };
}

function tell(finding: Finding, rules: InspectionRules, file: string | undefined, { log }: GateContext): void {
  const say = rules[finding.inspection] === "error" ? log.error : log.warning;
  say(`${capital(finding.found)}. ${finding.advice}`, positionOf(finding, file));
}

/** Each finding once, though every platform of an image has it. */
async function inspectAll(
  subject: ImageUnderTest,
  folder: string,
  target: string | undefined,
  { signal }: GateContext,
): Promise<Finding[]> {
  const found = new Map<string, Finding>();
  for (const image of subject.image.platforms) {
    const programs = programNames(image.config);
    const wantsText = (path: string, size: number) =>
      ["etc/passwd", "etc/group"].includes(path) || programs.has(posix.basename(path)) || wantsSecretText(path, size);
    const layers = await readLayers(folder, image.layers, wantsText, signal);
    const inspected = { image, layers, files: mergeLayers(layers), dockerfile: subject.dockerfile?.parsed, target };
    for (const finding of inspectImage(inspected)) found.set(`${finding.inspection} ${finding.found}`, finding);
  }
  return [...found.values()];
}

function summary(
  subject: ImageUnderTest,
  findings: readonly Finding[],
  rules: InspectionRules,
): GateReport["markdown"] {
  const ports = [...new Set(subject.image.platforms.flatMap(exposedPorts))];
  const exposes = ports.length === 0 ? "It exposes no port." : `It exposes ${ports.map(codeSpan).join(", ")}.`;
  const looked = inspections.filter((name) => rules[name] !== "off");
  if (findings.length === 0) return `Nothing found (${looked.join(", ")}). ${exposes}\n`;
  const rows = findings.map(({ inspection, found, advice, line }) => [
    rules[inspection],
    inspection,
    line === undefined ? "" : String(line),
    `${escapeMarkdown(found)}. ${escapeMarkdown(advice)}`,
  ]);
  return `${table(["", "inspection", "line", "found"], rows)}\n${exposes}\n`;
}

function asFailure(finding: Finding, count: number, file: string | undefined): Failure {
  return new Failure({
    attempted: "inspecting the image",
    found: count === 1 ? finding.found : `${finding.found}; and ${count - 1} more`,
    advice: `${finding.advice} "inspect: ${finding.inspection}=warning" only warns.`,
    at: positionOf(finding, file),
  });
}

function positionOf({ line }: Finding, file: string | undefined): { file: string; line: number } | undefined {
  return line === undefined || file === undefined ? undefined : { file, line };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
