// What is tested, as the inputs say it?

import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { lines } from "../../config/input.ts";
import type { Cluster } from "../../kube/cluster.ts";
import { Failure } from "../../report/failure.ts";
import type { Target } from "../target.ts";
import { type Network, parseResolve, proxyOf } from "./network.ts";

/** Spread into the inputs of an action. */
export const targetInputs = {
  url: z.string().optional().describe("The URL of the environment, as its users reach it."),
  ingress: z.string().optional().describe("The name of an Ingress; its hosts are asked as users ask them."),
  httproute: z.string().optional().describe("The name of an HTTPRoute; its hosts are asked as users ask them."),
  service: z
    .string()
    .optional()
    .describe("The Service whose pods are asked through the API server; also that of a candidate's preview."),
  workload: z
    .string()
    .optional()
    .describe(
      "`Deployment/NAME`, whose pods are asked through the API server; beside another target, whose record keeps figures.",
    ),
  pod: z.string().optional().describe("The name of the one pod that is asked through the API server."),
  port: z.string().optional().describe("The port by number or name; the only one unless given."),
  "expect-revision": z
    .string()
    .regex(/^\d+$/, "a revision is a number, as kubectl rollout history shows it")
    .optional(),
  "expect-digest": z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, "a digest is sha256: and 64 hexadecimal digits")
    .optional(),
  resolve: lines()
    .default([])
    .describe("HOST:PORT:ADDRESS, one a line: where a name leads before DNS says so. A fourth part is another port."),
  proxy: z
    .string()
    .optional()
    .describe(
      "An http or https proxy, asked by CONNECT. HTTPS_PROXY, HTTP_PROXY and NO_PROXY unless given; `none` for none.",
    ),
  ca: z.string().optional().describe("A certificate authority that is trusted beside the public ones: PEM, or a path."),
  "client-certificate": z.string().optional().describe("For mutual TLS: PEM, or a path."),
  "client-key": z.string().optional().describe("The key of the client's certificate: PEM, or a path."),
};

type Given = z.infer<z.ZodObject<typeof targetInputs>>;

export interface TargetSurroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Where relative paths begin. */
  readonly directory: string;
  readonly mask: (secret: string) => void;
  /** Opened only where a target needs it. */
  readonly openCluster: () => Promise<Cluster>;
}

const usersPaths = ["url", "ingress", "httproute"] as const;
const podPaths = ["service", "pod", "workload"] as const;

/**
 * The users' path where one is given, otherwise the pods.
 *
 * @throws Failure where none or two of a kind are given, or an input is malformed
 */
export async function openTarget(given: Given, surroundings: TargetSurroundings): Promise<Target> {
  const isGiven = (name: (typeof usersPaths | typeof podPaths)[number]) => (given[name] ?? "") !== "";
  const users = usersPaths.filter(isGiven);
  const pods = podPaths.filter(isGiven);
  // Beside another target, the workload only says whose record is meant.
  const direct = pods.length > 1 ? pods.filter((name) => name !== "workload") : pods;
  const chosen = users.length > 0 ? users : direct;
  const [name, second] = chosen;
  if (name === undefined || second !== undefined) throw notOne(chosen);
  const value = given[name] ?? "";
  const network = await readNetwork(given, surroundings);
  if (name === "url") {
    const { urlTarget } = await import("../target-url.ts");
    return urlTarget(value, withProxy(network, given, surroundings, URL.parse(value)?.protocol ?? "https:"));
  }
  const cluster = await surroundings.openCluster();
  const { namespace } = cluster;
  if (name === "ingress" || name === "httproute") {
    const { routeTarget } = await import("./route-target.ts");
    const of = { kind: name === "ingress" ? ("Ingress" as const) : ("HTTPRoute" as const), name: value };
    return routeTarget({ cluster, namespace, of, network: withProxy(network, given, surroundings, "https:") });
  }
  const { serviceTarget } = await import("../target-service.ts");
  return serviceTarget({
    cluster,
    namespace,
    of: { kind: kinds[name], name: name === "workload" ? deploymentName(value) : value },
    port: given.port,
    expected: { revision: given["expect-revision"], digest: given["expect-digest"] },
    tls: network.tls,
  });
}

const kinds = { service: "Service", workload: "Deployment", pod: "Pod" } as const;

/** @throws Failure for a file that is not there, or a key without its certificate */
export async function readNetwork(given: Given, { directory, mask }: TargetSurroundings): Promise<Network> {
  const read = (name: "ca" | "client-certificate" | "client-key") => readPem(name, given[name], directory);
  const [ca, cert, key] = await Promise.all([read("ca"), read("client-certificate"), read("client-key")]);
  if (key !== undefined) mask(key);
  if ((cert === undefined) !== (key === undefined)) {
    throw new Failure({
      attempted: "reading the inputs",
      found: `"${cert === undefined ? "client-key" : "client-certificate"}" is given without the other half`,
      advice: 'Give both "client-certificate" and "client-key", or none.',
    });
  }
  return { tls: { ca, cert, key }, resolve: given.resolve.map(parseResolve) };
}

/** The ways to hosts beside the target, by the proxy that is for their scheme. */
export async function readNetworks(given: Given, surroundings: TargetSurroundings): Promise<(url: URL) => Network> {
  const network = await readNetwork(given, surroundings);
  return ({ protocol }) => withProxy(network, given, surroundings, protocol);
}

function withProxy(network: Network, { proxy }: Given, { env }: TargetSurroundings, scheme: string): Network {
  if (proxy === "none") return network;
  const fromEnvironment = proxyOf(env, scheme);
  if (proxy === undefined || proxy === "") return { ...network, proxy: fromEnvironment };
  return { ...network, proxy: { url: proxy, except: fromEnvironment?.except ?? [] } };
}

async function readPem(name: string, value: string | undefined, directory: string): Promise<string | undefined> {
  if (value === undefined || value.trim() === "") return undefined;
  if (value.includes("-----BEGIN ")) return value;
  try {
    const text = await readFile(path.resolve(directory, value.trim()), "utf8");
    if (text.includes("-----BEGIN ")) return text;
  } catch {
    // Told below as what it is: the value may be a secret in the wrong place, so it is not quoted.
  }
  throw new Failure({
    attempted: `reading the input "${name}"`,
    found: "it is neither PEM nor the path of a file that holds some",
    advice: "Give the text that begins with -----BEGIN, or the path of its file.",
  });
}

function deploymentName(workload: string): string {
  const [, kind = "deployment", name = ""] = /^(?:([^/]+)\/)?([^/]+)$/.exec(workload) ?? [];
  if (/^(?:deployments?|deploy)$/i.test(kind) && name !== "") return name;
  throw new Failure({
    attempted: 'reading the input "workload"',
    found: `"${workload}" does not name a Deployment`,
    advice: 'Write it as Deployment/NAME, or give the "service" whose pods are to be asked.',
  });
}

function notOne(chosen: readonly string[]): Failure {
  const names = chosen.map((name) => `"${name}"`).join(" and ");
  return new Failure({
    attempted: "reading the inputs",
    found:
      chosen.length === 0
        ? 'none of "url", "ingress", "httproute", "service", "workload" and "pod" is given, so there is nothing to test'
        : `${names} are given, and one step tests one target`,
    advice:
      chosen.length === 0
        ? 'Give the "url" of the environment, or the "service" whose pods are to be asked.'
        : "Keep one of them, and give the other a step of its own.",
  });
}
