// How is gRPC asked by a step of the suite?

import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { Failure } from "../../report/failure.ts";
import { protocol, type StepCall } from "../protocol.ts";
import { answerOf, wayOf } from "./step.ts";

const metadata = z
  .record(z.string().regex(/^[0-9a-z_.-]+$/, "metadata is named in lower case"), z.string())
  .optional()
  .describe("Sent with the call.");

export const grpcHealthStep = protocol({
  name: "grpc-health",
  description: "The gRPC health service says SERVING.",
  schema: z.strictObject({
    service: z.string().optional().describe("The server as a whole unless given."),
    metadata,
  }),
  proves: true,
  once: false,
  repeatable: () => true,
  title: ({ service }) => (service === undefined ? "grpc health" : `grpc health of ${service}`),
  async run({ service = "", metadata: own }, call) {
    const { grpcHealth } = await import("./grpc-call.ts");
    const sent = await sentWith(call, "/grpc.health.v1.Health/Check", own);
    const { tls, ...result } = await grpcHealth(wayOf(call.endpoint, "grpc-health"), service, sent);
    const problems = result.status === "SERVING" ? [] : [`expected the health to be SERVING, got ${result.status}`];
    return answerOf("grpc", result, { problems, tls });
  },
});

export const grpcStep = protocol({
  name: "grpc",
  description: "A unary gRPC call; its status is the code (0 is OK), its body the response as JSON.",
  schema: z.strictObject({
    method: z
      .string()
      .regex(/^[\w.]+\/\w+$/, "a method is written as package.Service/Method")
      .describe("package.Service/Method"),
    message: z.record(z.string(), z.unknown()).optional().describe("The request, as JSON."),
    metadata,
    descriptor: z
      .string()
      .min(1)
      .optional()
      .describe("A FileDescriptorSet beside the suite; the server's reflection is asked unless given."),
    repeatable: z.boolean().optional().describe("True where calling it twice does no harm."),
  }),
  proves: false,
  once: false,
  repeatable: ({ repeatable }) => repeatable === true,
  title: ({ method }) => `grpc ${method}`,
  async run({ method, message, metadata: own, descriptor: file }, call) {
    const { grpcCall } = await import("./grpc-call.ts");
    const descriptor = file === undefined ? undefined : await readDescriptor(file, call);
    const sent = await sentWith(call, `/${method}`, own);
    const result = await grpcCall(wayOf(call.endpoint, "grpc"), method, message, { ...sent, descriptor });
    const { code, codeName, durationMs, metadata: headers, tls } = result;
    const body = code === 0 ? result.response : { code, codeName, message: result.message };
    return answerOf("grpc", { durationMs }, { status: code, headers, tls, body: JSON.stringify(body) });
  },
});

async function sentWith(call: StepCall, path: string, own: Readonly<Record<string, string>> = {}) {
  const authorization = await call.authorization({ method: "POST", path, body: undefined });
  return { metadata: { ...authorization, ...own }, timeoutMs: call.timeoutMs, signal: call.signal };
}

async function readDescriptor(file: string, call: StepCall): Promise<Uint8Array> {
  try {
    return await readFile(path.resolve(call.directory, file));
  } catch (cause) {
    throw new Failure({
      attempted: `reading the descriptor ${file}`,
      found: "there is no such file beside the suite",
      advice: "Write it with protoc --include_imports --descriptor_set_out=FILE in an earlier step.",
      cause,
    });
  }
}
