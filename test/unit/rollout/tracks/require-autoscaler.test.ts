// Is who may not change the autoscaler told so before the first change, and nobody else?

import { expect, it } from "vitest";
import { requireAutoscaler } from "../../../../src/rollout/tracks/autoscale.ts";
import { json, serve } from "../../kube/api-server.ts";
import { track } from "./track.ts";

const keda = { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", name: "orders", saved: {} };
const moved = [{ kind: "autoscaler", act: "candidate" }] as const;

it.each([
  [
    "who may not patch it is refused",
    { autoscaler: keda, stages: moved },
    ["get", "list"],
    /may not patch scaledobjects\.keda\.sh/,
  ],
  ["who may is not", { autoscaler: keda, stages: moved }, ["get", "patch"], undefined],
  ["a release that leaves it alone needs nothing", { autoscaler: keda, stages: [] }, [], undefined],
  ["one without an autoscaler needs nothing", { autoscaler: undefined, stages: moved }, [], undefined],
])("%s", async (_, changes, verbs, refused) => {
  const loopback = await serve(
    (request, response) => {
      const resources = [{ name: "scaledobjects", kind: "ScaledObject", namespaced: true, verbs: ["get"] }];
      if (request.method === "GET") return json(response, 200, { groupVersion: keda.apiVersion, resources });
      const rule = { verbs, apiGroups: ["keda.sh"], resources: ["scaledobjects"] };
      return json(response, 201, { status: { resourceRules: [rule], incomplete: false } });
    },
    { firstContactMs: 10_000, restartMs: 10_000 },
  );
  const workload = { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace: "shop" };
  try {
    const asked = requireAutoscaler(track(changes), loopback.cluster, workload, {});
    if (refused === undefined) await asked;
    else await expect(asked).rejects.toThrow(refused);
    expect(loopback.seen.length > 0).toBe(changes.autoscaler !== undefined && changes.stages.length > 0);
  } finally {
    await loopback.close();
  }
});
