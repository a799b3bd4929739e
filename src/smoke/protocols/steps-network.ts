// How are ports, certificates and names asked for by a step of the suite?

import { z } from "zod";
import { Failure } from "../../report/failure.ts";
import { protocol, type StepCall } from "../protocol.ts";
import { addressOf } from "../targets/way.ts";
import { answerOf, wayOf } from "./step.ts";

const port = z.number().int().min(1).max(65_535);
const host = z.string().min(1).describe("The target's own unless given; over a port-forward it is always the pod.");
const place = { host: host.optional(), port: port.optional().describe("The target's own unless given.") };
const name = z.string().min(1);

export const tcpStep = protocol({
  name: "tcp",
  description: "A TCP connection opens.",
  schema: z.strictObject(place),
  proves: true,
  once: false,
  repeatable: () => true,
  title: (given) => `tcp ${placeName(given)}`,
  async run(given, call) {
    const { connectTcp } = await import("./connect.ts");
    const way = wayOf(call.endpoint, "tcp");
    return answerOf("tcp", await connectTcp(way, addressIn(given, way.origin), call));
  },
});

export const tlsStep = protocol({
  name: "tls",
  description: "A TLS handshake with a certificate that is verified; expect.tls judges it.",
  schema: z.strictObject({
    ...place,
    servername: name.optional().describe("For SNI and the check of the certificate."),
  }),
  proves: true,
  once: false,
  repeatable: () => true,
  title: (given) => `tls ${placeName(given)}`,
  async run({ servername, ...given }, call) {
    const { connectTls } = await import("./connect.ts");
    const way = wayOf(call.endpoint, "tls");
    const result = await connectTls(way, addressIn(given, way.origin), { ...call, servername });
    return answerOf("tls", result, { tls: result });
  },
});

export const closedPortStep = protocol({
  name: "closed-port",
  description: "Nothing can connect to the port: it is refused, or no packet comes back.",
  schema: z.strictObject({ host: host.optional(), port }),
  proves: true,
  once: false,
  repeatable: () => true,
  title: (given) => `closed port ${placeName(given)}`,
  async run(given, call) {
    const { portState } = await import("./connect.ts");
    const way = wayOf(call.endpoint, "closed-port");
    const startedAt = performance.now();
    const state = await portState(way, addressIn(given, way.origin) ?? addressOf(way.origin), call);
    const problems = state.closed ? [] : [`expected port ${given.port} to be closed, but a connection opens`];
    const result = { ...state, durationMs: performance.now() - startedAt };
    return answerOf("closed-port", result, { problems });
  },
});

export const dnsStep = protocol({
  name: "dns",
  description: "A name resolves, to the load balancer or the addresses where they are given; the body is {addresses}.",
  schema: z.strictObject({
    name,
    server: name.optional().describe("A name server such as 1.1.1.1 or 10.0.0.2:53; the machine's own unless given."),
    addresses: z.array(name).min(1).optional().describe("Exactly these, in any order."),
    "load-balancer": z
      .strictObject({ kind: z.enum(["Service", "Ingress", "Gateway"]), name })
      .optional()
      .describe("The object whose status must have every address of the name."),
  }),
  proves: true,
  once: true,
  repeatable: () => true,
  title: (given) => `dns ${given.name}`,
  async run({ name: asked, server, addresses: wanted, "load-balancer": balancer }, call) {
    const { loadBalancerAddresses, resolveName } = await import("./dns.ts");
    const startedAt = performance.now();
    const question = { server, timeoutMs: call.timeoutMs };
    const addresses = await resolveName({ ...question, name: asked }, call.signal);
    const durationMs = performance.now() - startedAt;
    const problems = wanted === undefined ? [] : differences(asked, addresses, wanted);
    if (balancer === undefined)
      return answerOf("dns", { addresses, durationMs } as { durationMs: number }, { problems });
    const { client, namespace } = clusterOf(call);
    const balanced = await loadBalancerAddresses(client, namespace, balancer, question, call.signal);
    const strange = addresses.filter((address) => !balanced.includes(address));
    if (strange.length > 0) {
      const known = balanced.length === 0 ? "has no address yet" : `has ${balanced.join(", ")}`;
      problems.push(
        `expected ${asked} to lead to ${balancer.kind} ${balancer.name}, which ${known}; got ${strange.join(", ")}`,
      );
    }
    return answerOf("dns", { addresses, loadBalancer: balanced, durationMs } as { durationMs: number }, { problems });
  },
});

function differences(asked: string, addresses: readonly string[], wanted: readonly string[]): string[] {
  const same = addresses.length === wanted.length && wanted.every((address) => addresses.includes(address));
  return same ? [] : [`expected ${asked} to resolve to ${wanted.join(", ")}, got ${addresses.join(", ")}`];
}

interface Place {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
}

function addressIn(given: Place, origin: string) {
  if (given.host === undefined && given.port === undefined) return undefined;
  const own = addressOf(origin);
  return { host: given.host ?? own.host, port: given.port ?? own.port };
}

function placeName(given: Place): string {
  return [given.host, given.port].filter((part) => part !== undefined).join(":") || "to the target";
}

function clusterOf(call: StepCall) {
  if (call.cluster !== undefined) return call.cluster;
  throw new Failure({
    attempted: "finding the load balancer's address",
    found: "no cluster is given",
    advice: 'Give the input "kubeconfig", or name the `addresses` instead.',
  });
}
