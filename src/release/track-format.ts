// How is a release with two tracks written down in the record?

import { z } from "zod";
import type { Stage, Track } from "./track.ts";

const weight = z.number().min(0).max(100);
const side = z.enum(["stable", "candidate"]);

const stage: z.ZodType<Stage> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("select"), pods: z.enum(["stable", "both", "candidate", "original", "renewed"]) }),
  z.object({ kind: z.literal("objects") }),
  z.object({ kind: z.literal("preview") }),
  z.object({ kind: z.literal("candidate"), replicas: z.number() }),
  z.object({ kind: z.literal("scale"), track: side, replicas: z.number() }),
  z.object({ kind: z.literal("gate"), weight, time: z.number() }),
  z.object({ kind: z.literal("weigh"), weight }),
  z.object({ kind: z.literal("header"), on: z.boolean() }),
  z.object({ kind: z.literal("settle"), time: z.number() }),
  z.object({ kind: z.literal("hold") }),
  z.object({ kind: z.literal("replace-stable") }),
  z.object({ kind: z.literal("restore-stable") }),
  z.object({ kind: z.literal("route"), act: z.enum(["prepare", "restore", "clean-up"]) }),
  z.object({ kind: z.literal("remove-candidate") }),
  z.object({ kind: z.literal("autoscaler"), act: z.enum(["hold", "release", "candidate", "stable"]) }),
]);

const labels = z.record(z.string(), z.string());
const trackSide = z.object({ deployment: z.string(), narrow: labels, replicas: z.number(), templateHash: z.string() });

export const track: z.ZodType<Track> = z.looseObject({
  strategy: z.enum(["blue-green", "canary"]),
  stages: z.array(stage),
  back: z.array(stage),
  stage: z.number(),
  stageSince: z.string(),
  pausedAt: z.string(),
  stable: trackSide.optional(),
  candidate: trackSide,
  candidateBefore: z.object({ replicas: z.number() }).optional(),
  services: z.array(z.object({ name: z.string(), selector: labels.optional(), base: labels })),
  preview: z.object({ name: z.string(), selector: labels.optional() }),
  route: z.unknown().optional(),
  autoscaler: z.object({ apiVersion: z.string(), kind: z.string(), name: z.string(), saved: z.unknown() }).optional(),
  scaledDown: z.boolean(),
  header: z.object({ name: z.string(), value: z.string() }).optional(),
  settleTime: z.number(),
});
