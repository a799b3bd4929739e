import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Attestation } from "../../../src/image/attestations.ts";
import { withProvenance } from "../../../src/image/build-metadata.ts";
import type { BuildRequest } from "../../../src/image/build-request.ts";
import { metadataVariables } from "../../../src/image/invocation.ts";

let layout: string;
beforeEach(() => {
  layout = mkdtempSync(join(tmpdir(), "slipway-metadata-"));
  mkdirSync(join(layout, "blobs", "sha256"), { recursive: true });
});
afterEach(() => rmSync(layout, { recursive: true }));

const request = (more: Partial<BuildRequest> = {}): BuildRequest => ({ directory: "/", ...more }) as BuildRequest;
const provenance = "https://slsa.dev/provenance/v0.2";

/** A platform's attestation, whose statement is in the layout. */
function attested(subject: string, name: string, predicateType = provenance): Attestation {
  const predicate = { buildType: name };
  writeFileSync(join(layout, "blobs", "sha256", name), JSON.stringify({ predicateType, predicate }));
  const statements = [{ digest: `sha256:${name}`, size: 1, predicate: predicateType }];
  return { digest: "sha256:a", size: 1, mediaType: "m", artifactType: "a", subject, statements };
}

const amd64 = { platform: "linux/amd64", digest: "sha256:1" };
const arm64 = { platform: "linux/arm64", digest: "sha256:2" };
const told = '{"containerimage.digest":"sha256:0"}';

describe("buildx is not asked for the provenance", () => {
  it.each<[string, Partial<BuildRequest>, boolean]>([
    ["that goes with the image", {}, true],
    ["by its other name", { provenance: "true" }, true],
    ["of an image that is only looked into", { push: false, inspect: {} as never }, true],
    ["that does not go with it", { provenance: "false" }, false],
    ["that holds more", { provenance: "mode=max" }, false],
    ["of an image that nobody looks into", { push: false }, false],
  ])("%s: %j is %s", (_, more, expected) => {
    expect(metadataVariables(request(more))).toEqual(expected ? { BUILDX_METADATA_PROVENANCE: "disabled" } : {});
  });
});

describe("the metadata", () => {
  it("has the provenance of the one platform, beside what buildx says", () => {
    const attestations = [attested("sha256:1", "one"), attested("sha256:1", "spdx", "https://spdx.dev/Document")];
    const described = { layout, platforms: [amd64], attestations };
    expect(JSON.parse(withProvenance(told, request(), {}, described))).toEqual({
      "buildx.build.provenance": { buildType: "one" },
      "containerimage.digest": "sha256:0",
    });
  });

  it("has that of each platform under its name, as buildx writes them", () => {
    const attestations = [attested("sha256:1", "one"), attested("sha256:2", "other")];
    const described = { layout, platforms: [amd64, arm64], attestations };
    expect(JSON.parse(withProvenance("{}", request(), {}, described))).toEqual({
      "buildx.build.provenance/linux/amd64": { buildType: "one" },
      "buildx.build.provenance/linux/arm64": { buildType: "other" },
    });
  });

  it("is buildx's own where that tells it, the job's environment decides or no provenance was asked for", () => {
    const described = { layout, platforms: [amd64], attestations: [attested("sha256:1", "one")] };
    const own = '{"buildx.build.provenance":{"buildType":"own"}}';
    expect(JSON.parse(withProvenance(own, request(), {}, described))).toEqual(JSON.parse(own));
    for (const value of ["max", "disabled"]) {
      expect(withProvenance(told, request(), { BUILDX_METADATA_PROVENANCE: value }, described)).toBe(told);
    }
    expect(withProvenance(told, request({ provenance: "false" }), {}, described)).toBe(told);
  });
});
