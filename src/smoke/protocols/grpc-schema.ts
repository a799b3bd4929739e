// Which messages does a gRPC method take and give?

import {
  createFileRegistry,
  type DescMethod,
  type DescService,
  type FileRegistry,
  fromBinary,
} from "@bufbuild/protobuf";
import { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";
import { type FileDescriptorProto, FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { Failure } from "../../report/failure.ts";
import { inOrder, missingTypes, nameFields, withWellKnown } from "./descriptor-files.ts";
import { ExchangeError } from "./exchange-error.ts";
import { type GrpcAnswer, type GrpcConnection, grpcCodes } from "./grpc.ts";

export interface GrpcSchema {
  readonly registry: FileRegistry;
  readonly service: DescService;
  readonly method: DescMethod;
}

/** From a FileDescriptorSet, as `protoc --include_imports --descriptor_set_out` writes it. @throws Failure */
export function schemaFromDescriptor(bytes: Uint8Array, called: string): GrpcSchema {
  let files: readonly FileDescriptorProto[];
  try {
    files = fromBinary(FileDescriptorSetSchema, bytes).file;
  } catch (cause) {
    throw new Failure({
      attempted: `calling ${called}`,
      found: "the descriptor is no FileDescriptorSet",
      advice:
        "Write it with protoc --include_imports --descriptor_set_out=FILE, or with buf build --output FILE.binpb.",
      cause,
    });
  }
  return pickMethod(files, called);
}

/** By the server's own reflection, v1 or v1alpha. @throws Failure where it has none; ExchangeError */
export async function schemaByReflection(
  connection: GrpcConnection,
  called: string,
  metadata: Readonly<Record<string, string>>,
): Promise<GrpcSchema> {
  const symbol = called.split("/")[0] ?? "";
  const versions = ["v1", "v1alpha"];
  const ask = async (field: number, value: string) => {
    for (;;) {
      const path = `/grpc.reflection.${versions[0]}.ServerReflection/ServerReflectionInfo`;
      const request = new BinaryWriter().tag(field, 2).string(value).finish();
      const answer = await connection.call(path, request, metadata);
      if (answer.code !== grpcCodes.indexOf("UNIMPLEMENTED")) return filesIn(answer, called);
      versions.shift();
      if (versions.length === 0) throw withoutReflection(called);
    }
  };
  const known = new Map<string, FileDescriptorProto>();
  const keep = (files: readonly FileDescriptorProto[]) => {
    for (const file of files) known.set(file.name, file);
  };
  keep(await ask(bySymbol, symbol));
  for (;;) {
    const files = withWellKnown([...known.values()]);
    const present = new Set(files.map(({ name }) => name));
    const file = files.flatMap(({ dependency }) => dependency).find((name) => !present.has(name));
    // Servers on Node.js leave out what a file imports, so what it uses is looked at as well.
    const type = file === undefined ? missingTypes(files)[0] : undefined;
    if (file === undefined && type === undefined) break;
    const before = known.size;
    keep(file === undefined ? await ask(bySymbol, type ?? "") : await ask(byFileName, file));
    if (known.size === before) {
      throw new ExchangeError("answering", `the server's reflection does not bring ${file ?? type}`);
    }
  }
  return pickMethod([...known.values()], called);
}

/** Fields of ServerReflectionRequest. */
const byFileName = 3;
const bySymbol = 4;
/** Fields of ServerReflectionResponse. */
const fileDescriptors = 4;
const errorAnswer = 7;

function filesIn(answer: GrpcAnswer, called: string): FileDescriptorProto[] {
  const [message] = answer.messages;
  if (answer.code !== 0 || message === undefined) {
    throw new ExchangeError("answering", `the server's reflection fails: ${grpcCodes[answer.code]} ${answer.message}`);
  }
  return fieldsOf(message).flatMap(({ field, bytes }) => {
    if (field === errorAnswer) throw unknownService(called, fieldsOf(bytes).at(-1)?.bytes.toString() ?? "");
    if (field !== fileDescriptors) return [];
    return fieldsOf(bytes).map((file) => fromBinary(FileDescriptorProtoSchema, file.bytes));
  });
}

/** The length-delimited fields of a message. */
function fieldsOf(message: Uint8Array): { field: number; bytes: Buffer }[] {
  const reader = new BinaryReader(message);
  const fields: { field: number; bytes: Buffer }[] = [];
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (type === 2) fields.push({ field, bytes: Buffer.from(reader.bytes()) });
    else reader.skip(type, field);
  }
  return fields;
}

function pickMethod(files: readonly FileDescriptorProto[], called: string): GrpcSchema {
  const [serviceName = "", methodName = ""] = called.split("/");
  nameFields(files);
  const registry = createFileRegistry({
    $typeName: "google.protobuf.FileDescriptorSet",
    file: inOrder(withWellKnown(files)),
  });
  const service = registry.getService(serviceName);
  if (service === undefined) throw unknownService(called, "the descriptor does not have it");
  const method = service.methods.find(({ name }) => name === methodName);
  const names = service.methods.map(({ name }) => name).join(", ");
  if (method?.methodKind === "unary") return { registry, service, method };
  throw new Failure({
    attempted: `calling ${called}`,
    found:
      method === undefined
        ? `the service has no method ${methodName}; it has ${names || "none"}`
        : `${methodName} is a stream`,
    advice: "Name a unary method as package.Service/Method.",
  });
}

function unknownService(called: string, why: string): Failure {
  return new Failure({
    attempted: `calling ${called}`,
    found: `the service ${called.split("/")[0]} is not known${why && `: ${why}`}`,
    advice: "Name it as package.Service/Method; the server's reflection lists what it serves.",
  });
}

function withoutReflection(called: string): Failure {
  return new Failure({
    attempted: `asking the server how ${called} is called`,
    found: "the server does not serve gRPC reflection",
    advice: "Register the reflection service, or name a FileDescriptorSet in `descriptor`.",
  });
}
