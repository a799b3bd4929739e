import { expect, it } from "vitest";
import { completePlan } from "../../../src/analysis/complete-plan.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import type { Lock } from "../../../src/release/lock.ts";
import { bakeRelease } from "../../../src/rollout/bake.ts";
import type { RolloutContext } from "../../../src/rollout/context.ts";
import type { GateMoment } from "../../../src/rollout/gates.ts";
import { startWatching } from "../../../src/rollout/watching.ts";
import { deploymentKind } from "../../../src/rollout/workload.ts";
import { never, recordLog } from "../image/support.ts";
import { aRelease } from "../release/releases.ts";

const completed = completePlan({ metrics: [{ template: "restarts" }] }, { url: "http://127.0.0.1:1", token: "" });
const workload = { ...deploymentKind, namespace: "shop", name: "orders" };
const side = { deployment: "orders", owners: ["orders-1"], labels: {}, since: 0, image: "orders:2" };
const moment: GateMoment = {
  namespace: "shop",
  candidate: side,
  stable: undefined,
  liveService: undefined,
  previewService: undefined,
  weight: 0,
  time: 0,
};

it("says which triggers a release was promoted without", async () => {
  if (completed.kind !== "plan") throw new Error(completed.problem.found);
  const log = recordLog();
  const cluster = {} as Cluster;
  const watch = { analysis: completed.plan, prometheusService: undefined, bakeTime: 0, probe: undefined };
  const watching = startWatching(watch, { cluster, log }, { workload });
  // Nobody asks the candidate yet: there is nothing to measure.
  expect(await watching.judge(moment, never)).toEqual({ next: "go", markdown: "" });
  const request = {
    ...{ workload, moment, watching, release: aRelease({ state: "promoted" }), lock: {} as Lock },
    ...{ timeout: 1_000, logLines: 0, onFailure: "rollback" as const },
  };
  const run = { runKey: "1", runUrl: "", actor: "ada", commit: "" };
  const context: RolloutContext = { cluster, log, signal: never, run, now: () => 0 };
  const held = await bakeRelease(request, context);
  const sentence = /^Not measured by this run: restarts\. .* Give `bake-time`\.$/;
  expect(held).toMatchObject({ kind: "held", markdown: expect.stringMatching(sentence) });
  expect(log.entries.join()).toContain("warning: Not measured by this run: restarts");

  // Its Prometheus is not there: that is told by the measurement itself.
  const judged = await watching.judge({ ...moment, weight: 25, time: 1 }, never);
  expect(judged.next).toBe("stop");
  expect(watching.unmeasured?.()).toBe("");
});
