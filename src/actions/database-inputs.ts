// Which inputs say what is asked of the service's database, and how is it reached?

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import type { KubeObject } from "../kube/object.ts";
import { readQuantity } from "../kube/quantity.ts";
import { Failure } from "../report/failure.ts";
import type { Login } from "../validation/database/login.ts";
import type { DatabaseSeen } from "../validation/database/seen.ts";
import type { Observation } from "../validation/observation.ts";

/** Spread into the inputs of validate-production. Nothing is asked without `database-url` or `database-secret`. */
export const databaseInputs = {
  "database-url": z.string().default(""),
  "database-secret": z
    .string()
    .regex(/^(?:[a-z0-9.-]+\/[\w.-]+)?$/, "Write it as NAME/KEY.")
    .default(""),
  "database-target": z
    .string()
    .regex(/^(?:(?:Service|Pod)\/[a-z0-9.-]+(?::\d+)?)?$/i, "Write it as Service/NAME, Service/NAME:PORT or Pod/NAME.")
    .default(""),
  "database-role": z.string().default(""),
  "database-ca": z.string().default(""),
  "database-migrations": z.string().default(""),
  "database-disk": z
    .string()
    .refine((text) => text === "" || readQuantity(text) !== undefined, "Write it as 100Gi.")
    .default(""),
};

const schema = z.object(databaseInputs);
export type DatabaseInputs = z.infer<typeof schema>;

interface Asker {
  readonly job: Job;
  readonly cluster: Cluster | undefined;
}

/**
 * Asks the database; nothing where none is given.
 *
 * @throws Failure for a URL that is none, and for what is to be read in a cluster that is not asked
 */
export async function observeGivenDatabase(
  given: DatabaseInputs,
  asker: Asker,
): Promise<Observation<DatabaseSeen> | undefined> {
  const login = await loginOf(given, asker);
  if (login === undefined) return undefined;
  if (login.kind === "unknown") return login;
  const { job } = asker;
  const { observeDatabase } = await import("../validation/database/observe.ts");
  const target = given["database-target"];
  const folder = given["database-migrations"];
  return await observeDatabase(
    {
      login: login.value,
      ca: await readPem(given["database-ca"], "database-ca", job),
      role: given["database-role"] || undefined,
      target: target === "" ? undefined : { cluster: clusterFor("database-target", asker), name: target },
      migrations: folder === "" ? undefined : resolve(job.run.workspace, folder),
      diskBytes: given["database-disk"] === "" ? undefined : readQuantity(given["database-disk"]),
    },
    { signal: job.signal },
  );
}

/** The login of `database-url`, or of the key of a Secret. Its password is masked before anything is asked. */
export async function loginOf(given: DatabaseInputs, asker: Asker): Promise<Observation<Login> | undefined> {
  const { "database-url": url, "database-secret": secret } = given;
  asker.job.mask(url);
  const { readLogin } = await import("../validation/database/login.ts");
  const masked = (text: string, what: string): Observation<Login> => {
    const login = readLogin(text, what);
    asker.job.mask(login.password);
    return { kind: "seen", value: login };
  };
  if (url !== "") return masked(url, 'input "database-url"');
  if (secret === "") return undefined;
  const [name = "", key = ""] = secret.split("/");
  const cluster = clusterFor("database-secret", asker);
  const what = `Secret ${cluster.namespace}/${name}`;
  try {
    const reference = { apiVersion: "v1", kind: "Secret", namespace: cluster.namespace, name };
    const object = await cluster.get<KubeObject>(reference, { signal: asker.job.signal });
    const data = (object?.data ?? {}) as Readonly<Record<string, string>>;
    if (object === undefined) return { kind: "unknown", reason: `there is no ${what}` };
    const value = data[key];
    if (value === undefined) return { kind: "unknown", reason: `${what} has no key ${key}` };
    const text = Buffer.from(value, "base64").toString("utf8");
    asker.job.mask(text.trim());
    return masked(text, `key ${key} of ${what}`);
  } catch (error) {
    asker.job.signal.throwIfAborted();
    if (error instanceof Failure) return { kind: "unknown", reason: `${error.attempted}: ${error.found}` };
    return { kind: "unknown", reason: `${what}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** PEM itself, or the path of a file with it. */
export async function readPem(text: string, input: string, job: Job): Promise<string | undefined> {
  if (text === "") return undefined;
  const pem = text.includes("-----BEGIN")
    ? text
    : await readFile(resolve(job.run.workspace, text), "utf8").catch(() => "");
  if (pem.includes("-----BEGIN CERTIFICATE")) return pem;
  throw new Failure({
    attempted: `reading the input "${input}"`,
    found: "it is neither a certificate in PEM nor the path of a file with one",
    advice: "Give the authority that signed the server's certificate.",
  });
}

function clusterFor(input: string, { cluster }: Asker): Cluster {
  if (cluster !== undefined) return cluster;
  throw new Failure({
    attempted: `reading the input "${input}"`,
    found: "it leads into the cluster, and no workload is named, so no cluster is asked",
    advice: 'Name the service in "workload" too.',
  });
}
