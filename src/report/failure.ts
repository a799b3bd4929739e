// What does a failure tell the person who reads it?

/** A place in a file of the user's: the file as the user named it, line and column counted from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** Something that was seen and that proves a failure: the last log lines of a pod, an event, an answer. */
export interface Evidence {
  /** What this is, in words: `last 20 log lines of pod orders-7d9f-x2x (container orders)`. */
  readonly title: string;
  /** The text as it was seen. It comes from outside and is never trusted. */
  readonly text: string;
}

export interface FailureParts {
  /** What was being done, as a phrase: `reading the input "timeout"`. */
  readonly attempted: string;
  /** What was found instead, as a phrase: `"10 minutes" is not a duration`. */
  readonly found: string;
  /** What the reader can do now, as a sentence: `Write it as 90s, 5m or 1h30m.`. */
  readonly advice: string;
  readonly at?: Position | undefined;
  readonly evidence?: readonly Evidence[] | undefined;
  readonly cause?: unknown;
}

/**
 * An error that a user of the toolkit can act on. Anything else that is thrown is a defect of the
 * toolkit and is reported as one, with its stack.
 */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly attempted: string;
  readonly found: string;
  readonly advice: string;
  readonly at: Position | undefined;
  readonly evidence: readonly Evidence[];

  constructor(parts: FailureParts) {
    const found = withoutFullStop(parts.found);
    super(`${parts.attempted}: ${found}. ${parts.advice}`, { cause: parts.cause });
    this.attempted = parts.attempted;
    this.found = found;
    this.advice = parts.advice;
    this.at = parts.at;
    this.evidence = parts.evidence ?? [];
  }
}

/** What the API server or a node says, and is told as it is, often ends as a sentence. */
function withoutFullStop(phrase: string): string {
  return phrase.replace(/(?<![.\s])\.$/, "");
}

/** `deploy/orders.yaml:12:5`. */
export function placeText(at: Position): string {
  return [at.file, at.line, at.column].filter((part) => part !== undefined).join(":");
}
