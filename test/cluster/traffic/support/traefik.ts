// How does a test send requests through a real Traefik?

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { rigEnvironment } from "../../../rig/environment.ts";
import { freePort } from "../../support/free-port.ts";

export interface Traefik {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly port: number;
  /** What it has logged, warnings and worse. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * Runs it on the machine, for the routes of one namespace. `fast` takes a change over at once, and the next one 100 ms
 * later; `defaults` is as it comes: 2 s; `certified` has a certificate of its own, all other defaults, and leaves Gateways
 * to others, whose status two of them would dispute.
 */
export async function startTraefik(
  namespace: string,
  pace: "fast" | "certified" | "defaults" = "fast",
): Promise<Traefik> {
  const { bin, env, certificateKubeconfig } = await rigEnvironment();
  const folder = mkdtempSync(join(tmpdir(), "slipway-traefik-"));
  const paceOptions = [
    ...(pace === "fast" ? ["--providers.providersthrottleduration=100ms"] : []),
    ...(pace === "defaults" ? [] : [`--providers.file.filename=${fileWithCertificate(folder, certificateKubeconfig)}`]),
  ];
  const [port, status] = [await freePort(), await freePort()];
  const child = spawn(
    join(bin, "traefik"),
    [
      `--entrypoints.web.address=127.0.0.1:${port}`,
      `--entrypoints.traefik.address=127.0.0.1:${status}`,
      "--ping",
      "--global.checknewversion=false",
      "--global.sendanonymoususage=false",
      ...paceOptions,
      "--providers.kubernetescrd",
      `--providers.kubernetescrd.namespaces=${namespace}`,
      ...(pace === "certified"
        ? []
        : ["--providers.kubernetesgateway", `--providers.kubernetesgateway.namespaces=${namespace}`]),
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
  const end = Date.now() + 120_000;
  while (!(await answers(`http://127.0.0.1:${status}/ping`))) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`Traefik does not answer:\n${said}`);
    await sleep(50);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    log: () => said,
    stop: async () => {
      if (child.exitCode === null) {
        const ended = once(child, "exit");
        child.kill("SIGKILL");
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Without a default certificate Traefik makes an RSA key at each change of its configuration before it takes the change
 * over: up to seconds on a busy machine. Any certificate will do; nobody asks by TLS here.
 */
function fileWithCertificate(folder: string, kubeconfig: string): string {
  const { users } = parse(readFileSync(kubeconfig, "utf8")) as {
    users: { user: { "client-certificate-data"?: string; "client-key-data"?: string } }[];
  };
  const { "client-certificate-data": certificate, "client-key-data": key } = users[0]?.user ?? {};
  const file = join(folder, "dynamic.yaml");
  const [certFile, keyFile] = [join(folder, "tls.crt"), join(folder, "tls.key")];
  if (certificate !== undefined && key !== undefined) {
    writeFileSync(certFile, Buffer.from(certificate, "base64"));
    writeFileSync(keyFile, Buffer.from(key, "base64"), { mode: 0o600 });
    writeFileSync(
      file,
      JSON.stringify({ tls: { stores: { default: { defaultCertificate: { certFile, keyFile } } } } }),
    );
  } else writeFileSync(file, "{}\n");
  return file;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    // It does not listen yet.
    () => false,
  );
}
