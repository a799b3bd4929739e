// Could a signing secret be guessed, though it is long?

import { z } from "zod";
import type { Check } from "../check.ts";
import { eachSetting } from "./each-setting.ts";
import { isSigningSecret } from "./setting-names.ts";

const settings = z.strictObject({
  bits: z.number().int().min(32).max(512).default(90).describe("How hard a signing secret is to guess at least."),
});

export const secretEntropy: Check<z.output<typeof settings>> = {
  id: "configuration/secret-entropy",
  severity: "high",
  title: "Secrets that sign something are not made of repetitions and sequences",
  why: "Programs that guess keys try repeated words and runs of the keyboard before anything else, whatever their length.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/JSON_Web_Token_for_Java_Cheat_Sheet.html#weak-token-secret",
  recommendation: "Let a machine make it: openssl rand -base64 48.",
  settings,
  run: (subject, { bits }) =>
    eachSetting(
      subject,
      isSigningSecret,
      ({ facts }) =>
        facts.isPem || facts.entropyBits >= bits
          ? undefined
          : `holds ${facts.entropyBits} bits of surprise at most, of at least ${bits}`,
      "no variable of a workload is a secret that signs something",
    ),
};
