// Does the service repeat requests with their secrets?

import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const traceMethod: Check = {
  id: "endpoint/trace-method",
  severity: "medium",
  title: "TRACE is refused",
  why: "TRACE answers with the request as it came, with the cookies and credentials that scripts must not read.",
  source:
    "https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/02-Configuration_and_Deployment_Management_Testing/06-Test_HTTP_Methods",
  recommendation: "Refuse the method with 405 where TLS ends.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose }) => purpose === "trace",
      ({ status, headers, body }) => {
        const isEcho = (headers["content-type"] ?? "").startsWith("message/http") || /^TRACE \S+ HTTP\//i.test(body);
        return status === 200 && isEcho ? "TRACE is answered with the request itself" : undefined;
      },
      "TRACE was not asked",
    ),
};
