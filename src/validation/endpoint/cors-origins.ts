// May a page of a foreign origin read the answers?

import { z } from "zod";
import { foreignFaults } from "../../http-rules/foreign-origin.ts";
import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

const settings = z.strictObject({
  public: z.boolean().default(false).describe("Whether every origin may read (`*`); never with credentials."),
});

export const corsOrigins: Check<z.output<typeof settings>> = {
  id: "endpoint/cors-origins",
  severity: "high",
  title: "No foreign origin may read the answers",
  why: "A page that a user merely visits reads what the service tells that user.",
  source: "https://fetch.spec.whatwg.org/#http-cors-protocol",
  recommendation:
    "Compare Origin with a list of whole origins, and answer others without Access-Control-Allow-Origin. Where all may read (a public API), set public: true.",
  settings,
  run: (subject, settings) =>
    judgeExchanges(
      subject,
      ({ purpose }) => purpose === "foreign-origin",
      (answer, { variant }) => foreignFaults(answer, variant, settings.public),
      "no foreign origin was tried",
    ),
};
