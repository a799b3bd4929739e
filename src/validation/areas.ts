// Into which areas are the checks grouped?

export const areas = [
  "release",
  "security",
  "reliability",
  "performance",
  "network",
  "objects",
  "cluster",
  "endpoint",
  "monitoring",
  "database",
  "backup",
  "configuration",
] as const;
/** `custom`: the project's own ones; `attestation`: what only a person can say. */
export type Area = (typeof areas)[number] | "custom" | "attestation";
