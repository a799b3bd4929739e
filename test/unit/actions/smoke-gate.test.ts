import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smokeGates } from "../../../src/actions/smoke-gate.ts";
import type { Job } from "../../../src/github/job.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";

let workspace: string;
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), "slipway-gate-"));
});
afterAll(() => rm(workspace, { recursive: true }));

/** The file is read before the cluster is asked anything. */
async function gatesOf(suite: string) {
  await writeFile(join(workspace, "smoke.yaml"), suite);
  const job = { run: { workspace } } as unknown as Job;
  return smokeGates({ smoke: "smoke.yaml" }, {} as Cluster, job);
}

describe("the smoke test of a candidate", () => {
  it("may ask for the version and the digest of a release that is not built yet", async () => {
    const suite = `requests:
  - { path: /, expect: { version: "{{ expected }}" } }
  - { path: /digest, expect: { version: "{{ expected-digest }}" } }
`;
    const gates = (await gatesOf(suite))("1.4.0");
    expect(gates.map(({ name, at }) => [name, at])).toEqual([["the smoke test smoke.yaml", "preview"]]);
  });

  it("is refused before the first change where its file is wrong", async () => {
    await expect(gatesOf('requests:\n  - { path: /, expect: { version: "{{ expcted }}" } }\n')).rejects.toThrow(
      /expcted/,
    );
  });

  it("is none where no suite is given", async () => {
    expect((await smokeGates({}, {} as Cluster, {} as Job))("1")).toEqual([]);
  });
});
