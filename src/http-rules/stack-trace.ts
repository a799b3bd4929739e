// Does a body tell the insides of the program that wrote it?

/** Stack traces as the common runtimes write them. */
const traces: readonly RegExp[] = [
  /\bat\s+[\w$.<>[\] ]+\s*\([^()\n]*:\d+(?::\d+)?\)/, // JavaScript, Java, .NET
  /\bat\s+\/?[\w./-]+\.(?:js|ts|mjs|cjs):\d+:\d+/,
  /Traceback \(most recent call last\)|File "[^"\n]+", line \d+/, // Python
  /goroutine \d+ \[|\.go:\d+\b/, // Go
  /panicked at |\.rs:\d+:\d+/, // Rust
  /\.rb:\d+:in /, // Ruby
  /#\d+ \/?[\w./-]+\.php\(\d+\)/, // PHP
];

/** Where a stack trace begins. Pure. */
export function stackTraceIn(body: string): string | undefined {
  return traces.map((one) => one.exec(body)?.[0]).find((match) => match !== undefined);
}
