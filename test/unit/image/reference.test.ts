import { describe, expect, it } from "vitest";
import { isLoopback, registryAddress, registryUrl } from "../../../src/image/reference.ts";

describe("where an image is", () => {
  it.each([
    ["nginx", "docker.io", "library/nginx", "latest"],
    ["acme/orders:1", "docker.io", "acme/orders", "1"],
    ["ghcr.io/acme/orders:1.4.0", "ghcr.io", "acme/orders", "1.4.0"],
    ["localhost:5000/orders", "localhost:5000", "orders", "latest"],
    [`localhost/orders:1@sha256:${"0".repeat(64)}`, "localhost", "orders", `sha256:${"0".repeat(64)}`],
  ])("%s", (reference, registry, path, version) => {
    expect(registryAddress(reference)).toEqual({ registry, path, version });
  });

  it("is nowhere for a text that is no reference", () => {
    expect(registryAddress("my image")).toBeUndefined();
  });

  it.each([
    ["docker.io", "https://registry-1.docker.io"],
    ["ghcr.io", "https://ghcr.io"],
    ["localhost:5000", "http://localhost:5000"],
    ["127.0.0.1:5000", "http://127.0.0.1:5000"],
    ["127.example.com", "https://127.example.com"],
  ])("%s answers on %s", (registry, url) => {
    expect(registryUrl(registry)).toBe(url);
  });

  it("does not take a name that begins like this machine's for it", () => {
    expect(isLoopback("localhost.example.com")).toBe(false);
  });
});
