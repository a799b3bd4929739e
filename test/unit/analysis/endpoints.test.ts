import { expect, it } from "vitest";
import { type EndpointSlice, readyNames, readyPods } from "../../../src/analysis/endpoints.ts";

const slice = (changes: Partial<EndpointSlice>): EndpointSlice => ({
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  metadata: { name: "orders-x" },
  ports: [{ name: "http", port: 8080 }],
  ...changes,
});
const endpoint = (name: string, ready?: boolean) => ({ conditions: { ready }, targetRef: { kind: "Pod", name } });

it("gives the pods behind a Service that are ready, each once", () => {
  const slices = [
    slice({ endpoints: [endpoint("b", true), endpoint("a"), endpoint("c", false)] }),
    slice({ endpoints: [endpoint("a", true)] }),
  ];
  expect(readyPods(slices)).toEqual([
    { pod: "a", port: 8080 },
    { pod: "b", port: 8080 },
  ]);
});

it.each([{ endpoints: null }, { ports: null }, { endpoints: null, ports: null }])(
  "finds none in a slice as the API writes it where a Service has no pod: %j",
  (empty) => {
    expect(readyPods([slice(empty)])).toEqual([]);
  },
);

it("finds the pods of a Service without ports, and of one that is not for TCP", () => {
  const slices = [
    slice({ ports: null, endpoints: [endpoint("headless", true), endpoint("other", false)] }),
    slice({ ports: [{ name: "dns", port: 53, protocol: "UDP" }], endpoints: [endpoint("dns", true)] }),
  ];
  expect([...readyNames(slices)]).toEqual(["headless", "dns"]);
  expect(readyPods(slices)).toEqual([]);
});
