// What does one watch request bring?

import type { ListOptions, WatchEvent } from "./cluster.ts";
import type { Transport } from "./request.ts";
import { ConnectionLost } from "./server-trouble.ts";

/** The server ends a watch after this time; ending it ourselves keeps the connection in use. */
const WATCH_SECONDS = 300;
/** A live watch brings a bookmark each minute; after this silence the connection is dead. */
const SILENCE_MS = 90_000;

/**
 * The events of one watch request, until the server ends it. Aborting the signal ends it with the
 * signal's reason.
 * @throws ConnectionLost for a connection that is refused, breaks or is silent; ApiError for what the server refuses.
 */
export async function* readWatch(
  transport: Transport,
  path: string,
  options: ListOptions & { resourceVersion: string },
): AsyncGenerator<WatchEvent> {
  const query = new URLSearchParams({
    watch: "true",
    allowWatchBookmarks: "true",
    timeoutSeconds: String(WATCH_SECONDS),
    resourceVersion: options.resourceVersion,
  });
  if (options.labelSelector) query.set("labelSelector", options.labelSelector);
  if (options.fieldSelector) query.set("fieldSelector", options.fieldSelector);
  const { signal } = options;
  const body = await transport.open({ method: "GET", path: `${path}?${query}`, signal, silenceMs: SILENCE_MS });
  body.setEncoding("utf8");
  let rest = "";
  try {
    for await (const chunk of body as AsyncIterable<string>) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (line !== "") yield JSON.parse(line) as WatchEvent;
    }
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw new ConnectionLost("the watch broke off", { cause: error });
  } finally {
    body.destroy();
  }
}
