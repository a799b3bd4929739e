export const id = 2745;
export const ids = [2745];
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

/***/ 64208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ imageLabels),
/* harmony export */   s: () => (/* binding */ imageAnnotations)
/* harmony export */ });
function imageLabels(facts, version, own) {
    return withOwn(known(facts, version), own);
}
function imageAnnotations(facts, version, own, hasIndex) {
    const level = hasIndex ? "manifest,index:" : "manifest:";
    return withOwn(known(facts, version), own).map((line) => /^(?:(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?,?)+:/.test(line) ? line : `${level}${line}`);
}
function known(facts, version) {
    return {
        "org.opencontainers.image.title": facts.title,
        "org.opencontainers.image.description": facts.description,
        "org.opencontainers.image.version": version,
        "org.opencontainers.image.revision": facts.commit,
        "org.opencontainers.image.source": facts.url,
        "org.opencontainers.image.url": facts.url,
        "org.opencontainers.image.created": facts.committedAt === undefined ? "" : rfc3339(facts.committedAt),
        "org.opencontainers.image.licenses": facts.licence,
    };
}
function withOwn(made, own) {
    const ownKeys = new Set(own.map((line) => line.split("=", 1)[0]?.replace(/^.*:/, "")));
    const used = Object.entries(made).filter(([key, value]) => value !== "" && !ownKeys.has(key));
    return [...used.map(([key, value]) => `${key}=${value}`), ...own];
}
function rfc3339(seconds) {
    return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}


/***/ }),

/***/ 13199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y1: () => (/* binding */ checkAttestations),
/* harmony export */   i_: () => (/* binding */ recordReferrers),
/* harmony export */   xX: () => (/* binding */ separateAttestations)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(55686);
/* harmony import */ var _manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9033);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _push_blobs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83714);
/* harmony import */ var _registry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(47520);






