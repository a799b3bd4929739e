// How does a test get a certificate of any date and name, without a program that makes one?

import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIPv4 } from "node:net";

export interface Identity {
  readonly cert: string;
  readonly key: string;
  readonly signingKey: KeyObject;
  readonly subject: string;
}

export interface Wanted {
  /** DNS names and IPv4 addresses; the first one is the subject. */
  readonly names: readonly string[];
  /** Signs itself unless given. */
  readonly authority?: Identity | undefined;
  readonly notBefore?: Date | undefined;
  readonly notAfter?: Date | undefined;
  readonly isAuthority?: boolean | undefined;
}

const day = 86_400_000;

/** A key on P-256 and its certificate, by RFC 5280. */
export function makeIdentity(wanted: Wanted): Identity {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const subject = wanted.names[0] ?? "test";
  const names = wanted.names.map((name) =>
    isIPv4(name) ? der(0x87, Buffer.from(name.split(".").map(Number))) : der(0x82, Buffer.from(name)),
  );
  const extensions = [
    ...(wanted.isAuthority === true ? [extension("551d13", sequence(der(0x01, Buffer.of(0xff))))] : []),
    ...(names.length === 0 ? [] : [extension("551d11", sequence(...names))]),
  ];
  const algorithm = sequence(der(0x06, Buffer.from("2a8648ce3d040302", "hex")));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    nameOf(wanted.authority?.subject ?? subject),
    sequence(
      time(wanted.notBefore ?? new Date(Date.now() - day)),
      time(wanted.notAfter ?? new Date(Date.now() + 30.5 * day)),
    ),
    nameOf(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign("sha256", body, wanted.authority?.signingKey ?? privateKey);
  const certificate = sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.of(0), signature])));
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    cert: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    signingKey: privateKey,
    subject,
  };
}

function nameOf(text: string): Buffer {
  return sequence(der(0x31, sequence(der(0x06, Buffer.from("550403", "hex")), der(0x0c, Buffer.from(text)))));
}

function extension(identifier: string, value: Buffer): Buffer {
  return sequence(der(0x06, Buffer.from(identifier, "hex")), der(0x04, value));
}

function time(date: Date): Buffer {
  return der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\.\d+/g, "")}`));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}
