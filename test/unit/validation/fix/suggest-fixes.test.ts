import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { readManifests } from "../../../../src/manifests/read-objects.ts";
import type { Finding } from "../../../../src/validation/check.ts";
import { suggestFixes } from "../../../../src/validation/fix/suggest-fixes.ts";
import type { Path } from "../../../../src/validation/subject.ts";

const text = `# Orders.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  template:
    spec:
      containers:
        - name: orders # the service
          image: orders
---
apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: ServiceAccount, metadata: { name: orders, namespace: shop } }
`;

function findingOn(name: string, path: Path, value: unknown, file = "orders.yaml"): Finding {
  const object = readManifests(text, "orders.yaml").find(({ object: { kind } }) => kind === name)?.object;
  if (object === undefined) throw new Error(`there is no ${name}`);
  return { subject: name, evidence: "it is so", at: { file, line: 1 }, fix: { object, path, value } };
}

const container = ["spec", "template", "spec", "containers", 0, "securityContext"];

async function applied(patch: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-fix-"));
  try {
    await writeFile(join(folder, "orders.yaml"), text);
    await writeFile(join(folder, "fix.patch"), patch);
    await promisify(execFile)("git", ["apply", "--unsafe-paths", "fix.patch"], { cwd: folder });
    return await readFile(join(folder, "orders.yaml"), "utf8");
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("the suggested patch", () => {
  it("is applied by git, and changes only what the findings name", async () => {
    const { patch, mended, left } = suggestFixes(
      [
        findingOn("Deployment", [...container, "allowPrivilegeEscalation"], false),
        findingOn("Deployment", [...container, "capabilities"], { drop: ["ALL"] }),
        findingOn("ServiceAccount", ["automountServiceAccountToken"], false),
      ],
      new Map([["orders.yaml", text]]),
    );
    expect({ mended: mended.length, left }).toEqual({ mended: 3, left: [] });
    expect(await applied(patch)).toBe(
      text
        .replace(
          "image: orders\n",
          "image: orders\n          securityContext:\n            allowPrivilegeEscalation: false\n            capabilities:\n              drop:\n                - ALL\n",
        )
        .replace("namespace: shop } }", "namespace: shop }, automountServiceAccountToken: false }"),
    );
  });

  it("leaves what no file of the repository holds, and says why", () => {
    const { patch, left } = suggestFixes(
      [
        findingOn("Deployment", [...container, "privileged"], false, "chart/templates/orders.yaml"),
        findingOn("Deployment", ["spec", "template", "spec", "containers"], []),
      ],
      new Map([["orders.yaml", text]]),
    );
    expect(patch).toBe("");
    expect(left.map(({ reason }) => reason)).toEqual([
      "its text stands in no file of the repository",
      "a block of several lines stands there",
    ]);
  });

  it("leaves an object that a renderer made from this file", () => {
    const rendered = findingOn("Deployment", ["spec", "replicas"], 2);
    const { left } = suggestFixes([rendered], new Map([["orders.yaml", "resources: [base]\n"]]));
    expect(left.map(({ reason }) => reason)).toEqual(["a renderer made this object: change its template or its base"]);
  });
});
