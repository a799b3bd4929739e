import { describe, expect, it } from "vitest";
import { layOutSlots } from "../../../../src/rollout/blue-green/slots.ts";
import type { Ground, ServiceObject } from "../../../../src/rollout/tracks/strategy.ts";
import { deployment } from "../objects.ts";
import { track } from "../tracks/track.ts";

type Labels = Record<string, string>;

function slot(name: string, labels: Labels, replicas = 2) {
  const plain = deployment({ spec: { replicas } });
  const { template } = plain.spec;
  return {
    ...plain,
    metadata: { ...plain.metadata, name },
    spec: { ...plain.spec, template: { ...template, metadata: { labels: { app: "orders", ...labels } } } },
  };
}

function service(selector: Labels, name = "orders", labels: Labels = {}): ServiceObject {
  return { apiVersion: "v1", kind: "Service", metadata: { name, labels }, spec: { selector } };
}

function ground(changes: Partial<Ground> & { name?: string } = {}): Ground {
  return {
    target: {
      workload: { apiVersion: "apps/v1", kind: "Deployment", name: changes.name ?? "orders", namespace: "shop" },
      manifests: [],
      manifest: undefined,
      container: "",
      image: "orders:2",
      digest: "",
    },
    deployments: [],
    services: [],
    writtenServices: [],
    written: undefined,
    hashOf: () => "abc",
    current: undefined,
    ...changes,
  };
}

const found = { slots: [], slotKey: "" };

