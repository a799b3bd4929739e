// Which commands would GitHub's runner act on, reading this log?

export interface Acted {
  readonly command: string;
  readonly line: string;
}

/**
 * Reads a step's stdout as the runner does (actions/runner: ActionCommandManager.cs, ActionCommand.cs): line by line,
 * where \r ends a line too; `::name …::` after white space at the start, `##[name …]` anywhere; after
 * `::stop-commands::TOKEN` nothing until `::TOKEN::`, case ignored.
 */
export function actedCommands(stdout: string): Acted[] {
  const acted: Acted[] = [];
  let token: string | undefined;
  for (const line of stdout.split(/\r\n|\n|\r/)) {
    const parsed = parse(line);
    if (parsed === undefined) continue;
    if (token !== undefined) {
      if (parsed.command.toLowerCase() === token.toLowerCase()) token = undefined;
    } else if (parsed.command === "stop-commands") {
      token = parsed.value;
    } else {
      acted.push({ command: parsed.command, line });
    }
  }
  return acted;
}

function parse(line: string): { command: string; value: string } | undefined {
  const second = /^[\s\u0085]*::([^\s:]+)(?: [^:]*)?::(.*)$/s.exec(line);
  if (second) return { command: second[1] ?? "", value: second[2] ?? "" };
  const first = /##\[([^\s\]]+)[^\]]*\](.*)$/s.exec(line);
  return first ? { command: first[1] ?? "", value: first[2] ?? "" } : undefined;
}
