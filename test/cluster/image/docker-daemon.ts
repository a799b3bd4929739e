// Where is a real docker engine, where the machine has none?

import { execFileSync, spawn } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { vi } from "vitest";
import { type DebianRoot, ensureDebianPackages, unpackPackages } from "../../rig/debian.ts";
import { ensureGoBinaries } from "../../rig/go-binaries.ts";
import { paths } from "../../rig/home.ts";

export interface DockerDaemon {
  /** For a child that should find it, with builders and logins of its own. */
  readonly env: NodeJS.ProcessEnv;
  /** A static program for images: the engine's containers have no network to pull a base from. */
  readonly busybox: string;
  /** Asks its API: https://docs.docker.com/reference/api/engine/ */
  ask(path: string): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Debian's own, in folders of its own, with the containerd and runc of the rig, and BuildKit's image as
 * `docker buildx create` asks for it, made of the rig's BuildKit. It touches no network and no iptables.
 */
export async function startDockerDaemon(env: NodeJS.ProcessEnv): Promise<DockerDaemon> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-docker-"));
  const engine = await unpackPackages(["docker.io", "libdevmapper1.02.1", "tini"], ["usr/sbin/dockerd"]);
  const debian = await ensureDebianPackages();
  const socket = join(folder, "docker.sock");
  const own = {
    ...env,
    PATH: `${engine.path}:${debian.path}:${paths.sbin}:${env.PATH}`,
    LD_LIBRARY_PATH: `${engine.libraries}:${debian.libraries}`,
  };
  const flags = [
    `--data-root=${folder}/data`,
    `--exec-root=${folder}/exec`,
    `--pidfile=${folder}/pid`,
    `--host=unix://${socket}`,
    "--bridge=none",
    ...["--iptables", "--ip6tables", "--ip-forward", "--ip-masq", "--userland-proxy"].map((flag) => `${flag}=false`),
    "--oom-score-adjust=0",
    `--init-path=${join(engine.directory, "usr/bin/tini-static")}`,
    `--add-runtime=fitting=${fittingRuntime(folder, join(debian.directory, "usr/sbin/runc"))}`,
    "--default-runtime=fitting",
  ];
  const image = buildkitImage(folder, (await ensureGoBinaries(["buildkit"])).buildkit, debian);
  const daemon = spawn(join(engine.directory, "usr/sbin/dockerd"), flags, { env: own, stdio: "ignore" });
  const ended = new Promise<void>((resolve) => daemon.once("exit", () => resolve()));
  const ask = (path: string, method = "GET", body?: Buffer) => askEngine(socket, path, method, body);
  const close = async () => {
    daemon.kill("SIGTERM");
    await ended;
    // Its folder is a mount of its own, which some kernels keep.
    for (const line of readFileSync("/proc/mounts", "utf8").split("\n").reverse()) {
      const place = line.split(" ")[1] ?? "";
      if (place.startsWith(`${folder}/`)) execFileSync("umount", ["-l", place]);
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await vi.waitUntil(() => ask("/_ping").catch(() => undefined), { timeout: 60_000 });
    const changes = encodeURIComponent('ENTRYPOINT ["/usr/bin/buildkitd"]');
    await ask(`/images/create?fromSrc=-&repo=moby/buildkit&tag=buildx-stable-1&changes=${changes}`, "POST", image);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    env: {
      ...env,
      // The client that Debian packages beside it.
      PATH: `${env.PATH}:${engine.path}`,
      DOCKER_HOST: `unix://${socket}`,
      DOCKER_CONFIG: join(folder, "config"),
      BUILDX_CONFIG: join(folder, "buildx"),
      BUILDX_BUILDER: "",
    },
    busybox: join(debian.directory, "bin/busybox"),
    ask: async (path) => JSON.parse(String(await ask(path))),
    close,
  };
}

/** A privileged container asks for every capability; a machine that gives root fewer has runc refuse it. */
function fittingRuntime(folder: string, runc: string): string {
  const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "";
  // https://github.com/torvalds/linux/blob/master/include/uapi/linux/capability.h
  const last = ["AUDIT_READ", "PERFMON", "BPF", "CHECKPOINT_RESTORE"];
  const missing = [["SYS_RESOURCE", 24] as const, ...last.map((name, index) => [name, 37 + index] as const)]
    .filter(([, bit]) => ((BigInt(`0x${bounding}`) >> BigInt(bit)) & 1n) === 0n)
    .map(([name]) => `CAP_${name}`);
  const file = join(folder, "fitting");
  const filters = missing.map((name) => `-e 's/"${name}",//g; s/,"${name}"//g'`).join(" ");
  writeFileSync(
    file,
    `#!/bin/sh
for word; do
  case $before in
    --bundle) sed -i ${filters} -e 's/"oomScoreAdj":-[0-9]*,//' "$word/config.json" ;;
    --process) sed -i ${filters} "$word" ;;
  esac
  before=$word
done
exec ${runc} "$@"
`,
  );
  chmodSync(file, 0o755);
  return file;
}

/** `libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)`, and the loader by its path alone. */
const linked = /^\t(\/?[^\s]+)(?: => (\/\S+))? \(0x/gm;

/** A tar of what the image `moby/buildkit` has and a build without a network needs. */
function buildkitImage(folder: string, buildkit: string, { directory, libraries }: DebianRoot): Buffer {
  const root = join(folder, "image");
  mkdirSync(join(root, "usr/bin"), { recursive: true });
  mkdirSync(join(root, "tmp"));
  const runc = join(directory, "usr/sbin/runc");
  for (const program of [join(buildkit, "buildkitd"), join(buildkit, "buildctl"), runc]) {
    copyFileSync(program, join(root, "usr/bin", program.split("/").at(-1) ?? ""));
  }
  const env = { ...process.env, LD_LIBRARY_PATH: libraries };
  for (const [, named = "", found] of execFileSync("ldd", [runc], { env, encoding: "utf8" }).matchAll(linked)) {
    if (named.startsWith("linux-vdso")) continue;
    // The loader stands where the program says, and looks for the others in /lib.
    const place = join(root, found === undefined ? named : `/lib/${named}`);
    mkdirSync(dirname(place), { recursive: true });
    copyFileSync(found ?? named, place);
  }
  return execFileSync("tar", ["-c", "-C", root, "."], { maxBuffer: 1024 ** 3 });
}

function askEngine(socketPath: string, path: string, method: string, body?: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path, method }, (response) => {
      text(response).then((answer) => {
        if ((response.statusCode ?? 500) < 300) resolve(answer);
        else reject(new Error(`${method} ${path}: ${response.statusCode} ${answer}`));
      }, reject);
    });
    asked.on("error", reject);
    asked.end(body);
  });
}
