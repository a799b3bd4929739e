// Does the error budget burn faster than it may, over a long window and a short one?

import type { Examination } from "../check.ts";
import type { Subject } from "../subject.ts";
import { reasonOf, withMonitoring } from "./judge-monitoring.ts";
import type { BurnWindow } from "./monitoring-seen.ts";
import { shareText } from "./share-text.ts";

export interface BurnPair {
  /** Shows that it matters. */
  readonly long: BurnWindow;
  /** Shows that it goes on. */
  readonly short: BurnWindow;
  readonly rate: number;
}

/** Both windows of a pair must burn; a pair that is unknown is unknown only where one window alone cannot acquit it. */
export function judgeBurn(subject: Subject, pairs: readonly BurnPair[]): Examination {
  return withMonitoring(subject, ({ burn }) => {
    if (burn === undefined) {
      return { kind: "not-applicable", reason: 'no objective is given (input "slo-objective")', notAsked: true };
    }
    const { objective, windows } = burn;
    const judged = pairs.map(({ long, short, rate }) => {
      const answers = [windows[long], windows[short]];
      const burns = answers.map((answer) => (answer.kind === "value" ? answer.value / (1 - objective) : undefined));
      if (burns.some((one) => one !== undefined && one < rate)) return { kind: "fine" as const };
      const silent = answers.find((answer) => answer.kind !== "value");
      if (silent !== undefined) return { kind: "unknown" as const, reason: reasonOf(silent) };
      const [overLong = 0, overShort = 0] = burns;
      const what = `${overLong.toFixed(1)} times too fast over ${long} and ${overShort.toFixed(1)} times over ${short}`;
      return { kind: "burns" as const, evidence: `it burns ${what}; ${rate} times is the limit` };
    });
    const findings = judged.flatMap((one) =>
      one.kind === "burns" ? [{ subject: `objective ${shareText(objective)}`, evidence: one.evidence }] : [],
    );
    const unknown = judged.find((one) => one.kind === "unknown");
    if (findings.length === 0 && unknown?.kind === "unknown") return unknown;
    return { kind: "examined", count: pairs.length, findings };
  });
}
