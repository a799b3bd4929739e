// How is text from anywhere put into Markdown so that it only can be read?

/** Text inside of a paragraph, heading or list item. Nothing in it is markup, a link, a mention or HTML; it stays on one line. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\r\n]+/g, " ")
    .replaceAll(/[&<>]/g, (character) => htmlEntities[character] ?? character)
    .replaceAll(/[\\`*_{}[\]()#+!|~$]/g, "\\$&")
    .replace(/^\s*(?=[-=])/, "$&\\")
    .replace(/^(\s*\d+)\./, "$1\\.")
    .replaceAll(/@(?=\w)|:(?=\/\/)|www(?=\.)/g, "$&<!-- -->");
}

/** A short piece of code inside of a line. */
export function codeSpan(text: string): string {
  const line = text.replaceAll(/[\r\n]+/g, " ").trim();
  if (line === "") return "";
  const fence = "`".repeat(longestRun(line) + 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}

/** A fenced block: longer than any fence inside, so that the text cannot end it. */
export function codeBlock(text: string, language = ""): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text.replace(/\r?\n$/, "")}\n${fence}\n`;
}

/** A table. Cells are Markdown already: escape what comes from outside. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(tableCell).join(" | ")} |`;
  const rule = `| ${headers.map(() => "---").join(" | ")} |`;
  return `${[line(headers), rule, ...rows.map(line)].join("\n")}\n`;
}

/** A part that folds. The summary is plain text; the body is Markdown. */
export function details(summary: string, body: string): string {
  const title = summary
    .replaceAll(/[\r\n]+/g, " ")
    .replaceAll(/[&<>]/g, (character) => htmlEntities[character] ?? character);
  return `<details><summary>${title}</summary>\n\n${body.trimEnd()}\n\n</details>\n`;
}

const htmlEntities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/** A bar that is not escaped would begin a cell, in code spans too. */
function tableCell(cell: string): string {
  return cell.replaceAll(/\r?\n/g, "<br>").replaceAll(/(?<!\\)\|/g, "\\|");
}
