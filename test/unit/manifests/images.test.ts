import { describe, expect, it } from "vitest";
import { containersOf } from "../../../src/manifests/containers.ts";
import { canonicalRepository, parseImageReference } from "../../../src/manifests/image-reference.ts";
import { parseImageOverride, setImages } from "../../../src/manifests/images.ts";
import { readManifests } from "../../../src/manifests/read-objects.ts";

const digest = `sha256:${"a".repeat(64)}`;

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: orders}
spec:
  template:
    spec:
      initContainers:
      - {name: migrate, image: "registry.local:5000/shop/orders:1"}
      containers:
      - {name: orders, image: "registry.local:5000/shop/orders:1"}
      - {name: proxy, image: nginx}
`;
const cronJob = `---
apiVersion: batch/v1
kind: CronJob
metadata: {name: sweep}
spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: sweep, image: other/orders}]}}}}}
`;
const service = "---\napiVersion: v1\nkind: Service\nmetadata: {name: orders}\n";

function set(text: string, ...lines: string[]): string[] {
  const { replaced } = setImages(readManifests(text, "orders.yaml"), lines.map(parseImageOverride));
  return replaced.map(({ container, from, to }) => `${container}: ${from} → ${to}`);
}

describe("setImages", () => {
  it.each([
    ["the last segment of a name", "orders=ghcr.io/x/y:2", ["migrate", "orders"], "ghcr.io/x/y:2"],
    ["a whole repository", "registry.local:5000/shop/orders=y:2", ["migrate", "orders"], "y:2"],
    [
      "a full reference of the same repository",
      `registry.local:5000/shop/orders@${digest}`,
      ["migrate", "orders"],
      `registry.local:5000/shop/orders@${digest}`,
    ],
    [
      "a full reference of another registry, by its last segment",
      "ghcr.io/acme/orders:2",
      ["migrate", "orders"],
      "ghcr.io/acme/orders:2",
    ],
    ["another spelling of Docker Hub", "docker.io/library/nginx:1.27", ["proxy"], "docker.io/library/nginx:1.27"],
  ])("goes by %s", (_, line, containers, to) => {
    const names = set(deployment + service, line).map((text) => text.split(":")[0]);
    expect(names.toSorted()).toEqual(containers.toSorted());
    expect(set(deployment, line)[0]).toContain(`→ ${to}`);
  });

  it("prefers the very repository over those that only end the same", () => {
    expect(set(deployment + cronJob, "other/orders:2")).toEqual(["sweep: other/orders → other/orders:2"]);
  });

  it("changes a copy, and keeps the place of the image", () => {
    const before = readManifests(deployment, "orders.yaml");
    const { manifests } = setImages(before, [parseImageOverride("nginx:2")]);
    expect(containersOf(before[0]?.object ?? never()).map(({ image }) => image)).toContain("nginx");
    expect(containersOf(manifests[0]?.object ?? never()).map(({ image }) => image)).toContain("nginx:2");
    expect(manifests[0]?.position(["spec", "template", "spec", "containers", 1, "image"]).line).toBe(11);
  });

  it.each([
    [
      "matches nothing",
      deployment,
      ["billing=x:1"],
      /no container .* named billing.*registry\.local:5000\/shop\/orders:1, nginx/,
    ],
    ["names a path that is not there", deployment, ["ghcr.io/shop/orders=x:1"], /no container/],
    ["meets no container at all", service.slice(4), ["orders=x:1"], /no container at all/],
    [
      "could mean two repositories",
      deployment + cronJob,
      ["orders=x:1"],
      /orders could mean .*shop\/orders:1.*other\/orders.*whole repository/,
    ],
    [
      "means a container that another means too",
      deployment,
      ["orders=x:1", "registry.local:5000/shop/orders:3"],
      /is meant by orders=x:1 too/,
    ],
  ])("is refused where an override %s", (_, text, lines, message) => {
    expect(() => set(text, ...lines)).toThrow(message);
  });

  it.each(["", "orders=", "=x:1", "Orders:1", "a b", "orders=x@sha256:12", "a:1=x:1"])(
    "refuses %j as an override",
    (line) => {
      expect(() => parseImageOverride(line)).toThrow(/reading the image/);
    },
  );
});

describe("parseImageReference", () => {
  it.each([
    ["orders", "orders", "", ""],
    ["orders:1.2", "orders", "1.2", ""],
    ["localhost:5000/orders", "localhost:5000/orders", "", ""],
    ["localhost:5000/a/orders:v1", "localhost:5000/a/orders", "v1", ""],
    [`ghcr.io/a/b__c-d@${digest}`, "ghcr.io/a/b__c-d", "", digest],
    [`ghcr.io/a/b:1@${digest}`, "ghcr.io/a/b", "1", digest],
    [`[::1]:5000/a@${digest}`, "[::1]:5000/a", "", digest],
  ])("takes %s apart", (text, repository, tag, itsDigest) => {
    expect(parseImageReference(text)).toEqual({ repository, tag, digest: itsDigest });
  });

  it.each(["", "a/B", "-x/b", "a//b", "a:", "a@sha256:xyz", "--help", "a b"])("does not take %j", (text) => {
    expect(parseImageReference(text)).toBeUndefined();
  });

  it.each([
    ["nginx", "docker.io/library/nginx"],
    ["index.docker.io/library/nginx", "docker.io/library/nginx"],
    ["shop/orders", "docker.io/shop/orders"],
    ["localhost/orders", "localhost/orders"],
    ["GHCR.io/a/b", "ghcr.io/a/b"],
  ])("spells %s as %s", (text, canonical) => {
    expect(canonicalRepository(text)).toBe(canonical);
  });
});

function never(): never {
  throw new Error("the manifest is missing");
}
