// What did the workflow give to this step?

/**
 * The inputs that are there, under their kebab-case names, trimmed. An input that is empty is absent: the runner sets
 * every declared input, also those that nobody gave.
 *
 * The runner names the variable of an input in upper case with spaces as underscores; dashes stay
 * (https://docs.github.com/actions/reference/metadata-syntax-for-github-actions#inputs).
 */
export function readInputs(env: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  const given = names.map((name) => [name, (env[variableOf(name)] ?? "").trim()] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== ""));
}

function variableOf(name: string): string {
  return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
}
