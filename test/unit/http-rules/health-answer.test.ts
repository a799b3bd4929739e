import { describe, expect, it } from "vitest";
import { unhealthyParts } from "../../../src/http-rules/health-answer.ts";
import { answerOf } from "./support.ts";

describe("a health answer", () => {
  it.each([
    ['{"status":"UP","components":{"db":{"status":"UP"}}}', []],
    ['{"status":"healthy","checks":{"database":"ok","cache":true}}', []],
    ["OK", []],
    ["", []],
    ['{"description":"down jackets","orders":[{"name":"failed"}]}', []],
    ['{"status":"UP","components":{"db":{"status":"DOWN"}}}', ["$.components.db.status"]],
    ['{"status":"ok","checks":{"database":"down"}}', ["$.checks.database"]],
    ['{"healthy":false}', ["$.healthy"]],
    ['{"checks":[{"name":"db","status":"degraded"}]}', ["$.checks[0].status"]],
    ["Unhealthy", ["Unhealthy"]],
    ['"DOWN"', ['"DOWN"']],
    ["{not json", ["is none"]],
  ])("%s", (body, parts) => {
    const found = unhealthyParts(answerOf(body));
    expect(found).toHaveLength(parts.length);
    for (const part of parts) expect(found.join("\n")).toContain(part);
  });
});
