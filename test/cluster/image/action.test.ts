import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ActionResult } from "../../../src/actions/action.ts";
import { action } from "../../../src/actions/build-image.ts";
import { inputs } from "../../../src/actions/build-image-inputs.ts";
import type { Job } from "../../../src/github/job.ts";
import { never, type RecordedLog, recordLog } from "../../unit/image/support.ts";
import { type CountedBuilder, openCountedBuilder } from "./counted-builder.ts";
import { ada, type Door, only, openDoor } from "./registry-door.ts";
import { type Bench, openBench } from "./support.ts";

// The action as a workflow calls it, in this process: one Dockerfile with nearly all that can be asked, a registry that
// lets in one user, and a builder whose bytes are counted.

const run = Date.now().toString(36);
const payload = randomBytes(1_500_000);
const dockerfile = `FROM golang:1.26 AS tools
FROM tools AS shared
RUN : ${run}; cat /proc/sys/kernel/random/uuid > /once
FROM tools AS test
COPY answer /answer
COPY --from=shared /once /once
RUN grep -q 42 /answer && echo "tested with $(cat /once)" && mkdir /reports && echo '<testsuite><testcase name="adds"/><testcase name="divides"/></testsuite>' > /reports/unit.xml
FROM tools AS made
ARG GREETING
ARG API_TOKEN
COPY --from=extra extra.txt /extra.txt
RUN --mount=type=secret,id=key --mount=type=secret,id=file --mount=type=secret,id=lines { \\
    : ${run}; echo "secret $(wc -c < /run/secrets/key) $(cat /run/secrets/file | wc -c) $(wc -c < /run/secrets/lines)"; grep other.test /etc/hosts; \\
    echo "files $(ulimit -n)"; grep /dev/shm /proc/mounts; echo "networks $(ls /sys/class/net | tr '\\n' ' ')"; \\
    echo "greeting $GREETING"; cat /extra.txt; } > /facts && sleep 0.7
FROM scratch AS service
COPY --from=tools /bin/busybox /bin/busybox
COPY --from=made /facts /facts
COPY --from=shared /once /once
COPY payload answer /
USER 65532
EXPOSE 8080
HEALTHCHECK CMD ["/bin/busybox", "true"]
ENTRYPOINT ["/bin/busybox", "cat", "/answer"]
FROM scratch AS last
COPY answer /wrong
`;
const facts = [
  /^secret 9 11 22$/m,
  /^10\.0\.0\.9\s+other\.test/m,
  /^files 512$/m,
  /\/dev\/shm .*size=65536k/,
  /^networks lo $/m,
  /^greeting hello, world$/m,
  /^from another folder$/m,
];

let bench: Bench;
let builder: CountedBuilder;
let door: Door;
let temp: string;
let workspace: string;
let extra: string;
/** Makes SBOMs: https://github.com/moby/buildkit/blob/master/docs/attestations/sbom-protocol.md */
let generator: string;
beforeAll(async () => {
  bench = await openBench();
  builder = await openCountedBuilder(bench.rig.env);
  door = await openDoor(bench.rig.registry);
  door.become(only(`Basic ${ada}`));
  temp = mkdtempSync(join(tmpdir(), "slipway-action-"));
  workspace = bench.workspace({
    "deploy/Dockerfile": dockerfile,
    answer: "42\n",
    "file.txt": "from-a-file",
    "scan.json": JSON.stringify({
      SchemaVersion: 2,
      ArtifactName: "orders",
      Results: [vulnerability("CVE-2026-1", "LOW"), vulnerability("CVE-2026-2", "HIGH")],
    }),
    ".dockerignore": "*\n!answer\n!payload\n",
  });
  writeFileSync(join(workspace, "payload"), payload);
  extra = mkdtempSync(join(temp, "extra-"));
  writeFileSync(join(extra, "extra.txt"), "from another folder\n");
  const statement = {
    _type: "https://in-toto.io/Statement/v0.1",
    predicateType: "https://spdx.dev/Document",
    predicate: { spdxVersion: "SPDX-2.3", name: "orders" },
  };
  const directory = bench.workspace({
    "statement.json": JSON.stringify(statement),
    Dockerfile: `FROM golang:1.26\nCOPY statement.json /\nENTRYPOINT ["/bin/sh", "-c", "cat /statement.json > $BUILDKIT_SCAN_DESTINATION/orders.spdx.json"]\n`,
  });
  const image = `${bench.rig.registry}/action-test/generator`;
  generator = (await bench.build({ directory, image, version: "1", provenance: "false" })).reference;
});
afterAll(() => {
  door.close();
  builder.close();
  bench.remove();
  rmSync(temp, { recursive: true, force: true });
});

