// Which files of Protocol Buffers are needed, and in which order?

import type { DescFile } from "@bufbuild/protobuf";
import type { DescriptorProto, FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import * as wellKnown from "@bufbuild/protobuf/wkt";

/** With the files of `google.protobuf` that are used and not among them. */
export function withWellKnown(files: readonly FileDescriptorProto[]): FileDescriptorProto[] {
  const present = new Set(files.map(({ name }) => name));
  const imported = new Set(files.flatMap(({ dependency }) => dependency));
  const missing = new Set(missingTypes(files));
  const more = wellKnownFiles().filter((file) => {
    const isUsed = imported.has(file.name) || typesIn(file).some((type) => missing.has(type));
    return isUsed && !present.has(file.name);
  });
  return more.length === 0 ? [...files] : withWellKnown([...files, ...more]);
}

/** Full names of types that are used in the files and defined in none of them. */
export function missingTypes(files: readonly FileDescriptorProto[]): string[] {
  const defined = new Set(files.flatMap(typesIn));
  return [...new Set(files.flatMap(typesUsedIn))].filter((type) => !defined.has(type));
}

/** Each file after those that it imports or whose types it uses. */
export function inOrder(files: readonly FileDescriptorProto[]): FileDescriptorProto[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const byType = new Map(files.flatMap((file) => typesIn(file).map((type) => [type, file] as const)));
  const seen = new Set<FileDescriptorProto>();
  const ordered: FileDescriptorProto[] = [];
  const add = (file: FileDescriptorProto): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const name of file.dependency) {
      const imported = byName.get(name);
      if (imported !== undefined) add(imported);
    }
    for (const type of typesUsedIn(file)) {
      const used = byType.get(type);
      if (used !== undefined) add(used);
    }
    ordered.push(file);
  };
  for (const file of files) add(file);
  return ordered;
}

/** Sets the JSON names that protoc sets and other compilers leave out. Changes the files. */
export function nameFields(files: readonly FileDescriptorProto[]): void {
  const inMessage = (message: DescriptorProto): void => {
    for (const field of message.field) field.jsonName ||= camelCase(field.name);
    for (const inner of message.nestedType) inMessage(inner);
  };
  for (const file of files) for (const message of file.messageType) inMessage(message);
}

/** As protoc does: an underscore vanishes and the letter after it is upper case. */
function camelCase(name: string): string {
  return name.replace(/_+(.?)/g, (_all, letter: string) => letter.toUpperCase());
}

function wellKnownFiles(): FileDescriptorProto[] {
  return Object.values(wellKnown)
    .filter((value): value is DescFile => typeof value === "object" && "kind" in value && value.kind === "file")
    .map(({ proto }) => proto);
}

function typesIn(file: FileDescriptorProto): string[] {
  const inMessage = (prefix: string, message: DescriptorProto): string[] => {
    const name = prefix + message.name;
    const nested = message.nestedType.flatMap((inner) => inMessage(`${name}.`, inner));
    return [name, ...message.enumType.map((inner) => `${name}.${inner.name}`), ...nested];
  };
  const prefix = file.package === "" ? "" : `${file.package}.`;
  const messages = file.messageType.flatMap((message) => inMessage(prefix, message));
  return [...messages, ...file.enumType.map(({ name }) => prefix + name)];
}

function typesUsedIn(file: FileDescriptorProto): string[] {
  const inMessage = (message: DescriptorProto): string[] => [
    ...message.field.map(({ typeName }) => typeName),
    ...message.nestedType.flatMap(inMessage),
  ];
  const methods = file.service.flatMap(({ method }) => method);
  return [
    ...file.messageType.flatMap(inMessage),
    ...methods.flatMap(({ inputType, outputType }) => [inputType, outputType]),
  ]
    .filter((type) => type !== "")
    .map((type) => type.replace(/^\./, ""));
}
