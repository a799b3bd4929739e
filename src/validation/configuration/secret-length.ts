// Are the keys that sign tokens and sessions long enough?

import { z } from "zod";
import type { Check } from "../check.ts";
import { eachSetting } from "./each-setting.ts";
import { isSigningSecret } from "./setting-names.ts";

const settings = z.strictObject({
  bytes: z.number().int().min(16).max(256).default(32).describe("How long a signing secret is at least."),
});

export const secretLength: Check<z.output<typeof settings>> = {
  id: "configuration/secret-length",
  severity: "critical",
  title: "Secrets that sign tokens, sessions and cookies are at least 32 bytes long",
  why: "One token is enough to try keys against, as fast as a machine can: with a short key an attacker signs himself in as anybody.",
  source: "https://www.rfc-editor.org/rfc/rfc7518#section-3.2",
  recommendation: "Make a new one: openssl rand -base64 48. Let both hold for as long as the old tokens live.",
  settings,
  run: (subject, { bytes }) =>
    eachSetting(
      subject,
      isSigningSecret,
      ({ facts }) =>
        facts.isPem || facts.bytes >= bytes ? undefined : `is ${facts.bytes} bytes long, of at least ${bytes}`,
      "no variable of a workload is a secret that signs something",
    ),
};
