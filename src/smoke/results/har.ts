// What do the failed requests look like to the tools that read HTTP archives?

import { failedSteps, type StepResult, type SuiteResult } from "../suite-result.ts";
import { isSecretHeader } from "./curl.ts";

/** So much of a body goes into the archive. */
const keptBody = 64 * 1024;

/**
 * HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec) of the failed HTTP steps, for browsers' network panels.
 * Credentials, cookies and whatever is named like one are left out.
 *
 * @param result redacted already
 */
export function harOf(result: SuiteResult): object {
  const entries = failedSteps(result).flatMap(({ endpoint, result: step }) => entryOf(endpoint, step));
  return { log: { version: "1.2", creator: { name: "slipway smoke-test", version: "1" }, entries } };
}

function entryOf(endpoint: string, { asked, answer, startedAt, durationMs, step, mismatches }: StepResult): object[] {
  if (asked === undefined) return [];
  const url = new URL(asked.url);
  const wait = answer?.firstByteMs ?? durationMs;
  const mimeType = answer?.headers["content-type"] ?? "";
  return [
    {
      startedDateTime: new Date(startedAt).toISOString(),
      time: durationMs,
      request: {
        method: asked.method,
        url: asked.url,
        httpVersion: answer?.protocol === "h2" ? "HTTP/2" : "HTTP/1.1",
        cookies: [],
        headers: headerList(asked.headers),
        queryString: [...url.searchParams].map(([name, value]) => ({ name, value })),
        headersSize: -1,
        bodySize: asked.body === undefined ? 0 : Buffer.byteLength(asked.body),
        ...(asked.body === undefined
          ? {}
          : { postData: { mimeType: asked.headers["content-type"] ?? "", text: asked.body.slice(0, keptBody) } }),
      },
      response: {
        // 0: no answer came, as browsers write it.
        status: answer?.status ?? 0,
        statusText: "",
        httpVersion: answer?.protocol === "h2" ? "HTTP/2" : "HTTP/1.1",
        cookies: [],
        headers: headerList(answer?.headers ?? {}),
        redirectURL: answer?.headers.location ?? "",
        headersSize: -1,
        bodySize: answer?.bytes?.length ?? -1,
        content: {
          size: answer?.bytes?.length ?? answer?.body.length ?? 0,
          mimeType,
          text: (answer?.body ?? "").slice(0, keptBody),
        },
      },
      cache: {},
      timings: { send: 0, wait, receive: Math.max(0, durationMs - wait) },
      comment: `${step.name}, asked of ${endpoint}: ${mismatches.join("; ")}`,
    },
  ];
}

function headerList(headers: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value: isSecretHeader(name) ? "***" : value }));
}
