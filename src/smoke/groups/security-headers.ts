// Does the service tell browsers to be careful with its answers?

import { z } from "zod";
import { type CarefulHeader, carefulHeaderNames, carefulHeaders } from "../../http-rules/careful-headers.ts";
import type { Answer } from "../answer.ts";
import type { Group } from "./group.ts";

const schema = z.strictObject({
  path: z.string().startsWith("/", "a path starts with /").optional().describe("/ unless given."),
  except: z.array(z.enum(carefulHeaderNames)).min(1).optional().describe("Rules that are not asked for."),
});

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

/** Pure. */
export function headerFaults({ headers, tls }: Answer, except: readonly CarefulHeader[] = []): string[] {
  return carefulHeaderNames
    .filter((rule) => !except.includes(rule) && (rule !== "strict-transport-security" || tls !== undefined))
    .flatMap((rule) => carefulHeaders[rule](headers) ?? []);
}
