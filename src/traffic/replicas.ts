// How is traffic split where nothing can weight it?

import type { Router } from "./router.ts";

/**
 * One Service selects the pods of both: each gets the share of its ready pods. Nothing is changed here; the
 * strategy sets the numbers of replicas.
 */
export const replicas = {
  name: "replicas",
  splits: "replicas",
  headers: false,
  kinds: [],
  readOnly: true,
  related: [],
  makes: [],
  read: () => ({ kind: "elsewhere" }),
  serves: () => false,
  trouble: () => undefined,
  split: (object) => object,
  giveBack: (object) => object,
  share: () => "silent",
  companions: () => [],
} as const satisfies Router;
