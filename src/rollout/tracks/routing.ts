// How does a release with two tracks use the router that splits its traffic?

import type { Cluster } from "../../kube/cluster.ts";
import type { KubeObject } from "../../kube/object.ts";
import type { Track } from "../../release/track.ts";
import type { Log } from "../../report/log.ts";
import type { SavedTraffic, Split } from "../../traffic/router.ts";
import { applyBody } from "../../traffic/save-route.ts";
import { parseSavedTraffic } from "../../traffic/saved.ts";
import { cleanUpRoute, prepareRoute, restoreRoute, setWeight } from "../../traffic/shift.ts";
import { weightAt } from "./shares.ts";

/** The acts on the router; each is nothing where no router splits by weights. */
export interface Routing {
  prepare(track: Track): Promise<void>;
  weigh(weight: number, track: Track): Promise<void>;
  header(on: boolean, track: Track): Promise<void>;
  restore(track: Track): Promise<void>;
  cleanUp(track: Track): Promise<void>;
  /** One of the user's objects with the weights that are live. */
  body(object: KubeObject, track: Track): KubeObject;
}

export function createRouting(cluster: Cluster, log: Log): Routing {
  // Not the job's signal: a cancelled job still has to bring its users back.
  const context = { cluster, log, signal: new AbortController().signal };
  const on = async (track: Track, act: (saved: SavedTraffic) => Promise<unknown>): Promise<void> => {
    if (hasRoute(track)) await act(parseSavedTraffic(track.route));
  };
  return {
    prepare: (track) => on(track, (saved) => prepareRoute(saved, context)),
    weigh: (weight, track) => on(track, (saved) => setWeight(saved, { ...splitAt(track), weight }, context)),
    header: (wanted, track) =>
      on(track, (saved) =>
        setWeight(saved, { weight: weightAt(track), ...(wanted ? { header: track.header } : {}) }, context),
      ),
    restore: (track) => on(track, (saved) => restoreRoute(saved, context)),
    cleanUp: (track) => on(track, (saved) => cleanUpRoute(saved, context)),
    body: (object, track) =>
      hasRoute(track) ? applyBody(parseSavedTraffic(track.route), object, splitAt(track)) : object,
  };
}

export function hasRoute({ route }: Track): boolean {
  return route !== undefined && route !== null;
}

function splitAt(track: Track): Split {
  const last = track.stages.slice(0, track.stage + 1).findLast((stage) => stage.kind === "header");
  const wanted = track.back.length === 0 && last?.kind === "header" && last.on;
  return { weight: weightAt(track), ...(wanted && track.header !== undefined ? { header: track.header } : {}) };
}
