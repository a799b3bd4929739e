// Which inputs of a restore drill fit together?

import { describe, expect, it } from "vitest";
import { z } from "zod";
import { backupInputs, runGivenDrill } from "../../../src/actions/backup-inputs.ts";
import { databaseInputs } from "../../../src/actions/database-inputs.ts";
import type { Job } from "../../../src/github/job.ts";
import { timeInName } from "../../../src/validation/backup/drill/newest-backup.ts";

const inputs = z.object({ ...backupInputs, ...databaseInputs });
const url = "postgres://drill:q7Vn2LxW9dRk@127.0.0.1:1/postgres";
const base = { "restore-drill": "true", "restore-url": url };

function drill(given: Record<string, string>) {
  const job = { mask: () => undefined, run: { workspace: "/w" } } as unknown as Job;
  return runGivenDrill(inputs.parse(given), { job, cluster: undefined });
}

describe("the inputs of a restore drill", () => {
  it("restore nothing unless told to", async () => {
    expect(await drill({ "restore-from": "a.dump" })).toBeUndefined();
  });

  it.each([
    ["no backup", {}, "no backup is given"],
    ["a file and a program", { "restore-from": "a.dump", "restore-command": "cat" }, "more than one source"],
    ["two programs", { "restore-with": "wal-g", "restore-command": "cat" }, "more than one source"],
    ["a program that restores, without a source", { "restore-with": "wal-g" }, "only be compared with the source"],
    ["no server", { "restore-from": "a.dump", "restore-url": "" }, '"restore-url"'],
    ["no source", { "restore-from": "a.dump", "restore-compare": "source" }, '"database-url"'],
  ])("do not fit: %s", async (_what, given, message) => {
    await expect(drill({ ...base, ...given })).rejects.toThrow(message);
  });
});

describe("the time in a backup's name", () => {
  it.each([
    ["orders-2026-06-01.dump", "2026-06-01T00:00:00Z"],
    ["orders_20260601T030012Z.sql.gz", "2026-06-01T03:00:12Z"],
    ["2026-06-01_03-00.dump", "2026-06-01T03:00:00Z"],
    ["20260601030012.dump", "2026-06-01T03:00:12Z"],
    ["orders-v20260601999.dump", undefined],
    ["orders-2026-13-01.dump", undefined],
    ["orders.dump", undefined],
  ])("%s", (name, time) => {
    expect(timeInName(name)).toBe(time && Date.parse(time));
  });
});
