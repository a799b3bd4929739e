import { expect, it } from "vitest";
import { Failure } from "../../../src/report/failure.ts";
import { discreetLog, hideDeep, hideFailure, openSecrets } from "../../../src/smoke/secrets.ts";
import { recordLog } from "../image/support.ts";

it("hides what becomes known later, tells the runner once, and leaves words of two letters alone", () => {
  const masked: string[] = [];
  const secrets = openSecrets(["first-secret", "ab", ""], (secret) => masked.push(secret));
  const log = recordLog();
  const quiet = discreetLog(log, secrets);
  quiet.info("first-secret second-secret ab");
  secrets.add("second-secret");
  secrets.add("second-secret");
  quiet.warning("first-secret second-secret ab");
  expect(log.entries).toEqual(["info: *** second-secret ab", "warning: *** *** ab"]);
  expect(masked).toEqual(["first-secret", "second-secret"]);
});

it("hides in keys and values of plain data, at any depth, and leaves the rest as it is", () => {
  const when = new Date();
  const check = () => [];
  const { hide } = openSecrets(["s3cret"], () => undefined);
  expect(hideDeep({ s3cret: ["a s3cret", { b: "s3cret" }], when, check, n: 1 }, hide)).toEqual({
    "***": ["a ***", { b: "***" }],
    when,
    check,
    n: 1,
  });
});

it("keeps a failure that holds no secret, with its cause", () => {
  const { hide } = openSecrets(["s3cret"], () => undefined);
  const harmless = new Failure({ attempted: "a", found: "b", advice: "c", cause: new Error("why") });
  expect(hideFailure(harmless, hide)).toBe(harmless);
  const telling = new Failure({
    attempted: "a",
    found: "s3cret",
    advice: "c",
    evidence: [{ title: "t", text: "s3cret" }],
  });
  expect(hideFailure(telling, hide)).toMatchObject({ found: "***", evidence: [{ text: "***" }] });
});
