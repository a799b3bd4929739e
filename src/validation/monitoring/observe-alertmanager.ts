// Is Alertmanager there, and what does it do with alerts?

import { Agent, request } from "undici";
import { z } from "zod";
import type { Observation } from "../observation.ts";
import type { AlertmanagerSeen } from "./monitoring-seen.ts";

// https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml
const statusShape = z.object({
  cluster: z.object({ status: z.string() }),
  config: z.object({ original: z.string() }),
});
const silencesShape = z.array(
  z.object({
    id: z.string(),
    status: z.object({ state: z.string() }),
    createdBy: z.string(),
    endsAt: z.string(),
    matchers: z.array(
      z.object({
        name: z.string(),
        value: z.string(),
        isRegex: z.boolean(),
        isEqual: z.boolean().default(true),
      }),
    ),
  }),
);

const patienceMs = 10_000;

/** Asks its API, version 2. Never throws but for the signal. */
export async function observeAlertmanager(
  { url, token }: { readonly url: string; readonly token: string },
  signal: AbortSignal,
): Promise<Observation<AlertmanagerSeen>> {
  const dispatcher = new Agent();
  const ask = async <T>(path: string, shape: z.ZodType<T>): Promise<T> => {
    const { statusCode, body } = await request(new URL(`api/v2/${path}`, url.endsWith("/") ? url : `${url}/`), {
      headers: token === "" ? {} : { authorization: `Bearer ${token}` },
      dispatcher,
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${path} answers ${statusCode}: ${text.trim().slice(0, 120)}`);
    const read = shape.safeParse(JSON.parse(text));
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw new Error(`${path} answers in another shape (${issue?.path.join(".")}: ${issue?.message})`);
  };
  try {
    const [status, silences] = await Promise.all([ask("status", statusShape), ask("silences", silencesShape)]);
    const active = silences.filter((one) => one.status.state === "active");
    return {
      kind: "seen",
      value: {
        url,
        status: status.cluster.status,
        config: status.config.original,
        silences: active.map(({ id, createdBy, endsAt, matchers }) => ({ id, by: createdBy, endsAt, matchers })),
      },
    };
  } catch (error) {
    signal.throwIfAborted();
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const what = error instanceof Error ? error.message || code : String(error);
    return { kind: "unknown", reason: `${url}: ${what}` };
  } finally {
    await dispatcher.destroy();
  }
}
