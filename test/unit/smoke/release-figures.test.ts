// Which release's figures is a load stage compared with, and whose become its own?

import { describe, expect, it } from "vitest";
import { figuresBefore, withFigures } from "../../../src/smoke/release-figures.ts";
import { aRelease, emptyRecord, recordOf } from "../release/releases.ts";

const figures = (p95: number) => ({ load: { requests: 400, errors: 0, p50: 2, p95, p99: 30 } });

describe("the figures of the release before", () => {
  it("are those of the last verified one that has some, and not of the one under test", () => {
    const before = [
      aRelease({ id: "3" }),
      aRelease({ id: "2", figures: figures(9) }),
      aRelease({ id: "1", figures: figures(5) }),
    ];
    const promoted = recordOf(aRelease({ id: "4", state: "promoted", figures: figures(99) }), ...before);
    expect(figuresBefore(promoted)).toMatchObject({ release: { id: "2" }, figures: figures(9) });
    const again = recordOf(aRelease({ id: "4", figures: figures(99) }), ...before);
    expect(figuresBefore(again).release?.id).toBe("2");
    const back = recordOf(aRelease({ id: "5", state: "rolled-back", figures: figures(1) }), ...promoted.releases);
    expect(figuresBefore(back).release?.id).toBe("2");
    expect(figuresBefore(recordOf(aRelease()))).toEqual({ release: undefined, figures: {} });
  });
});

describe("the figures of this release", () => {
  it("are kept with what is being released, or else with what serves, beside those of other steps", () => {
    const served = aRelease({ id: "1", figures: { other: figures(7).load } });
    for (const state of ["releasing", "promoted"] as const) {
      const kept = withFigures(recordOf(aRelease({ id: "2", state }), served), figures(4));
      expect(kept.releases.map((one) => one.figures)).toEqual([figures(4), served.figures]);
    }
    const alone = withFigures(recordOf(served), figures(4));
    expect(alone.releases[0]?.figures).toEqual({ ...served.figures, ...figures(4) });
    expect(withFigures(alone, figures(4))).toEqual(alone);
  });

  it("are nobody's where nothing was released, or it is being taken back", () => {
    expect(withFigures(emptyRecord, figures(4))).toBe(emptyRecord);
    const backing = recordOf(aRelease({ id: "2", state: "rolling-back" }), aRelease({ id: "1" }));
    expect(withFigures(backing, figures(4))).toBe(backing);
  });
});
