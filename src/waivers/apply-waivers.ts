// Which findings are accepted, and which waivers have ended or are of no use?

import picomatch from "picomatch";
import { Failure, placeText } from "../report/failure.ts";
import { isExpired, type Waiver } from "./waivers.ts";

/** What a waiver can be about, as the waiver names it. */
export type Waivable =
  | {
      readonly kind: "vulnerability";
      readonly ids: readonly string[];
      readonly package: string;
      readonly image: string;
    }
  /** `subject`: `production/Deployment/orders`, or without the namespace where there is none. */
  | { readonly kind: "check"; readonly check: string; readonly subject: string };

/** What was looked at at all: a waiver for another image is not one that is of no use. */
export type Looked =
  | { readonly kind: "vulnerability"; readonly image: string }
  | { readonly kind: "check"; readonly checks: readonly string[] };

export interface Judged<Finding> {
  readonly open: readonly Finding[];
  readonly waived: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
  /** Waivers for what was looked at whose last day is over. They accept nothing. */
  readonly expired: readonly Waiver[];
  /** Waivers for what was looked at that are about no finding. */
  readonly unused: readonly Waiver[];
}

export function applyWaivers<Finding>(
  findings: readonly Finding[],
  describe: (finding: Finding) => Waivable,
  waivers: readonly Waiver[],
  options: { readonly looked: Looked; readonly now: Date },
): Judged<Finding> {
  const relevant = waivers.filter((waiver) => concerns(waiver, options.looked));
  const expired = relevant.filter((waiver) => isExpired(waiver, options.now));
  const holding = relevant.filter((waiver) => !expired.includes(waiver));
  const used = new Set<Waiver>();
  const open: Finding[] = [];
  const waived: { finding: Finding; waiver: Waiver }[] = [];
  for (const finding of findings) {
    const own = holding.filter((waiver) => covers(waiver, describe(finding)));
    for (const waiver of own) used.add(waiver);
    const [waiver] = own;
    if (waiver === undefined) open.push(finding);
    else waived.push({ finding, waiver });
  }
  return { open, waived, expired, unused: holding.filter((waiver) => !used.has(waiver)) };
}

/** The failure of waivers that have ended, at the line of the first; undefined where none has. */
export function expiredFailure(expired: readonly Waiver[]): Failure | undefined {
  const [first] = expired;
  if (first === undefined) return undefined;
  const more = expired.length > 1 ? ` (and ${expired.length - 1} more)` : "";
  return new Failure({
    attempted: "applying the waivers",
    found: `the waiver for ${waiverName(first)} of ${first.owner} ended on ${first.expires}${more}`,
    advice: "Mend what it accepted and remove the waiver, or have its owner decide anew and give it another last day.",
    at: first.at,
    evidence:
      expired.length > 1
        ? [
            {
              title: "waivers that have ended",
              text: expired
                .map((one) => `${placeText(one.at)}: ${waiverName(one)}, ${one.expires}, ${one.owner}`)
                .join("\n"),
            },
          ]
        : [],
  });
}

/** `CVE-2021-23337 in lodash`, `single-replica on Deployment/orders`. */
export function waiverName(waiver: Waiver): string {
  if (waiver.kind === "check")
    return waiver.selector === undefined ? waiver.check : `${waiver.check} on ${waiver.selector}`;
  const where = waiver.package === undefined ? "" : ` in ${waiver.package}`;
  return `${waiver.id}${where}${waiver.image === undefined ? "" : ` of ${waiver.image}`}`;
}

function concerns(waiver: Waiver, looked: Looked): boolean {
  if (waiver.kind === "vulnerability") return looked.kind === "vulnerability" && matches(waiver.image, looked.image);
  return looked.kind === "check" && looked.checks.includes(waiver.check);
}

function covers(waiver: Waiver, finding: Waivable): boolean {
  if (waiver.kind === "vulnerability") {
    return (
      finding.kind === "vulnerability" &&
      finding.ids.some((id) => id.toLowerCase() === waiver.id.toLowerCase()) &&
      matches(waiver.package, finding.package) &&
      matches(waiver.image, finding.image)
    );
  }
  if (finding.kind !== "check" || finding.check !== waiver.check) return false;
  // `Deployment/orders` holds in every namespace.
  return (
    matches(waiver.selector, finding.subject) ||
    matches(waiver.selector, finding.subject.replace(/^[^/]+\/(?=[^/]+\/)/, ""))
  );
}

function matches(pattern: string | undefined, text: string): boolean {
  return (
    pattern === undefined ||
    picomatch.isMatch(text, pattern, { bash: true, dot: true, nocase: true, nonegate: true, noextglob: true })
  );
}
