// Which cookies does an answer set?

import type { HttpAnswer } from "./http-answer.ts";

export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** By name in lower case; a flag's value is empty. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** The cookies of `Set-Cookie` (RFC 6265, section 5.2). Pure. */
export function readCookies(answer: Pick<HttpAnswer, "cookies">): Cookie[] {
  return (answer.cookies ?? []).flatMap((line) => {
    const [pair = "", ...rest] = line.split(";");
    const cut = pair.indexOf("=");
    if (cut < 1) return [];
    const attributes = rest.map((part) => {
      const [name = "", ...value] = part.split("=");
      return [name.trim().toLowerCase(), value.join("=").trim()] as const;
    });
    const value = pair
      .slice(cut + 1)
      .trim()
      .replace(/^"(.*)"$/, "$1");
    return [{ name: pair.slice(0, cut).trim(), value, attributes: new Map(attributes) }];
  });
}
