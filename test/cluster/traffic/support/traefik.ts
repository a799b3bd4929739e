// How does a test send requests through a real Traefik?

import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { rigEnvironment } from "../../../rig/environment.ts";

export interface Traefik {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly port: number;
  /** What it has logged, warnings and worse. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * Runs it on the machine, for the routes of one namespace. `throttle` is the least time between two changes of its
 * configuration; its own default is 2 s.
 */
export async function startTraefik(namespace: string, throttle: "100ms" | "2s"): Promise<Traefik> {
  const { bin, env } = await rigEnvironment();
  const [port, status] = [await freePort(), await freePort()];
  const child = spawn(
    join(bin, "traefik"),
    [
      `--entrypoints.web.address=127.0.0.1:${port}`,
      `--entrypoints.traefik.address=127.0.0.1:${status}`,
      "--ping",
      "--global.checknewversion=false",
      "--global.sendanonymoususage=false",
      `--providers.providersthrottleduration=${throttle}`,
      "--providers.kubernetescrd",
      `--providers.kubernetescrd.namespaces=${namespace}`,
      "--providers.kubernetesgateway",
      `--providers.kubernetesgateway.namespaces=${namespace}`,
      "--log.level=WARN",
    ],
    { env, stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const end = Date.now() + 60_000;
  while (!(await answers(`http://127.0.0.1:${status}/ping`))) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`Traefik does not answer:\n${said}`);
    await sleep(50);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    log: () => said,
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    // It does not listen yet.
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
