// By which token does the API server know each user of the rig?

import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { files } from "./configuration.ts";

/** https://kubernetes.io/docs/setup/best-practices/certificates/ names the users and groups. */
const users = {
  admin: { name: "rig-admin", groups: "system:masters" },
  "kube-controller-manager": { name: "system:kube-controller-manager", groups: "" },
  "kube-scheduler": { name: "system:kube-scheduler", groups: "" },
  "kube-proxy": { name: "system:kube-proxy", groups: "" },
  kubelet: { name: "system:node:rig", groups: "system:nodes" },
} as const;

export type User = keyof typeof users;

/**
 * Makes new ones. The API server verifies a client certificate again with each request, which was an eighth of all that it
 * did in a run of the tests; a token it looks up.
 */
export function writeTokens(): void {
  const lines = Object.entries(users).map(
    ([user, { name, groups }]) => `${randomBytes(16).toString("hex")},${name},${user},"${groups}"`,
  );
  writeFileSync(files.tokens, `${lines.join("\n")}\n`, { mode: 0o600 });
}

export function tokenOf(user: User): string {
  const line = readFileSync(files.tokens, "utf8")
    .split("\n")
    .find((each) => each.split(",")[2] === user);
  if (line === undefined) throw new Error(`${files.tokens} has no token of ${user}`);
  return line.slice(0, line.indexOf(","));
}
