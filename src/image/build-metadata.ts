// What stands in buildx's metadata file, and from where does its provenance come?

import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Attestation, hasKind, isProvenance } from "./attestations.ts";
import type { BuildRequest } from "./build-request.ts";
import type { PlatformImage } from "./content/image-content.ts";
import { blobPath } from "./content/layout.ts";
import { metadataVariable, metadataVariables } from "./invocation.ts";

export interface Described {
  readonly layout: string;
  readonly platforms: readonly Pick<PlatformImage, "platform" | "digest">[];
  readonly attestations: readonly Attestation[];
}

/** The metadata with the provenance that was not asked for; with what buildx told where the job's environment decides. */
export function withProvenance(
  metadata: string,
  request: BuildRequest,
  env: NodeJS.ProcessEnv,
  { layout, platforms, attestations }: Described,
): string {
  if (env[metadataVariable] || metadataVariables(request)[metadataVariable] === undefined) return metadata;
  const told = attestations
    .filter((one) => hasKind(one, "provenance"))
    .flatMap(({ subject, statements }) => {
      const platform = platforms.find(({ digest }) => digest === subject)?.platform;
      const statement = statements.find(({ predicate }) => isProvenance(predicate));
      if (platform === undefined || statement === undefined) return [];
      const name = `buildx.build.provenance${platforms.length === 1 ? "" : `/${platform}`}`;
      return [[name, predicateOf(layout, statement.digest)] as const];
    });
  return JSON.stringify({ ...Object.fromEntries(told), ...JSON.parse(metadata) }, undefined, 2);
}

const statementSchema = z.looseObject({ predicate: z.unknown() });

function predicateOf(layout: string, digest: string): unknown {
  return statementSchema.parse(JSON.parse(readFileSync(blobPath(layout, digest), "utf8"))).predicate;
}
