// What does the record keep of the traffic, and is it whole?

import { z } from "zod";
import type { KubeObject } from "../kube/object.ts";
import { Failure } from "../report/failure.ts";
import { routerNames, type SavedTraffic } from "./router.ts";

const reference = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
});
const backend = z.object({ service: z.string(), selector: z.record(z.string(), z.string()).optional() });
const path = z.array(z.union([z.string(), z.number()]));

const savedTraffic = z.object({
  router: z.enum(routerNames),
  target: z.object({ namespace: z.string(), stable: backend, candidate: backend }),
  objects: z.array(
    z.object({
      reference,
      parts: z.array(z.object({ path, value: z.unknown() })),
      owners: z.array(z.looseObject({})),
    }),
  ),
  companions: z.array(
    z.looseObject({ apiVersion: z.string(), kind: z.string(), metadata: z.looseObject({ name: z.string() }) }),
  ),
});

/**
 * What `saveRoute` gave, as it comes back from the record's JSON.
 * @throws Failure where it is not whole.
 */
export function parseSavedTraffic(value: unknown): SavedTraffic {
  const parsed = savedTraffic.safeParse(value);
  if (parsed.success) {
    // Owners and companions are objects of the API server's, which are kept as they are.
    return parsed.data as SavedTraffic & { companions: KubeObject[] };
  }
  throw new Failure({
    attempted: "reading from the record how the traffic was before the release",
    found: z.prettifyError(parsed.error).replaceAll("\n", "; "),
    advice: "Give the route its weights back by hand, then release again.",
    cause: parsed.error,
  });
}
