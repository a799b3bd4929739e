// Does the service let in who may, and nobody else?

import { z } from "zod";
import type { Group, GroupStep } from "./group.ts";

const text = z.string().min(1);
const schema = z.strictObject({
  path: z.string().startsWith("/", "a path starts with /").describe("What only some may see."),
  token: text.describe("A valid token, as {{ name }} from the input `secrets`."),
  expired: text.optional().describe("A token that was valid once."),
  "without-permission": text.optional().describe("A valid token of somebody who may not see it."),
});

/** `auth` as a group; how a suite says who asks is in the folder auth. */
export const authGroup: Group<z.infer<typeof schema>> = {
  description:
    "401 without, with a broken and with an expired token, 200 with a valid one, 403 without the permission.",
  schema,
  last: false,
  steps(options) {
    const { path, token, expired } = options;
    const other = options["without-permission"];
    return [
      asked("refuses nobody in particular", path, 401),
      asked("refuses a broken token", path, 401, broken(token)),
      ...(expired === undefined ? [] : [asked("refuses an expired token", path, 401, expired)]),
      ...(other === undefined ? [] : [asked("refuses who lacks the permission", path, 403, other)]),
      asked("lets in who may", path, 200, token),
    ];
  },
};

function asked(what: string, path: string, status: number, token?: string): GroupStep {
  const headers = token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
  return { step: { name: `it ${what} (${path})`, path, auth: "none", ...headers, expect: { status } } };
}

/** The same length and alphabet, another signature: what a careless check lets through. */
function broken(token: string): string {
  // What is captured is not known yet.
  if (token.includes("{{")) return `${token}x`;
  const middle = Math.max(0, token.length - 6);
  const swapped = token[middle] === "A" ? "B" : "A";
  return `${token.slice(0, middle)}${swapped}${token.slice(middle + 1)}`;
}
