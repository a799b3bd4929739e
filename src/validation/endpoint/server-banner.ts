// Do answers tell which software gives them?

import { carefulHeaders } from "../../http-rules/careful-headers.ts";
import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const serverBanner: Check = {
  id: "endpoint/server-banner",
  severity: "low",
  title: "Answers do not name the versions of the software behind them",
  why: "Whoever looks for a known hole in one version finds the servers that have it.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html#server",
  recommendation: "Switch the headers off: server_tokens off in nginx, app.disable('x-powered-by') in Express.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose }) => purpose === "root" || purpose === "error",
      ({ headers }) => [
        ...rules.flatMap((rule) => carefulHeaders[rule](headers) ?? []),
        ...frameworkHeaders
          .filter((name) => headers[name] !== undefined)
          .map((name) => `expected no ${name}, got ${JSON.stringify(headers[name])}`),
      ],
      "the endpoint was not asked",
    ),
};

const rules = ["no-powered-by", "no-server-version"] as const;
const frameworkHeaders = ["x-aspnet-version", "x-aspnetmvc-version", "x-generator"] as const;
