import { expect, it } from "vitest";
import { Failure } from "../../../src/report/failure.ts";

it.each([
  ["no node takes it: 0/3 nodes are available.", "no node takes it: 0/3 nodes are available"],
  ["it answers 500", "it answers 500"],
  ["it said: loading...", "it said: loading..."],
])("a failure says %j as a phrase in its sentence", (found, phrase) => {
  const failure = new Failure({ attempted: "releasing", found, advice: "Add nodes." });
  expect(failure.found).toBe(phrase);
  expect(failure.message).toBe(`releasing: ${phrase}. Add nodes.`);
});
