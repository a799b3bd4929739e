// Which inputs say what is measured and probed while a release goes on?

import { z } from "zod";
import { percent } from "../analysis/percent.ts";
import { highestRate } from "../analysis/probe-route.ts";
import { duration, wholeNumber } from "../config/input.ts";

/** Spread into the inputs of an action that releases. What has no default here has it in the analysis itself. */
export const analysisInputs = {
  analysis: z.string().default(""),
  "prometheus-url": webAddress(),
  "prometheus-service": z
    .string()
    .regex(/^(?:[a-z0-9-]+\/[a-z0-9-]+:[a-z0-9-]+)?$/, "Write it as NAMESPACE/NAME:PORT.")
    .default(""),
  "prometheus-token": z.string().default(""),
  "max-error-rate": z
    .union([z.literal("off"), percent.refine((share) => share <= 100, "Write at most 100%.")])
    .optional(),
  "max-p95": z.union([z.literal("off"), duration()]).optional(),
  "requests-metric": z.string().optional(),
  "status-label": z.string().optional(),
  "errors-metric": z.string().optional(),
  "latency-metric": z.string().optional(),
  "pod-label": z.string().optional(),
  "namespace-label": z.string().optional(),
  "track-label": z.string().optional(),
  "analysis-window": duration().optional(),
  "analysis-interval": duration().optional(),
  "analysis-count": wholeNumber({ min: 1 }).optional(),
  "failure-limit": wholeNumber().optional(),
  "inconclusive-limit": wholeNumber().optional(),
  "min-requests": wholeNumber().optional(),
  "on-inconclusive": z.enum(["fail", "pause", "continue"]).optional(),
  "health-url": webAddress(),
  "health-path": z
    .string()
    .regex(/^(?:\/.*)?$/, "Begin it with /.")
    .default(""),
  "health-port": wholeNumber({ min: 1, max: 65_535 }).default(8080),
  "health-failures": wholeNumber({ min: 1 }).optional(),
  "health-window": duration().optional(),
  "health-interval": duration().optional(),
  "bake-time": duration().default(0),
  "probe-url": webAddress(),
  "probe-path": z
    .string()
    .regex(/^(?:\/.*)?$/, "Begin it with /.")
    .default(""),
  "probe-port": wholeNumber({ min: 1, max: 65_535 }).default(8080),
  "probe-rate": wholeNumber({ min: 1, max: highestRate }).default(2),
  "probe-version": z.string().default(""),
};

/** `prometheus:9090` is a URL too, of the protocol `prometheus`. */
function webAddress() {
  return z.union([z.literal(""), z.url({ protocol: /^https?$/ })]).default("");
}

const schema = z.object(analysisInputs);
export type AnalysisInputs = z.infer<typeof schema>;
