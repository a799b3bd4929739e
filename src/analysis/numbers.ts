// How is a measured number written?

import type { Threshold, Unit } from "./plan.ts";

/** Four digits at most, thousands grouped: `5.95 %`, `2,100 ms`. */
export function numberText(value: number, unit: Unit): string {
  const text = Number.isFinite(value) ? grouped(value) : String(value);
  switch (unit) {
    case "percent":
      return `${text} %`;
    case "ms":
      return `${text} ms`;
    case "number":
      return text;
  }
}

/** `at most 5 %`, `at least 1 and at most 3`. */
export function thresholdText({ max, min }: Threshold, unit: Unit): string {
  return [
    ...(min === undefined ? [] : [`at least ${numberText(min, unit)}`]),
    ...(max === undefined ? [] : [`at most ${numberText(max, unit)}`]),
  ].join(" and ");
}

/** A probability: `0.0317`, `< 0.0001`. */
export function probabilityText(p: number): string {
  return p < 0.0001 ? "< 0.0001" : p.toFixed(4);
}

function grouped(value: number): string {
  return new Intl.NumberFormat("en-US", {
    maximumSignificantDigits: Math.abs(value) >= 1_000 ? 15 : 4,
    maximumFractionDigits: 4,
  }).format(Math.abs(value) >= 1_000 ? Math.round(value) : value);
}
