// How does a test get a real Alertmanager?

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureDebianAlertmanager } from "../../rig/debian.ts";
import { freePort } from "../support/free-port.ts";

export interface RunningAlertmanager {
  /** `127.0.0.1:9093`. */
  readonly address: string;
  stop(): Promise<void>;
}

/** Alone, without a cluster of its kind. */
export async function startAlertmanager(config: string): Promise<RunningAlertmanager> {
  const program = await ensureDebianAlertmanager();
  const folder = mkdtempSync(join(tmpdir(), "slipway-alertmanager-"));
  const movable = join(folder, "alertmanager");
  writeFileSync(movable, withTemplatesHere(readFileSync(program)), { mode: 0o755 });
  cpSync(join(dirname(program), "../share/prometheus/alertmanager"), folder, { recursive: true });
  writeFileSync(join(folder, "config.yml"), config);
  const address = `127.0.0.1:${await freePort()}`;
  const options = ["--config.file=config.yml", "--storage.path=data", `--web.listen-address=${address}`];
  const child = spawn(movable, [...options, "--cluster.listen-address="], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const end = Date.now() + 120_000;
  while (!(await isReady(address))) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`Alertmanager is not ready:\n${said}`);
    await sleep(50);
  }
  return {
    address,
    async stop() {
      const ended = once(child, "close");
      child.kill("SIGKILL");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Debian's build looks for its templates below /usr/share only, and nothing is installed on the machine. */
function withTemplatesHere(program: Buffer): Buffer {
  const there = "/usr/share/prometheus/alertmanager";
  // The same length, since the program knows it: the folder that it runs in.
  const here = "./"
    .repeat(there.length)
    .slice(0, there.length - 1)
    .concat("/");
  for (let at = program.indexOf(there); at !== -1; at = program.indexOf(there, at + 1))
    program.write(here, at, "latin1");
  return program;
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`http://${address}/-/ready`)).ok;
  } catch {
    // It does not listen yet.
    return false;
  }
}
