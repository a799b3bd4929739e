// Can the newest backup be restored?

import type { Check } from "../check.ts";
import { onDrill } from "./drill/on-drill.ts";

export const restored: Check = {
  id: "backup/restored",
  severity: "critical",
  title: "The newest backup can be restored",
  why: "A backup that was never restored is a hope: files are cut short, keys are lost, and programs are too old for them.",
  source: "https://www.postgresql.org/docs/current/app-pgrestore.html",
  recommendation: "Read the evidence, make a new backup now, and run the drill each week.",
  run: (subject) =>
    onDrill(subject, ({ result }) => (result.kind === "failed" ? [`${result.step}: ${result.reason}`] : [])),
};
