// Does the service tell browsers to be careful with its answers?

import { z } from "zod";
import type { Answer } from "../answer.ts";
import type { Group } from "./group.ts";

const rules = [
  "strict-transport-security",
  "x-content-type-options",
  "frame-protection",
  "referrer-policy",
  "no-powered-by",
  "no-server-version",
] as const;
const schema = z.strictObject({
  path: z.string().startsWith("/", "a path starts with /").optional().describe("/ unless given."),
  except: z.array(z.enum(rules)).min(1).optional().describe("Rules that are not asked for."),
});

/** Half a year: the least that the preload lists and OWASP's cheat sheet call useful. */
const shortestMaxAge = 15_552_000;

export const securityHeaders: Group<z.infer<typeof schema>> = {
  description: "HSTS (over TLS), nosniff, frame protection, a referrer policy, and no versions of software.",
  schema,
  last: false,
  steps({ path = "/", except = [] }) {
    const check = (answer: Answer) => headerFaults(answer, except);
    const step = { name: `its answers are careful with browsers (${path})`, path };
    return [{ step, judges: [{ name: "security-headers", check }] }];
  },
};

/** Pure. https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html */
export function headerFaults(answer: Answer, except: readonly (typeof rules)[number][] = []): string[] {
  const { headers } = answer;
  const found: Readonly<Record<(typeof rules)[number], string | undefined>> = {
    "strict-transport-security": transportFault(answer),
    "x-content-type-options":
      headers["x-content-type-options"]?.toLowerCase() === "nosniff"
        ? undefined
        : "expected x-content-type-options: nosniff",
    "frame-protection":
      /frame-ancestors/.test(headers["content-security-policy"] ?? "") ||
      /^(?:deny|sameorigin)$/i.test(headers["x-frame-options"] ?? "")
        ? undefined
        : "expected x-frame-options: DENY or a content-security-policy with frame-ancestors",
    "referrer-policy":
      headers["referrer-policy"] === undefined || /unsafe-url/.test(headers["referrer-policy"])
        ? "expected a referrer-policy, such as strict-origin-when-cross-origin"
        : undefined,
    "no-powered-by":
      headers["x-powered-by"] === undefined
        ? undefined
        : `expected no x-powered-by, got ${JSON.stringify(headers["x-powered-by"])}`,
    "no-server-version": /\d/.test(headers.server ?? "")
      ? `expected no version in the header server, got ${JSON.stringify(headers.server)}`
      : undefined,
  };
  return rules.flatMap((rule) => (except.includes(rule) ? [] : (found[rule] ?? [])));
}

function transportFault({ headers, tls }: Answer): string | undefined {
  if (tls === undefined) return undefined;
  const age = Number(/max-age="?(\d+)/i.exec(headers["strict-transport-security"] ?? "")?.[1] ?? -1);
  if (age >= shortestMaxAge) return undefined;
  return `expected strict-transport-security with a max-age of at least ${shortestMaxAge}, got ${age < 0 ? "none" : age}`;
}
