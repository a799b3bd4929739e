// To whom does Alertmanager send an alert?

import { z } from "zod";
import { parseYaml } from "../../config/source.ts";
import type { Labels, Matcher } from "./monitoring-seen.ts";

export interface Route {
  readonly receiver: string | undefined;
  readonly matchers: readonly Matcher[];
  readonly goesOn: boolean;
  readonly routes: readonly Route[];
}

export interface AlertConfig {
  readonly route: Route;
  /** The kinds of integration of each receiver: `slack_configs`. */
  readonly receivers: ReadonlyMap<string, readonly string[]>;
}

interface RouteInFile {
  receiver?: string | undefined;
  match?: Record<string, string> | undefined;
  match_re?: Record<string, string> | undefined;
  matchers?: string[] | undefined;
  continue?: boolean | undefined;
  routes?: RouteInFile[] | undefined;
}

const routeShape: z.ZodType<RouteInFile> = z.object({
  receiver: z.string().optional(),
  match: z.record(z.string(), z.string()).optional(),
  match_re: z.record(z.string(), z.string()).optional(),
  matchers: z.array(z.string()).optional(),
  continue: z.boolean().optional(),
  get routes() {
    return z.array(routeShape).optional();
  },
});
const configShape = z.object({
  route: routeShape,
  receivers: z.array(z.looseObject({ name: z.string() })).default([]),
});

/** @throws Failure or ZodError for what is no configuration of Alertmanager's */
export function readAlertConfig(text: string): AlertConfig {
  const { route, receivers } = configShape.parse(parseYaml(text, "the configuration of Alertmanager")[0]?.value);
  return {
    route: routeOf(route),
    receivers: new Map(
      receivers.map((one) => [
        one.name,
        Object.entries(one)
          .filter(([key, value]) => key.endsWith("_configs") && Array.isArray(value) && value.length > 0)
          .map(([key]) => key),
      ]),
    ),
  };
}

/** The names of the receivers that get an alert, as Alertmanager finds them: the deepest routes that match. Pure. */
export function receiversOf(labels: Labels, { route }: AlertConfig): string[] {
  return [...new Set(walk(labels, route, route.receiver ?? ""))];
}

/** Pure. https://prometheus.io/docs/alerting/latest/configuration/#matcher */
export function matches({ name, value, isRegex, isEqual }: Matcher, labels: Labels): boolean {
  const own = labels[name] ?? "";
  const isSame = isRegex ? anchored(value)?.test(own) === true : own === value;
  return isSame === isEqual;
}

function walk(labels: Labels, route: Route, inherited: string): string[] {
  const receiver = route.receiver ?? inherited;
  const found: string[] = [];
  for (const child of route.routes) {
    if (!child.matchers.every((matcher) => matches(matcher, labels))) continue;
    found.push(...walk(labels, child, receiver));
    if (!child.goesOn) break;
  }
  return found.length > 0 ? found : [receiver];
}

function routeOf({ receiver, match = {}, match_re = {}, matchers = [], routes = [], ...rest }: RouteInFile): Route {
  const plain = (entries: Record<string, string>, isRegex: boolean): Matcher[] =>
    Object.entries(entries).map(([name, value]) => ({ name, value, isRegex, isEqual: true }));
  return {
    receiver,
    matchers: [...plain(match, false), ...plain(match_re, true), ...matchers.flatMap(readMatchers)],
    goesOn: rest.continue ?? false,
    routes: routes.map(routeOf),
  };
}

/** `severity="critical"`, `{severity=~"critical|page", team!=a}`. */
function readMatchers(text: string): Matcher[] {
  const inside = text.trim().replace(/^\{(.*)\}$/s, "$1");
  return [...inside.matchAll(/([\w.:-]+)\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^,\s]*))/g)].map(
    ([, name = "", operator, quoted, bare = ""]) => ({
      name,
      value: quoted === undefined ? bare : quoted.replaceAll(/\\(.)/g, "$1"),
      isRegex: operator === "=~" || operator === "!~",
      isEqual: operator === "=" || operator === "=~",
    }),
  );
}

function anchored(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, "u");
  } catch {
    // RE2 knows some that JavaScript does not: such a matcher is taken for one that does not match.
    return undefined;
  }
}
