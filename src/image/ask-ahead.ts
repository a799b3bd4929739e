// What do git and the builder say, while the rest of this program still loads?

import type { BuildContext, BuildRequest } from "./build-request.ts";
import { type Builder, findBuilder } from "./builder.ts";
import type { Buildx } from "./find-buildx.ts";
import { locateSource, type SourcePlace } from "./locate-source.ts";
import { readSourceFacts, type SourceFacts } from "./source-facts.ts";

export interface AskedAhead {
  readonly place: SourcePlace;
  readonly source: Promise<SourceFacts>;
  readonly found: Promise<{ readonly buildx: Buildx; readonly builder: Builder }>;
  /** Resolves once the programs run, or cannot: from here on they answer while this thread is busy. */
  readonly underWay: Promise<void>;
}

/**
 * Starts the programs that every build waits for. It loads nothing heavy, and what goes wrong is told to who awaits.
 *
 * @throws Failure for a source that cannot be found
 */
export function askAhead(
  request: Pick<BuildRequest, "directory" | "context" | "file" | "builder" | "testCommands">,
  context: Pick<BuildContext, "env" | "signal" | "runCommand">,
): AskedAhead {
  const place = locateSource(request);
  const [buildx, git] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  // Only the builder itself knows which platforms it can run programs of.
  const wholly = (request.testCommands ?? []).length > 0;
  const found = findBuilder(request.builder, { ...context, onStart: buildx.resolve, wholly });
  const source = readSourceFacts({ ...context, directory: place.folder, onStart: git.resolve });
  const started = [Promise.race([buildx.promise, found]), Promise.race([git.promise, source])];
  return { place, source, found, underWay: Promise.allSettled(started).then(() => undefined) };
}
