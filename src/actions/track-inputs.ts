// Which inputs do the strategies with two tracks have, and what do they ask for?

import { z } from "zod";
import { duration, flag, lines, wholeNumber, words } from "../config/input.ts";
import { Failure } from "../report/failure.ts";
import { blueGreen } from "../rollout/blue-green/blue-green.ts";
import { canary } from "../rollout/canary/canary.ts";
import { readSteps, steps } from "../rollout/canary/steps.ts";
import type { TracksRequest } from "../rollout/tracks/tracks-request.ts";
import { routerNames } from "../traffic/router.ts";
import { releaseSmokeInputs } from "./smoke-inputs.ts";

export const trackInputs = {
  ...releaseSmokeInputs,
  services: words().default([]),
  router: z.enum(["auto", ...routerNames]).default("auto"),
  route: lines().default([]),
  "router-settle": duration().default(5_000),
  steps: steps().optional(),
  header: z
    .string()
    .regex(/^[A-Za-z0-9-]+\s*:\s*\S.*$/, "Write it as NAME: VALUE, for instance canary: true.")
    .optional(),
  slots: words().default([]),
  "slot-key": z.string().default(""),
  "preview-replicas": wholeNumber({ min: 1 }).optional(),
  "overlapping-selectors": flag().default(false),
  "scale-down-delay": duration().optional(),
  interrupted: z.enum(["resume", "abort"]).default("resume"),
  room: z.enum(["require", "warn"]).default("require"),
};

const schema = z.object(trackInputs);
export type TrackInputs = z.infer<typeof schema> & { readonly strategy: "rolling" | "blue-green" | "canary" };

/** Undefined for a rolling release. @throws Failure for what does not fit together. */
export function tracksOf(given: TrackInputs): TracksRequest | undefined {
  const strategy = strategyOf(given);
  if (strategy === undefined) return undefined;
  const [name = "", ...value] = (given.header ?? "").split(":");
  return {
    strategy,
    services: given.services,
    router: given.router,
    route: given.route,
    header: given.header === undefined ? undefined : { name: name.trim(), value: value.join(":").trim() },
    settleTime: given["router-settle"],
    interrupted: given.interrupted,
    room: given.room,
    overlapping: given["overlapping-selectors"],
    scaleDownDelay: given["scale-down-delay"],
  };
}

function strategyOf(given: TrackInputs): TracksRequest["strategy"] | undefined {
  const { slots } = given;
  switch (given.strategy) {
    case "rolling":
      return undefined;
    case "canary":
      return canary({ steps: given.steps ?? stepsIn("5:2m, 25:5m, 50:5m, 100") });
    case "blue-green":
      if (slots.length !== 0 && slots.length !== 2) throw oneSlot(slots);
      return blueGreen({
        slots,
        slotKey: given["slot-key"],
        previewReplicas: given["preview-replicas"],
        steps: given.steps ?? stepsIn("10, 25, 50, 100"),
        overlapping: given["overlapping-selectors"],
      });
  }
}

function stepsIn(text: string) {
  const read = readSteps(text);
  if ("found" in read) throw new Error(read.found);
  return read;
}

function oneSlot(slots: readonly string[]): Failure {
  return new Failure({
    attempted: "reading the inputs",
    found: `\`slots\` names ${slots.length === 1 ? "1 Deployment" : `${slots.length} Deployments`}: ${slots.join(", ")}`,
    advice: "Name the two Deployments, or none to have them found.",
  });
}
