// Which files does a release of Slipway vouch for? Attests each file of a folder to the commit that it was built from.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { attestProvenance } from "@actions/attest";

const [folder] = process.argv.slice(2);
const token = process.env.GITHUB_TOKEN;
if (folder === undefined || token === undefined || token === "") {
  console.error(
    "usage: GITHUB_TOKEN=… node scripts/attest.ts FOLDER (in a job with id-token: write and attestations: write)",
  );
  process.exit(1);
}

const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const subjects = files.map((file) => {
  const path = join(file.parentPath, file.name);
  return { name: path, digest: { sha256: createHash("sha256").update(readFileSync(path)).digest("hex") } };
});
if (subjects.length === 0) throw new Error(`there is nothing in ${folder} to attest`);

const attestation = await attestProvenance({ subjects, token });
console.log(
  `Attested ${subjects.length} files of ${folder}: attestation ${attestation.attestationID ?? "(without an id)"}`,
);
