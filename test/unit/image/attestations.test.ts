import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { missingAttestations, separateAttestations } from "../../../src/image/attestations.ts";
import { digestOf } from "../../../src/image/registry.ts";

// What BuildKit really writes is separated in test/cluster/image/push-faults.test.ts.

let layout: string;
beforeEach(() => {
  layout = mkdtempSync(join(tmpdir(), "slipway-layout-"));
  mkdirSync(join(layout, "blobs", "sha256"), { recursive: true });
});
afterEach(() => rmSync(layout, { recursive: true }));

const imageType = "application/vnd.oci.image.manifest.v1+json";
const indexType = "application/vnd.oci.image.index.v1+json";

function write(content: object, mediaType = imageType) {
  const bytes = Buffer.from(JSON.stringify(content));
  const digest = digestOf(bytes);
  writeFileSync(join(layout, "blobs", "sha256", digest.slice(7)), bytes);
  return { mediaType, digest, size: bytes.length };
}

function read(digest: string) {
  return JSON.parse(readFileSync(join(layout, "blobs", "sha256", digest.slice(7)), "utf8"));
}

const image = (architecture: string) => ({
  ...write({ layers: [], architecture }),
  platform: { os: "linux", architecture },
});

function attestation(subject: { digest: string }, more: object = {}) {
  const layers = [
    {
      mediaType: "application/vnd.in-toto+json",
      digest: "sha256:1",
      size: 1,
      annotations: { "in-toto.io/predicate-type": "https://slsa.dev/provenance/v1" },
    },
  ];
  return {
    ...write({ schemaVersion: 2, layers, ...more }),
    platform: { os: "unknown", architecture: "unknown" },
    annotations: { "vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": subject.digest },
  };
}

const index = (...manifests: object[]) =>
  write({ schemaVersion: 2, mediaType: indexType, manifests }, indexType).digest;

describe("an index with attestations", () => {
  it("of one platform leaves that platform's manifest", async () => {
    const amd64 = image("amd64");
    const { digest, referrers } = separateAttestations(layout, index(amd64, attestation(amd64)), "referrers");
    expect(digest).toBe(amd64.digest);
    expect(referrers).toMatchObject([
      { subject: amd64.digest, statements: [{ digest: "sha256:1", predicate: "https://slsa.dev/provenance/v1" }] },
    ]);
    // An older BuildKit names no subject: the manifest is written anew with one.
    expect(read(referrers[0]?.digest ?? "")).toMatchObject({
      subject: { mediaType: imageType, digest: amd64.digest, size: amd64.size },
      artifactType: "application/vnd.docker.attestation.manifest.v1+json",
    });
  });

  it("of two platforms leaves a plain index of both, the same whatever the attestations say", async () => {
    const both = [image("amd64"), image("arm64")];
    const separate = (stamp: string) =>
      separateAttestations(layout, index(...both, ...both.map((one) => attestation(one, { stamp }))), "referrers");
    const [one, other] = [await separate("1"), await separate("2")];
    expect(one.digest).toBe(other.digest);
    expect(read(one.digest)).toEqual({ schemaVersion: 2, mediaType: indexType, manifests: both });
    expect(one.referrers).toHaveLength(2);
  });

  it("keeps a manifest that names its subject itself", async () => {
    const amd64 = image("amd64");
    const own = attestation(amd64, { subject: { digest: amd64.digest }, artifactType: "application/x" });
    const { referrers } = separateAttestations(layout, index(amd64, own), "referrers");
    expect(referrers).toMatchObject([{ digest: own.digest, artifactType: "application/x" }]);
  });

  it("is left as it is in the form index, and without attestations", async () => {
    const amd64 = image("amd64");
    const whole = index(amd64, attestation(amd64));
    const none = { referrers: [], attestations: [] };
    expect(separateAttestations(layout, whole, "index")).toMatchObject({
      ...{ digest: whole, referrers: [] },
      // Known all the same: they are read back in this form too.
      attestations: [{ subject: amd64.digest, statements: [{ predicate: "https://slsa.dev/provenance/v1" }] }],
    });
    expect(separateAttestations(layout, amd64.digest, "referrers")).toEqual({ digest: amd64.digest, ...none });
    const plain = index(amd64, image("arm64"));
    expect(separateAttestations(layout, plain, "referrers")).toEqual({ digest: plain, ...none });
  });

  it("tells what is missing, for each platform", async () => {
    const [amd64, arm64] = [image("amd64"), image("arm64")];
    const platforms = [
      { platform: "linux/amd64", digest: amd64.digest },
      { platform: "linux/arm64", digest: arm64.digest },
    ];
    for (const form of ["referrers", "index"] as const) {
      const whole = index(amd64, arm64, attestation(amd64));
      const { attestations } = separateAttestations(layout, whole, form);
      expect(missingAttestations(attestations, platforms, "provenance")).toEqual(["the provenance of linux/arm64"]);
      expect(missingAttestations(attestations, platforms, "SBOM")).toHaveLength(2);
    }
  });
});
