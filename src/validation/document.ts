// What does the reference of the checks say?

import { areas } from "./areas.ts";
import type { Check } from "./check.ts";
import { checks } from "./registry.ts";

/** The content of docs/checks.md. */
export function renderChecks(): string {
  const sections = areas.map((area) => {
    const own = checks.filter(({ id }) => id.startsWith(`${area}/`));
    const entries = own.map(
      ({ id, severity, title, why, recommendation, source, settings }) =>
        `### \`${id}\` (${severity})\n\n${title}.\n\n${why}\n\n${recommendation} [Source](${source})\n${settingsText(settings)}`,
    );
    return `## ${area}\n\n${entries.join("\n")}`;
  });
  return [
    "# The checks of validate-production\n",
    `Generated from the code: ${checks.length} checks. A check passes, fails, does not apply, or is unknown: what it had to read could not`,
    "be read. An unknown one never passes; the input `unknown` says whether it fails. Settings are set in the input `checks`, or in",
    "slipway.yaml's `validate.checks`; `severity` can be set for every check.\n",
    ...sections,
  ].join("\n");
}

/** `- \`percent\` (90 unless set): Of the limit.` for each. */
function settingsText(settings: Check["settings"]): string {
  if (settings === undefined) return "";
  const defaults: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(Object(settings.parse({}))));
  const lines = Object.entries(settings.shape).map(
    ([name, schema]) => `- \`${name}\` (\`${JSON.stringify(defaults[name])}\` unless set): ${schema.description ?? ""}`,
  );
  return `\nSettings:\n\n${lines.join("\n")}\n`;
}
