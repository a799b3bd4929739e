// Does an answer let a foreign origin read it?

import type { HttpAnswer } from "./http-answer.ts";

/** One sentence for what is wrong. Pure. https://fetch.spec.whatwg.org/#http-cors-protocol */
export function foreignFaults({ headers }: Pick<HttpAnswer, "headers">, foreign: string, isPublic: boolean): string[] {
  const allowed = headers["access-control-allow-origin"];
  const withCredentials = headers["access-control-allow-credentials"] === "true";
  if (allowed === "*" && withCredentials) return ["expected no access-control-allow-origin: * with credentials"];
  if (allowed === "*") {
    return isPublic
      ? []
      : ["expected only known origins, got access-control-allow-origin: * (say public: true where all may read)"];
  }
  if (allowed === foreign) return [`expected the foreign origin ${foreign} to be refused, but it is let in`];
  return allowed === "null" ? ["expected no access-control-allow-origin: null, which any sandboxed page has"] : [];
}
