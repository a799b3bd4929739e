// How does a test get a real HTTPS service whose answers it decides?

import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer as createHttp } from "node:http";
import { createServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { endpointInputs, openTransport, requestOf } from "../../../../src/actions/endpoint-inputs.ts";
import type { EndpointSeen } from "../../../../src/validation/endpoint/endpoint-seen.ts";
import { observeEndpoint } from "../../../../src/validation/endpoint/observe-endpoint.ts";
import type { Observation } from "../../../../src/validation/observation.ts";
import { never, recordLog } from "../../image/support.ts";
import { type Identity, makeIdentity } from "../../smoke/protocols/certificates.ts";

export const host = "orders.example.com";
export const authority = makeIdentity({ names: ["Test authority"], isAuthority: true });
export const identity = makeIdentity({ names: [host], authority });

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
}

export type Answering = (request: Asked, response: ServerResponse) => void;

export interface Service {
  /** For the input `resolve`: the host's ports 443 and 80 lead here. */
  readonly resolve: string[];
  readonly asked: readonly Asked[];
}

/** Over HTTPS as `answer` says; over plain HTTP a redirect unless `plain` says otherwise, null for a closed port. */
export async function serve(
  answer: Answering,
  {
    tls = {},
    certificate = identity,
    plain = redirect,
  }: { tls?: ServerOptions; certificate?: Identity; plain?: Answering | null } = {},
): Promise<Service> {
  const asked: Asked[] = [];
  const secure = createServer({ cert: certificate.cert, key: certificate.key, ...tls }, (request, response) => {
    const { method = "", url = "", headers } = request;
    asked.push({ method, url, headers });
    request.resume().on("end", () => answer({ method, url, headers }, response));
  });
  const open = createHttp(({ method = "", url = "", headers }, response) =>
    (plain ?? redirect)({ method, url, headers }, response),
  );
  const [securePort, plainPort] = [await listen(secure), await listen(open)];
  if (plain === null) {
    open.close();
    await once(open, "close");
  }
  return { resolve: [`${host}:443:127.0.0.1:${securePort}`, `${host}:80:127.0.0.1:${plainPort}`], asked };
}

/** Through the action's own inputs. */
export async function observe(
  { resolve }: Pick<Service, "resolve">,
  given: Record<string, string> = {},
): Promise<Observation<EndpointSeen>> {
  const inputs = z
    .strictObject(endpointInputs)
    .parse({ endpoint: `https://${host}`, resolve: resolve.join("\n"), ca: authority.cert, ...given });
  const transport = await openTransport(inputs, { env: {}, run: { workspace: "." } as never });
  try {
    return await observeEndpoint(requestOf(inputs), { log: recordLog(), signal: never, transport });
  } finally {
    await transport.close();
  }
}

function redirect({ url }: Asked, response: ServerResponse): void {
  response.writeHead(308, { location: `https://${host}${url}` }).end();
}

async function listen(server: Server | ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
