import { expect, it } from "vitest";
import { type Reach, refuseUnreachable } from "../../../../src/rollout/tracks/reach.ts";
import type { ServiceObject } from "../../../../src/rollout/tracks/strategy.ts";
import type { PodTemplate } from "../../../../src/rollout/workload.ts";

type Port = NonNullable<ServiceObject["spec"]["ports"]>[number];

const service = (...ports: Port[]): ServiceObject => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "orders" },
  spec: { selector: { app: "orders" }, ports },
});
const pods = (containerPort: number, name = "http", labels: Record<string, string> = {}): PodTemplate => ({
  metadata: { labels: { app: "orders", ...labels } },
  spec: { containers: [{ name: "orders", image: "orders", ports: [{ name, containerPort }] }] },
});
const to = (targetPort: number | string, port = 80): Port => ({ port, targetPort });
const reach = (changes: Partial<Reach> = {}): Reach => ({
  services: [{ name: "orders", selector: { app: "orders" }, base: { app: "orders" } }],
  live: [service(to("http"))],
  written: [service(to("http"))],
  stable: pods(8080),
  candidate: pods(8080),
  ...changes,
});
const version = { app: "orders", version: "1" };

it.each<[string, Partial<Reach>]>([
  ["both listen on the same port", {}],
  ["the port moves with its name", { candidate: pods(9090) }],
  ["a number becomes the name of the same port", { live: [service(to(8080))] }],
  [
    "a port is new, and another one goes",
    { written: [service(to("http"), to("http", 81))], live: [service(to(7, 82))] },
  ],
  ["the Service has no target of its own", { live: [service({ port: 8080 })], written: [service({ port: 8080 })] }],
  ["the Service is headless, without ports", { live: [service()], written: [] }],
  ["the release is the first one", { live: [], stable: undefined }],
  ["a webhook brings the port", { live: [service(to("mesh"))], written: [service(to("mesh"))] }],
  ["the version is among the candidate's labels only", { candidate: pods(8080, "http", { version: "2" }) }],
])("a Service is left to be applied where %s", (_, changes) => {
  expect(() => refuseUnreachable(reach(changes))).not.toThrow();
});

it.each<[string, Partial<Reach>, RegExp]>([
  [
    "selects what only the old pods have",
    {
      services: [{ name: "orders", selector: version, base: version }],
      candidate: pods(8080, "http", { version: "2" }),
    },
    /the Service orders selects version=1, and the candidate's pods have version=2/,
  ],
  [
    "selects what no pod of the candidate has",
    { services: [{ name: "orders", selector: version, base: version }] },
    /selects version=1, and the candidate's pods have no version/,
  ],
  [
    "would lead the pods that serve to the new port",
    { live: [service(to(8080))], written: [service(to(9090))], candidate: pods(9090) },
    /lead port 80 of the Service orders to 9090, and the pods that serve listen on 8080/,
  ],
  [
    "would lead them to a name that they do not have",
    { live: [service(to(8080))], written: [service(to("web"))], candidate: pods(8080, "web") },
    /to the port web, which they do not have, and the pods that serve listen on 8080/,
  ],
  [
    "names a port that the candidate has no more",
    { candidate: pods(8080, "web") },
    /port 80 of the Service orders leads to the port http, and no container of the candidate has one of that name/,
  ],
  ["names a port that there never was", { live: [], stable: undefined, candidate: pods(8080, "web") }, /port http/],
  [
    "names it for another protocol",
    { written: [service({ ...to("http"), protocol: "UDP" })], live: [], stable: undefined },
    /no container of the candidate/,
  ],
])("a release is not begun where a Service %s", (_, changes, message) => {
  expect(() => refuseUnreachable(reach(changes))).toThrow(message);
});
