// How is an API server restarted without disturbing whoever else uses the rig?

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paths } from "../../rig/home.ts";
import { freePort } from "../support/free-port.ts";

export interface SecondApiServer {
  readonly url: string;
  /** Starts it; a call or a watch finds out itself when it is ready. */
  start(): void;
  /** Asks it to end, and waits until it has. With a watch still open that takes it half a minute. */
  end(): Promise<void>;
  /** Kills it: every connection breaks at once. */
  kill(): Promise<void>;
  remove(): Promise<void>;
}

/** Another API server over the etcd of the rig, with the rig's own certificates and arguments. */
export async function secondApiServer(): Promise<SecondApiServer> {
  const { components } = JSON.parse(await readFile(paths.specification, "utf8")) as {
    components: { name: string; command: string[]; env: Record<string, string> }[];
  };
  const rigs = components.find(({ name }) => name === "kube-apiserver");
  const [program, ...args] = rigs?.command ?? [];
  if (!rigs || !program) throw new Error("the rig has no kube-apiserver");
  const directory = await mkdtemp(join(tmpdir(), "slipway-apiserver-"));
  const port = await freePort();
  const own = [
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    "--endpoint-reconciler-type=none",
    `--cert-dir=${directory}`,
  ];
  let child: ChildProcess | undefined;
  const stop = async (signal: NodeJS.Signals) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  };
  return {
    url: `https://127.0.0.1:${port}`,
    start() {
      child = spawn(program, [...args, ...own], { env: rigs.env, stdio: "ignore" });
    },
    end: () => stop("SIGTERM"),
    kill: () => stop("SIGKILL"),
    async remove() {
      await stop("SIGKILL");
      await rm(directory, { recursive: true });
    },
  };
}
