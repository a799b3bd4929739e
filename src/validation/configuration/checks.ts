// Which checks look at the service's settings?

import type { Check } from "../check.ts";
import { cookieFlags } from "./cookie-flags.ts";
import { corsOrigins } from "./cors-origins.ts";
import { databaseTls } from "./database-tls.ts";
import { debugOff } from "./debug-off.ts";
import { defaultPassword } from "./default-password.ts";
import { logFormat } from "./log-format.ts";
import { otherEnvironment } from "./other-environment.ts";
import { protectionOff } from "./protection-off.ts";
import { secretEntropy } from "./secret-entropy.ts";
import { secretExample } from "./secret-example.ts";
import { secretLength } from "./secret-length.ts";
import { secretWhitespace } from "./secret-whitespace.ts";
import { sharedSecret } from "./shared-secret.ts";

export const configurationChecks: readonly Check[] = [
  cookieFlags,
  corsOrigins,
  databaseTls,
  debugOff,
  defaultPassword,
  logFormat,
  otherEnvironment,
  protectionOff,
  secretEntropy,
  secretExample,
  secretLength,
  secretWhitespace,
  sharedSecret,
];
