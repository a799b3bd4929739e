export const id = 4546;
export const ids = [4546];
export const modules = {

/***/ 74546:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  schemaByReflection: () => (/* binding */ schemaByReflection),
  schemaFromDescriptor: () => (/* binding */ schemaFromDescriptor)
});

// EXTERNAL MODULE: ../../node_modules/@bufbuild/protobuf/dist/esm/from-binary.js
var from_binary = __webpack_require__(93095);
// EXTERNAL MODULE: ../../node_modules/@bufbuild/protobuf/dist/esm/registry.js + 2 modules
var esm_registry = __webpack_require__(15550);
// EXTERNAL MODULE: ../../node_modules/@bufbuild/protobuf/dist/esm/wire/binary-encoding.js
var binary_encoding = __webpack_require__(8902);
// EXTERNAL MODULE: ../../node_modules/@bufbuild/protobuf/dist/esm/wkt/google/protobuf/descriptor_pb.js + 1 modules
var descriptor_pb = __webpack_require__(11557);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(56302);
// EXTERNAL MODULE: ../../node_modules/@bufbuild/protobuf/dist/esm/wkt/index.js + 15 modules
var wkt = __webpack_require__(98504);
;// CONCATENATED MODULE: ./src/smoke/protocols/descriptor-files.js

