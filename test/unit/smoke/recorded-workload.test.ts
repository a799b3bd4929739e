// Are the figures of what is tested looked for where its releases are recorded?

import { afterAll, describe, expect, it } from "vitest";
import type { ReleaseRecord } from "../../../src/release/record.ts";
import { formatRecord } from "../../../src/release/record-format.ts";
import { recordedWorkload } from "../../../src/smoke/recorded-workload.ts";
import { json, serve, status } from "../kube/api-server.ts";
import { aRelease, recordOf } from "../release/releases.ts";
import { track } from "../rollout/tracks/track.ts";

type Labels = Readonly<Record<string, string>>;

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

const workload = (name: string, labels: Labels) => ({
  metadata: { name },
  spec: { template: { metadata: { labels } } },
});
const service = (selector: Labels) => ({ spec: { selector } });
const green = track({ stable: { deployment: "orders", narrow: {}, replicas: 1, templateHash: "" } });
const canary = track({ strategy: "canary", candidate: { ...green.candidate, deployment: "orders-canary" } });

const named = (name: string) => ({ service: { name } });
const list = (...items: object[]) => ({ metadata: { resourceVersion: "1" }, items });
const objects: Readonly<Record<string, object>> = {
  "/apis/apps/v1/namespaces/shop/deployments": list(
    workload("orders", { app: "orders", slot: "blue" }),
    workload("orders-green", { app: "orders", slot: "green" }),
    workload("bills", { app: "bills" }),
    workload("bills-canary", { app: "bills", role: "canary" }),
    workload("other", { app: "other" }),
    workload("other-green", { app: "other-green" }),
  ),
  "/apis/apps/v1/namespaces/shop/statefulsets": list(workload("queue", { app: "queue" })),
  "/apis/apps/v1/namespaces/shop/daemonsets": list(),
  "/api/v1/namespaces/shop/services/orders": service({ app: "orders", slot: "green" }),
  "/api/v1/namespaces/shop/services/bills": service({ app: "bills" }),
  "/api/v1/namespaces/shop/services/queue": service({ app: "queue" }),
  "/api/v1/namespaces/shop/services/other": service({ app: "other-green" }),
  "/api/v1/namespaces/shop/services/nobody": service({ app: "nobody" }),
  "/api/v1/namespaces/shop/services/outside": { spec: {} },
  "/api/v1/namespaces/shop/pods/queue-0": { metadata: { name: "queue-0", labels: { app: "queue", index: "0" } } },
  "/apis/networking.k8s.io/v1/namespaces/shop/ingresses/front": {
    spec: { defaultBackend: named("orders"), rules: [{ http: { paths: [{ backend: named("orders") }] } }, {}] },
  },
  "/apis/networking.k8s.io/v1/namespaces/shop/ingresses/empty": { spec: { rules: [{ host: "a.example" }] } },
  "/apis/networking.k8s.io/v1/namespaces/shop/ingresses/both": {
    spec: { rules: [{ http: { paths: [{ backend: named("queue") }, { backend: named("other") }] } }] },
  },
  "/apis/gateway.networking.k8s.io/v1": { resources: [{ name: "httproutes", kind: "HTTPRoute", namespaced: true }] },
  "/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes/front": {
    spec: { rules: [{ backendRefs: [{ name: "bills" }, { name: "queue", namespace: "elsewhere" }] }] },
  },
  ...recorded("orders", recordOf(aRelease({ track: green }))),
  ...recorded("bills", recordOf(aRelease({ track: canary }))),
  // Of a service that only has the other's name before its own.
  ...recorded("other", recordOf(aRelease())),
};

function recorded(name: string, record: ReleaseRecord): Record<string, object> {
  const own = { ...record, workload: `Deployment/${name}` };
  const data = { "record.json": formatRecord(own) };
  return { [`/api/v1/namespaces/shop/configmaps/slipway-deployment-${name}`]: { data } };
}

async function open() {
  const server = await serve(
    (request, response) => {
      const found = objects[new URL(request.url ?? "", "http://x").pathname];
      if (found === undefined) json(response, 404, status(404, "NotFound"));
      else json(response, 200, found);
    },
    { firstContactMs: 1000, restartMs: 1000 },
  );
  closing.push(server.close);
  return { cluster: server.cluster, namespace: "shop", signal: new AbortController().signal };
}

describe("the record of what is tested", () => {
  it.each([
    ["a Service's one workload", { service: "queue" }, "StatefulSet/queue"],
    ["a Service of the slot that serves", { service: "orders" }, "Deployment/orders"],
    ["a Service of a canary too", { service: "bills" }, "Deployment/bills"],
    ["a Service of a workload whose name begins as another's", { service: "other" }, "Deployment/other-green"],
    ["a pod", { pod: "queue-0" }, "StatefulSet/queue"],
    ["an Ingress", { ingress: "front" }, "Deployment/orders"],
    ["an HTTPRoute", { httproute: "front" }, "Deployment/bills"],
  ])("is found by %s", async (_what, tested, name) => {
    const found = await recordedWorkload(tested, await open());
    expect(typeof found === "string" ? found : `${found.kind}/${found.name}`).toBe(name);
  });

  it.each([
    ["a URL", {}, /^a URL names no workload$/],
    ["a Service that selects nothing", { service: "nobody" }, /^no Deployment, StatefulSet or DaemonSet has the pods/],
    ["a Service without a selector", { service: "outside" }, /^no Deployment/],
    ["an Ingress of no service", { ingress: "empty" }, /leads to no Service of the namespace$/],
    ["an Ingress of two services", { ingress: "both" }, /belong to Deployment\/other-green and StatefulSet\/queue$/],
  ])("is not guessed by %s", async (_what, tested, why) => {
    expect(await recordedWorkload(tested, await open())).toMatch(why);
  });
});