const artifactType = "application/vnd.docker.attestation.manifest.v1+json";
const indexType = "application/vnd.oci.image.index.v1+json";
const manifestType = "application/vnd.oci.image.manifest.v1+json";
const descriptorSchema = zod__WEBPACK_IMPORTED_MODULE_4__/* .looseObject */ ._H3({
    digest: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP(),
    size: zod__WEBPACK_IMPORTED_MODULE_4__/* .number */ .aig(),
    mediaType: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP(),
    annotations: zod__WEBPACK_IMPORTED_MODULE_4__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP()).optional(),
});
const indexSchema = zod__WEBPACK_IMPORTED_MODULE_4__/* .looseObject */ ._H3({ manifests: zod__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(descriptorSchema) });
const attestationSchema = zod__WEBPACK_IMPORTED_MODULE_4__/* .looseObject */ ._H3({
    layers: zod__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(descriptorSchema),
    subject: zod__WEBPACK_IMPORTED_MODULE_4__/* .looseObject */ ._H3({ digest: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP() }).optional(),
    artifactType: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().optional(),
});
async function separateAttestations(layout, digest, form) {
    const parsed = indexSchema.safeParse(await readJson(layout, digest));
    if (form === "index" || !parsed.success)
        return { digest, referrers: [] };
    const { manifests } = parsed.data;
    const images = manifests.filter((entry) => !isAttestation(entry));
    const attestations = manifests.filter(isAttestation);
    if (attestations.length === 0 || images.length === 0)
        return { digest, referrers: [] };
    const referrers = [];
    for (const entry of attestations)
        referrers.push(await asReferrer(layout, entry, images));
    const [only] = images;
    if (images.length === 1 && only !== undefined && only.mediaType === manifestType)
        return { digest: only.digest, referrers };
    const plain = await writeJson(layout, { ...parsed.data, manifests: images });
    return { digest: plain.digest, referrers };
}
async function recordReferrers(session, referrers) {
    for (const subject of new Set(referrers.map((referrer) => referrer.subject))) {
        const own = referrers.filter((referrer) => referrer.subject === subject);
        if (await hasReferrersApi(session, subject))
            continue;
        const tag = subject.replace(":", "-");
        const before = await session.persist(`reading ${tag}`, () => (0,_registry_js__WEBPACK_IMPORTED_MODULE_3__/* .getManifest */ .c2)(session, tag));
        const others = before.kind === "found" ? entriesOf(before.bytes) : [];
        const digests = new Set(own.map(({ digest }) => digest));
        const manifests = [...others.filter(({ digest }) => !digests.has(digest)), ...own.map(entryOf)];
        const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests }));
        await (0,_registry_js__WEBPACK_IMPORTED_MODULE_3__/* .sendManifest */ .QU)(session, { digest: (0,_registry_js__WEBPACK_IMPORTED_MODULE_3__/* .digestOf */ .ol)(bytes), mediaType: indexType, bytes }, tag);
    }
}
async function checkAttestations(reference, wanted, options) {
    const found = await readReferrers(reference, wanted.referrers, options);
    const told = [];
    for (const [name, isWanted, pattern] of [
        ["provenance", wanted.provenance, /slsa\.dev\/provenance/],
        ["SBOM", wanted.sbom, /spdx|cyclonedx/i],
    ]) {
        const own = found.filter(({ predicates }) => predicates.some((predicate) => pattern.test(predicate)));
        if (isWanted && own.length === 0)
            throw missing(reference, `the registry has no ${name} of it`);
        if (own.length > 0)
            told.push(`${name} (${own.flatMap(({ predicates }) => predicates.filter((one) => pattern.test(one))).at(0)})`);
    }
    return told;
}
async function readReferrers(reference, expected, options) {
    const repository = (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_5__/* .parseImageReference */ .o_)(reference)?.repository ?? reference;
    const listed = expected.length > 0 ? expected : await attestationsInIndex(reference, options);
    const found = [];
    for (const referrer of listed) {
        const lookup = await (0,_registry_js__WEBPACK_IMPORTED_MODULE_3__/* .readManifest */ .WI)(`${repository}@${referrer.digest}`, options);
        if (lookup.kind !== "found")
            throw missing(reference, lookup.reason);
        const content = attestationSchema.parse(JSON.parse(lookup.bytes.toString("utf8")));
        const subject = content.subject?.digest ?? referrer.subject;
        if (lookup.digest !== referrer.digest || subject !== referrer.subject) {
            throw missing(reference, `the attestation ${referrer.digest} is about ${subject}, not about ${referrer.subject}`);
        }
        found.push({ ...referrer, predicates: predicatesOf(content.layers) });
    }
    return found;
}
async function attestationsInIndex(reference, options) {
    const lookup = await (0,_registry_js__WEBPACK_IMPORTED_MODULE_3__/* .readManifest */ .WI)(reference, options);
    if (lookup.kind !== "found")
        throw missing(reference, lookup.reason);
    return entriesOf(lookup.bytes)
        .filter(isAttestation)
        .map((entry) => ({ ...entryFields(entry), artifactType, subject: subjectOf(entry), predicates: [] }));
}
function missing(reference, found) {
    return new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: `reading the attestations of ${reference} back`,
        found,
        advice: "Look at the registry's own log: it may not take artifacts. attestations: index, or provenance: false and sbom: false, do without them.",
    });
}
function isAttestation(entry) {
    return entry.annotations?.["vnd.docker.reference.type"] === "attestation-manifest";
}
function subjectOf(entry) {
    return entry.annotations?.["vnd.docker.reference.digest"] ?? "";
}
async function asReferrer(layout, entry, images) {
    const content = attestationSchema.parse(await readJson(layout, entry.digest));
    const subject = subjectOf(entry);
    const predicates = predicatesOf(content.layers);
    if (content.subject?.digest === subject && content.artifactType !== undefined) {
        return { ...entryFields(entry), artifactType: content.artifactType, subject, predicates };
    }
    const image = images.find(({ digest }) => digest === subject);
    if (image === undefined)
        throw new Error(`an attestation is about ${subject}, which the build did not make`);
    const written = await writeJson(layout, {
        ...content,
        mediaType: manifestType,
        artifactType,
        subject: entryFields(image),
    });
    return { ...written, mediaType: manifestType, artifactType, subject, predicates };
}
function predicatesOf(layers) {
    return layers.flatMap(({ annotations }) => annotations?.["in-toto.io/predicate-type"] ?? []);
}
async function hasReferrersApi(session, subject) {
    const answer = await session.persist("asking for referrers", () => session.send({ method: "GET", to: `referrers/${subject}` }));
    return answer.status === 200;
}
function entriesOf(bytes) {
    const parsed = indexSchema.safeParse(JSON.parse(bytes.toString("utf8")));
    return parsed.success ? parsed.data.manifests : [];
}
function entryOf(referrer) {
    const annotations = referrer.predicates[0] === undefined ? {} : { "in-toto.io/predicate-type": referrer.predicates[0] };
    return { ...entryFields(referrer), artifactType: referrer.artifactType, annotations };
}
function entryFields({ digest, size, mediaType }) {
    return { mediaType, digest, size };
}
async function readJson(layout, digest) {
    return JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,_push_blobs_js__WEBPACK_IMPORTED_MODULE_2__/* .blobFile */ .c)(layout, digest), "utf8"));
}
async function writeJson(layout, content) {
    const bytes = Buffer.from(JSON.stringify(content, undefined, 2));
    const digest = (0,_registry_js__WEBPACK_IMPORTED_MODULE_3__/* .digestOf */ .ol)(bytes);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,_push_blobs_js__WEBPACK_IMPORTED_MODULE_2__/* .blobFile */ .c)(layout, digest), bytes);
    return { digest, size: bytes.length };
}