function withWellKnown(files) {
    const present = new Set(files.map(({ name }) => name));
    const imported = new Set(files.flatMap(({ dependency }) => dependency));
    const missing = new Set(missingTypes(files));
    const more = wellKnownFiles().filter((file) => {
        const isUsed = imported.has(file.name) || typesIn(file).some((type) => missing.has(type));
        return isUsed && !present.has(file.name);
    });
    return more.length === 0 ? [...files] : withWellKnown([...files, ...more]);
}
function missingTypes(files) {
    const defined = new Set(files.flatMap(typesIn));
    return [...new Set(files.flatMap(typesUsedIn))].filter((type) => !defined.has(type));
}
function inOrder(files) {
    const byName = new Map(files.map((file) => [file.name, file]));
    const byType = new Map(files.flatMap((file) => typesIn(file).map((type) => [type, file])));
    const seen = new Set();
    const ordered = [];
    const add = (file) => {
        if (seen.has(file))
            return;
        seen.add(file);
        for (const name of file.dependency) {
            const imported = byName.get(name);
            if (imported !== undefined)
                add(imported);
        }
        for (const type of typesUsedIn(file)) {
            const used = byType.get(type);
            if (used !== undefined)
                add(used);
        }
        ordered.push(file);
    };
    for (const file of files)
        add(file);
    return ordered;
}
function nameFields(files) {
    const inMessage = (message) => {
        for (const field of message.field)
            field.jsonName ||= camelCase(field.name);
        for (const inner of message.nestedType)
            inMessage(inner);
    };
    for (const file of files)
        for (const message of file.messageType)
            inMessage(message);
}
function camelCase(name) {
    return name.replace(/_+(.?)/g, (_all, letter) => letter.toUpperCase());
}
function wellKnownFiles() {
    return Object.values(wkt)
        .filter((value) => typeof value === "object" && "kind" in value && value.kind === "file")
        .map(({ proto }) => proto);
}
function typesIn(file) {
    const inMessage = (prefix, message) => {
        const name = prefix + message.name;
        const nested = message.nestedType.flatMap((inner) => inMessage(`${name}.`, inner));
        return [name, ...message.enumType.map((inner) => `${name}.${inner.name}`), ...nested];
    };
    const prefix = file.package === "" ? "" : `${file.package}.`;
    const messages = file.messageType.flatMap((message) => inMessage(prefix, message));
    return [...messages, ...file.enumType.map(({ name }) => prefix + name)];
}
function typesUsedIn(file) {
    const inMessage = (message) => [
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

// EXTERNAL MODULE: ./src/smoke/protocols/exchange-error.js
var exchange_error = __webpack_require__(63135);
// EXTERNAL MODULE: ./src/smoke/protocols/grpc.js
var grpc = __webpack_require__(42689);
;// CONCATENATED MODULE: ./src/smoke/protocols/grpc-schema.js







function schemaFromDescriptor(bytes, called) {
    let files;
    try {
        files = (0,from_binary/* fromBinary */.Er)(descriptor_pb/* FileDescriptorSetSchema */.Zw, bytes).file;
    }
    catch (cause) {
        throw new failure/* Failure */.H({
            attempted: `calling ${called}`,
            found: "the descriptor is no FileDescriptorSet",
            advice: "Write it with protoc --include_imports --descriptor_set_out=FILE, or with buf build --output FILE.binpb.",
            cause,
        });
    }
    return pickMethod(files, called);
}
async function schemaByReflection(connection, called, metadata) {
    const symbol = called.split("/")[0] ?? "";
    const versions = ["v1", "v1alpha"];
    const ask = async (field, value) => {
        for (;;) {
            const path = `/grpc.reflection.${versions[0]}.ServerReflection/ServerReflectionInfo`;
            const request = new binary_encoding/* BinaryWriter */.fI().tag(field, 2).string(value).finish();
            const answer = await connection.call(path, request, metadata);
            if (answer.code !== grpc/* grpcCodes */.B.indexOf("UNIMPLEMENTED"))
                return filesIn(answer, called);
            versions.shift();
            if (versions.length === 0)
                throw withoutReflection(called);
        }
    };
    const known = new Map();
    const keep = (files) => {
        for (const file of files)
            known.set(file.name, file);
    };
    keep(await ask(bySymbol, symbol));
    for (;;) {
        const files = withWellKnown([...known.values()]);
        const present = new Set(files.map(({ name }) => name));
        const file = files.flatMap(({ dependency }) => dependency).find((name) => !present.has(name));
        const type = file === undefined ? missingTypes(files)[0] : undefined;
        if (file === undefined && type === undefined)
            break;
        const before = known.size;
        keep(file === undefined ? await ask(bySymbol, type ?? "") : await ask(byFileName, file));
        if (known.size === before) {
            throw new exchange_error/* ExchangeError */.Sb("answering", `the server's reflection does not bring ${file ?? type}`);
        }
    }
    return pickMethod([...known.values()], called);
}
const byFileName = 3;
const bySymbol = 4;
const fileDescriptors = 4;
const errorAnswer = 7;
function filesIn(answer, called) {
    const [message] = answer.messages;
    if (answer.code !== 0 || message === undefined) {
        throw new exchange_error/* ExchangeError */.Sb("answering", `the server's reflection fails: ${grpc/* grpcCodes */.B[answer.code]} ${answer.message}`);
    }
    return fieldsOf(message).flatMap(({ field, bytes }) => {
        if (field === errorAnswer)
            throw unknownService(called, fieldsOf(bytes).at(-1)?.bytes.toString() ?? "");
        if (field !== fileDescriptors)
            return [];
        return fieldsOf(bytes).map((file) => (0,from_binary/* fromBinary */.Er)(descriptor_pb/* FileDescriptorProtoSchema */.tr, file.bytes));
    });
}
function fieldsOf(message) {
    const reader = new binary_encoding/* BinaryReader */.V5(message);
    const fields = [];
    while (reader.pos < reader.len) {
        const [field, type] = reader.tag();
        if (type === 2)
            fields.push({ field, bytes: Buffer.from(reader.bytes()) });
        else
            reader.skip(type, field);
    }
    return fields;
}
function pickMethod(files, called) {
    const [serviceName = "", methodName = ""] = called.split("/");
    nameFields(files);
    const registry = (0,esm_registry/* createFileRegistry */.uO)({
        $typeName: "google.protobuf.FileDescriptorSet",
        file: inOrder(withWellKnown(files)),
    });
    const service = registry.getService(serviceName);
    if (service === undefined)
        throw unknownService(called, "the descriptor does not have it");
    const method = service.methods.find(({ name }) => name === methodName);
    const names = service.methods.map(({ name }) => name).join(", ");
    if (method?.methodKind === "unary")
        return { registry, service, method };
    throw new failure/* Failure */.H({
        attempted: `calling ${called}`,
        found: method === undefined
            ? `the service has no method ${methodName}; it has ${names || "none"}`
            : `${methodName} is a stream`,
        advice: "Name a unary method as package.Service/Method.",
    });
}
function unknownService(called, why) {
    return new failure/* Failure */.H({
        attempted: `calling ${called}`,
        found: `the service ${called.split("/")[0]} is not known${why && `: ${why}`}`,
        advice: "Name it as package.Service/Method; the server's reflection lists what it serves.",
    });
}
function withoutReflection(called) {
    return new failure/* Failure */.H({
        attempted: `asking the server how ${called} is called`,
        found: "the server does not serve gRPC reflection",
        advice: "Register the reflection service, or name a FileDescriptorSet in `descriptor`.",
    });
}


/***/ })

};
