// How does an exchange of any protocol keep its time?

import { exchangeError, OutOfTime } from "./exchange-error.ts";

export interface Limit {
  /** Of the caller's signal and the time limit, whichever comes first. */
  readonly signal: AbortSignal;
  /** From here on the service has been reached: what breaks now breaks its answer. */
  opened(): void;
}

/**
 * @throws ExchangeError in place of what broke, or for the time limit; Failure as it is; the caller's signal's reason
 */
export async function withinTime<T>(
  timeoutMs: number,
  signal: AbortSignal,
  attempt: (limit: Limit) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const controller = new AbortController();
  let phase: "connecting" | "answering" = "connecting";
  const clock = setTimeout(() => controller.abort(new OutOfTime(timeoutMs)), timeoutMs);
  const cancel = () => controller.abort(signal.reason);
  signal.addEventListener("abort", cancel, { once: true });
  const opened = () => {
    phase = "answering";
  };
  try {
    return await Promise.race([attempt({ signal: controller.signal, opened }), aborted(controller.signal)]);
  } catch (error) {
    signal.throwIfAborted();
    throw exchangeError(phase, controller.signal.aborted ? controller.signal.reason : error);
  } finally {
    clearTimeout(clock);
    signal.removeEventListener("abort", cancel);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
