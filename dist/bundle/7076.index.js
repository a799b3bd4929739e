export const id = 7076;
export const ids = [7076];
export const modules = {

/***/ 75940:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ platformName),
/* harmony export */   AM: () => (/* binding */ readImage),
/* harmony export */   me: () => (/* binding */ indexSchema),
/* harmony export */   xt: () => (/* binding */ indexType)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55686);

const descriptorSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    mediaType: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().default(""),
    digest: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().regex(/^sha\d{3}:[0-9a-f]+$/),
    size: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(),
    platform: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ os: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), architecture: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), variant: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional() }).optional(),
    annotations: zod__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()).optional(),
});
const indexSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ mediaType: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(), manifests: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(descriptorSchema) });
const manifestSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    mediaType: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    config: descriptorSchema,
    layers: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(descriptorSchema),
});
const settingsSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    User: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    ExposedPorts: zod__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5J()).nullish(),
    Env: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()).nullish(),
    Entrypoint: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()).nullish(),
    Cmd: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()).nullish(),
    WorkingDir: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    Labels: zod__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()).nullish(),
    Healthcheck: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ Test: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()).nullish() }).nullish(),
});
const configSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    os: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().default(""),
    architecture: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().default(""),
    variant: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    created: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    config: settingsSchema.optional(),
    history: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ created_by: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(), empty_layer: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY().optional() })).optional(),
});
async function readImage(digest, read) {
    const root = parse(await read(digest, "manifest"));
    const index = indexSchema.safeParse(root);
    if (!index.success) {
        const platform = await readPlatform(digest, root, read);
        return { digest, mediaType: mediaTypeOf(root, manifestType), platforms: [platform], attestations: [] };
    }
    const isAttestation = (one) => one.annotations?.[referenceType] === "attestation-manifest";
    const images = index.data.manifests.filter((one) => !isAttestation(one));
    return {
        digest,
        mediaType: mediaTypeOf(root, indexType),
        platforms: await Promise.all(images.map(async (one) => readPlatform(one.digest, parse(await read(one.digest, "manifest")), read))),
        attestations: index.data.manifests
            .filter(isAttestation)
            .map((one) => ({ digest: one.digest, subject: one.annotations?.[referenceDigest] ?? "" })),
    };
}
const indexType = "application/vnd.oci.image.index.v1+json";
const manifestType = "application/vnd.oci.image.manifest.v1+json";
const referenceType = "vnd.docker.reference.type";
const referenceDigest = "vnd.docker.reference.digest";
function parse(bytes) {
    return JSON.parse(bytes.toString("utf8"));
}
function mediaTypeOf(document, otherwise) {
    return zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ mediaType: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() }).safeParse(document).data?.mediaType ?? otherwise;
}
async function readPlatform(digest, document, read) {
    const manifest = manifestSchema.parse(document);
    const config = configSchema.parse(parse(await read(manifest.config.digest, "config")));
    const steps = (config.history ?? []).filter((step) => step.empty_layer !== true);
    return {
        platform: platformName(config),
        digest,
        config,
        layers: manifest.layers.map((layer, index) => ({
            digest: layer.digest,
            size: layer.size,
            mediaType: layer.mediaType,
            createdBy: steps.length === manifest.layers.length ? steps[index]?.created_by : undefined,
        })),
    };
}
function platformName(platform) {
    const variant = platform.architecture === "arm64" && platform.variant === "v8" ? "" : platform.variant;
    return [platform.os, platform.architecture, variant].filter((part) => part).join("/");
}


/***/ }),

/***/ 74390:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ai: () => (/* binding */ parseDockerfile),
/* harmony export */   U9: () => (/* binding */ findStage)
/* harmony export */ });
/* unused harmony exports readArguments, readExecForm */
/* harmony import */ var dockerfile_ast__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60114);

