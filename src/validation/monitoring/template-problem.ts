// Would Prometheus be able to fill in the text of an alert?

/** https://prometheus.io/docs/prometheus/latest/configuration/template_reference/ and Go's own text/template. */
const functions = new Set(
  (
    "query first label value sortByLabel strvalue args reReplaceAll safeHtml match title toUpper toLower graphLink " +
    "tableLink humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp toTime toDuration now " +
    "pathPrefix externalURL parseDuration stripPort stripDomain tmpl and call html index slice js len not or print " +
    "printf println urlquery eq ge gt le lt ne"
  ).split(" "),
);
const openers = new Set(["if", "range", "with", "define", "block"]);
const known = new Set(["labels", "externalLabels", "value", "externalURL"]);

/** What is wrong with a template, in words. Pure. */
export function templateProblem(text: string): string | undefined {
  const variables = new Set(known);
  let depth = 0;
  let rest = text;
  for (;;) {
    const start = rest.indexOf("{{");
    if (start === -1) break;
    const end = endOfAction(rest, start + 2);
    if (end === -1) return `an action is not closed: ${rest.slice(start, start + 40)}`;
    const action = rest
      .slice(start + 2, end)
      .replace(/^-\s/, "")
      .replace(/\s-$/, "")
      .trim();
    rest = rest.slice(end + 2);
    if (action.startsWith("/*")) continue;
    const problem = actionProblem(action, variables, depth);
    if (problem !== undefined) return problem;
    const [word = ""] = action.split(/\s/);
    depth += openers.has(word) ? 1 : word === "end" ? -1 : 0;
  }
  return depth > 0 ? "an if, range or with has no end" : undefined;
}

/** Of the closing braces, which texts may hold too. */
function endOfAction(text: string, from: number): number {
  let quote = "";
  for (let index = from; index < text.length; index++) {
    const letter = text[index] ?? "";
    if (quote === "" && text.startsWith("}}", index)) return index;
    if (quote === "" && (letter === '"' || letter === "`")) quote = letter;
    else if (quote === '"' && letter === "\\") index++;
    else if (letter === quote) quote = "";
  }
  return -1;
}

function actionProblem(action: string, variables: Set<string>, depth: number): string | undefined {
  if (action === "") return "an action is empty";
  if (action === "end" && depth === 0) return "an end has no beginning";
  const bare = action.replaceAll(/"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)*'/g, ' "" ');
  for (const [, name = ""] of bare.matchAll(/\$([A-Za-z_]\w*)\s*(?:,\s*\$[A-Za-z_]\w*\s*)?:=/g)) variables.add(name);
  for (const [, name = ""] of bare.matchAll(/,\s*\$([A-Za-z_]\w*)\s*:=/g)) variables.add(name);
  for (const [, name = ""] of bare.matchAll(/\$([A-Za-z_]\w*)/g)) {
    if (!variables.has(name)) return `there is no variable $${name}`;
  }
  const words = bare.replaceAll(/\$?\.?[A-Za-z_]\w*(?:\.\w+)+|\$\w*(?:\.\w+)*|\.\w+/g, " ");
  for (const [word] of words.matchAll(/[A-Za-z_]\w*/g)) {
    const isKeyword =
      openers.has(word) || ["end", "else", "template", "true", "false", "nil", "break", "continue"].includes(word);
    if (!isKeyword && !functions.has(word) && !/^\d/.test(word)) return `there is no function ${word}`;
  }
  return undefined;
}
