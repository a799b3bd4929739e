// What does a workflow ask the service that it has released, and with which secrets?

import { request as ask, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands before the service and keeps what it is asked. */
export interface Front {
  readonly url: string;
  readonly seen: readonly { readonly path: string; readonly authorization: string | undefined }[];
  close(): void;
}

export async function openFront(to: string): Promise<Front> {
  const seen: { path: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const { headers, method, url: path = "/" } = request;
    seen.push({ path, authorization: headers.authorization });
    const asked = ask(new URL(path, to), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(asked.on("error", () => response.writeHead(502).end()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    seen,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What the smoke suite gets as secrets, as the repository's secrets SMOKE_SECRETS and SMOKE_TOKEN. */
export const smokeSecrets = { key: "the-key-of-the-suite", token: "the-token-of-the-suite" };

/** The example's suite, with a step that only the right key passes: the service names the path that it does not have. */
export function withSecretStep(suite: string): string {
  const told = `There is nothing at /absent/${smokeSecrets.key}.`;
  const step = `  - { name: a secret, path: "/absent/{{ key }}", expect: { status: 404, body: { json: { $.detail: "${told}" } } } }\n`;
  if (!suite.includes("requests:\n")) throw new Error("the example's suite has no requests any more");
  return suite.replace("requests:\n", `requests:\n${step}`);
}
