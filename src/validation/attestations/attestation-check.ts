// Has a person answered for this box of a checklist, and does it still hold?

import type { Check, Examination } from "../check.ts";
import type { Attestation } from "./attestation.ts";
import type { Attested } from "./load-attestations.ts";

/** What people answer for; undefined where no file is given. */
export interface AttestedNow {
  readonly attested: readonly Attested[] | undefined;
  readonly now: Date;
}

/** An attestation as a check: one that is missing or over is a finding of its declared severity. */
export function attestationCheck(attestation: Attestation, given: AttestedNow): Check {
  const { id, title, why, show, days, severity } = attestation;
  return {
    ...{ id, title, why, severity },
    recommendation: `Have someone look, and write who, when, until when and what was seen into the file of the input "attestations" (at most ${days} days): ${show}.`,
    source: "https://sre.google/sre-book/launch-checklist/",
    run: () => examine(attestation, given),
  };
}

function examine({ id, title, days }: Attestation, { attested, now }: AttestedNow): Examination {
  const own = (attested ?? []).filter((one) => one.id === id);
  const today = now.toISOString().slice(0, 10);
  const complaints = own.map((one) => ({ at: one.at, evidence: complaintAbout(one, today, days) }));
  if (complaints.some(({ evidence }) => evidence === undefined)) return { kind: "examined", count: 1, findings: [] };
  const last = complaints.at(-1);
  const evidence = last?.evidence ?? (attested === undefined ? noFile : "nobody has answered for it");
  const at = last === undefined ? {} : { at: last.at };
  return { kind: "examined", count: 1, findings: [{ subject: title, evidence, ...at }] };
}

const noFile = 'nobody has answered for it (no file is given in "attestations")';

function complaintAbout({ who, when, until }: Attested, today: string, days: number): string | undefined {
  if (when > today) return `${who} looked on ${when}, which has not come yet`;
  if (until < today) return `what ${who} saw on ${when} held until ${until}`;
  const span = (Date.parse(until) - Date.parse(when)) / 86_400_000;
  if (span > days) return `${who} answers for ${span} days from ${when} on; ${days} are as long as it can hold`;
  return undefined;
}