/***/ }),

/***/ 83714:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ blobFile),
/* harmony export */   l: () => (/* binding */ pushBlobs)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _registry_session_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(10081);



function blobFile(layout, digest) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(layout, "blobs", ...digest.split(":", 2));
}
const atOnce = 4;
async function pushBlobs(session, layout, blobs, mountFrom) {
    const waiting = [...new Map(blobs.map((blob) => [blob.digest, blob])).values()];
    const total = { sent: 0, reused: 0 };
    const work = async () => {
        for (let blob = waiting.shift(); blob !== undefined; blob = waiting.shift()) {
            const one = blob;
            const sent = await session.persist(`sending ${short(one)}`, () => pushBlob(session, layout, one, mountFrom));
            total[sent ? "sent" : "reused"] += one.size;
        }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return total;
}
async function pushBlob(session, layout, blob, mountFrom) {
    const there = await session.send({ method: "HEAD", to: `blobs/${blob.digest}` });
    if (there.status === 200)
        return false;
    const begun = await beginUpload(session, blob, mountFrom);
    if (begun.status === 201)
        return false;
    const place = expectStatus(begun, 202, session, blob).headers.location;
    if (place === undefined)
        throw new _registry_session_js__WEBPACK_IMPORTED_MODULE_2__/* .RegistryProblem */ .N("lasting", `${session.registry} names no place for an upload`);
    const url = new URL(place, begun.url);
    url.searchParams.set("digest", blob.digest);
    const done = await session.send({
        method: "PUT",
        to: url,
        headers: { "content-type": "application/octet-stream", "content-length": String(blob.size) },
        body: () => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(blobFile(layout, blob.digest)),
    });
    expectStatus(done, 201, session, blob);
    return true;
}
async function beginUpload(session, blob, mountFrom) {
    const begin = (query) => session.send({ method: "POST", to: `blobs/uploads/${query}` });
    if (mountFrom === undefined)
        return begin("");
    try {
        return await begin(`?${new URLSearchParams({ mount: blob.digest, from: mountFrom })}`);
    }
    catch (error) {
        if (error instanceof _registry_session_js__WEBPACK_IMPORTED_MODULE_2__/* .RegistryProblem */ .N && error.kind === "denied")
            return begin("");
        throw error;
    }
}
function expectStatus(answer, status, { registry }, blob) {
    if (answer.status === status)
        return answer;
    const said = answer.body.toString("utf8", 0, 300).replaceAll(/\s+/g, " ").trim();
    const kind = [404, 416].includes(answer.status) ? "passing" : "lasting";
    const trouble = { kind: "status", status: answer.status, retryAfter: "", text: said };
    throw new _registry_session_js__WEBPACK_IMPORTED_MODULE_2__/* .RegistryProblem */ .N(kind, `${registry} answered ${answer.status} for ${short(blob)}${said === "" ? "" : `: ${said}`}`, trouble);
}
function short({ digest, size }) {
    return `${digest.slice(0, 19)} (${(size / 1e6).toFixed(1)} MB)`;
}


/***/ }),

