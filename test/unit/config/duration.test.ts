import { describe, expect, it } from "vitest";
import { durationText, formatDuration, parseDuration } from "../../../src/config/duration.ts";

describe("parseDuration", () => {
  it.each([
    ["90s", 90_000],
    ["5m", 300_000],
    ["1h30m", 5_400_000],
    ["500ms", 500],
    ["1m500ms", 60_500],
    ["1d2h3m4s5ms", 93_784_005],
    [" 10m ", 600_000],
    ["0", 0],
    ["0s", 0],
  ])("reads %s", (text, milliseconds) => {
    expect(parseDuration(text, 'input "timeout"')).toBe(milliseconds);
  });

  it.each(["10 minutes", "", "5", "-5s", "1.5h", "30m1h", "5mm", "5M", "25d", "99999999999999999h"])(
    "refuses %j and says what it was read for",
    (text) => {
      expect(() => parseDuration(text, 'input "timeout"')).toThrow('reading the input "timeout"');
    },
  );

  it("says which unit a bare number may have meant", () => {
    expect(() => parseDuration("600", 'input "timeout"')).toThrow("write 600s for seconds or 600m for minutes");
  });
});

describe("formatDuration", () => {
  it.each([
    [0, "0s"],
    [5, "5ms"],
    [90_000, "1m30s"],
    [5_400_000, "1h30m"],
    [60_500, "1m500ms"],
  ])("writes %d as %s, which reads back", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
    expect(parseDuration(text, "duration")).toBe(milliseconds);
  });
});

describe("durationText", () => {
  it.each([
    [0, "0 ms"],
    [311.6, "312 ms"],
    [999.6, "1 s"],
    [1906, "1.9 s"],
    [2000, "2 s"],
    [119_000, "119 s"],
    [125_400, "2 min 5 s"],
    [180_000, "3 min"],
    [3_599_700, "1 h"],
    [5_400_000, "1 h 30 min"],
    [2 * 86_400_000 + 3 * 3_600_000, "2 d 3 h"],
  ])("tells %d as %s", (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text);
  });
});
