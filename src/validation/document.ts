// What does the reference of the checks say?

import { areas } from "./check.ts";
import { checks } from "./registry.ts";

/** The content of docs/checks.md. */
export function renderChecks(): string {
  const sections = areas.map((area) => {
    const own = checks.filter(({ id }) => id.startsWith(`${area}/`));
    const entries = own.map(
      ({ id, severity, title, why, recommendation, source }) =>
        `### \`${id}\` (${severity})\n\n${title}.\n\n${why}\n\n${recommendation} [Source](${source})\n`,
    );
    return `## ${area}\n\n${entries.join("\n")}`;
  });
  return [
    "# The checks of validate-production\n",
    `Generated from the code: ${checks.length} checks. A check passes, fails, does not apply, or is unknown: what it had to read could not`,
    "be read. An unknown check counts like a failed one.\n",
    ...sections,
  ].join("\n");
}
