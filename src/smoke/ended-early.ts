// What was measured until a test was ended in the middle of a step?

import type { Answer } from "./answer.ts";

/** Thrown by a step that has something to show although it was cancelled. Its cause is the signal's reason. */
export class EndedEarly extends Error {
  override readonly name = "EndedEarly";
  /** What came until then; its problems say that it is not all. */
  readonly answer: Answer;

  constructor(answer: Answer, reason: unknown) {
    super("the test ended in the middle of a step", { cause: reason });
    this.answer = answer;
  }
}
