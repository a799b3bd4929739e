// Which operations lead from one object to the other?

import { describe, expect, it } from "vitest";
import { patchBetween } from "../../../src/traffic/json-patch.ts";
import { routers } from "../../../src/traffic/routers.ts";
import { httpRoute, liveService, target, traefikService, virtualService } from "./objects.ts";

const version = { op: "test", path: "/metadata/resourceVersion", value: "7" };

describe("a patch", () => {
  it("is empty between equal objects", () => {
    expect(patchBetween(httpRoute, structuredClone(httpRoute))).toEqual([]);
  });

  it("replaces a list that grows, after a test of the version and of the names in it", () => {
    expect(patchBetween(traefikService, routers.traefik.split(traefikService, target, { weight: 10 }))).toEqual([
      version,
      { op: "test", path: "/spec/weighted/services/0/name", value: "orders" },
      {
        op: "replace",
        path: "/spec/weighted/services",
        value: [
          { name: "orders", port: 80, weight: 90 },
          { name: "orders-candidate", port: 80, nativeLB: true, weight: 10 },
        ],
      },
    ]);
  });

  it("replaces the two weights alone where both backends stand there already", () => {
    const at = (weight: number) => routers["gateway-api"].split(httpRoute, target, { weight });
    expect(patchBetween(at(10), at(25))).toEqual([
      version,
      { op: "test", path: "/spec/rules/1/backendRefs/0/name", value: "orders" },
      { op: "test", path: "/spec/rules/1/backendRefs/1/name", value: "orders-candidate" },
      { op: "replace", path: "/spec/rules/1/backendRefs/0/weight", value: 75 },
      { op: "replace", path: "/spec/rules/1/backendRefs/1/weight", value: 25 },
    ]);
  });

  it("tests the whole of what it changes where the version is not to count", () => {
    const at = (weight: number) => routers["gateway-api"].split(httpRoute, target, { weight });
    const patch = patchBetween(at(10), at(25), "content");
    expect(patch[0]).toEqual({ op: "test", path: "/spec/rules", value: (at(10).spec as { rules: unknown }).rules });
    expect(patch.slice(1)).toEqual(patchBetween(at(10), at(25)).slice(1));
    const narrowed = routers.service.split(liveService, target, { weight: 0 });
    expect(patchBetween(liveService, narrowed, "content")[0]).toEqual({
      op: "test",
      path: "/spec/selector",
      value: { app: "orders" },
    });
  });

  it("tests the host of an Istio destination", () => {
    expect(patchBetween(virtualService, routers.istio.split(virtualService, target, { weight: 10 }))).toContainEqual({
      op: "test",
      path: "/spec/http/1/route/0/destination/host",
      value: "orders.shop.svc.cluster.local",
    });
  });

  it("adds and removes keys, with the slash of a label escaped", () => {
    const narrowed = routers.service.split(liveService, target, { weight: 0 });
    expect(patchBetween(liveService, narrowed)).toEqual([
      version,
      { op: "add", path: "/spec/selector/slipway.dev~1slot", value: "blue" },
    ]);
    expect(patchBetween(narrowed, liveService)).toEqual([
      version,
      { op: "remove", path: "/spec/selector/slipway.dev~1slot" },
    ]);
  });
});
