// What does a query of the user's look at, and how far back?

import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";

/** What stands for the pods that are measured, and for the time. */
export interface Placeholders {
  readonly candidate: string;
  readonly stable: string | undefined;
  /** In milliseconds. */
  readonly window: number;
}

export interface QueryProblem {
  readonly found: string;
  readonly advice: string;
}

const placeholder = /\{\{\s*([a-z-]*)\s*\}\}/g;
const known = ["candidate", "stable", "window"];

/** What is wrong with a query as the user wrote it, before anything is asked. */
export function findQueryProblem(text: string, scope: "candidate" | "service"): QueryProblem | undefined {
  const names = [...text.matchAll(placeholder)].map(([, name = ""]) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    return { found: `{{${unknown}}} stands for nothing`, advice: "Write {{candidate}}, {{stable}} or {{window}}." };
  }
  if (scope === "candidate" && !names.includes("candidate")) {
    return {
      found: "the query does not say whose pods it measures",
      advice:
        "Put {{candidate}} between the braces of its selectors, or write `scope: service` where it is meant to measure all of the service.",
    };
  }
  const filled = fillQuery(text, { candidate: 'candidate="x"', stable: 'stable="x"', window: 60_000 });
  const wrong = findSyntaxProblem(filled);
  if (wrong !== undefined) return wrong;
  let isFixed = false;
  parser.parse(filled).iterate({
    enter: ({ name }) => {
      isFixed ||= name === "At";
    },
  });
  if (!isFixed) return undefined;
  return {
    found: "`@` fixes the time that is looked at",
    advice: "Leave it out: a release is measured as it is now.",
  };
}

/** What does not parse in a query without placeholders. */
export function findSyntaxProblem(text: string): QueryProblem | undefined {
  let problem: QueryProblem | undefined;
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError) problem ??= syntaxProblem(text, node.from);
      return problem === undefined;
    },
  });
  return problem;
}

export function fillQuery(text: string, { candidate, stable, window }: Placeholders): string {
  const values: Record<string, string | undefined> = { candidate, stable, window: rangeText(window) };
  return text.replaceAll(placeholder, (whole, name: string) => values[name] ?? whole);
}

export type Clipped =
  | { readonly kind: "clipped"; readonly text: string }
  /** It looks further back than it may, in a way that cannot be cut short. In milliseconds. */
  | { readonly kind: "beyond"; readonly reach: number };

/**
 * The query with each of its ranges cut to at most `limit` milliseconds, so that it sees nothing from before.
 * What an `offset` or a subquery reaches cannot be cut without changing what is asked.
 */
export function clipRanges(text: string, limit: number): Clipped {
  const cuts: { from: number; to: number }[] = [];
  const reach = reachOf(parser.parse(text).topNode, text, limit, false, cuts);
  if (reach > limit) return { kind: "beyond", reach };
  let clipped = text;
  for (const { from, to } of cuts.toReversed()) clipped = clipped.slice(0, from) + rangeText(limit) + clipped.slice(to);
  return { kind: "clipped", text: clipped };
}

/** Whole seconds, as a range is written. */
export function rangeText(milliseconds: number): string {
  return `${Math.max(1, Math.floor(milliseconds / 1000))}s`;
}

/** The query that gives one series where this one gives several. */
export function proposeAggregation(text: string): string {
  const [top] = childrenOf(parser.parse(text).topNode);
  return top === undefined ? text : aggregated(top, text);
}

function syntaxProblem(text: string, offset: number): QueryProblem {
  const rest = text.slice(offset).trim();
  const where =
    rest === ""
      ? "it ends too early"
      : `Prometheus does not understand it from ${JSON.stringify(rest.slice(0, 40))} on`;
  return { found: where, advice: "Correct the query; try it in the page of Prometheus." };
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== "LineComment") children.push(child);
  }
  return children;
}

/** How far back it looks. Plain ranges that may be cut are collected, and count as cut. */
function reachOf(
  node: SyntaxNode,
  text: string,
  limit: number,
  fixed: boolean,
  cuts: { from: number; to: number }[],
): number {
  const children = childrenOf(node);
  const inner = (rigid: boolean): number =>
    Math.max(0, ...children.map((child) => reachOf(child, text, limit, rigid, cuts)));
  switch (node.name) {
    case "MatrixSelector": {
      const range = children.find(({ name }) => name === "DurationExpr");
      if (range === undefined) return 0;
      const length = readRange(text.slice(range.from, range.to));
      if (fixed || length <= limit) return length;
      cuts.push({ from: range.from, to: range.to });
      return limit;
    }
    case "SubqueryExpr": {
      const range = children.find(({ name }) => name === "DurationExpr");
      return readRange(range === undefined ? "" : text.slice(range.from, range.to)) + inner(true);
    }
    case "OffsetExpr": {
      const offset = children.find(({ name }) => name === "OffsetDurationExpr");
      return Math.max(0, readRange(offset === undefined ? "" : text.slice(offset.from, offset.to))) + inner(true);
    }
    default:
      return inner(fixed);
  }
}

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/** Milliseconds; what cannot be read (arithmetic in a range) reaches as far as can be. */
export function readRange(written: string): number {
  const text = written.replaceAll(/\s/g, "");
  if (text.startsWith("-")) return 0;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  if (!/^(\d+(ms|[smhdwy]))+$/.test(text)) return Number.POSITIVE_INFINITY;
  return [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, number, unit = ""]) => sum + Number(number) * (units[unit] ?? 0),
    0,
  );
}

const arithmetic = new Set(["Add", "Sub", "Mul", "Div", "Mod", "Pow"]);
const perSecond = new Set(["rate", "increase", "irate", "delta", "idelta"]);

function aggregated(node: SyntaxNode, text: string): string {
  const written = text.slice(node.from, node.to).trim();
  return aggregatedParts(node, written, text) ?? `max(${written})`;
}

/** Nothing where the whole must be aggregated. */
function aggregatedParts(node: SyntaxNode, written: string, text: string): string | undefined {
  const children = childrenOf(node);
  const [first, second] = children;
  switch (node.name) {
    case "ParenExpr":
      return first && `(${aggregated(first, text)})`;
    case "NumberDurationLiteral":
    case "NumberLiteral":
      return written;
    case "BinaryExpr": {
      const last = children.at(-1);
      if (first === undefined || second === undefined || last === undefined || !arithmetic.has(second.name))
        return undefined;
      return `${aggregated(first, text)} ${text.slice(second.from, second.to)} ${aggregated(last, text)}`;
    }
    case "AggregateExpr": {
      const body = children.find(({ name }) => name === "FunctionCallBody");
      if (children.length < 3 || first === undefined || body === undefined) return undefined;
      return text.slice(first.from, first.to) + text.slice(body.from, body.to);
    }
    case "FunctionCall":
      return aggregatedCall(text.slice(node.from, first?.to ?? node.from), written, childrenOf(second ?? node), text);
    default:
      return undefined;
  }
}

function aggregatedCall(
  name: string,
  written: string,
  [first, second]: SyntaxNode[],
  text: string,
): string | undefined {
  if (perSecond.has(name)) return `sum(${written})`;
  if (name !== "histogram_quantile" || first === undefined || second === undefined) return undefined;
  return `histogram_quantile(${text.slice(first.from, first.to)}, sum by (le) (${text.slice(second.from, second.to)}))`;
}