/***/ 88935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ pushLayout),
/* harmony export */   E: () => (/* binding */ tagImage)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(55686);
/* harmony import */ var _manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9033);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _push_attestations_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(13199);
/* harmony import */ var _push_blobs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83714);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(65050);
/* harmony import */ var _registry_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(47520);
/* harmony import */ var _registry_retry_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(22919);
/* harmony import */ var _registry_session_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(10081);
/* harmony import */ var _size_limit_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(27712);











async function pushLayout(request, context) {
    const started = performance.now();
    const image = await readImage(request.layout, request.digest);
    const referrers = await Promise.all((request.referrers ?? []).map(({ digest }) => readImage(request.layout, digest)));
    const groups = tagsByRepository(request.tags, request.repositories);
    const total = { sent: 0, reused: 0, retries: 0 };
    const sessions = groups.map(({ repository }) => openPush(repository, request.attempts, context));
    try {
        for (const [index, { repository }] of groups.entries()) {
            const session = sessions[index];
            if (session === undefined)
                continue;
            const earlier = sessions.slice(0, index).find(({ registry }) => registry === session.registry);
            await sayingWhere(repository, context, async () => {
                const parts = [image, ...referrers];
                const { sent, reused } = await (0,_push_blobs_js__WEBPACK_IMPORTED_MODULE_3__/* .pushBlobs */ .l)(session, request.layout, parts.flatMap(({ blobs }) => blobs), earlier?.path);
                total.sent += sent;
                total.reused += reused;
                context.log.info(`Sent ${(0,_size_limit_js__WEBPACK_IMPORTED_MODULE_6__/* .sizeText */ .lP)(sent)} to ${repository}, which had ${(0,_size_limit_js__WEBPACK_IMPORTED_MODULE_6__/* .sizeText */ .lP)(reused)} of the image already.`);
                const manifests = parts.flatMap((part) => part.manifests);
                const send = (manifest) => (0,_registry_js__WEBPACK_IMPORTED_MODULE_4__/* .sendManifest */ .QU)(session, manifest, manifest.digest);
                await Promise.all(manifests.filter((manifest) => manifest !== image.root).map(send));
                await send(image.root);
                const checks = manifests.map((manifest) => readBack(session, manifest, manifest.digest));
                await Promise.all([(0,_push_attestations_js__WEBPACK_IMPORTED_MODULE_2__/* .recordReferrers */ .i_)(session, request.referrers ?? []), ...checks]);
            });
            context.log.info(`${session.registry} serves ${session.path}@${request.digest}.`);
        }
        for (const [index, { repository, tags }] of groups.entries()) {
            const session = sessions[index];
            if (session !== undefined)
                await sayingWhere(repository, context, () => nameIt(session, image.root, tags));
        }
        total.retries = sessions.reduce((sum, session) => sum + session.retries(), 0);
    }
    finally {
        await Promise.all(sessions.map((session) => session.close()));
    }
    const durationMs = Math.round(performance.now() - started);
    return {
        digest: request.digest,
        bytesSent: total.sent,
        bytesReused: total.reused,
        retries: total.retries,
        durationMs,
    };
}
async function tagImage(reference, tags, context) {
    const digest = (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_7__/* .parseImageReference */ .o_)(reference)?.digest ?? "";
    const repository = (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_7__/* .parseImageReference */ .o_)(reference)?.repository ?? reference;
    const foreign = tags.find((tag) => repositoryOf(tag) !== (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_7__/* .canonicalRepository */ .JA)(repository));
    if (foreign !== undefined)
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
            attempted: `naming ${reference}`,
            found: `${foreign} is in another repository`,
            advice: "Push the image there.",
        });
    const session = openPush(repository, undefined, context);
    try {
        await sayingWhere(repository, context, async () => {
            const found = await session.persist(`reading ${digest}`, () => (0,_registry_js__WEBPACK_IMPORTED_MODULE_4__/* .getManifest */ .c2)(session, digest));
            if (found.kind !== "found")
                throw new _registry_session_js__WEBPACK_IMPORTED_MODULE_5__/* .RegistryProblem */ .N("lasting", found.reason);
            await nameIt(session, found, tagsByRepository(tags).flatMap((group) => group.tags));
        });
    }
    finally {
        await session.close();
    }
}
const descriptor = zod__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ikc({ digest: zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP(), size: zod__WEBPACK_IMPORTED_MODULE_8__/* .number */ .aig(), mediaType: zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP() });
const manifestSchema = zod__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ikc({
    mediaType: zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP().optional(),
    manifests: zod__WEBPACK_IMPORTED_MODULE_8__/* .array */ .YOg(descriptor).optional(),
    config: descriptor.optional(),
    layers: zod__WEBPACK_IMPORTED_MODULE_8__/* .array */ .YOg(descriptor).optional(),
});
async function readImage(layout, digest) {
    const bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,_push_blobs_js__WEBPACK_IMPORTED_MODULE_3__/* .blobFile */ .c)(layout, digest));
    if ((0,_registry_js__WEBPACK_IMPORTED_MODULE_4__/* .digestOf */ .ol)(bytes) !== digest)
        throw new Error(`${(0,_push_blobs_js__WEBPACK_IMPORTED_MODULE_3__/* .blobFile */ .c)(layout, digest)} does not hold what its name says`);
    const content = manifestSchema.parse(JSON.parse(bytes.toString("utf8")));
    const usual = content.manifests === undefined ? "manifest" : "index";
    const mediaType = content.mediaType ?? `application/vnd.oci.image.${usual}.v1+json`;
    const root = { digest, bytes, mediaType };
    const children = await Promise.all((content.manifests ?? []).map((child) => readImage(layout, child.digest)));
    const own = [...(content.config === undefined ? [] : [content.config]), ...(content.layers ?? [])];
    return {
        root,
        manifests: [...children.flatMap(({ manifests }) => manifests), root],
        blobs: [
            ...children.flatMap(({ blobs }) => blobs),
            ...own.filter(({ mediaType: type }) => !/nondistributable|foreign/.test(type)),
        ],
    };
}
function tagsByRepository(names, repositories = []) {
    const groups = new Map();
    for (const name of names) {
        const parsed = (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_7__/* .parseImageReference */ .o_)(name);
        if (parsed === undefined)
            throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
                attempted: "pushing the image",
                found: `"${name}" is not the name of an image`,
                advice: "Write name:tag.",
            });
        const group = groups.get(repositoryOf(name)) ?? { repository: parsed.repository, tags: [] };
        group.tags.push(parsed.tag || "latest");
        groups.set(repositoryOf(name), group);
    }
    for (const repository of repositories) {
        const key = repositoryOf(repository);
        if (!groups.has(key))
            groups.set(key, { repository, tags: [] });
    }
    if (groups.size === 0)
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({ attempted: "pushing the image", found: "it has no name", advice: `Give "image" or "tags".` });
    return [...groups.values()];
}
function repositoryOf(name) {
    return (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_7__/* .canonicalRepository */ .JA)((0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_7__/* .parseImageReference */ .o_)(name)?.repository ?? name);
}
function openPush(repository, attempts, context) {
    const address = (0,_reference_js__WEBPACK_IMPORTED_MODULE_9__.registryAddress)(repository);
    if (address === undefined)
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
            attempted: "pushing the image",
            found: `"${repository}" is not the name of an image`,
            advice: "Write a repository such as ghcr.io/acme/orders.",
        });
    return (0,_registry_session_js__WEBPACK_IMPORTED_MODULE_5__/* .openSession */ .f)(address, { ...context, access: "pull,push", attempts: attempts ?? _registry_retry_js__WEBPACK_IMPORTED_MODULE_10__/* .usualAttempts */ .T6 });
}
async function sayingWhere(repository, { signal }, body) {
    try {
        await body();
    }
    catch (error) {
        signal.throwIfAborted();
        throw (0,_registry_js__WEBPACK_IMPORTED_MODULE_4__/* .pushFailure */ .dS)(repository, error);
    }
}
async function nameIt(session, manifest, tags) {
    for (const tag of tags) {
        await (0,_registry_js__WEBPACK_IMPORTED_MODULE_4__/* .sendManifest */ .QU)(session, manifest, tag);
        await readBack(session, manifest, tag);
    }
}
async function readBack(session, { digest }, version) {
    const served = await session.persist(`reading ${version} back`, () => (0,_registry_js__WEBPACK_IMPORTED_MODULE_4__/* .getManifest */ .c2)(session, version));
    if (served.kind === "found" && served.digest === digest)
        return;
    const name = `${session.registry}/${session.path}${version === digest ? "@" : ":"}${version}`;
    const moved = version === digest
        ? ""
        : " Another job may have pushed to the same tag at the same moment: give each job tags of its own.";
    throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
        attempted: `reading ${name} back after the push`,
        found: served.kind === "found"
            ? `the registry serves ${served.digest}, and ${digest} was pushed`
            : `it was pushed, and yet ${served.reason}`,
        advice: `What was tested is not what the registry gives: do not release it. Look at the registry's own log and storage, and at what stands between (a proxy, a mirror).${moved}`,
    });
}


