// Does the service let only known origins read its answers?

import { z } from "zod";
import { foreignFaults } from "../../http-rules/foreign-origin.ts";
import type { Answer } from "../answer.ts";
import type { Group, GroupStep } from "./group.ts";

const origin = z.string().regex(/^https?:\/\/[^/]+$/, "an origin is scheme://host, without a path");
const schema = z.strictObject({
  path: z.string().startsWith("/", "a path starts with /").optional().describe("/ unless given."),
  origin: origin.optional().describe("An origin that is let in."),
  foreign: origin.optional().describe("One that is not; https://foreign.example unless given."),
  public: z.boolean().optional().describe("Whether every origin may read (`*`); never with credentials."),
});

export const cors: Group<z.infer<typeof schema>> = {
  description: "No `*` with credentials, and no foreign origin is let in.",
  schema,
  last: false,
  steps(options) {
    const { path = "/", origin: own, foreign = "https://foreign.example" } = options;
    const isPublic = options.public ?? false;
    const preflight = { origin: foreign, "access-control-request-method": "PUT" };
    const refused = { name: "cors", check: (answer: Answer) => foreignFaults(answer, foreign, isPublic) };
    const opaque = { name: "cors", check: (answer: Answer) => foreignFaults(answer, "null", isPublic) };
    const ask: GroupStep[] = [
      { step: { name: `it does not let ${foreign} read`, path, headers: { origin: foreign } }, judges: [refused] },
      // What is reflected only there is not seen in the answer to another.
      { step: { name: "it does not let the origin null read", path, headers: { origin: "null" } }, judges: [opaque] },
      {
        step: { name: `it refuses the preflight of ${foreign}`, method: "OPTIONS", path, headers: preflight },
        judges: [refused],
      },
    ];
    if (own === undefined) return ask;
    const allowed = { name: "cors", check: (answer: Answer) => allowedFaults(answer, own) };
    return [...ask, { step: { name: `it lets ${own} read`, path, headers: { origin: own } }, judges: [allowed] }];
  },
};

function allowedFaults({ headers }: Answer, own: string): string[] {
  const allowed = headers["access-control-allow-origin"];
  if (allowed !== own && allowed !== "*")
    return [`expected access-control-allow-origin: ${own}, got ${allowed ?? "none"}`];
  // Browsers refuse that answer to everybody. https://fetch.spec.whatwg.org/#cors-protocol-and-credentials
  if (allowed === "*" && headers["access-control-allow-credentials"] === "true")
    return ["expected no access-control-allow-origin: * with credentials"];
  const varies = /(?:^|,)\s*(?:origin|\*)\s*(?:,|$)/i.test(headers.vary ?? "");
  return allowed === own && !varies
    ? ["expected vary: origin beside it, or a cache gives this answer to other origins"]
    : [];
}