describe("the slots", () => {
  it("of a plain Deployment are itself, told apart by its template's hash, and a green one", () => {
    const there = ground({ deployments: [slot("orders", {})], services: [service({ app: "orders" })] });
    expect(layOutSlots(there, found)).toEqual({
      stable: { deployment: "orders", narrow: { "pod-template-hash": "abc" } },
      candidate: { deployment: "orders-green", narrow: { "slipway.dev/slot": "green" } },
      preview: "orders-preview",
    });
  });

  it("have a preview whose name a Service may have", () => {
    const name = "x".repeat(63);
    const { preview } = layOutSlots(ground({ name, deployments: [slot(name, {})] }), found);
    expect(preview).toMatch(/^x{55}-preview$/);
  });

  it("of a first release are a blue one alone", () => {
    expect(layOutSlots(ground(), found)).toEqual({
      stable: undefined,
      candidate: { deployment: "orders-blue", narrow: { "slipway.dev/slot": "blue" } },
      preview: "orders-preview",
    });
  });

  it("of a service whose first release was kept to be looked at take its place, unless a Service leads users there", () => {
    const deployments = [slot("orders-blue", { "slipway.dev/slot": "blue" })];
    const left = ground({ deployments, kept: "orders-blue" });
    const blue = { deployment: "orders-blue", narrow: { "slipway.dev/slot": "blue" } };
    expect(layOutSlots(left, found)).toMatchObject({ stable: undefined, candidate: blue });
    const led = { ...left, services: [service({ app: "orders" })] };
    expect(layOutSlots(led, found)).toMatchObject({ stable: blue, candidate: { deployment: "orders-green" } });
  });

  it.each(["environment", "version", "color"])(
    "of a pair are found with the label %s by which its Service chooses",
    (key) => {
      const pair = [
        slot("orders-blue", { [key]: "blue", tier: "a" }),
        slot("orders-green", { [key]: "green", tier: "b" }),
      ];
      const blue = ground({ deployments: pair, services: [service({ app: "orders", [key]: "blue" })] });
      expect(layOutSlots(blue, found)).toMatchObject({
        stable: { deployment: "orders-blue", narrow: { [key]: "blue" } },
        candidate: { deployment: "orders-green", narrow: { [key]: "green" } },
      });
      const green = ground({ deployments: pair, services: [service({ app: "orders", [key]: "green" })] });
      expect(layOutSlots(green, found)).toMatchObject({
        stable: { deployment: "orders-green" },
        candidate: { deployment: "orders-blue" },
      });
    },
  );

  it("of one half of a pair get the other colour for the other half", () => {
    const there = ground({
      name: "orders-blue",
      deployments: [slot("orders-blue", { version: "v-blue" })],
      services: [service({ app: "orders", version: "v-blue" })],
    });
    expect(layOutSlots(there, found)).toMatchObject({
      stable: { deployment: "orders-blue", narrow: { version: "v-blue" } },
      candidate: { deployment: "orders-green", narrow: { version: "v-green" } },
    });
  });

  it("of an adopted Deployment change places when its green slot serves", () => {
    const there = ground({
      deployments: [slot("orders", {}), slot("orders-green", { "slipway.dev/slot": "green" })],
      services: [service({ app: "orders", "slipway.dev/slot": "green" })],
      current: track(),
    });
    expect(layOutSlots(there, found)).toMatchObject({
      stable: { deployment: "orders-green", narrow: { "slipway.dev/slot": "green" } },
      candidate: { deployment: "orders", narrow: { "slipway.dev/slot": "blue" } },
    });
  });

  it("are those that are named, by the label that is named", () => {
    const pair = [slot("left", { side: "l", app: "x" }), slot("right", { side: "r", app: "y" })];
    const there = ground({ deployments: pair, services: [service({ side: "r" })] });
    expect(layOutSlots(there, { slots: ["left", "right"], slotKey: "side" })).toMatchObject({
      stable: { deployment: "right", narrow: { side: "r" } },
      candidate: { deployment: "left", narrow: { side: "l" } },
    });
  });

  const blue = service({ app: "orders", version: "blue" });
  const green = { app: "orders", version: "green" };
  it.each([
    [
      "each slot has for itself",
      [service({ ...green, version: "blue" }, "orders-blue"), service(green, "orders-green")],
    ],
    ["other workloads have", [service({ app: "payments", version: "green" }, "payments")]],
    ["a release made for its candidate", [service(green, "older", { "slipway.dev/preview-of": "orders" })]],
    ["is called as such a one", [service(green, "orders-preview")]],
  ])("that both run are not told apart by a Service that %s", (_, others) => {
    const pair = [slot("orders-blue", { version: "blue" }), slot("orders-green", { version: "green" })];
    const there = ground({ deployments: pair, services: [...others, blue] });
    expect(layOutSlots(there, found)).toMatchObject({
      stable: { deployment: "orders-blue" },
      candidate: { deployment: "orders-green", narrow: { version: "green" } },
    });
  });

  it("that both have users are told apart by the Service that is named", () => {
    const pair = [slot("orders-blue", { version: "blue" }), slot("orders-green", { version: "green" })];
    const services = [blue, service(green, "orders-test")];
    expect(() => layOutSlots(ground({ deployments: pair, services }), found)).toThrow(
      /is not clear: orders from orders-blue, orders-test from orders-green. Name the Service that users come by/,
    );
    const there = ground({ deployments: pair, services, named: ["orders"] });
    expect(layOutSlots(there, found)).toMatchObject({ stable: { deployment: "orders-blue" } });
  });

  it("that both run are told apart by a slot at zero where no Service chooses", () => {
    const pair = [slot("orders-blue", { version: "blue" }), slot("orders-green", { version: "green" }, 0)];
    const there = ground({ deployments: pair, services: [service({ app: "orders" })] });
    expect(layOutSlots(there, found)).toMatchObject({ stable: { deployment: "orders-blue" } });
  });

  it("that both run are told apart by a hash to which a failed release has left the Service narrowed", () => {
    const both = [slot("orders", {}), slot("orders-green", { "slipway.dev/slot": "green" })];
    const there = ground({
      deployments: both,
      services: [service({ app: "orders", "pod-template-hash": "abc" })],
      hashOf: ({ metadata }) => (metadata.name === "orders" ? "abc" : "def"),
    });
    expect(layOutSlots(there, found)).toMatchObject({
      stable: { deployment: "orders" },
      candidate: { deployment: "orders-green" },
    });
  });

  it.each([
    [
      "answer both",
      [slot("orders-blue", { version: "blue" }), slot("orders-green", { version: "green" })],
      /which of them users reach is not clear: orders from orders-blue, orders from orders-green/,
    ],
    [
      "have no label in which they differ",
      [slot("orders-blue", {}), slot("orders-green", {})],
      /have no label in which they differ/,
    ],
    [
      "differ in several labels that no Service chooses by",
      [slot("orders-blue", { a: "1", b: "1" }), slot("orders-green", { a: "2", b: "2" })],
      /differ in a and b/,
    ],
  ])("are refused where they %s", (_, deployments, message) => {
    const there = ground({ deployments, services: [service({ app: "orders" })] });
    expect(() => layOutSlots(there, found)).toThrow(message);
  });
});
