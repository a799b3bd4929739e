// What do the action.yml files of this repository declare?

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import { checkShape, parseYaml } from "../src/config/source.ts";

const root = resolve(import.meta.dirname, "..");

const input = z.strictObject({
  description: z.string().min(1),
  required: z.boolean().optional(),
  default: z.string().optional(),
  deprecationMessage: z.string().optional(),
});

const metadata = z.strictObject({
  name: z.string(),
  description: z.string(),
  author: z.string().optional(),
  branding: z.strictObject({ icon: z.string(), color: z.string() }).optional(),
  inputs: z.record(z.string(), input).default({}),
  outputs: z.record(z.string(), z.strictObject({ description: z.string().min(1) })).default({}),
  runs: z.strictObject({
    using: z.literal("node24"),
    main: z.string(),
    post: z.string().optional(),
    "post-if": z.string().optional(),
  }),
});

export type ActionMetadata = z.infer<typeof metadata>;

export interface DeclaredAction {
  /** As `src/actions/<name>.ts` and `dist/<name>.js` are named. */
  readonly name: string;
  readonly folder: string;
  /** The document that holds its tables. */
  readonly document: string;
  readonly metadata: ActionMetadata;
}

/** The actions below `actions/`, and the one of the root, `release-service`. */
export async function declaredActions(): Promise<readonly DeclaredAction[]> {
  const names = (await readdir(join(root, "actions"))).sort();
  const folders = names.map((name) => ({ name, folder: join(root, "actions", name), document: "README.md" }));
  const all = [...folders, { name: "release-service", folder: root, document: "docs/release-service.md" }];
  return Promise.all(
    all
      .filter(({ folder }) => existsSync(join(folder, "action.yml")))
      .map(async ({ name, folder, document }) => ({
        name,
        folder,
        document: join(folder, document),
        metadata: await readMetadata(join(folder, "action.yml")),
      })),
  );
}

async function readMetadata(file: string): Promise<ActionMetadata> {
  const [source] = parseYaml(await readFile(file, "utf8"), file);
  if (source === undefined) throw new Error(`${file} is empty`);
  return checkShape(metadata, source, "the action");
}
