// Do selectors mean here what they mean to the API server?

import { describe, expect, it } from "vitest";
import { selectorText, selects } from "../../../src/kube/selectors.ts";

describe("a label selector", () => {
  const selector = {
    matchLabels: { app: "orders" },
    matchExpressions: [
      { key: "tier", operator: "In", values: ["a", "b"] },
      { key: "track", operator: "NotIn", values: ["canary"] },
      { key: "owner", operator: "Exists" },
      { key: "legacy", operator: "DoesNotExist" },
    ],
  } as const;

  it("is written as the server's query takes it", () => {
    expect(selectorText(selector)).toBe("app=orders,tier in (a,b),track notin (canary),owner,!legacy");
  });

  it.each([
    { labels: { app: "orders", tier: "a", owner: "x" }, selected: true },
    { labels: { app: "orders", tier: "c", owner: "x" }, selected: false },
    { labels: { app: "orders", tier: "a", owner: "x", track: "canary" }, selected: false },
    { labels: { app: "orders", tier: "a" }, selected: false },
    { labels: { app: "orders", tier: "a", owner: "x", legacy: "" }, selected: false },
    { labels: { app: "other", tier: "a", owner: "x" }, selected: false },
    { labels: undefined, selected: false },
  ])("selects $labels: $selected", ({ labels, selected }) => {
    expect(selects(selector, labels)).toBe(selected);
  });
});
