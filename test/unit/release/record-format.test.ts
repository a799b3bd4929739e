import { describe, expect, it } from "vitest";
import { boundReleases, formatRecord, parseRecord } from "../../../src/release/record-format.ts";
import { track } from "../rollout/tracks/track.ts";
import { aRelease, recordOf } from "./releases.ts";

const place = { namespace: "shop", name: "slipway-deployment-orders" };

describe("a record", () => {
  it("comes back as it was written", () => {
    const figures = { "a little load": { requests: 400, errors: 1, p50: 3.5, p95: 12, p99: 40.25 } };
    const record = recordOf(aRelease({ id: "2", state: "promoted", figures }), aRelease({ id: "1" }));
    expect(parseRecord(formatRecord(record), place)).toEqual(record);
  });

  it("keeps what a newer toolkit of the same schema has written beside", () => {
    const newer = recordOf({ ...aRelease({ track: track({}) }), later: { more: 1 } } as ReturnType<typeof aRelease>);
    const written = { ...newer, owner: "shop" } as typeof newer;
    expect(parseRecord(formatRecord(parseRecord(JSON.stringify(written), place)), place)).toEqual(written);
  });

  it("comes back with every act of a release with two tracks", () => {
    const written = track({
      stages: [
        { kind: "select", pods: "stable" },
        { kind: "candidate", replicas: 2 },
        { kind: "gate", weight: 10, time: 1_000 },
        { kind: "route", act: "prepare" },
        { kind: "autoscaler", act: "candidate" },
      ],
      back: [{ kind: "settle", time: 5_000 }, { kind: "remove-candidate" }],
      stage: 1,
      route: { router: "traefik", objects: [] },
      header: { name: "canary", value: "true" },
      candidateBefore: { replicas: 3 },
    });
    const record = recordOf(aRelease({ state: "releasing", track: written }));
    expect(parseRecord(formatRecord(record), place)).toEqual(record);
  });

  it("keeps 20 releases, and the newest verified one and the way back however old they are", () => {
    const failed = Array.from({ length: 30 }, (_, index) =>
      aRelease({ id: `f${index}`, digest: `sha256:f${index}`, state: "failed" }),
    );
    const record = recordOf(
      ...failed,
      aRelease({ id: "v2", digest: "sha256:2" }),
      aRelease({ id: "v2-again", digest: "sha256:2" }),
      aRelease({ id: "v1", digest: "sha256:1" }),
    );
    const ids = boundReleases(record).releases.map(({ id }) => id);
    expect(ids).toHaveLength(20);
    expect(ids.slice(-3)).toEqual(["f17", "v2", "v1"]);
  });

  it("stays below what a ConfigMap holds, by short reasons and then by fewer releases", () => {
    const long = "x".repeat(100_000);
    const wordy = recordOf(...Array.from({ length: 20 }, (_, index) => aRelease({ id: `${index}`, reason: long })));
    expect(parseRecord(formatRecord(wordy), place).releases).toHaveLength(20);
    const huge = recordOf(...Array.from({ length: 20 }, (_, index) => aRelease({ id: `${index}`, version: long })));
    const text = formatRecord(huge);
    expect(Buffer.byteLength(text)).toBeLessThan(900_000);
    expect(parseRecord(text, place).releases[0]?.id).toBe("0");
  });

  it("of a newer schema is refused, with the schema that the toolkit must know", () => {
    expect(() => parseRecord('{"schema": 2, "workload": "Deployment/orders", "new": []}', place)).toThrow(
      /ConfigMap shop\/slipway-deployment-orders.*schema 2, this version of Slipway knows 1.*one that knows schema 2/,
    );
  });

  it.each([
    ["no JSON", "{", /damaged: it is not JSON.*kubectl -n shop/],
    ["no record", "[]", /damaged: /],
    [
      "a release without an id",
      '{"schema":1,"workload":"Deployment/orders","releases":[{}]}',
      /damaged: releases\.0\.id/,
    ],
    [
      "an unknown state",
      JSON.stringify(recordOf(aRelease())).replace('"verified"', '"lost"'),
      /damaged: releases\.0\.state/,
    ],
  ])("that is %s is refused, with what to do", (_, text, message) => {
    expect(() => parseRecord(text, place)).toThrow(message);
  });
});
