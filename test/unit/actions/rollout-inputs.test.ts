import { describe, expect, it } from "vitest";
import { inputs } from "../../../src/actions/rollout-inputs.ts";
import { checkValue } from "../../../src/config/shape.ts";

describe("the inputs of deploy-rollout", () => {
  it.each<[string, string, string]>([
    ["timeout", "0", "Give it at least 1s, for instance 5m."],
    ["header", "canary", "Write it as NAME: VALUE, for instance canary: true."],
    ["max-error-rate", "500%", "Write at most 100%."],
    // A scheme, as a URL goes; but nothing that can be asked over HTTP.
    ["prometheus-url", "prometheus:9090", "Write a whole URL: https://host/path."],
    ["health-url", "orders:8080/health", "Write a whole URL: https://host/path."],
    ["probe-url", "ftp://orders/", "Write a whole URL: https://host/path."],
  ])("refuse %s: %s", (name, value, advice) => {
    const result = checkValue(inputs, { [name]: value });
    expect(result).toMatchObject({ kind: "misfits", problems: [{ path: [name], advice }] });
  });

  it.each([
    ["prometheus-url", "http://prometheus:9090"],
    ["max-error-rate", "off"],
    ["timeout", "1s"],
  ])("take %s: %s", (name, value) => {
    expect(checkValue(inputs, { [name]: value }).kind).toBe("fits");
  });
});
