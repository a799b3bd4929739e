// What is known of the values that the service runs with?

import type { ValueFacts } from "./value-facts.ts";

/** It holds no value of a Secret, only what the checks need to know of it. */
export interface ConfigurationSeen {
  /** Which environment the values are meant for: `production`. */
  readonly environment: string;
  /** By `Secret shop/orders`. */
  readonly sources: ReadonlyMap<string, Source>;
  /** The namespaces whose Secrets were compared with these. */
  readonly compared: readonly string[];
}

export type Source =
  | { readonly kind: "read"; readonly keys: ReadonlyMap<string, ValueFacts> }
  | { readonly kind: "absent" }
  | { readonly kind: "unknown"; readonly reason: string }
  /** It is not among the manifests, and nobody asked the cluster for it. */
  | { readonly kind: "unasked" };
