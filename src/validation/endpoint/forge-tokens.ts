// Which tokens must nobody accept?

import { createHmac } from "node:crypto";

export interface ForgedTokens {
  /** The same length and alphabet, another signature: what a careless check lets through. */
  readonly broken: string;
  /** Its header says that it needs no signature (RFC 8725, section 2.1). */
  readonly unsigned: string;
  /** Expired in 2001, signed with a secret that stands in many examples. */
  readonly expired: string;
}

/** Made of the valid token where there is one. Pure. */
export function forgeTokens(valid: string | undefined): ForgedTokens {
  const parts = valid?.split(".") ?? [];
  const ownClaims = parts.length === 3 ? parts[1] : undefined;
  const claims = ownClaims ?? encode({ sub: "slipway", iat: 1_000_000_000, exp: 4_000_000_000 });
  const header = encode({ alg: "HS256", typ: "JWT" });
  return {
    broken: valid === undefined ? signed(`${header}.${claims}`) : withOtherEnd(valid),
    unsigned: `${encode({ alg: "none", typ: "JWT" })}.${claims}.`,
    expired: signed(`${header}.${encode({ sub: "slipway", iat: 999_996_400, exp: 1_000_000_000 })}`),
  };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function signed(text: string): string {
  return `${text}.${createHmac("sha256", "secret").update(text).digest("base64url")}`;
}

function withOtherEnd(token: string): string {
  const place = Math.max(0, token.length - 6);
  return `${token.slice(0, place)}${token[place] === "A" ? "B" : "A"}${token.slice(place + 1)}`;
}
