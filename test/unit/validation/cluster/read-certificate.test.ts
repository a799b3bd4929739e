// Is a TLS Secret read right, whatever is wrong with it, and is its key kept nowhere?

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCertificate } from "../../../../src/validation/cluster/read-certificate.ts";

let folder = "";
const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const secret = (certificates: string[], key: string, more: Record<string, string> = {}) => {
  const data = { "tls.crt": certificates.map(read).join(""), "tls.key": read(key), ...more };
  return Object.fromEntries(Object.entries(data).map(([name, text]) => [name, Buffer.from(text).toString("base64")]));
};
const problems = (data: Record<string, string>) => (readCertificate(data) as { problems: readonly string[] }).problems;

function issue(
  name: string,
  issuer: string | undefined,
  extensions: string,
  key = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
) {
  openssl(
    "req",
    "-new",
    "-newkey",
    ...key,
    "-nodes",
    "-keyout",
    `${name}.key`,
    "-out",
    `${name}.csr`,
    "-subj",
    `/CN=${name}`,
  );
  writeFileSync(join(folder, `${name}.ext`), extensions);
  const by =
    issuer === undefined
      ? ["-signkey", `${name}.key`]
      : ["-CA", `${issuer}.crt`, "-CAkey", `${issuer}.key`, "-CAcreateserial"];
  openssl("x509", "-req", "-in", `${name}.csr`, "-days", "30", "-extfile", `${name}.ext`, "-out", `${name}.crt`, ...by);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-certificates-"));
  issue("root", undefined, "basicConstraints=critical,CA:TRUE");
  issue("middle", "root", "basicConstraints=critical,CA:TRUE");
  issue("shop", "middle", "subjectAltName=DNS:Shop.example.com,DNS:*.shop.example.com,IP:192.0.2.1");
  issue("alone", undefined, "subjectAltName=DNS:shop.example.com");
  issue("weak", "middle", "subjectAltName=DNS:shop.example.com", ["rsa:1024"]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a TLS Secret", () => {
  it("is read to its names and times, and its key is not kept", () => {
    const seen = readCertificate(secret(["shop.crt", "middle.crt", "root.crt"], "shop.key"));
    expect(seen).toMatchObject({
      names: ["shop.example.com", "*.shop.example.com", "192.0.2.1"],
      issuer: "CN=middle",
      problems: [],
    });
    const { notBefore, notAfter } = seen as { notBefore: number; notAfter: number };
    expect(notAfter - notBefore).toBe(30 * 86_400_000);
    const lines = read("shop.key").split("\n").slice(1, -2);
    for (const line of lines) expect(JSON.stringify(seen)).not.toContain(line);
  });

  it("needs its chain, in order; the root may stay in ca.crt", () => {
    expect(problems(secret(["shop.crt"], "shop.key"))).toEqual([
      "the certificate of its issuer (CN=middle) is missing in tls.crt",
    ]);
    expect(problems(secret(["shop.crt", "middle.crt"], "shop.key"))).toEqual([
      "the certificate of its issuer (CN=root) is missing in tls.crt",
    ]);
    expect(problems(secret(["shop.crt", "middle.crt"], "shop.key", { "ca.crt": read("root.crt") }))).toEqual([]);
    expect(problems(secret(["shop.crt", "root.crt", "middle.crt"], "shop.key"))).toEqual([
      "certificate 2 of tls.crt has not issued the one before it: the chain is out of order",
    ]);
  });

  it("is not trusted where it signs itself", () => {
    expect(problems(secret(["alone.crt"], "alone.key"))).toEqual(["it is signed by itself, so no client trusts it"]);
  });

  it("fits its key, which is strong enough", () => {
    const whole = ["shop.crt", "middle.crt", "root.crt"];
    expect(problems(secret(whole, "alone.key"))).toEqual(["tls.key is the key of another certificate"]);
    expect(problems(secret(whole, "shop.csr"))).toEqual(["tls.key is no key that can be read"]);
    expect(problems(secret(["weak.crt", "middle.crt", "root.crt"], "weak.key"))).toEqual([
      "its RSA key has only 1024 bits",
    ]);
  });

  it("that holds none says so", () => {
    expect(readCertificate({})).toBe("its tls.crt holds no certificate");
    const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    expect(readCertificate({ "tls.crt": Buffer.from(broken).toString("base64") })).toBe(
      "its tls.crt is no certificate that can be read",
    );
  });
});
