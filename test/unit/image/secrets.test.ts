import { describe, expect, it } from "vitest";
import { parseSecrets } from "../../../src/image/secrets.ts";

describe("secrets", () => {
  it.each([
    ["none", "", []],
    [
      "one per line",
      "a=1\n\nb=2=3",
      [
        { id: "a", value: "1" },
        { id: "b", value: "2=3" },
      ],
    ],
    [
      "several lines in quotes",
      '"key=-----BEGIN\nx,""y""\n-----END"\nb=2',
      [
        { id: "key", value: '-----BEGIN\nx,"y"\n-----END' },
        { id: "b", value: "2" },
      ],
    ],
    ["commas that stay", "a=1,2", [{ id: "a", value: "1,2" }]],
    [
      "lines of Windows",
      "a=1\r\nb=2\r\n",
      [
        { id: "a", value: "1" },
        { id: "b", value: "2" },
      ],
    ],
  ])("are read: %s", (_, text, expected) => {
    expect(parseSecrets(text)).toEqual(expected);
  });

  it.each([
    ["no id", "hushhush", /entry 1 does not begin with id=/],
    ["an id that is none", "a b=hushhush", /entry 1/],
    ["an open quote", 'a=1\n"b=hushhush', /entry 2 opens with a quote/],
    ["an empty value", "a=", /the secret a is empty.*secrets: inherit/],
  ])("are refused without being quoted: %s", (_, text, message) => {
    expect(() => parseSecrets(text)).toThrow(message);
    expect(() => parseSecrets(text)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("hushhush") }),
    );
  });
});
