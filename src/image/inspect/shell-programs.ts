// Which programs does a piece of shell start?

/**
 * The programs that a script names where a command begins, each once: in pipelines, lists, substitutions and in what
 * `sh -c` and wrappers such as `timeout` are given. What only the shell itself can tell (a variable) is left out, and so
 * is all after a `case`.
 *
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
 */
export function shellPrograms(script: string): string[] {
  const found = new Set<string>();
  let state: State = beginning;
  for (const token of tokensOf(script)) {
    if (state.kind === "command" && token.kind === "word" && token.text === "case") break;
    const { next, program } = step(state, token);
    const inner = scriptsIn(token, state).flatMap(shellPrograms);
    for (const one of program === undefined ? inner : [...inner, program]) found.add(one);
    state = next;
  }
  return [...found];
}

/** What a word runs: its substitutions, and all of it behind `sh -c`. */
function scriptsIn(token: Token, state: State): readonly string[] {
  if (token.kind !== "word") return [];
  return state.kind === "script" && !token.isVariable ? [...token.inner, token.text] : token.inner;
}

type Token =
  | { readonly kind: "operator" }
  | { readonly kind: "redirection" }
  | {
      readonly kind: "word";
      readonly text: string;
      /** A part of it is known to the shell only. */
      readonly isVariable: boolean;
      /** What `$(…)` and backticks in it run. */
      readonly inner: readonly string[];
    };

type State =
  /** A command begins; a wrapper before it takes so many words of its own. */
  | { readonly kind: "command"; readonly own: number }
  | { readonly kind: "arguments" }
  /** After `sh`: its options, until `-c`. */
  | { readonly kind: "shell" }
  /** After `sh -c`. */
  | { readonly kind: "script" }
  /** The next word is a file, whatever else was going on. */
  | { readonly kind: "file"; readonly after: Exclude<State, { kind: "file" }> };

const beginning: State = { kind: "command", own: 0 };

function step(state: State, token: Token): { next: State; program?: string } {
  if (token.kind === "operator") return { next: beginning };
  if (token.kind === "redirection")
    return { next: { kind: "file", after: state.kind === "file" ? state.after : state } };
  switch (state.kind) {
    case "file":
      return { next: state.after };
    case "arguments":
    case "script":
      return { next: { kind: "arguments" } };
    case "shell":
      if (/^-\w*c$/.test(token.text)) return { next: { kind: "script" } };
      return { next: token.text.startsWith("-") ? state : { kind: "arguments" } };
    case "command":
      return beginCommand(state.own, token);
  }
}

function beginCommand(own: number, { text, isVariable }: Extract<Token, { kind: "word" }>) {
  const [name = ""] = text.split("/").slice(-1);
  if (/^\w+=/.test(text) || reserved.has(text)) return { next: beginning };
  // An option, or a word, of the wrapper before it.
  if (text.startsWith("-")) return { next: { kind: "command", own } as const };
  if (own > 0 || /^[\d.]+[smhd]?$/.test(text)) return { next: { kind: "command", own: Math.max(0, own - 1) } as const };
  if (isVariable || !/^[\w./+-]+$/.test(text)) return { next: { kind: "arguments" } as const };
  if (text === "exec") return { next: beginning };
  if (builtins.has(text)) return { next: { kind: "arguments" } as const };
  const wrapped = wrappers[name];
  if (wrapped !== undefined) return { next: { kind: "command", own: wrapped } as const, program: text };
  const next = isShell(text) ? ({ kind: "shell" } as const) : ({ kind: "arguments" } as const);
  return { next, program: text };
}

/** Whether a program reads a script as POSIX has it. */
export function isShell(program: string): boolean {
  return /(?:^|\/)(?:ba|da|a|k|z)?sh$/.test(program);
}

/** How many words of its own each takes before the command. */
const wrappers: Readonly<Record<string, number>> = {
  ...{ env: 0, nohup: 0, nice: 0, xargs: 0, time: 0, sudo: 0, "dumb-init": 0, tini: 0 },
  ...{ timeout: 1, gosu: 1, "su-exec": 1 },
};

