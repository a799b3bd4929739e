// Which registry, repository and tag does an image reference name?

import { canonicalRepository, parseImageReference } from "../manifests/image-reference.ts";

/** Where an image is in a registry. */
export interface RegistryAddress {
  /** The registry as references name it: `docker.io`, `ghcr.io`, `localhost:5000`. */
  readonly registry: string;
  /** `library/nginx`, `acme/orders`. */
  readonly path: string;
  /** The digest where the reference has one, otherwise the tag, otherwise `latest`. */
  readonly version: string;
}

/** `localhost:5000/acme/orders:1.4.0` taken apart; undefined for a text that is no reference. */
export function registryAddress(reference: string): RegistryAddress | undefined {
  const parsed = parseImageReference(reference);
  if (parsed === undefined) return undefined;
  const canonical = canonicalRepository(parsed.repository);
  const cut = canonical.indexOf("/");
  return {
    registry: canonical.slice(0, cut),
    path: canonical.slice(cut + 1),
    version: parsed.digest || parsed.tag || "latest",
  };
}

/** The URL that the registry's API answers on. Registries on this machine speak plain HTTP, as for Docker. */
export function registryUrl(registry: string): string {
  if (registry === "docker.io") return "https://registry-1.docker.io";
  return `${isLoopback(registry) ? "http" : "https"}://${registry}`;
}

/** `localhost:5000`, `127.0.0.1`, `[::1]:5000`. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(host);
}
