// How can a suite say who it is?

import { z } from "zod";

const text = z.string().min(1);
const header = text.regex(/^[!#$%&'*+.^_`|~\w-]+$/, "not a header name");

const bearer = z.strictObject({ kind: z.literal("bearer"), token: text });
const basic = z.strictObject({ kind: z.literal("basic"), username: text, password: text });

const oauth2 = z.strictObject({
  kind: z.literal("oauth2"),
  "token-url": z.url({ protocol: /^https?$/ }).describe("The token endpoint of the authorization server."),
  "client-id": text,
  "client-secret": text,
  scope: text.optional().describe("Separated by spaces."),
  audience: text.optional(),
  "client-authentication": z
    .enum(["basic", "body"])
    .optional()
    .describe("Where the client's secret goes: basic unless given."),
});

const hmac = z.strictObject({
  kind: z.literal("hmac"),
  secret: text,
  algorithm: z.enum(["sha256", "sha384", "sha512"]).optional().describe("sha256 unless given."),
  encoding: z.enum(["hex", "base64"]).optional().describe("hex unless given."),
  message: text
    .optional()
    .describe("What is signed, with {method}, {path}, {timestamp}, {body} and {body-sha256} (hex) filled in."),
  header: header.optional().describe("x-signature unless given."),
  prefix: z.string().optional().describe("Before the signature in the header: `sha256=`, `HMAC `."),
  "timestamp-header": header.optional().describe("Seconds since 1970; x-timestamp unless given."),
  "key-id": text.optional(),
  "key-id-header": header.optional().describe("x-key-id unless given."),
});

/** The value of `auth` in a suite or a step. Secrets come in by `{{ name }}` from the input `secrets`. */
export const authSchema = z.discriminatedUnion("kind", [bearer, basic, oauth2, hmac]);

export type Auth = z.infer<typeof authSchema>;
export type OAuth2 = z.infer<typeof oauth2>;
export type Hmac = z.infer<typeof hmac>;
