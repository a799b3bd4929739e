// How does a message of Protocol Buffers read as JSON?

import { fromBinary, fromJson, type JsonValue, toBinary, toJson } from "@bufbuild/protobuf";
import { Failure } from "../../report/failure.ts";
import { ExchangeError, wordsFor } from "./exchange-error.ts";
import type { GrpcSchema } from "./grpc-schema.ts";

/** @throws Failure where the JSON does not fit the method's request */
export function encode({ method, registry }: GrpcSchema, message: unknown, called: string): Uint8Array {
  try {
    return toBinary(method.input, fromJson(method.input, (message ?? {}) as JsonValue, { registry }));
  } catch (cause) {
    throw new Failure({
      attempted: `writing the request of ${called}`,
      found: wordsFor(cause),
      advice: `Write it as the JSON of ${method.input.typeName}.`,
      cause,
    });
  }
}

/** With the fields that have their default value, so that an expectation finds them. @throws ExchangeError */
export function decode({ method, registry }: GrpcSchema, bytes: Uint8Array): unknown {
  try {
    return toJson(method.output, fromBinary(method.output, bytes), { registry, alwaysEmitImplicit: true });
  } catch (cause) {
    throw new ExchangeError("answering", `the answer is no ${method.output.typeName}: ${wordsFor(cause)}`, cause);
  }
}