const reserved = new Set("! { } if then elif else fi while until do done".split(" "));
const builtins = new Set(
  ". : [ alias break cd command continue echo eval exit export false for getopts hash in kill local printf pwd read return set shift test times trap true type ulimit umask unalias unset wait [[".split(
    " ",
  ),
);

type Word = { text: string; isVariable: boolean; inner: string[] };

function tokensOf(script: string): Token[] {
  const tokens: Token[] = [];
  let word: Word | undefined;
  const endWord = () => {
    if (word !== undefined) tokens.push({ kind: "word", ...word });
    word = undefined;
  };
  for (let rest = script; rest !== ""; ) {
    const between = punctuation(rest, word !== undefined);
    if (between === undefined) {
      word ??= { text: "", isVariable: false, inner: [] };
      rest = takePart(rest, word);
      continue;
    }
    // A line that goes on ends nothing.
    if (between.kind !== "nothing") endWord();
    if (between.kind === "operator" || between.kind === "redirection") tokens.push({ kind: between.kind });
    rest = rest.slice(between.length);
  }
  endWord();
  return tokens;
}

const punctuations = [
  ["nothing", /^\\\n/],
  // Digits behind a word are part of it: `a2>b` writes `a2` to b.
  ["redirection", /^(?:&>>?|(?:<<<|<<-?|<>|>>|>\||[<>]&?))/],
  ["operator", /^(?:&&|\|\||;;|[;|&\n()])/],
  ["space", /^[^\S\n]+/],
] as const;

/** What stands between words at the beginning of a text; undefined for a part of a word. */
function punctuation(text: string, insideWord: boolean) {
  const numbered = insideWord ? undefined : /^\d+(?=[<>])/.exec(text)?.[0];
  const comment = insideWord ? undefined : /^#[^\n]*/.exec(text)?.[0];
  if (comment !== undefined) return { kind: "space", length: comment.length } as const;
  const behind = text.slice(numbered?.length ?? 0);
  for (const [kind, pattern] of punctuations) {
    const found = pattern.exec(behind)?.[0];
    if (found !== undefined) return { kind, length: found.length + (numbered?.length ?? 0) } as const;
  }
  return undefined;
}

/** Takes one character, quotation or substitution off the text into the word. */
function takePart(rest: string, word: Word): string {
  const single = /^'([^']*)'?/.exec(rest);
  if (single !== null) {
    word.text += single[1] ?? "";
    return rest.slice(single[0].length);
  }
  if (rest.startsWith("\\")) {
    word.text += rest.slice(1, 2);
    return rest.slice(2);
  }
  if (rest.startsWith('"')) {
    let inside = rest.slice(1);
    while (inside !== "" && !inside.startsWith('"')) {
      if (/^(?:\\[$`"\\]|[$`])/.test(inside)) {
        inside = takePart(inside, word);
      } else {
        word.text += inside.slice(0, 1);
        inside = inside.slice(1);
      }
    }
    return inside.slice(1);
  }
  const substitution = substituted(rest);
  if (substitution === undefined) {
    word.text += rest.slice(0, 1);
    return rest.slice(1);
  }
  word.isVariable = true;
  if (substitution.script !== "") word.inner.push(substitution.script);
  return rest.slice(substitution.length);
}

/** `$(…)`, `` `…` ``, `$((…))`, `${…}`, `$NAME` at the beginning of a text. */
function substituted(text: string): { readonly length: number; readonly script: string } | undefined {
  const plain = /^\$(?:\w+|\{[^}]*\}|[@*#?$!-])/.exec(text)?.[0];
  if (plain !== undefined) return { length: plain.length, script: "" };
  const backticks = /^`([^`]*)`?/.exec(text);
  if (backticks !== null) return { length: backticks[0].length, script: backticks[1] ?? "" };
  if (!text.startsWith("$(")) return undefined;
  const end = closing(text);
  return { length: end + 1, script: text.startsWith("$((") ? "" : text.slice(2, end) };
}

/** Where the first parenthesis of a text closes. */
function closing(text: string): number {
  let depth = 0;
  for (const { 0: found, index } of text.matchAll(/'[^']*'|"[^"]*"|[()]/g)) {
    if (found === "(") depth++;
    if (found === ")" && --depth === 0) return index;
  }
  return text.length;
}
