import { describe, expect, it } from "vitest";
import { Failure } from "../../../../src/report/failure.ts";
import { formatSteps, parseSteps, readSteps, steps } from "../../../../src/rollout/canary/steps.ts";

describe("steps", () => {
  it.each([
    ["5:2m, 25:5m, 50:5m, 100", "5:2m, 25:5m, 50:5m, 100"],
    ["5:2m\n25:manual\n100", "5:2m, 25:manual, 100"],
    ["10", "10, 100"],
    ["100", "100"],
    ["0:90s, 100", "0:1m30s, 100"],
    [" 10% : 30s ,, 100 ", "10:30s, 100"],
    ["10:0, 100", "10, 100"],
  ])("%j is %j", (text, read) => {
    expect(formatSteps(parseSteps(text, 'input "steps"'))).toBe(read);
  });

  it.each([
    ["", "there is no step", "Write WEIGHT:PAUSE"],
    ["five:2m", '"five:2m" is not a step', "`5:2m, 25:5m, 50:manual, 100`"],
    ["5:2m:3", '"5:2m:3" is not a step', "Write WEIGHT:PAUSE"],
    ["5.5:2m", '"5.5:2m" is not a step', "Write WEIGHT:PAUSE"],
    ["-5:2m", '"-5:2m" is not a step', "Write WEIGHT:PAUSE"],
    ["5:2m, 101", 'the step "101" has a weight above 100', "from 0 to 100"],
    ["25:5m, 5:2m, 100", 'the step "5:2m" does not give the candidate more than the 25 % before it', "rising order"],
    ["5:2m, 5:2m", 'the step "5:2m" does not give the candidate more than the 5 %', "rising order"],
    ["5:2, 100", 'the pause of the step "5:2" is wrong: "2" is not a duration', "write 2s for seconds"],
    ["5:later", 'the pause of the step "5:later" is wrong', "`manual`"],
    ["5:2m, 100:10m", 'the last step, 100, has the pause "10m"', "`bake-time`"],
    ["100:manual", 'the last step, 100, has the pause "manual"', "step before"],
  ])("refuses %j and says what to write", (text, found, advice) => {
    expect(readSteps(text)).toEqual({ found: expect.stringContaining(found), advice: expect.stringContaining(advice) });
    expect(() => parseSteps(text, 'input "steps"')).toThrow(Failure);
    expect(steps().safeParse(text).error?.issues[0]?.message).toContain(found);
  });
});
