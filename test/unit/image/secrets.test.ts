import { describe, expect, it } from "vitest";
import { parseSecretFiles, parseSecrets, secretLikeArguments } from "../../../src/image/secrets.ts";

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
      "spaces that stay",
      "  a= 1 \n\tb=\t2\t\n",
      [
        { id: "a", value: " 1 " },
        { id: "b", value: "\t2\t" },
      ],
    ],
    ["the last line's end, in quotes", '"a=1\n"\n', [{ id: "a", value: "1\n" }]],
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
    ["buildx's own form", "id=key,env=hushhush", /entry 1 is written for buildx/],
    ["an empty value", "a=", /the secret a is empty.*secrets: inherit/],
  ])("are refused without being quoted: %s", (_, text, message) => {
    expect(() => parseSecrets(text)).toThrow(message);
    expect(() => parseSecrets(text)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("hushhush") }),
    );
  });
});

describe("secrets from files", () => {
  it("are found from the workspace", () => {
    const [found] = parseSecretFiles(["a=secrets.test.ts"], import.meta.dirname);
    expect(found).toEqual({ id: "a", path: `${import.meta.dirname}/secrets.test.ts` });
  });

  it.each([
    ["a=nowhere", /there is no file nowhere for the secret a/],
    ["nowhere", /is not id=path/],
  ])("are refused: %s", (line, message) => {
    expect(() => parseSecretFiles([line], import.meta.dirname)).toThrow(message);
  });
});

it.each([
  [{ API_TOKEN: "x" }, ["API_TOKEN"]],
  [{ DB_PASSWORD: "x", PASSWORD_FILE: "/x" }, ["DB_PASSWORD", "PASSWORD_FILE"]],
  [{ X: `ghp_${"a".repeat(36)}` }, ["X"]],
  [{ VERSION: "1", AUTHOR: "ada", TOKENIZER: "fast", EMPTY_TOKEN: "" }, []],
])("warns of the build arguments %j", (given, expected) => {
  expect(secretLikeArguments(given)).toEqual(expected);
});
