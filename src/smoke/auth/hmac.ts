// How is a request signed with a shared secret?

import { createHash, createHmac } from "node:crypto";
import type { Hmac } from "./schema.ts";
import type { SignedRequest } from "./signing.ts";

const usualMessage = "{method}\n{path}\n{timestamp}\n{body-sha256}";

/** @param now milliseconds since 1970. Pure. */
export function hmacHeaders(
  auth: Hmac,
  { body = "", method, path }: SignedRequest,
  now: number,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const parts: Readonly<Record<string, string>> = {
    method,
    path,
    timestamp,
    body,
    "body-sha256": createHash("sha256").update(body).digest("hex"),
  };
  const message = (auth.message ?? usualMessage).replace(
    /\{([a-z0-9-]+)\}/g,
    (whole, name: string) => parts[name] ?? whole,
  );
  const signature = createHmac(auth.algorithm ?? "sha256", auth.secret)
    .update(message)
    .digest(auth.encoding ?? "hex");
  const keyId = auth["key-id"];
  return {
    [(auth["timestamp-header"] ?? "x-timestamp").toLowerCase()]: timestamp,
    ...(keyId === undefined ? {} : { [(auth["key-id-header"] ?? "x-key-id").toLowerCase()]: keyId }),
    [(auth.header ?? "x-signature").toLowerCase()]: `${auth.prefix ?? ""}${signature}`,
  };
}