function vulnerability(VulnerabilityID: string, Severity: string) {
  const Vulnerabilities = [{ VulnerabilityID, PkgName: "left-pad", InstalledVersion: "1", Severity }];
  return { Target: "app", Vulnerabilities };
}

/** Where the image is that stands for a base image of this name. */
function baseImage(name: string): string {
  const found = bench.rig.buildContexts.map((one) => one.split("docker-image://")[1] ?? "");
  return found.find((reference) => reference.includes(`/${name}:`)) ?? "";
}

interface Ran {
  readonly result: ActionResult;
  readonly log: RecordedLog;
  readonly text: string;
  readonly masked: readonly string[];
  readonly state: ReadonlyMap<string, string>;
  readonly asked: readonly string[];
  readonly sent: number;
}

const secrets = 'key= hush 42 \n"lines=first-line\nsecond-line"\n';

async function runAction(given: Record<string, string>, env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const tempDirectory = join(temp, "job");
  mkdirSync(tempDirectory, { recursive: true });
  const log = recordLog();
  const masked: string[] = [];
  const state = new Map<string, string>();
  const job: Job = {
    ...{ log, signal: never, tempDirectory },
    env: { ...builder.env, ...env, INPUT_SECRETS: secrets, GITHUB_WORKSPACE: workspace },
    run: { workspace, repository: "", sha: "", ref: "", event: "", actor: "", runKey: "", runUrl: "" },
    mask: (secret) => masked.push(secret),
    redact: (text) => text,
    addSummary: async () => undefined,
    saveState: (name, value) => state.set(name, value),
    state: (name) => state.get(name) ?? "",
  };
  const before = { asked: door.asked.length, sent: builder.bytes() };
  const result = await action.main(inputs.parse({ ...common(), ...given }), job);
  expect(readdirSync(tempDirectory)).toEqual([]);
  const text = log.entries.join("\n");
  return {
    result,
    log,
    text,
    masked,
    state,
    asked: door.asked.slice(before.asked),
    sent: builder.bytes() - before.sent,
  };
}

/** What every run says. */
function common(): Record<string, string> {
  return {
    image: `${door.host}/action-${run}/orders`,
    username: "ada",
    password: "hush",
    builder: builder.name,
    file: "deploy/Dockerfile",
    target: "service",
    "build-contexts": [...bench.rig.buildContexts, `extra=${extra}`].join("\n"),
    "build-args": "GREETING=hello, world\nAPI_TOKEN=looks-like-one",
    secrets: secrets.trim(),
    "secret-files": "file=file.txt",
    "add-hosts": "other.test:10.0.0.9",
    ulimit: "nofile=512:512",
    "shm-size": "64m",
    network: "none",
    labels: "team=orders, and payments",
    annotations: "team=orders, and payments",
    "tag-rules": "describe\nsha",
  };
}

