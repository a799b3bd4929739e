// What are the inputs of deploy-rollout?

import { z } from "zod";
import { duration, flag, lines, wholeNumber } from "../config/input.ts";
import { defaultGraces } from "../rollout/causes/cause.ts";
import { analysisInputs } from "./analysis-inputs.ts";
import { clusterInputs } from "./cluster-inputs.ts";
import { renderInputs } from "./manifest-inputs.ts";
import { trackInputs } from "./track-inputs.ts";

export const inputs = z.strictObject({
  ...clusterInputs,
  operation: z.enum(["deploy", "plan", "promote", "abort", "confirm", "settle"]).default("deploy"),
  strategy: z.enum(["rolling", "blue-green", "canary"]).default("rolling"),
  ...trackInputs,
  manifests: lines().default([]),
  ...renderInputs,
  images: lines().default([]),
  workload: z.string().optional(),
  container: z.string().optional(),
  image: z.string().optional(),
  timeout: duration()
    .refine((time) => time >= 1000, "Give it at least 1s, for instance 5m.")
    .default(600_000),
  "start-grace": duration().default(defaultGraces.start),
  "ready-grace": duration().default(defaultGraces.ready),
  "max-restarts": wholeNumber({ min: 1, max: 100 }).default(defaultGraces.restarts),
  "wait-for-lock": duration().default(0),
  "log-lines": wholeNumber({ min: 0, max: 1000 }).default(20),
  "on-failure": z.enum(["rollback", "keep"]).default("rollback"),
  "take-over": flag().default(false),
  prune: flag().default(false),
  "allow-older": flag().default(false),
  force: flag().default(false),
  reason: z.string().default(""),
  version: z.string().default(""),
  commit: z.string().optional(),
  "github-token": z.string().default(""),
  scope: z.enum(["run", "any"]).default("run"),
  ...analysisInputs,
});

export type DeployInputs = z.infer<typeof inputs>;
