// How does containerd get the image of the pods' sandbox, which no registry is asked for?

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.ts";
import { sandboxImage } from "./configuration.ts";
import type { DebianRoot } from "./debian.ts";
import { paths, state } from "./home.ts";

/** Writes an archive as `docker save` would, and imports it. */
export async function importSandboxImage(debian: DebianRoot, support: string): Promise<void> {
  const folder = join(state, "sandbox-image");
  const content = join(folder, "content");
  mkdirSync(content, { recursive: true });
  copyFileSync(join(support, "support"), join(content, "pause"));
  await run("tar", ["-C", content, "--owner=0", "--group=0", "-cf", join(folder, "layer.tar"), "pause"]);
  const layer = createHash("sha256")
    .update(readFileSync(join(folder, "layer.tar")))
    .digest("hex");
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  const image = {
    architecture,
    os: "linux",
    config: { Entrypoint: ["/pause", "pause"] },
    rootfs: { type: "layers", diff_ids: [`sha256:${layer}`] },
    history: [{ created_by: "slipway rig" }],
  };
  writeFileSync(join(folder, "config.json"), JSON.stringify(image));
  const manifest = [{ Config: "config.json", RepoTags: [sandboxImage], Layers: ["layer.tar"] }];
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  const archive = join(folder, "image.tar");
  await run("tar", ["-C", folder, "-cf", archive, "manifest.json", "config.json", "layer.tar"]);
  const containerd = join(debian.directory, "usr/bin/ctr");
  await run(containerd, ["-a", paths.containerdSocket, "-n", "k8s.io", "images", "import", archive]);
  rmSync(folder, { recursive: true });
}
