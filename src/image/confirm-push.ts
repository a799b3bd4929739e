// Does the registry serve what was pushed?

import { parseImageReference } from "../manifests/image-reference.ts";
import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import { lookUpImage } from "./registry.ts";

interface Context {
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Asks every repository that was pushed to for the digest, and every tag for what it points to.
 * A builder may reach a registry that this machine cannot: that is a warning.
 *
 * @param reference `name@digest`
 * @throws Failure where a registry answers that it does not have the digest
 */
export async function confirmPush(reference: string, tags: readonly string[], context: Context): Promise<void> {
  const digest = parseImageReference(reference)?.digest ?? "";
  const repositories = new Set(tags.map((tag) => parseImageReference(tag)?.repository ?? tag));
  for (const repository of repositories) await confirmDigest(`${repository}@${digest}`, context);
  for (const tag of tags) await confirmTag(tag, digest, context);
}

async function confirmDigest(reference: string, context: Context): Promise<void> {
  const answer = await lookUpImage(reference, context);
  switch (answer.kind) {
    case "found":
      context.log.info(`The registry serves ${reference}.`);
      return;
    case "missing":
      throw new Failure({
        attempted: `asking the registry for ${reference}`,
        found: `the push ended well, and yet ${answer.reason}`,
        advice: "Look at the registry's own log and storage: what it took, it does not give.",
      });
    case "denied":
    case "unreachable":
      context.log.warning(`The push ended well, but could not be read back from here: ${answer.reason}.`);
  }
}

/** A tag can be moved by anybody at any time, and nothing here relies on it. */
async function confirmTag(tag: string, digest: string, context: Context): Promise<void> {
  const answer = await lookUpImage(tag, context);
  if (answer.kind === "found" && answer.digest !== digest) {
    context.log.warning(`${tag} already is another image (${answer.digest}): something else pushed to the same tag.`);
  }
}
