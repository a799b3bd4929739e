// Where does domain code write what a person reads while a job runs?

import type { Position } from "./failure.ts";

/**
 * The little that domain code knows of the job's log. The GitHub adapter implements it; tests record it.
 */
export interface Log {
  info(message: string): void;
  debug(message: string): void;
  /** A warning annotation, on the user's file and line where there is one. */
  warning(message: string, at?: Position): void;
  /** An error annotation. A failure is printed once, by the shell of the action, not by domain code. */
  error(message: string, at?: Position): void;
  /**
   * Text from outside (pod logs, events, HTTP bodies, build output): printed so that nothing in it
   * can act as a workflow command.
   */
  foreign(text: string): void;
  /** Everything that `body` prints stands in one foldable group. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
}
