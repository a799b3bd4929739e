import { describe, expect, it } from "vitest";
import { redact } from "../../../src/report/redact.ts";

const secret = "pa$$w0rd/+ü very?secret";
const base64 = (text: string): string => Buffer.from(text).toString("base64");

describe("redact", () => {
  it.each([
    ["as it is", secret],
    ["URL-encoded", encodeURIComponent(secret)],
    ["as a form field", new URLSearchParams({ p: secret }).toString().slice(2)],
    ["in JSON", JSON.stringify(`a"b${secret}`).slice(1, -1)],
    ["base64", base64(secret)],
  ])("hides a secret %s", (_form, shape) => {
    expect(redact(`before ${shape} after`, [secret])).not.toContain(shape.slice(4, -4));
    expect(redact(`before ${shape} after`, [secret])).toMatch(/^before .*\*\*\*.* after$/);
  });

  it.each(["a:", "ab:", "abc:", "user:"])("hides a secret in base64 behind %s", (before) => {
    const encoded = base64(`${before}${secret}@host`);
    const hidden = redact(encoded, [secret]);
    expect(hidden).toContain("***");
    expect(Buffer.from(hidden.replaceAll("***", ""), "base64").toString()).not.toContain("w0rd");
  });

  it("hides the longest first, so that no rest stays behind", () => {
    expect(redact("token-abc-long token-abc", ["token-abc", "token-abc-long"])).toBe("*** ***");
  });

  it("hides each line of a secret of several lines, but not its braces", () => {
    const key = "{\n  private-key: 0123456789\n}";
    expect(redact(`{ private-key: 0123456789 }`, [key])).toBe("{ *** }");
  });

  it("leaves the text alone where there is no secret", () => {
    expect(redact("a.b", [])).toBe("a.b");
    expect(redact("a b", ["", " "])).toBe("a b");
    expect(redact("axb", ["a.b"])).toBe("axb");
  });
});
