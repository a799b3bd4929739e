// Does a query make sense: are its parts of the types that its functions and operators take?

import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import { findSyntaxProblem } from "../../analysis/promql.ts";

type Type = "scalar" | "instant vector" | "range vector" | "string";

/** `+` may stand several times, `?` may be left out. */
type Signature = { readonly takes: readonly `${"s" | "v" | "m" | "t"}${"" | "?" | "+"}`[]; readonly gives: Type };

const types = { s: "scalar", v: "instant vector", m: "range vector", t: "string" } as const;

/** What Prometheus would refuse when it loads the query, in words. Pure. */
export function queryProblem(text: string): string | undefined {
  if (text.trim() === "") return "it is empty";
  const syntax = findSyntaxProblem(text);
  if (syntax !== undefined) return syntax.found;
  const [top] = childrenOf(parser.parse(text).topNode);
  if (top === undefined) return "it is empty";
  try {
    const type = typeOf(top, text);
    return type === "scalar" || type === "instant vector" ? undefined : `it gives a ${type}, and a rule needs numbers`;
  } catch (error) {
    if (error instanceof Misfit) return error.message;
    throw error;
  }
}

/** A quotient of rates that are not summed: one alert for each pair of series, and none where their labels differ. Pure. */
export function seriesBySeries(text: string): string | undefined {
  let found: string | undefined;
  parser.parse(text).iterate({
    enter: ({ node }) => {
      if (node.name !== "BinaryExpr" || found !== undefined) return;
      const [left, operator, ...rest] = childrenOf(node);
      const right = rest.at(-1);
      if (operator?.name !== "Div" || rest.length !== 1 || left === undefined || right === undefined) return;
      if (isPlainRate(left, text) && isPlainRate(right, text)) found = text.slice(node.from, node.to);
    },
  });
  return found;
}

class Misfit extends Error {}

function typeOf(node: SyntaxNode, text: string): Type {
  const children = childrenOf(node);
  const [first] = children;
  switch (node.name) {
    case "NumberDurationLiteral":
    case "NumberLiteral":
      return "scalar";
    case "StringLiteral":
      return "string";
    case "VectorSelector":
      checkSelector(node, text);
      return "instant vector";
    case "MatrixSelector":
      if (first !== undefined && first.name !== "VectorSelector") {
        throw new Misfit(`a range stands behind ${textOf(first, text).slice(0, 60)}, which is no selector`);
      }
      if (first !== undefined) typeOf(first, text);
      return "range vector";
    case "SubqueryExpr":
      wants(first, "instant vector", text, "a subquery");
      return "range vector";
    case "AggregateExpr":
      return aggregateType(node, text);
    case "FunctionCall":
      return callType(node, text);
    case "BinaryExpr":
      return binaryType(children, text);
    case "UnaryExpr": {
      const type = children.at(-1) === undefined ? "scalar" : typeOf(children.at(-1) ?? node, text);
      if (type === "string" || type === "range vector") throw new Misfit(`a sign stands before a ${type}`);
      return type;
    }
    default:
      // ParenExpr, OffsetExpr, StepInvariantExpr: what they hold.
      return first === undefined ? "instant vector" : typeOf(first, text);
  }
}

function aggregateType(node: SyntaxNode, text: string): Type {
  const parts = childrenOf(node);
  const name = textOf(parts[0], text);
  const given = childrenOf(parts.find((one) => one.name === "FunctionCallBody") ?? node);
  const parameter = { topk: "s", bottomk: "s", quantile: "s", limitk: "s", limit_ratio: "s", count_values: "t" }[name];
  const takes = parameter === undefined ? (["v"] as const) : ([parameter as "s" | "t", "v"] as const);
  checkArguments(name, takes, given, text);
  return "instant vector";
}

function callType(node: SyntaxNode, text: string): Type {
  const [identifier, body] = childrenOf(node);
  const name = textOf(identifier, text);
  const signature = signatures.get(name);
  // A function that is newer than this list is taken as it is.
  if (signature === undefined) return "instant vector";
  checkArguments(name, signature.takes, body === undefined ? [] : childrenOf(body), text);
  return signature.gives;
}

function checkArguments(name: string, takes: Signature["takes"], given: readonly SyntaxNode[], text: string): void {
  const least = takes.filter((one) => !one.endsWith("?") && !one.endsWith("+")).length;
  const most = takes.some((one) => one.endsWith("+")) ? Number.POSITIVE_INFINITY : takes.length;
  if (given.length < least || given.length > most) {
    throw new Misfit(
      `${name}() takes ${least === most ? least : `${least} or more`} arguments, and ${given.length} stand there`,
    );
  }
  for (const [index, argument] of given.entries()) {
    const letter = (takes[index] ?? takes.at(-1) ?? "v")[0] as keyof typeof types;
    wants(argument, types[letter], text, `${name}()`);
  }
}

