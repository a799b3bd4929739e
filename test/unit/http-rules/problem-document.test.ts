import { describe, expect, it } from "vitest";
import { problemFaults } from "../../../src/http-rules/problem-document.ts";
import { answerOf } from "./support.ts";

describe("an error's document", () => {
  const headers = { "content-type": "application/problem+json; charset=utf-8" };
  it.each([
    ["is good", '{"title":"x","status":200}', headers, []],
    ["is JSON of another kind", '{"error":"x"}', { "content-type": "application/json" }, [/got application\/json/]],
    ["is a page", "<h1>404</h1>", { "content-type": "text/html" }, [/got text\/html/]],
    ["says another status", '{"status":500}', headers, [/status to be 200/]],
    ["says nothing", "{}", headers, [/neither type/]],
    ["has a Java trace", '{"title":"at org.x.Y.run(Y.java:12)"}', headers, [/stack trace/]],
    ["has a Python trace", '{"title":"Traceback (most recent call last):"}', headers, [/stack trace/]],
    ["has a Go trace", '{"title":"goroutine 1 [running]"}', headers, [/stack trace/]],
  ])("%s", (_what, body, given, wrong) => {
    const found = problemFaults(answerOf(body, { headers: given }));
    expect(found).toHaveLength(wrong.length);
    for (const one of wrong) expect(found.join()).toMatch(one);
  });
});
