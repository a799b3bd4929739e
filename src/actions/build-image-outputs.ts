// What does build-image hand on to later steps?

import type { BuiltImage } from "../image/build-request.ts";
import type { MergedImage } from "../image/merge.ts";

/** Every output, as it is where nothing came of the step. */
export const noOutputs = {
  changed: "false",
  digest: "",
  "image-digest": "",
  "platform-digests": "",
  reference: "",
  tags: "",
  metadata: "",
  version: "",
  reused: "false",
  "base-images": "",
  "tests-passed": "",
  "tests-failed": "",
  size: "",
  vulnerabilities: "",
  "vulnerabilities-waived": "",
} satisfies Record<string, string>;

type Outputs = Partial<Record<keyof typeof noOutputs, string>>;

export function buildOutputs(built: BuiltImage): Outputs {
  return {
    changed: String(built.reference !== "" && !built.reused),
    digest: built.digest,
    ...platformOutputs(built.content?.platforms ?? []),
    reference: built.reference,
    tags: built.tags.join("\n"),
    metadata: built.metadata,
    version: built.version,
    reused: String(built.reused),
    "base-images": built.bases
      .map(({ reference, digest }) =>
        digest === "" || reference.endsWith(digest) ? reference : `${reference}@${digest}`,
      )
      .join("\n"),
  };
}

export function mergeOutputs(merged: MergedImage): Outputs {
  return {
    changed: "true",
    digest: merged.digest,
    ...platformOutputs(merged.platforms),
    reference: merged.reference,
    tags: merged.tags.join("\n"),
    version: merged.version,
  };
}

/** One platform's digest by itself; all of them as JSON, for `fromJSON`. */
function platformOutputs(platforms: readonly { readonly platform: string; readonly digest: string }[]): Outputs {
  const [only, ...others] = platforms;
  return {
    "image-digest": only === undefined || others.length > 0 ? "" : only.digest,
    "platform-digests": only === undefined ? "" : JSON.stringify(byPlatform(platforms)),
  };
}

function byPlatform(platforms: readonly { readonly platform: string; readonly digest: string }[]) {
  return Object.fromEntries(platforms.map(({ platform, digest }) => [platform, digest]));
}
