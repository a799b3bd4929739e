import { describe, expect, it } from "vitest";
import { cacheUse, lastOutput, readSteps } from "../../../src/image/build-log.ts";

const lines = `#1 [internal] load build definition from Dockerfile
#1 DONE 0.0s
#4 [build 1/3] FROM localhost:5000/golang
#4 CACHED
#5 [build 2/3] COPY . .
#5 CACHED
#6 [build 3/3] RUN go build   ./...
#6 0.123 compiling
#6 12.500 done
#6 DONE 12.6s
#7 [linux/arm64 stage-1 1/1] COPY --from=build /orders /orders
#7 DONE 0.1s
#8 exporting to image
#8 DONE 0.4s`.split("\n");

describe("the log of a build", () => {
  it("has the steps of the Dockerfile, with what each took", () => {
    expect(readSteps(lines)).toEqual([
      { stage: "build", step: "FROM localhost:5000/golang", cached: true, seconds: 0 },
      { stage: "build", step: "COPY . .", cached: true, seconds: 0 },
      { stage: "build", step: "RUN go build ./...", cached: false, seconds: 12.6 },
      { stage: "linux/arm64 stage-1", step: "COPY --from=build /orders /orders", cached: false, seconds: 0.1 },
    ]);
  });

  it("has those of a Dockerfile with one stage, which BuildKit does not name", () => {
    const one = [
      "#5 [1/2] FROM debian:12",
      "#5 DONE 0.0s",
      "#6 [2/2] RUN make",
      "#6 CACHED",
      "#7 [linux/arm64 2/2] RUN make",
      "#7 DONE 2.0s",
    ];
    expect(readSteps(one)).toEqual([
      { stage: "stage-0", step: "FROM debian:12", cached: false, seconds: 0 },
      { stage: "stage-0", step: "RUN make", cached: true, seconds: 0 },
      { stage: "linux/arm64", step: "RUN make", cached: false, seconds: 2 },
    ]);
  });

  it("tells when each step began, where it is known when the lines came", () => {
    const at = lines.map((_, index) => index * 2000);
    expect(readSteps(lines, at).map(({ began }) => began)).toEqual([undefined, undefined, 18 - 12.6, 22 - 0.1]);
  });

  it("tells what the cache saved of each stage", () => {
    expect(cacheUse(readSteps(lines))).toEqual([
      { stage: "build", cached: 1, steps: 2, seconds: 12.6 },
      { stage: "linux/arm64 stage-1", cached: 0, steps: 1, seconds: 0.1 },
    ]);
  });

  it("has what the commands of its steps printed last", () => {
    expect(lastOutput(lines, 5)).toEqual(["compiling", "done"]);
    expect(lastOutput(lines, 1)).toEqual(["done"]);
  });
});
