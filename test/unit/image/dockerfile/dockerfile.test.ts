import { describe, expect, it } from "vitest";
import { findStage, parseDockerfile, readExecForm } from "../../../../src/image/dockerfile/dockerfile.ts";
import { lineOfLayer } from "../../../../src/image/dockerfile/layer-line.ts";

const text = `# syntax=docker/dockerfile:1
ARG BASE=golang:1.26
ARG BARE
FROM --platform=$BUILDPLATFORM \${BASE} AS Source
ARG VERSION=dev
RUN --mount=type=cache,target=/x go test \\
  # why
  ./...
RUN <<EOT
FROM nothing
EOT
FROM source AS build
RUN go build -ldflags="-X $VERSION" -o /orders .
FROM scratch
COPY --from=build /orders /orders
COPY ["a b", "/c"]
ENTRYPOINT ["/orders", "serve"]
`;

describe("a Dockerfile", () => {
  const dockerfile = parseDockerfile(text);

  it("is read with its stages, their bases as written, and the line of each instruction", () => {
    expect(dockerfile.syntax).toBe("docker/dockerfile:1");
    expect(dockerfile.globalArguments).toEqual({ BASE: "golang:1.26" });
    expect(dockerfile.stages.map(({ name, base, platform, line }) => ({ name, base, platform, line }))).toEqual([
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a Dockerfile's own variable
      { name: "source", base: "${BASE}", platform: "$BUILDPLATFORM", line: 4 },
      { name: "build", base: "source", platform: undefined, line: 12 },
      { name: undefined, base: "scratch", platform: undefined, line: 14 },
    ]);
    expect(dockerfile.stages[0]?.instructions.map(({ keyword, line, lastLine }) => [keyword, line, lastLine])).toEqual([
      ["ARG", 5, 5],
      ["RUN", 6, 8],
      ["RUN", 9, 11],
    ]);
  });

  it("has a RUN of several lines as one text without the comments in it, beside its flags", () => {
    expect(dockerfile.stages[0]?.instructions[1]).toMatchObject({
      text: "go test ./...",
      flags: [{ name: "mount", value: "type=cache,target=/x" }],
    });
  });

  it.each([
    [undefined, 14],
    ["BUILD", 12],
    ["0", undefined],
    ["nope", undefined],
  ])("builds for the target %s the stage of line %s", (target, line) => {
    expect(findStage(dockerfile, target)?.line).toBe(line);
  });

  it.each([
    ["COPY /orders /orders # buildkit", undefined, 15],
    ["COPY --from=build /orders /orders # buildkit", undefined, 15],
    ['RUN |1 VERSION=1.4 /bin/sh -c go build -ldflags="-X $VERSION" -o /orders . # buildkit', "build", 13],
    ["RUN |1 VERSION=1.4 /bin/sh -c go test ./... # buildkit", "build", 6],
    ["RUN /bin/sh -c apt-get update", undefined, undefined],
    ["/bin/sh -c #(nop) ADD file:1 in /", undefined, undefined],
    [undefined, undefined, undefined],
  ])("made the layer %s of target %s on line %s", (createdBy, target, line) => {
    expect(lineOfLayer(dockerfile, createdBy, target)).toBe(line);
  });

  it("tells the form with brackets from that of a shell", () => {
    expect(readExecForm('["/orders", "serve"]')).toEqual(["/orders", "serve"]);
    expect(readExecForm("/orders serve")).toBeUndefined();
    expect(readExecForm("[ -f /x ]")).toBeUndefined();
  });
});
