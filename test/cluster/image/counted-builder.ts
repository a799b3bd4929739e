// How much does a build send to its builder?

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paths } from "../../rig/home.ts";

export interface CountedBuilder {
  readonly name: string;
  /** In which buildx knows it, and has another one as its default. */
  readonly env: NodeJS.ProcessEnv;
  /** What the builder was sent until now. */
  bytes(): number;
  close(): void;
}

/** A builder under a name of its own, which is the rig's behind a door that counts. */
export async function openCountedBuilder(env: NodeJS.ProcessEnv): Promise<CountedBuilder> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-counted-"));
  const socket = join(folder, "buildkit.sock");
  let count = 0;
  const server = createServer((outer) => {
    const inner = connect(paths.buildkitSocket);
    for (const end of [inner, outer]) {
      end.on("error", () => {
        inner.destroy();
        outer.destroy();
      });
    }
    outer.on("data", (chunk) => {
      count += chunk.length;
    });
    outer.pipe(inner).pipe(outer);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const configuration = join(folder, "buildx");
  mkdirSync(configuration);
  const own = { ...env, BUILDX_CONFIG: configuration, BUILDX_BUILDER: "nobody" };
  const create = ["create", "--name", "counted", "--driver", "remote", `unix://${socket}`];
  execFileSync(join(paths.bin, "docker-buildx"), create, { env: own, stdio: "pipe" });
  return {
    name: "counted",
    env: own,
    bytes: () => count,
    close() {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