function parseDockerfile(text) {
    const parsed = dockerfile_ast__WEBPACK_IMPORTED_MODULE_0__.DockerfileParser.parse(text);
    const stages = [];
    const globalArguments = {};
    for (const instruction of parsed.getInstructions()) {
        const keyword = instruction.getKeyword();
        const read = readInstruction(instruction, keyword);
        if (keyword === "FROM") {
            stages.push(readStage(instruction, read.line));
        }
        else if (stages.length === 0) {
            if (keyword === "ARG")
                Object.assign(globalArguments, readArguments(read.text));
        }
        else {
            stages.at(-1)?.instructions.push(read);
        }
    }
    const syntax = parsed.getDirectives().find((directive) => directive.getName().toLowerCase() === "syntax");
    return { globalArguments, stages, syntax: syntax?.getValue() ?? undefined };
}
function findStage(dockerfile, target) {
    if (!target)
        return dockerfile.stages.at(-1);
    const name = target.toLowerCase();
    return dockerfile.stages.findLast((stage) => stage.name === name) ?? dockerfile.stages[Number(name)];
}
function readArguments(text) {
    const pairs = [...text.matchAll(/([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|\S*)/g)];
    return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, value.replace(/^(["'])(.*)\1$/s, "$2")]));
}
function readExecForm(text) {
    if (!text.trimStart().startsWith("["))
        return undefined;
    try {
        const parsed = JSON.parse(text);
        return Array.isArray(parsed) && parsed.every((word) => typeof word === "string") ? parsed : undefined;
    }
    catch {
        return undefined;
    }
}
function readStage(from, line) {
    return {
        name: from.getBuildStage()?.toLowerCase() ?? undefined,
        base: from.getImage() ?? "",
        platform: from.getPlatformFlag()?.getValue() ?? undefined,
        line,
        instructions: [],
    };
}
function readInstruction(instruction, keyword) {
    const range = instruction.getRange();
    return {
        keyword,
        line: range.start.line + 1,
        lastLine: range.end.line + 1,
        text: joinLines(instruction.getRawArgumentsContent() ?? ""),
        flags: flagsOf(instruction).map((flag) => ({ name: flag.getName(), value: flag.getValue() ?? "" })),
    };
}
function flagsOf(instruction) {
    return "getFlags" in instruction && typeof instruction.getFlags === "function" ? instruction.getFlags() : [];
}
function joinLines(text) {
    if (/^<<-?["']?\w/.test(text))
        return text;
    return text
        .split(/\r?\n/)
        .filter((line, index) => index === 0 || !/^\s*#/.test(line))
        .map((line) => line.replace(/[\\`][ \t]*$/, ""))
        .join(" ")
        .replace(/[ \t]+/g, " ")
        .trim();
}


/***/ }),

/***/ 61450:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ lineOfLayer)
/* harmony export */ });
/* harmony import */ var _dockerfile_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74390);

function lineOfLayer(dockerfile, createdBy, target) {
    if (createdBy === undefined)
        return undefined;
    const step = readStep(createdBy);
    if (step === undefined)
        return undefined;
    for (const stage of ancestry(dockerfile, (0,_dockerfile_js__WEBPACK_IMPORTED_MODULE_0__/* .findStage */ .U9)(dockerfile, target))) {
        const match = stage.instructions.findLast((instruction) => makes(instruction, step));
        if (match !== undefined)
            return match.line;
    }
    return undefined;
}
function readStep(createdBy) {
    const text = createdBy
        .replace(/\s*# buildkit\s*$/, "")
        .replace(/\s+/g, " ")
        .trim();
    const [, keyword, rest = ""] = /^([A-Z]+) (.*)$/.exec(text) ?? [];
    if (keyword === undefined)
        return undefined;
    return { keyword, words: rest.split(" ").filter((word) => !word.startsWith("--")) };
}
function ancestry(dockerfile, stage) {
    const found = [];
    for (let next = stage; next !== undefined && !found.includes(next);) {
        found.push(next);
        const base = next.base.toLowerCase();
        const before = dockerfile.stages.slice(0, dockerfile.stages.indexOf(next));
        next = before.findLast((one) => one.name === base);
    }
    return found;
}
function makes(instruction, step) {
    if (instruction.keyword !== step.keyword)
        return false;
    const written = instruction.text.replace(/\s+/g, " ");
    switch (instruction.keyword) {
        case "RUN":
            return fits(written, step.words.join(" ").replace(/^\|\d+ /, ""));
        case "COPY":
        case "ADD":
            return likeWords(written.replace(/^\[(.*)\]$/, (_, list) => list.replaceAll(/[",]+/g, " ")), step.words);
        default:
            return likeWords(written, step.words);
    }
}
function fits(written, recorded) {
    const plain = written.startsWith("[")
        ? written
            .replaceAll(/[[\]",]+/g, " ")
            .replace(/\s+/g, " ")
            .trim()
        : written;
    return recorded.endsWith(plain);
}
function likeWords(written, words) {
    const own = written.trim().split(/\s+/);
    if (own.length !== words.length)
        return false;
    return own.every((word, index) => word.includes("$") || word.replaceAll(/["']/g, "") === words[index]);
}


/***/ }),

/***/ 7076:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   sizeGate: () => (/* binding */ sizeGate)
/* harmony export */ });
/* unused harmony exports measure, judgeSizes, sizeSummary */
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56302);
/* harmony import */ var _report_markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80231);
/* harmony import */ var _content_image_content_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(75940);
/* harmony import */ var _dockerfile_layer_line_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61450);
/* harmony import */ var _registry_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(47520);
/* harmony import */ var _size_limit_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(27712);






function sizeGate(settings) {
    return async (subject, context) => {
        const { compareWith } = settings;
        const before = compareWith === undefined ? undefined : await imageBefore(compareWith, context);
        const sizes = measure(subject, before, settings.target);
        const failure = judgeSizes(sizes, settings, subject);
        const largest = Math.max(...sizes.map(({ bytes }) => bytes), 0);
        return {
            name: "size",
            result: failure === undefined ? "passed" : "failed",
            markdown: sizeSummary(sizes, settings),
            outputs: { size: String(largest) },
            failure,
        };
    };
}
function measure(subject, before, target) {
    return subject.image.platforms.map((one) => {
        const earlier = before?.platforms.find(({ platform }) => platform === one.platform);
        return {
            platform: one.platform,
            bytes: pulled(one),
            before: earlier === undefined ? undefined : pulled(earlier),
            layers: layersOf(one, subject.dockerfile, target),
        };
    });
}
function judgeSizes(sizes, { maxSize, maxGrowth, compareWith }, subject) {
    for (const size of sizes) {
        const { platform, bytes, before } = size;
        if (maxSize !== undefined && bytes > maxSize) {
            return tooLarge(size, `the image for ${platform} is ${(0,_size_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .sizeText */ .lP)(bytes)} large, and max-size allows ${(0,_size_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .sizeText */ .lP)(maxSize)}`, subject);
        }
        const limit = maxGrowth === undefined || before === undefined ? Number.POSITIVE_INFINITY : (0,_size_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .largestAfter */ .Dg)(maxGrowth, before);
        if (bytes > limit && before !== undefined) {
            const grown = `${(0,_size_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .sizeText */ .lP)(bytes - before)} (${percent(bytes, before)})`;
            return tooLarge(size, `the image for ${platform} has grown by ${grown} to ${(0,_size_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .sizeText */ .lP)(bytes)} since ${compareWith}, and max-growth allows ${(0,_size_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .sizeText */ .lP)(limit - before)}`, subject);
        }
    }
    return undefined;
}
function sizeSummary(sizes, { maxSize }) {
    const rows = sizes.map(({ platform, bytes, before }) => [
        (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(platform),
        (0,_size_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .sizeText */ .lP)(bytes),
        before === undefined ? "" : `${bytes >= before ? "+" : ""}${(0,_size_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .sizeText */ .lP)(bytes - before)} (${percent(bytes, before)})`,
        maxSize === undefined ? "" : (0,_size_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .sizeText */ .lP)(maxSize),
    ]);
    const layers = sizes.map(({ platform, layers: all }) => {
        const shown = all
            .slice(0, 15)
            .map((layer) => [
            (0,_size_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .sizeText */ .lP)(layer.bytes),
            layer.place === "" ? "base image" : (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)(layer.place),
            (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)(layer.createdBy),
        ]);
        return (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .details */ .zH)(`Layers of ${platform} by size`, (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .tp)(["size", "made at", "by"], shown));
    });
    return `${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .tp)(["platform", "size (compressed)", "change", "budget"], rows)}\n${layers.join("\n")}`;
}
async function imageBefore(reference, { env, signal, log }) {
    const options = { env, signal, attempts: 3 };
    const repository = reference.replace(/@.*$/, "").replace(/:[^:/]+$/, "");
    const found = await (0,_registry_js__WEBPACK_IMPORTED_MODULE_4__/* .readManifest */ .WI)(reference, options);
    if (found.kind === "missing") {
        log.info(`There is no image before to compare the size with: ${found.reason}.`);
        return undefined;
    }
    if (found.kind !== "found") {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
            attempted: `comparing the size with ${reference}`,
            found: found.reason,
            advice: "Check the input compare-with and the login at its registry: without the image before, its growth is unknown.",
        });
    }
    return (0,_content_image_content_js__WEBPACK_IMPORTED_MODULE_2__/* .readImage */ .AM)(found.digest, async (digest) => {
        if (digest === found.digest)
            return found.bytes;
        const manifest = await (0,_registry_js__WEBPACK_IMPORTED_MODULE_4__/* .readManifest */ .WI)(`${repository}@${digest}`, options);
        return manifest.kind === "found" ? manifest.bytes : (0,_registry_js__WEBPACK_IMPORTED_MODULE_4__/* .readBlob */ .gm)(repository, digest, options);
    });
}
function pulled({ layers }) {
    return [...new Map(layers.map(({ digest, size }) => [digest, size])).values()].reduce((sum, size) => sum + size, 0);
}
function layersOf(image, dockerfile, target) {
    return image.layers
        .map(({ size, createdBy = "" }) => {
        const line = dockerfile === undefined ? undefined : (0,_dockerfile_layer_line_js__WEBPACK_IMPORTED_MODULE_3__/* .lineOfLayer */ .l)(dockerfile.parsed, createdBy, target);
        return {
            bytes: size,
            createdBy: shorten(createdBy),
            place: line === undefined ? "" : `${dockerfile?.file}:${line}`,
            line,
        };
    })
        .sort((one, other) => other.bytes - one.bytes);
}
function tooLarge(size, found, { dockerfile }) {
    const own = size.layers.find(({ line }) => line !== undefined);
    const first = size.layers[0];
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H({
        attempted: "judging the size of the image",
        found,
        advice: own === undefined
            ? "Take a smaller base image, or raise the budget."
            : `Look at what ${own.place} puts into the image (${(0,_size_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .sizeText */ .lP)(own.bytes)}), or raise the budget.`,
        at: own?.line === undefined || dockerfile === undefined ? undefined : { file: dockerfile.file, line: own.line },
        evidence: first === undefined
            ? []
            : [
                {
                    title: `layers of ${size.platform} by size`,
                    text: size.layers
                        .slice(0, 10)
                        .map((one) => `${(0,_size_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .sizeText */ .lP)(one.bytes).padStart(9)}  ${one.place || "base image"}  ${one.createdBy}`)
                        .join("\n"),
                },
            ],
    });
}
function percent(bytes, before) {
    if (before === 0)
        return "from nothing";
    const share = ((bytes - before) / before) * 100;
    return `${share >= 0 ? "+" : ""}${share.toFixed(1)} %`;
}
function shorten(step) {
    const text = step
        .replace(/\s*# buildkit\s*$/, "")
        .replaceAll(/\s+/g, " ")
        .trim();
    return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}


/***/ })

};
