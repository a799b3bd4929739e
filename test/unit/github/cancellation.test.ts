import { afterEach, describe, expect, it } from "vitest";
import { type Cancellation, listenForCancellation } from "../../../src/github/cancellation.ts";
import { Failure } from "../../../src/report/failure.ts";

let open: Cancellation | undefined;
afterEach(() => open?.close());

describe("listenForCancellation", () => {
  it("aborts with a failure on the first signal and lets later ones change nothing", async () => {
    open = listenForCancellation(5);
    process.emit("SIGINT", "SIGINT");
    const first = open.signal.reason;
    process.emit("SIGTERM", "SIGTERM");
    expect(first).toBeInstanceOf(Failure);
    expect(open.signal.reason).toBe(first);
    expect(first.found).toBe("it was cancelled (SIGINT)");
    const late = await open.overdue;
    expect(late.found).toContain("backing out was not done in the time");
    expect(late.cause).toBe(first);
  });

  it("leaves no listener behind", () => {
    const before = process.listenerCount("SIGINT");
    listenForCancellation().close();
    expect(process.listenerCount("SIGINT")).toBe(before);
  });
});
