// Do the clocks agree?

import { z } from "zod";
import type { Check } from "../check.ts";
import { itemsOf } from "../live-objects.ts";
import { eachLive, withScope } from "../live-scope.ts";
import { withObservation } from "../observation.ts";
import { spanText } from "./age.ts";

const settings = z.strictObject({
  seconds: z.number().int().min(2).default(30).describe("By how much two clocks may differ."),
});

export const clockSkew: Check<z.output<typeof settings>> = {
  id: "cluster/clock-skew",
  severity: "low",
  title: "The clocks of the cluster and of this runner agree",
  why: "Tokens are refused before their time or after it, certificates too, and the times in logs and metrics do not fit together.",
  source: "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/",
  recommendation: "Run a time service (chrony, systemd-timesyncd) on every machine.",
  settings,
  run: (subject, { seconds }) =>
    withObservation(subject.observed.cluster, "no cluster was asked (no workload is named)", ({ clockOffset }) =>
      withScope(subject, [], ({ live }) => {
        if (clockOffset === undefined) return { kind: "unknown", reason: "the API server does not tell its time" };
        const most = seconds * 1000;
        const nodes = eachLive(
          itemsOf(live, "Node"),
          (node) => {
            const ahead = newestHeartbeat(node.status) - live.readAt;
            return ahead > most ? [`its clock is ahead of the API server's by ${spanText(ahead)} or more`] : [];
          },
          "",
        );
        const findings = nodes.kind === "examined" ? nodes.findings : [];
        const off = Math.abs(clockOffset);
        if (off <= most) return { kind: "examined", count: 1, findings };
        const evidence = `it is ${spanText(off)} ${clockOffset > 0 ? "ahead of" : "behind"} this runner's clock`;
        return { kind: "examined", count: 1, findings: [{ subject: "the API server's clock", evidence }, ...findings] };
      }),
    ),
};

/** A node writes its own time; only one in the future says for sure that a clock is wrong. */
function newestHeartbeat(status: unknown): number {
  const { conditions = [] } = (status ?? {}) as { conditions?: readonly { lastHeartbeatTime?: string }[] };
  return Math.max(0, ...conditions.map(({ lastHeartbeatTime }) => Date.parse(lastHeartbeatTime ?? "") || 0));
}
