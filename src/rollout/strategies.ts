// Which way back has a release that the record shows, whoever planned it?

import type { Track } from "../release/track.ts";
import { blueGreenBack, blueGreenRefit } from "./blue-green/blue-green.ts";
import { canaryBack, canaryRefit } from "./canary/canary.ts";
import type { TwoTrackStrategy } from "./tracks/strategy.ts";

/** What is needed of a strategy to end a release: it goes by the record, not by the inputs of a run that is gone. */
export function wayOf({ strategy }: Pick<Track, "strategy">): Pick<TwoTrackStrategy, "back" | "endsIn" | "refit"> {
  switch (strategy) {
    case "blue-green":
      return { back: blueGreenBack, refit: blueGreenRefit, endsIn: "candidate" };
    case "canary":
      return { back: canaryBack, refit: canaryRefit, endsIn: "stable" };
  }
}