describe("the action with nearly all that can be asked", () => {
  const asked = {
    "test-target": "test",
    "test-results": "/reports/*.xml",
    "test-command": "/bin/busybox cat /facts\n/bin/busybox cat /once",
    inspect: "error",
    provenance: "mode=max",
    scan: "report",
    "scan-report": "scan.json",
    "fail-on": "critical",
    "max-size": "10MB",
  };
  let first: Ran;
  let compared: string;

  it("gives every setting to the step that it is for", async () => {
    compared = baseImage("golang");
    first = await runAction({ ...asked, sbom: `generator=${generator}`, "compare-with": compared });
    expect(first.result.failure?.message ?? "").toBe("");
    for (const fact of facts) expect(first.result.summary).toMatch(fact);
    expect(first.sent).toBeGreaterThan(payload.length);
  });

  it("does once what the tests and the image both need", () => {
    const { summary = "" } = first.result;
    const once = /tested with (\S{36})/.exec(summary)?.[1] ?? "nothing";
    expect(summary.split(once)).toHaveLength(3);
    expect(summary).toContain("| `shared` | 1 of 1 ");
  });

  it("labels and annotates the image, of the stage that was asked for", async () => {
    const { outputs } = first.result;
    const path = `action-${run}/orders`;
    const manifest = await bench.fetch(`${path}/manifests/${outputs["image-digest"]}`);
    const { digest } = (manifest?.json.config ?? {}) as { digest?: string };
    const config = ((await bench.fetch(`${path}/blobs/${digest}`))?.json.config ?? {}) as Record<string, unknown>;
    const known = {
      "org.opencontainers.image.title": expect.any(String),
      "org.opencontainers.image.version": outputs.version,
      "org.opencontainers.image.revision": execFileSync("git", ["rev-parse", "HEAD"], { cwd: workspace })
        .toString()
        .trim(),
      "org.opencontainers.image.created": "2024-01-01T00:00:00Z",
      team: "orders, and payments",
    };
    expect(config.Labels).toMatchObject(known);
    expect(manifest?.json.annotations).toMatchObject(known);
    expect(config.Entrypoint).toEqual(["/bin/busybox", "cat", "/answer"]);
    const tags = outputs.tags?.split("\n") ?? [];
    expect(tags).toEqual([
      expect.stringMatching(/orders:[0-9a-f]{7}$/),
      expect.stringMatching(/orders:sha-[0-9a-f]{7}$/),
    ]);
    for (const tag of tags) {
      expect((await bench.fetch(`${path}/manifests/${tag.split(":").at(-1)}`))?.digest).toBe(outputs.digest);
    }
  });

  it("keeps secrets out of the log and of what is attested, which names the image as its subject", async () => {
    const path = `action-${run}/orders`;
    const digest = first.result.outputs["image-digest"] ?? "";
    const list = await bench.fetch(`${path}/manifests/${digest.replace(":", "-")}`);
    const [referrer] = (list?.json.manifests ?? []) as { digest: string }[];
    const attestation = await bench.fetch(`${path}/manifests/${referrer?.digest}`);
    const layers = (attestation?.json.layers ?? []) as { digest: string }[];
    const statements = await Promise.all(layers.map((layer) => bench.fetch(`${path}/blobs/${layer.digest}`)));
    const subject = [{ digest: { sha256: digest.slice("sha256:".length) } }];
    for (const kind of ["slsa.dev/provenance", "spdx.dev/Document"]) {
      const predicateType = expect.stringContaining(kind);
      expect(statements.map((one) => one?.json)).toContainEqual(expect.objectContaining({ predicateType }));
    }
    for (const one of statements) expect(one?.json).toMatchObject({ subject: [expect.objectContaining(subject[0])] });
    expect(first.text).toMatch(/Read back: SBOM of the image \(.*https:\/\/spdx\.dev\/Document/);
    const attested = JSON.stringify(statements);
    expect(attested).toContain("greeting".toUpperCase());
    for (const secret of ["hush 42", "from-a-file", "second-line"]) {
      expect(attested).not.toContain(secret);
      expect(first.text).not.toContain(secret);
    }
    expect(first.masked).toEqual(expect.arrayContaining(["hush", "hush 42"]));
    expect(first.log.entries).toContainEqual(
      expect.stringMatching(/^warning: The build argument API_TOKEN looks like/),
    );
    expect(first.text).not.toContain("API_TOKEN=looks");
  });

  it("removes its login, and in post the one that a killed step left, with the builder that it made", async () => {
    const folder = first.state.get("docker-config") ?? "";
    expect(folder).toContain(temp);
    expect(existsSync(folder)).toBe(false);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "config.json"), "{}");
    const env = { ...bench.rig.env, BUILDX_CONFIG: join(temp, "buildx") };
    execFileSync("docker-buildx", ["create", "--name", "slipway-left", "--driver", "remote", "unix:///nobody"], {
      env,
    });
    const states = new Map([...first.state, ["builder", "slipway-left"]]);
    const left: Partial<Job> = { env, log: recordLog(), signal: never, state: (name) => states.get(name) ?? "" };
    await action.post?.(left as Job);
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(join(temp, "buildx/instances"))).toEqual([]);
  });

  it("tells all of it in the summary", () => {
    const { summary = "", outputs } = first.result;
    const expected = [
      `| image | \`${outputs.reference}\` |`,
      ...(outputs.tags?.split("\n") ?? []).map((tag) => `\`${tag}\``),
      "#### ✅ tests: passed",
      "| 2 | 2 | 0 | 0 |",
      "#### ✅ inspection: passed",
      "It exposes `8080/tcp`.",
      "#### ✅ test-command: passed",
      "#### ✅ size: passed",
      `Compared with \`${compared}\`.`,
      "| 10.0 MB |",
      "#### ✅ scan: passed",
      "**Scan** by Trivy: 1 high, 1 low.",
      "#### Base images",
      "| 1 | `golang:1.26` as ",
      "#### Cache",
      "| `made` | ",
      "#### Slowest steps",
      "```mermaid\ngantt\n",
    ];
    for (const part of expected) expect(summary).toContain(part);
    // A machine that is slow lets other steps of the stage stand before it.
    expect(summary).toMatch(/^ {2}section made\n(?: {2}[^s].*\n)*? {2}RUN --mount=type=secret,id=key/m);
    // The payload is the largest layer, and line 20 brought it.
    expect(summary).toMatch(
      /\| size \| made at \| by \|\n\| --- \| --- \| --- \|\n\| 1\.5 MB \| `deploy\/Dockerfile:20` \| `COPY payload answer/,
    );
    expect(summary).toMatch(/\| linux\/\w+ \| \d\.\d MB \| -\d+\.\d MB \(-\d+\.\d %\) \|/);
  });

  it("has the same outputs where the image is used again, and sends not a byte of the context", async () => {
    const same = { ...asked, sbom: `generator=${generator}` };
    const again = await runAction({ ...same, "compare-with": compared });
    // What it says instead tells why.
    expect(again.text).toContain("Nothing is built.");
    expect(again.result.outputs).toEqual({ ...first.result.outputs, changed: "false", reused: "true" });
    expect(first.result.outputs).toMatchObject({ changed: "true", reused: "false" });
    for (const name of ["metadata", "tests-passed", "platform-digests", "base-images", "size", "vulnerabilities"]) {
      expect(again.result.outputs[name], name).not.toBe("");
    }
    // At most what `buildx inspect` asks.
    expect(again.sent).toBeLessThan(10_000);
    expect(again.log.entries.filter((entry) => entry.startsWith("foreign"))).toEqual([]);
    expect(again.result.summary).toContain("the registry had an image of the same content");
    // Today's budget is for it too: it gets no further name.
    const judged = { ...same, "max-growth": "1%", "compare-with": baseImage("static"), "tag-rules": "sha=later" };
    const refused = await runAction(judged);
    expect(refused.result.failure?.found).toMatch(/max-growth allows/);
    expect(refused.asked.filter((question) => !/^(?:HEAD|GET) /.test(question))).toEqual([]);
  });

  it("runs every step again without the cache, asks for newer bases, and hands out files", async () => {
    const out = join(temp, "out");
    const contexts = (common()["build-contexts"] ?? "").replace(
      /(golang:1\.26=docker-image:\/\/)[^/]+/,
      `$1${door.host}`,
    );
    door.become("open");
    const given = { "no-cache": "true", pull: "true", push: "false", outputs: `type=local,dest=${out}` };
    const { result, asked: questions } = await runAction({ ...given, "build-contexts": contexts });
    door.become(only(`Basic ${ada}`));
    expect(result.failure?.message ?? "").toBe("");
    const written = readFileSync(join(out, "facts"), "utf8");
    for (const fact of facts) expect(written).toMatch(fact);
    expect(first.result.summary).not.toContain(readFileSync(join(out, "once"), "utf8").trim());
    expect(questions).toContainEqual(expect.stringMatching(/^(HEAD|GET) \/v2\/rig\/golang\/manifests\//));
    expect(result.outputs).toMatchObject({ reference: "", changed: "false" });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ["the inspection finds an error", { target: "last", inspect: "entrypoint=error" }, /nothing to start/],
    ["it is too large", { "max-size": "1kB" }, /max-size allows 1\.0 kB/],
    ["the scan finds too much", { scan: "report", "scan-report": "scan.json" }, /^1 high; first high CVE-2026-2/],
  ])("pushes nothing, not even a layer, where %s", async (_, given, found) => {
    const { result, asked: questions } = await runAction({ image: `${door.host}/refused-${run}/orders`, ...given });
    expect(result.outcome).toBe("failed");
    expect(result.failure?.found).toMatch(found);
    expect(questions.filter((question) => !/^(?:HEAD|GET) /.test(question))).toEqual([]);
    expect(await bench.fetch(`refused-${run}/orders/tags/list`)).toBeUndefined();
  });

  it("says what load needs where no engine answers, and nothing leads to the image", async () => {
    const image = `${door.host}/refused-${run}/orders`;
    const nobody = { DOCKER_HOST: `unix://${join(temp, "nobody.sock")}` };
    const { result, asked: questions } = await runAction({ image, load: "true" }, nobody);
    expect(result.failure).toMatchObject({
      attempted: "loading the image into docker",
      advice: expect.stringMatching(/docker engine does not answer/),
    });
    // No gate can fail here, so layers may be there already.
    expect(questions.filter((question) => /^PUT .*\/manifests\//.test(question))).toEqual([]);
  });
});
