import { describe, expect, it } from "vitest";
import { z } from "zod";
import { endpointInputs, observeGivenEndpoint, requestOf } from "../../../src/actions/endpoint-inputs.ts";
import type { Job } from "../../../src/github/job.ts";
import { never, recordLog } from "../image/support.ts";

const schema = z.strictObject(endpointInputs);
const masked: string[] = [];
const job = {
  log: recordLog(),
  signal: never,
  env: {},
  run: { workspace: "." },
  mask: (secret: string) => masked.push(secret),
} as unknown as Job;

describe("the inputs of the endpoint", () => {
  it("ask nobody unless an endpoint is named", async () => {
    expect(await observeGivenEndpoint(schema.parse({}), job)).toBeUndefined();
  });

  it("mask the tokens before anything is asked", async () => {
    const given = schema.parse({ "endpoint-token": "valid-one", "expired-token": "old-one" });
    await expect(observeGivenEndpoint(given, job)).rejects.toThrow(/endpoint-token.*without "endpoint"/);
    expect(masked).toEqual(expect.arrayContaining(["valid-one", "old-one"]));
  });

  it("are read as what is asked", () => {
    const given = schema.parse({ endpoint: "https://a.example/api", "version-header": " X-Version ", version: "1" });
    expect(requestOf(given)).toMatchObject({
      ...{ url: "https://a.example/api", healthPaths: [], protectedPath: undefined, token: undefined },
      ...{ version: "1", versionHeader: "x-version", rateLimitBudget: undefined },
    });
  });

  it("take a CA only where it is one", async () => {
    const given = schema.parse({ endpoint: "https://a.example", ca: "no/such/file.pem" });
    await expect(observeGivenEndpoint(given, job)).rejects.toThrow(/"ca".*neither PEM nor the path/);
  });

  it.each([
    { endpoint: "https://user:secret@a.example" },
    { endpoint: "ftp://a.example" },
    { "health-paths": "health" },
    { "protected-path": "me" },
    { "foreign-origin": "https://a.example/path" },
    { "rate-limit-budget": "501" },
  ])("do not take %j", (given) => {
    expect(schema.safeParse(given).success).toBe(false);
  });
});
