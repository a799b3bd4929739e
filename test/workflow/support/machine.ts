// Which cluster, registry and programs do workflows run on?

import { delimiter, dirname, join } from "node:path";
import { execa } from "execa";
import { type RigEnvironment, rigEnvironment } from "../../rig/environment.ts";
import { repository } from "./workflow-files.ts";

export interface Machine extends RigEnvironment {
  /** The API server. */
  readonly server: string;
  /** Where a NodePort of the cluster answers. */
  urlOf(nodePort: number): string;
}

/** Brings the rig up, or finds it up, and tells what it offers. Its progress goes to standard error. */
export async function startMachine(signal?: AbortSignal): Promise<Machine> {
  await execa(process.execPath, [join(repository, "test/rig/main.ts"), "up"], {
    stdio: ["ignore", process.stderr, "inherit"],
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  return theMachine();
}

/** What a rig that is up offers. Node 24 comes first in PATH: act runs actions with the `node` that it finds there. */
export async function theMachine(): Promise<Machine> {
  const rig = await rigEnvironment();
  const env = { ...rig.env, PATH: [dirname(process.execPath), rig.env.PATH].join(delimiter) };
  const query = ["config", "view", "--minify", "--output=jsonpath={.clusters[0].cluster.server}"];
  const { stdout: server } = await execa("kubectl", query, { env, extendEnv: false });
  return { ...rig, env, server, urlOf: (nodePort) => `http://${rig.nodePortHost}:${nodePort}/` };
}
