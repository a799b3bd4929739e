import { describe, expect, it } from "vitest";
import { dockerDriverFailure, nativePlatform, readBuilder } from "../../../src/image/builder.ts";

describe("a builder", () => {
  it("is read from what buildx inspect says", () => {
    const text = `Name:          slipway\nDriver:        docker-container\n\nNodes:\nName:     slipway0\nStatus:   running\nBuildKit version: v0.26.2\nPlatforms: linux/amd64*, linux/arm64, linux/386\n`;
    expect(readBuilder(text)).toEqual({
      name: "slipway",
      driver: "docker-container",
      platforms: ["linux/amd64", "linux/arm64", "linux/386"],
      version: "v0.26.2",
    });
  });

  it("that was not started yet builds for what this machine is", () => {
    expect(nativePlatform(readBuilder("Name: a\nDriver: docker-container\nStatus: inactive\n"))).toMatch(/^linux\//);
    expect(nativePlatform({ name: "", driver: "", platforms: ["linux/s390x"], version: "" })).toBe("linux/s390x");
  });

  it.each([
    "ERROR: failed to build: OCI exporter is not supported for the docker driver.",
    "ERROR: Attestation is not supported for the docker driver.",
  ])("of docker's own driver is told with what to use: %s", (words) => {
    expect(dockerDriverFailure(words)?.advice).toMatch(/docker\/setup-buildx-action/);
    expect(dockerDriverFailure("ERROR: anything else")).toBeUndefined();
  });
});