/***/ }),

/***/ 58184:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ readRunFacts)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55686);


const eventSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    pull_request: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ number: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig() }).optional(),
    repository: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        default_branch: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish(),
        description: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish(),
        license: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ spdx_id: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish() }).nullish(),
    })
        .optional(),
});
async function readRunFacts(env) {
    const { repository, pull_request: pullRequest } = await readEvent(env.GITHUB_EVENT_PATH);
    const ref = env.GITHUB_REF ?? "";
    const licence = repository?.license?.spdx_id ?? "";
    return {
        event: env.GITHUB_EVENT_NAME ?? "",
        ref,
        defaultBranch: repository?.default_branch ?? "",
        pullRequest: String(pullRequest?.number ?? /^refs\/pull\/(\d+)\//.exec(ref)?.[1] ?? ""),
        licence: licence === "NOASSERTION" ? "" : licence,
        description: repository?.description ?? "",
    };
}
async function readEvent(file) {
    if (!file)
        return {};
    try {
        return eventSchema.safeParse(JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file, "utf8"))).data ?? {};
    }
    catch {
        return {};
    }
}


/***/ }),

/***/ 10968:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ readSourceFacts)
/* harmony export */ });
/* unused harmony export browsable */
async function readSourceFacts(options) {
    const { directory, env, signal } = options;
    if (directory === undefined) {
        return { described: "", commit: "", committedAt: undefined, url: "", title: "", shallow: false };
    }
    const git = async (...args) => {
        const { status, stdout } = await options.runCommand("git", args, { directory, env, signal });
        return status === 0 ? stdout.trim() : "";
    };
    const [described, commit, committedAt, remote, shallow] = await Promise.all([
        git("describe", "--tags", "--always", "--dirty"),
        git("rev-parse", "HEAD"),
        git("log", "-1", "--format=%ct"),
        git("remote", "get-url", "origin"),
        git("rev-parse", "--is-shallow-repository"),
    ]);
    const { GITHUB_SERVER_URL: server = "", GITHUB_REPOSITORY: repository = "", GITHUB_SHA: sha = "" } = env;
    const url = server !== "" && repository !== "" ? `${server}/${repository}` : browsable(remote);
    return {
        described,
        commit: commit || sha,
        committedAt: committedAt === "" ? undefined : Number(committedAt),
        url,
        title: url.slice(url.lastIndexOf("/") + 1),
        shallow: shallow === "true",
    };
}
function browsable(remote) {
    const scp = /^[\w.-]+@([\w.-]+):(?!\/)(.+)$/.exec(remote);
    const text = scp === null ? remote : `ssh://${scp[1]}/${scp[2]}`;
    if (!URL.canParse(text))
        return "";
    const url = new URL(text);
    if (!["http:", "https:", "ssh:", "git:"].includes(url.protocol))
        return "";
    return `https://${url.hostname}${url.pathname.replace(/\/$/, "").replace(/\.git$/, "")}`;
}


/***/ }),

/***/ 83215:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ chooseVersion)
/* harmony export */ });
function chooseVersion(input, facts) {
    if (input)
        return { version: input, from: `the input "version"` };
    if (facts.described) {
        const bare = facts.shallow && facts.commit.startsWith(facts.described.replace(/-dirty$/, ""));
        const hint = bare ? "; the clone has no history, so no tag was found: check out with fetch-depth: 0" : "";
        return { version: facts.described, from: `git describe${hint}` };
    }
    if (facts.commit)
        return { version: facts.commit.slice(0, 12), from: "the commit, as git describe does not answer" };
    return { version: "", from: "nowhere" };
}


/***/ })

};
