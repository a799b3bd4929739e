// What did Prometheus and Alertmanager say about the service?

import type { Observation } from "../observation.ts";

export type Labels = Readonly<Record<string, string>>;

export interface MonitoringSeen {
  readonly url: string;
  /** The labels of the service's series: `{ job: "eventcore" }`. */
  readonly labels: Labels;
  /** When it was asked, by the clock here, and how far the clock of Prometheus is before it. Milliseconds. */
  readonly askedAt: number;
  readonly skewMs: number;
  readonly targets: Observation<readonly TargetSeen[]>;
  readonly series: readonly SeriesSeen[];
  readonly queries: readonly QuerySeen[];
  readonly burn: BurnSeen | undefined;
  readonly rules: Observation<readonly RuleSeen[]>;
  readonly requiredAlerts: readonly string[];
  /** How many Alertmanagers Prometheus sends to. */
  readonly alertmanagers: Observation<number>;
  /** How long samples are kept, as Prometheus writes it: `15d`, `30d or 50GiB`. */
  readonly retention: Observation<string>;
  /** Undefined where none is given. */
  readonly alertmanager: Observation<AlertmanagerSeen> | undefined;
}

export interface TargetSeen {
  /** `orders:8080`. */
  readonly instance: string;
  readonly up: boolean;
  /** Empty where Prometheus does not tell. */
  readonly lastError: string;
  /** Milliseconds; undefined where Prometheus does not tell. */
  readonly scrapeInterval: number | undefined;
}

export type SeriesList = "core" | "business" | "infrastructure";

/** A series that must be there. */
export interface SeriesSeen {
  readonly list: SeriesList;
  /** As it was given: a metric's name, or a selector. */
  readonly wanted: string;
  readonly found: Observation<
    /** Of the newest sample. */
    | { readonly kind: "present"; readonly ageMs: number }
    /** There were samples in the last day, and none in the last five minutes. */
    | { readonly kind: "stale" }
    | { readonly kind: "missing" }
  >;
}

export type QueryName = "error-rate" | "p95" | "pool-use";

export interface QuerySeen {
  readonly name: QueryName;
  readonly text: string;
  /** `several`: nobody knows which of the series is meant. */
  readonly answer:
    | { readonly kind: "value"; readonly value: number }
    | { readonly kind: "several"; readonly count: number; readonly proposal: string }
    | { readonly kind: "unknown"; readonly reason: string };
}

/** The share of failed requests over each window, as `1h` names it. */
export interface BurnSeen {
  /** Of good requests: 0.999. */
  readonly objective: number;
  readonly windows: Readonly<Record<BurnWindow, QuerySeen["answer"]>>;
}

/** https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts */
export const burnWindows = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"] as const;
export type BurnWindow = (typeof burnWindows)[number];

/** A rule that Prometheus has loaded. */
export interface RuleSeen {
  readonly kind: "alerting" | "recording";
  readonly group: string;
  readonly name: string;
  readonly query: string;
  readonly labels: Labels;
  /** `ok`, `err`, `unknown`. */
  readonly health: string;
  readonly lastError: string;
  /** Whether it was ever evaluated. */
  readonly evaluated: boolean;
  readonly alerts: readonly { readonly labels: Labels; readonly state: string; readonly activeSince: string }[];
}

export interface AlertmanagerSeen {
  readonly url: string;
  /** Of its cluster: `ready`, `settling`, `disabled`. */
  readonly status: string;
  /** Its configuration as YAML, in which it hides secrets itself. */
  readonly config: string;
  readonly silences: readonly SilenceSeen[];
}

export interface SilenceSeen {
  readonly id: string;
  readonly by: string;
  readonly endsAt: string;
  readonly matchers: readonly Matcher[];
}

export interface Matcher {
  readonly name: string;
  readonly value: string;
  readonly isRegex: boolean;
  readonly isEqual: boolean;
}
