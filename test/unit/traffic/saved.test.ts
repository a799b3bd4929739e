// Does what was saved come back whole from the record, and is it used for the release's own manifests?

import { describe, expect, it } from "vitest";
import type { SavedTraffic } from "../../../src/traffic/router.ts";
import { routers } from "../../../src/traffic/routers.ts";
import { applyBody, saveAfter } from "../../../src/traffic/save-route.ts";
import { parseSavedTraffic } from "../../../src/traffic/saved.ts";
import { httpRoute, ingress, liveService, object, target } from "./objects.ts";

const reading = routers["gateway-api"].read(httpRoute, target);
const saved: SavedTraffic = {
  router: "gateway-api",
  target,
  objects: [
    {
      reference: { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", namespace: "shop", name: "orders" },
      parts: reading.kind === "routes" ? reading.parts : [],
      owners: [{ manager: "helm", operation: "Update", fieldsV1: { "f:spec": { "f:rules": {} } } }],
    },
  ],
  companions: routers.nginx.companions([ingress], [], target),
};

it("comes back from JSON as it was", () => {
  expect(parseSavedTraffic(JSON.parse(JSON.stringify(saved)))).toEqual(JSON.parse(JSON.stringify(saved)));
});

it("is refused where it is not whole", () => {
  expect(() => parseSavedTraffic({ ...saved, router: "haproxy" })).toThrow(/reading from the record.*router/s);
});

describe("a manifest of the release", () => {
  const manifest = object(`
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: orders }
spec: { rules: [{ backendRefs: [{ name: orders, port: 8080, weight: 7 }] }] }`);

  it("of a routed object is applied with the split that is live", () => {
    expect(applyBody(saved, manifest, { weight: 5 }).spec).toEqual({
      rules: [
        {
          backendRefs: [
            { name: "orders", port: 8080, weight: 95 },
            { name: "orders-candidate", port: 8080, weight: 5 },
          ],
        },
      ],
    });
  });

  it("of any other object is applied as it is", () => {
    expect(applyBody(saved, liveService, { weight: 5 })).toBe(liveService);
    expect(applyBody(saved, manifest, undefined)).toBe(manifest);
  });

  it("says what is given back in the end", () => {
    const after = saveAfter(saved, manifest);
    const live = applyBody(saved, manifest, { weight: 100 });
    expect(routers["gateway-api"].giveBack(live, target, after.objects[0]?.parts ?? [])).toEqual(manifest);
    expect(saveAfter(saved, liveService)).toBe(saved);
  });
});
