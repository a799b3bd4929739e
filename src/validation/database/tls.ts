// Is the way to the database encrypted, and does the server prove who it is?

import { z } from "zod";
import type { Check } from "../check.ts";
import { onDatabase, whole } from "./on-database.ts";

const settings = z.strictObject({
  days: z.number().int().min(0).max(365).default(14).describe("How long the certificate is good for at least."),
});

export const tls: Check<z.output<typeof settings>> = {
  id: "database/tls",
  severity: "high",
  title: "The connection is encrypted, and the certificate proves who the server is",
  why: "Without it whoever is on the way reads each row; encrypted but not verified, whoever answers first may be the database.",
  source: "https://www.postgresql.org/docs/current/libpq-ssl.html",
  recommendation:
    "Set ssl=on with a certificate for the host's name, and sslmode=verify-full with its authority in the URL.",
  settings,
  run: (subject, { days }) =>
    onDatabase(subject, whole, ({ tls, now }) => {
      if (tls.protocol === undefined) return ["the connection is not encrypted"];
      const doubt =
        tls.doubt === undefined ? [] : [`it is encrypted, but the certificate is not trusted: ${tls.doubt}`];
      const left = tls.validTo === undefined ? Number.POSITIVE_INFINITY : Math.floor((tls.validTo - now) / 86_400_000);
      if (left >= days) return doubt;
      return [...doubt, left < 0 ? "the certificate has expired" : `the certificate ends in ${left} days`];
    }),
};
