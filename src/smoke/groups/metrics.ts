// Can Prometheus read the service?

import { z } from "zod";
import type { Answer } from "../answer.ts";
import type { Group } from "./group.ts";

const schema = z.strictObject({
  path: z.string().startsWith("/", "a path starts with /").optional().describe("/metrics unless given."),
  series: z.array(z.string().min(1)).min(1).optional().describe("Names that must be there."),
});

export const metrics: Group<z.infer<typeof schema>> = {
  description: "The metrics are Prometheus text that parses, with the named series in it.",
  schema,
  last: false,
  steps({ path = "/metrics", series }) {
    const name = `Prometheus can read it (${path})`;
    const step = { name, path, expect: { status: 200, series: series ?? [] } };
    return [{ step, judges: [{ name: "content-type", check: typeFaults }] }];
  },
};

/** Prometheus 3 does not read what is of another type. https://prometheus.io/docs/prometheus/3.0/migration/#scrape-protocols */
function typeFaults({ headers }: Answer): string[] {
  const type = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "text/plain" || type === "application/openmetrics-text") return [];
  return [`expected the content type text/plain or application/openmetrics-text, got ${type === "" ? "none" : type}`];
}