function wants(node: SyntaxNode | undefined, wanted: Type, text: string, who: string): void {
  if (node === undefined) return;
  const type = typeOf(node, text);
  if (type !== wanted)
    throw new Misfit(`${who} takes a ${wanted}, and ${textOf(node, text).slice(0, 60)} is a ${type}`);
}

const comparisons = new Set(["Eql", "EqlEql", "EqlC", "Neq", "Gtr", "Gte", "Lss", "Lte"]);
const setOperators = new Set(["And", "Or", "Unless"]);

function binaryType(children: readonly SyntaxNode[], text: string): Type {
  const [left, operator] = children;
  const right = children.at(-1);
  if (left === undefined || operator === undefined || right === undefined) return "instant vector";
  const sides = [typeOf(left, text), typeOf(right, text)];
  const wrong = sides.find((type) => type === "string" || type === "range vector");
  const sign = textOf(operator, text);
  if (wrong !== undefined) throw new Misfit(`${sign} stands beside a ${wrong}`);
  const isScalar = sides.every((type) => type === "scalar");
  if (setOperators.has(operator.name) && sides.includes("scalar")) throw new Misfit(`${sign} stands beside a scalar`);
  if (isScalar && comparisons.has(operator.name) && !children.some((one) => one.name === "BoolModifier")) {
    throw new Misfit(`${sign} compares two scalars without bool`);
  }
  return isScalar ? "scalar" : "instant vector";
}

/** A selector that every series fits is refused. */
function checkSelector(node: SyntaxNode, text: string): void {
  const [first] = childrenOf(node);
  if (first?.name === "Identifier") return;
  const matchers = [...textOf(node, text).matchAll(/(=~|!~|!=|=)\s*(["'`])((?:(?!\2)[^\\]|\\.)*)\2/g)];
  const narrows = matchers.some(([, operator, , value = ""]) =>
    operator === "="
      ? value !== ""
      : operator === "=~"
        ? value !== "" && !/^\.\*$/.test(value)
        : operator === "!=" && value === "",
  );
  const isQuotedName = /\{\s*["'`]/.test(textOf(node, text));
  if (!narrows && !isQuotedName && !matchers.some(([, operator]) => operator === "!~")) {
    throw new Misfit("a selector fits every series: it needs a name or a matcher that does not match the empty text");
  }
}

function isPlainRate(node: SyntaxNode, text: string): boolean {
  const [first] = childrenOf(node);
  if (node.name === "ParenExpr" && first !== undefined) return isPlainRate(first, text);
  return node.name === "FunctionCall" && ["rate", "increase", "irate"].includes(textOf(first, text));
}

function textOf(node: SyntaxNode | undefined, text: string): string {
  return node === undefined ? "" : text.slice(node.from, node.to).trim();
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== "LineComment") children.push(child);
  }
  return children;
}

const signatures: ReadonlyMap<string, Signature> = new Map([
  ...of(
    "rate irate increase delta idelta deriv changes resets avg_over_time min_over_time max_over_time sum_over_time count_over_time stddev_over_time stdvar_over_time last_over_time present_over_time absent_over_time mad_over_time",
    ["m"],
  ),
  ...of(
    "abs ceil floor exp ln log2 log10 sqrt sgn sort sort_desc absent timestamp acos acosh asin asinh atan atanh cos cosh sin sinh tan tanh deg rad histogram_count histogram_sum histogram_avg histogram_stddev histogram_stdvar",
    ["v"],
  ),
  ...of("day_of_month day_of_week day_of_year days_in_month hour minute month year", ["v?"]),
  ...of("quantile_over_time", ["s", "m"]),
  ...of("predict_linear", ["m", "s"]),
  ...of("holt_winters double_exponential_smoothing", ["m", "s", "s"]),
  ...of("histogram_quantile", ["s", "v"]),
  ...of("histogram_fraction", ["s", "s", "v"]),
  ...of("clamp", ["v", "s", "s"]),
  ...of("clamp_max clamp_min", ["v", "s"]),
  ...of("round", ["v", "s?"]),
  ...of("label_replace", ["v", "t", "t", "t", "t"]),
  ...of("label_join", ["v", "t", "t", "t+"]),
  ...of("vector", ["s"]),
  ...of("scalar", ["v"], "scalar"),
  ...of("time pi", [], "scalar"),
]);

function of(names: string, takes: Signature["takes"], gives: Type = "instant vector"): [string, Signature][] {
  return names.split(" ").map((name) => [name, { takes, gives }]);
}
