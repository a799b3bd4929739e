// Does a setting switch off what protects the service or its users?

import type { Check } from "../check.ts";
import { eachSetting, type KnownSetting } from "./each-setting.ts";

/** True is the danger: `INSECURE_SKIP_VERIFY`, `DISABLE_AUTH`. */
const danger =
  /INSECURE(?:_SKIP_VERIFY)?$|(?:TLS|SSL)_?SKIP_VERIFY$|SKIP_(?:TLS|SSL)_VERIFY$|SSL_NO_VERIFY$|^(?:DISABLE|SKIP|BYPASS)_(?:AUTH|AUTHENTICATION|AUTHORIZATION|RATE_LIMIT\w*|CSRF|TLS|HTTPS)$|AUTH_DISABLED$/i;
/** False is the danger: `FORCE_HTTPS`, `RATE_LIMIT_ENABLED`. */
const guard =
  /^(?:FORCE|REQUIRE|ENFORCE)_(?:HTTPS|SSL|TLS)$|(?:HTTPS|SSL|TLS)_(?:ONLY|REQUIRED|REDIRECT)$|RATE_LIMIT(?:ING|S)?(?:_ENABLED)?$|RATE_LIMIT\w*(?:PER_\w+|_RPS|_RPM)$|^NODE_TLS_REJECT_UNAUTHORIZED$|^PYTHONHTTPSVERIFY$|CSRF(?:_PROTECTION)?(?:_ENABLED)?$|AUTH(?:ENTICATION)?_(?:ENABLED|REQUIRED)$/i;
const on = new Set(["true", "yes", "on", "1", "t", "y", "enabled"]);
const off = new Set(["false", "no", "off", "0", "f", "n", "disabled", "none"]);

export const protectionOff: Check = {
  id: "configuration/protection-off",
  severity: "high",
  title: "No switch turns a protection off",
  why: "A switch that once helped to try something out leaves certificates unverified, limits unset or logins open.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html",
  recommendation: "Take the variable out, and mend what it was set for: trust the authority by its own certificate.",
  run: (subject) =>
    eachSetting(
      subject,
      (name) => danger.test(name) || guard.test(name),
      judge,
      "no variable of a workload switches a protection",
    ),
};

function judge({ name, facts }: KnownSetting): string | undefined {
  const bad = danger.test(name) ? on : off;
  return bad.has(facts.word ?? "") ? "turns the protection off" : undefined;
}
