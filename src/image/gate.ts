// What must an image pass before it gets its tags?

import type { RunCommand } from "../config/run-command.ts";
import type { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import type { ImageContent } from "./content/image-content.ts";
import type { Dockerfile } from "./dockerfile/dockerfile.ts";

export interface ImageUnderTest {
  readonly image: ImageContent;
  /** Where its bytes are: as the build left them, or in the registry where an earlier build's image is used again. */
  readonly place:
    | { readonly kind: "layout"; readonly folder: string }
    | { readonly kind: "registry"; readonly reference: string };
  /** Absent where the source is not on this machine. */
  readonly dockerfile?: { readonly file: string; readonly parsed: Dockerfile } | undefined;
  /** Where it goes; absent where it goes nowhere. */
  readonly repository?: string | undefined;
}

export interface GateReport {
  /** What was looked at, as the summary names it: `size`. */
  readonly name: string;
  readonly result: "passed" | "warned" | "failed";
  /** Its part of the summary. */
  readonly markdown?: string | undefined;
  readonly outputs?: Readonly<Record<string, string>> | undefined;
  /** Must be given where the result is `failed`. */
  readonly failure?: Failure | undefined;
}

export interface GateContext {
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  readonly tempDirectory: string;
  readonly runCommand: RunCommand;
}

/** Says what it sees in its report. It throws only where it cannot judge. */
export interface Gate {
  (subject: ImageUnderTest, context: GateContext): Promise<GateReport>;
  /** Its report is never `failed`: the push need not wait for it. */
  readonly onlyTells?: boolean;
}
