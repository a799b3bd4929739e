// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a Dockerfile has variables of its own

import { describe, expect, it } from "vitest";
import {
  argumentsByName,
  findSources,
  type SourcesOptions,
  substitute,
} from "../../../../src/image/dockerfile/bases.ts";
import { parseDockerfile } from "../../../../src/image/dockerfile/dockerfile.ts";
import { checkPins } from "../../../../src/image/dockerfile/pin-bases.ts";
import { Failure } from "../../../../src/report/failure.ts";
import { recordLog } from "../support.ts";

const digest = `sha256:${"a".repeat(64)}`;
const plain: SourcesOptions = { targets: [undefined], buildArgs: {}, buildContexts: {}, platforms: ["linux/amd64"] };

const namesOf = (text: string, options: Partial<SourcesOptions> = {}) =>
  findSources(parseDockerfile(text), { ...plain, ...options }).bases.map(({ name, line }) => `${name} ${line}`);

describe("the base images of a Dockerfile", () => {
  it.each<[string, string, Partial<SourcesOptions>, string[]]>([
    ["FROM", "FROM golang:1.26\n", {}, ["golang:1.26 1"]],
    [
      "no scratch and no stage",
      "FROM a:1 AS x\nFROM X AS y\nFROM scratch\nCOPY --from=y / /\nCOPY --from=0 / /\n",
      {},
      ["a:1 1"],
    ],
    [
      "a COPY and a mount from an image",
      "FROM scratch\nCOPY --from=b:1 / /\nRUN --mount=type=bind,from=c:1,target=/x ls\n",
      {},
      ["b:1 2", "c:1 3"],
    ],
    ["an argument's default", "ARG V=1\nARG B=go:$V\nFROM ${B}\n", {}, ["go:1 3"]],
    ["an argument that is given", "ARG V=1\nFROM go:$V\n", { buildArgs: { V: "2" } }, ["go:2 2"]],
    ["the platform", "FROM go-$TARGETARCH\n", {}, ["go-amd64 1"]],
    [
      "the stage of each platform",
      "FROM a AS on-amd64\nFROM b AS on-arm64\nFROM on-$TARGETARCH\n",
      { platforms: ["linux/amd64", "linux/arm64"] },
      ["a 1", "b 2"],
    ],
    ["no stage that the target does not need", "FROM a AS x\nFROM b AS y\nFROM x\n", {}, ["a 1"]],
    [
      "what the other target needs",
      "FROM a AS x\nFROM b AS y\nFROM x\n",
      { targets: [undefined, "y"] },
      ["a 1", "b 2"],
    ],
    [
      "what a stage does on the build of another",
      "FROM a AS x\nONBUILD COPY --from=b / /\nONBUILD RUN --mount=from=c,target=/c ls\nFROM x\n",
      {},
      ["a 1", "b 2", "c 3"],
    ],
    [
      "no trigger that nobody pulls",
      "FROM a AS x\nONBUILD COPY --from=b / /\nFROM scratch\nCOPY --from=x / /\n",
      {},
      ["a 1"],
    ],
    ["each once", "FROM a AS x\nFROM a\nCOPY --from=x / /\n", {}, ["a 2"]],
  ])("are those of %s", (_, text, options, expected) => {
    expect(namesOf(text, options)).toEqual(expected);
  });

  it("are what a named context puts in their place, under any spelling of the name", () => {
    const options = { ...plain, buildContexts: { "golang:1.26": `docker-image://localhost:5000/go@${digest}` } };
    const { bases } = findSources(parseDockerfile("FROM docker.io/library/golang:1.26\n"), options);
    expect(bases).toEqual([
      { name: "docker.io/library/golang:1.26", reference: `localhost:5000/go@${digest}`, line: 1, pinned: true },
    ]);
  });

  it("are none where a folder stands for one, which is a context", () => {
    const options = { ...plain, buildContexts: { lib: "../lib" } };
    const sources = findSources(parseDockerfile("FROM scratch\nCOPY --from=lib / /\n"), options);
    expect(sources).toMatchObject({ bases: [], contexts: ["../lib"] });
  });

  it("stand beside what a variable may fetch, but not beside a text in the Dockerfile", () => {
    const text = "FROM scratch\nADD $URL /a\nADD a $PLACE\nADD <<X /b\n$C d\nX\n";
    expect(findSources(parseDockerfile(text), plain).remote).toEqual([{ what: "$URL", line: 2 }]);
  });

  it("stand beside what is fetched without a checksum", () => {
    const text = "FROM scratch\nADD https://x.test/a /a\nADD --checksum=sha256:1 https://x.test/b /b\nADD c /c\n";
    expect(findSources(parseDockerfile(text), plain).remote).toEqual([{ what: "https://x.test/a", line: 2 }]);
  });
});

it.each([
  ["$A-${A}", "1-1"],
  ["${B:-x$A}", "x1"],
  ["${A:-x}", "1"],
  ["${A:+y}${B:+y}", "y"],
  ["${A:?must}${B-x}${A+y}", "1xy"],
  ["\\$A", "$A"],
  ["$B", ""],
])("puts variables into %s", (text, expected) => {
  expect(substitute(text, { A: "1" })).toBe(expected);
});

it("takes bare build arguments from the environment, as BuildKit does", () => {
  expect(argumentsByName(["A=1=2", "B", "C"], { B: "b" })).toEqual({ A: "1=2", B: "b" });
});

describe("a base image without a digest", () => {
  const loose = { name: "golang:1.26", reference: "golang:1.26", line: 3, pinned: false, digest };

  it("is refused on its line, with the digest to write", () => {
    const refuse = () => checkPins([loose], "require", "Dockerfile", recordLog());
    expect(refuse).toThrow(Failure);
    expect(refuse).toThrow(`Write golang:1.26@${digest}`);
    try {
      refuse();
    } catch (error) {
      expect(error).toMatchObject({ at: { file: "Dockerfile", line: 3 } });
    }
  });

  it("is warned of, or let be", () => {
    const log = recordLog();
    checkPins([loose], "off", "Dockerfile", log);
    expect(log.entries).toEqual([]);
    checkPins([loose, { ...loose, pinned: true }], "warn", "Dockerfile", log);
    expect(log.entries).toHaveLength(1);
  });
});
