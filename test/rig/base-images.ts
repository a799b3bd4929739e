// Which base images can a Dockerfile of the tests name, where none can be pulled?

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { registry } from "./addresses.ts";
import { builder, builderEnvironment } from "./builder.ts";
import { run } from "./command.ts";
import type { DebianRoot } from "./debian.ts";
import { paths } from "./home.ts";
import { progress, withHeartbeat } from "./progress.ts";
import { readJson, writeJson } from "./supervision.ts";

export interface BaseImage {
  /** What a Dockerfile says after FROM. */
  readonly replaces: string;
  readonly reference: string;
}

/** The images that `up` has seen to. */
export function baseImages(): BaseImage[] {
  return readJson<BaseImage[]>(paths.baseImages) ?? [];
}

/** Builds and pushes the images that the registry does not have. */
export async function ensureBaseImages(debian: DebianRoot): Promise<void> {
  const goVersion = (await run("go", ["env", "GOVERSION"])).trim();
  const golang = tagged("golang", [goVersion, golangDockerfile, passwd]);
  const fixed = tagged("static", [staticDockerfile, passwd]);
  if (!(await isInRegistry(golang))) {
    progress(`making the image that stands for golang out of this machine's ${goVersion}`);
    await buildImage(golang, golangDockerfile, async (folder) => {
      await packGo(folder);
      copyFileSync(join(debian.directory, "bin/busybox"), join(folder, "busybox"));
    });
  }
  if (!(await isInRegistry(fixed))) {
    await buildImage(fixed, staticDockerfile, async () => undefined);
  }
  writeJson(paths.baseImages, [
    { replaces: "golang:1.26", reference: reference(golang) },
    { replaces: "gcr.io/distroless/static-debian12:nonroot", reference: reference(fixed) },
  ] satisfies BaseImage[]);
}

interface Tagged {
  readonly repository: string;
  readonly tag: string;
}

function tagged(name: string, content: readonly string[]): Tagged {
  const tag = createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 12);
  return { repository: `rig/${name}`, tag };
}

function reference({ repository, tag }: Tagged): string {
  return `${registry}/${repository}:${tag}`;
}

async function isInRegistry({ repository, tag }: Tagged): Promise<boolean> {
  const accept =
    "application/vnd.oci.image.manifest.v1+json,application/vnd.oci.image.index.v1+json,application/vnd.docker.distribution.manifest.v2+json";
  const answer = await fetch(`http://${registry}/v2/${repository}/manifests/${tag}`, {
    method: "HEAD",
    headers: { accept },
  });
  return answer.ok;
}

async function buildImage(image: Tagged, dockerfile: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-rig-"));
  try {
    await fill(folder);
    mkdirSync(join(folder, "certificates"));
    const certificates = "/etc/ssl/certs/ca-certificates.crt";
    if (existsSync(certificates)) {
      copyFileSync(certificates, join(folder, "certificates", "ca-certificates.crt"));
    }
    writeFileSync(join(folder, "passwd"), passwd);
    writeFileSync(join(folder, "group"), group);
    writeFileSync(join(folder, "Dockerfile"), dockerfile);
    mkdirSync(join(folder, "tmp"), { mode: 0o1777 });
    const args = ["build", "--builder", builder, "--provenance=false", "--push", "-t", reference(image), folder];
    await withHeartbeat(`making ${reference(image)}`, () =>
      run(join(paths.bin, "docker-buildx"), args, { env: builderEnvironment() }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a build needs of the Go tree; its own tests and documents would double the image. */
async function packGo(folder: string): Promise<void> {
  const root = realpathSync((await run("go", ["env", "GOROOT"])).trim());
  const left = ["./test", "./doc", "./api", "./misc", "./pkg/obj", "./pkg/*_race", "testdata"];
  const excludes = left.map((pattern) => `--exclude=${pattern}`);
  await run("tar", [
    "-C",
    root,
    ...excludes,
    "--owner=0",
    "--group=0",
    "--transform=s,^\\.,usr/local/go,",
    "-cf",
    join(folder, "go.tar"),
    ".",
  ]);
}

const passwd = `root:x:0:0:root:/root:/bin/sh
nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
`;

const group = `root:x:0:
nobody:x:65534:
nonroot:x:65532:
`;

const golangDockerfile = `FROM scratch
ADD go.tar /
COPY busybox /bin/busybox
COPY certificates /etc/ssl/certs
COPY passwd group /etc/
RUN ["/bin/busybox", "--install", "-s", "/bin"]
RUN mkdir -p -m 1777 /tmp /go
ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/bin:/usr/bin:/bin GOPATH=/go GOTOOLCHAIN=local CGO_ENABLED=0
WORKDIR /go
`;

const staticDockerfile = `FROM scratch
COPY certificates /etc/ssl/certs
COPY passwd group /etc/
COPY --chmod=1777 tmp /tmp
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
USER 65532:65532
WORKDIR /home/nonroot
`;
