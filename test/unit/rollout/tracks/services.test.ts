import { describe, expect, it } from "vitest";
import {
  liveServices,
  previewBody,
  refuseStrangers,
  type ServiceQuestion,
  selectorFor,
} from "../../../../src/rollout/tracks/services.ts";
import type { ServiceObject } from "../../../../src/rollout/tracks/strategy.ts";
import type { Pod } from "../../../../src/rollout/workload.ts";
import { track } from "./track.ts";

type Labels = Record<string, string>;

function service(name: string, selector: Labels | undefined, labels: Labels = {}): ServiceObject {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, labels },
    spec: {
      ...(selector === undefined ? {} : { selector }),
      type: "NodePort",
      clusterIP: "10.0.0.9",
      ports: [{ name: "http", port: 80, targetPort: "http", nodePort: 30_000 }] as never,
    },
  };
}

function pod(name: string, labels: Labels): Pod {
  return { apiVersion: "v1", kind: "Pod", metadata: { name, labels }, spec: { containers: [] } };
}

function question(live: ServiceObject[], changes: Partial<ServiceQuestion> = {}): ServiceQuestion {
  return {
    live,
    written: [],
    named: [],
    podLabels: [{ app: "orders", tier: "web" }],
    layout: {
      stable: { deployment: "orders", narrow: { "pod-template-hash": "abc" } },
      candidate: { deployment: "orders-green", narrow: { "slipway.dev/slot": "green" } },
      preview: "orders-preview",
    },
    workload: { kind: "Deployment", name: "orders", namespace: "shop" },
    ...changes,
  };
}

describe("the Services of a release", () => {
  it("are all that select the pods, the workload's own name first", () => {
    const found = liveServices(
      question([
        service("metrics", { app: "orders" }),
        service("orders", { app: "orders", tier: "web" }),
        service("other", { app: "payments" }),
        service("external", undefined),
        service("orders-preview", { app: "orders" }),
        service("older", { app: "orders" }, { "slipway.dev/preview-of": "orders" }),
      ]),
    );
    expect(found.map(({ name }) => name)).toEqual(["orders", "metrics"]);
  });

  it("forget the hash that a release has left which nobody took back", () => {
    const [found] = liveServices(question([service("orders", { app: "orders", "pod-template-hash": "old" })]));
    expect(found).toEqual({ name: "orders", selector: { app: "orders" }, base: { app: "orders" } });
  });

  it("are those of the manifests in a first release", () => {
    const [found] = liveServices(question([], { written: [service("orders", { app: "orders" })] }));
    expect(found).toEqual({ name: "orders", selector: undefined, base: { app: "orders" } });
  });

  it("do not count one of a pair that each slot has for itself", () => {
    const layout = {
      stable: { deployment: "orders-blue", narrow: { version: "blue" } },
      candidate: { deployment: "orders-green", narrow: { version: "green" } },
      preview: "orders-preview",
    };
    const live = [
      service("orders", { app: "orders", version: "blue" }),
      service("orders-green", { app: "orders", version: "green" }),
      service("orders-blue", { app: "orders", version: "blue" }),
      service("blue-orders", { app: "orders", version: "blue" }),
    ];
    expect(liveServices(question(live, { layout })).map(({ name }) => name)).toEqual(["orders"]);
    // Without another, or by its name, it is the one that users come by.
    expect(liveServices(question(live.slice(1, 3), { layout })).map(({ name }) => name)).toEqual(["orders-blue"]);
    const named = ["orders-blue"];
    expect(liveServices(question(live, { layout, named })).map(({ name }) => name)).toEqual(named);
  });

  it.each([
    ["is none", question([service("other", { app: "payments" })]), /no Service .* selects its pods/],
    ["is none of the name", question([], { named: ["web"] }), /there is no Service web/],
  ])("are an error where there %s", (_, asked, message) => {
    expect(() => liveServices(asked)).toThrow(message);
  });
});

describe("what a live Service selects", () => {
  const [saved] = track().services;
  it.each([
    ["stable", { app: "orders", "pod-template-hash": "abc" }],
    ["candidate", { app: "orders", "slipway.dev/slot": "green" }],
    ["both", { app: "orders" }],
    ["original", { app: "orders" }],
  ] as const)("for %s", (pods, wanted) => {
    expect(saved && selectorFor(saved, pods, track(), "new")).toEqual(wanted);
  });
});

describe("the preview Service", () => {
  it("has the ports of the live one, but neither its address nor its node ports", () => {
    const body = previewBody(track(), service("orders", { app: "orders" }), { name: "orders", namespace: "shop" });
    expect(body.spec).toEqual({
      selector: { app: "orders", "slipway.dev/slot": "green" },
      ports: [{ name: "http", port: 80, targetPort: "http" }],
    });
    const headless = service("orders", { app: "orders" });
    const { ports: _, ...spec } = headless.spec;
    const without = previewBody(track(), { ...headless, spec }, { name: "orders", namespace: "shop" });
    expect(without.spec).toEqual({ selector: body.spec.selector, clusterIP: "None" });
    expect(body.metadata).toMatchObject({ name: "orders-preview", labels: { "slipway.dev/preview-of": "orders" } });
  });
});

describe("pods of others behind the users' Service", () => {
  const ours = [
    pod("orders-abc-1", { app: "orders", "pod-template-hash": "abc" }),
    pod("orders-green-1", { app: "orders", "slipway.dev/slot": "green" }),
  ];
  const stranger = pod("batch-1", { app: "orders", "pod-template-hash": "xyz" });

  it("are refused before they would be cut off", () => {
    expect(() => refuseStrangers(track(), [...ours, stranger], "narrow", [])).toThrow(
      /Service orders also answers from Pod batch-1, which belong to neither side/,
    );
    expect(() => refuseStrangers(track(), ours, "narrow", [])).not.toThrow();
    expect(() => refuseStrangers(track(), [...ours, stranger], "narrow", ["orders"])).not.toThrow();
  });

  it("are refused where a wider selector would let them in, also for a Service that is named", () => {
    expect(() => refuseStrangers(track(), [...ours, stranger], "widen", ["orders"])).toThrow(
      /Service orders would also answer from Pod batch-1/,
    );
  });
});
