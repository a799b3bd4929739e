// May every site in the world ask the service on behalf of its users?

import type { Check } from "../check.ts";
import { eachSetting } from "./each-setting.ts";

const origins = /CORS\w*ORIGINS?\w*$|ALLOW(?:ED)?_ORIGINS?$|^CORS$/i;
const allowAll = /CORS\w*(?:ALLOW_ALL|ALLOW_ANY)\w*$/i;
const on = new Set(["true", "yes", "on", "1", "t", "y", "enabled"]);

export const corsOrigins: Check = {
  id: "configuration/cors-origins",
  severity: "high",
  title: "CORS allows named origins only",
  why: "With * any page that a user happens to open reads the service's answers in the user's name and network.",
  source:
    "https://cheatsheetseries.owasp.org/cheatsheets/HTML5_Security_Cheat_Sheet.html#cross-origin-resource-sharing",
  recommendation: "Write the origins of your own pages, with scheme and host.",
  run: (subject) =>
    eachSetting(
      subject,
      (name) => origins.test(name) || allowAll.test(name),
      ({ name, facts }) => {
        if (facts.wildcard) return "allows every origin";
        return allowAll.test(name) && on.has(facts.word ?? "") ? "allows every origin" : undefined;
      },
      "no variable of a workload sets the origins of CORS",
    ),
};
