// What does a registry with users look like to a test?

import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { RigEnvironment } from "../../rig/environment.ts";

export interface PrivateRegistry {
  readonly host: string;
  /** A docker configuration that is the rig's own with the one user logged in. */
  readonly dockerConfig: string;
  stop(): void;
}

// `htpasswd -nbB ada hush`
const users = "ada:$2b$05$abcdefghijklmnopqrstuulzd.YqjLDl8lvpSmVj3De/fioSBHnUa\n";

/** Debian's docker-registry, as the rig has it, with one user. */
export async function startPrivateRegistry(rig: RigEnvironment): Promise<PrivateRegistry> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-registry-"));
  const host = `127.0.0.1:${await freePort()}`;
  writeFileSync(join(folder, "htpasswd"), users);
  writeFileSync(
    join(folder, "config.yml"),
    JSON.stringify({
      version: 0.1,
      log: { level: "error" },
      storage: { filesystem: { rootdirectory: join(folder, "storage") } },
      auth: { htpasswd: { realm: "test", path: join(folder, "htpasswd") } },
      http: { addr: host },
    }),
  );
  const dockerConfig = join(folder, "docker");
  if (rig.env.DOCKER_CONFIG) cpSync(rig.env.DOCKER_CONFIG, dockerConfig, { recursive: true });
  const auth = Buffer.from("ada:hush").toString("base64");
  writeFileSync(join(dockerConfig, "config.json"), JSON.stringify({ auths: { [host]: { auth } } }));

  const child = spawn(rig.registryProgram, ["serve", join(folder, "config.yml")], { stdio: "ignore" });
  const stop = () => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  for (let attempts = 0; attempts < 200; attempts++) {
    if (await answers(host)) return { host, dockerConfig, stop };
    await wait(50);
  }
  stop();
  throw new Error(`the private registry does not answer on ${host}`);
}

async function answers(host: string): Promise<boolean> {
  return fetch(`http://${host}/v2/`).then(
    (response) => response.status === 401,
    () => false,
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
