export const id = 479;
export const ids = [479];
export const modules = {

/***/ 60479:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   mergeImages: () => (/* binding */ mergeImages)
/* harmony export */ });
/* unused harmony export checkPlatforms */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(55686);
/* harmony import */ var _manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9033);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56302);
/* harmony import */ var _content_image_content_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(75940);
/* harmony import */ var _labels_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(64208);
/* harmony import */ var _push_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(88935);
/* harmony import */ var _registry_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(47520);
/* harmony import */ var _run_facts_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(58184);
/* harmony import */ var _source_facts_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(10968);
/* harmony import */ var _tag_rules_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(75221);
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(26110);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(83215);













async function mergeImages(request, context) {
    const { repository, digests } = checkRequest(request);
    const { tags, version, annotations } = await namesOf(request, context);
    const parts = [];
    for (const digest of digests)
        parts.push(...(await readParts(`${repository}@${digest}`, context)));
    checkPlatforms(parts);
    const platforms = parts.flatMap(({ platform, digest }) => platform === undefined || platform.os === "unknown" ? [] : [{ platform: (0,_content_image_content_js__WEBPACK_IMPORTED_MODULE_2__/* .platformName */ .$r)(platform), digest }]);
    const index = { schemaVersion: 2, mediaType: _content_image_content_js__WEBPACK_IMPORTED_MODULE_2__/* .indexType */ .xt, manifests: parts, annotations };
    const bytes = Buffer.from(JSON.stringify(index, undefined, 2));
    const digest = `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(bytes).digest("hex")}`;
    await (0,_registry_js__WEBPACK_IMPORTED_MODULE_4__/* .putManifest */ .RV)(repository, bytes, _content_image_content_js__WEBPACK_IMPORTED_MODULE_2__/* .indexType */ .xt, digest, context);
    const reference = `${repository}@${digest}`;
    await (0,_push_js__WEBPACK_IMPORTED_MODULE_3__/* .tagImage */ .E)(reference, tags, context);
    context.log.info(`${platforms.map(({ platform }) => platform).join(", ")} are ${reference}.`);
    return { digest, reference, tags, version, platforms };
}
function checkPlatforms(parts) {
    const seen = new Map();
    for (const { platform, digest } of parts) {
        if (platform === undefined || platform.os === "unknown")
            continue;
        const name = (0,_content_image_content_js__WEBPACK_IMPORTED_MODULE_2__/* .platformName */ .$r)(platform);
        const other = seen.get(name);
        if (other !== undefined && other !== digest) {
            throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
                attempted: "merging the images",
                found: `two of them are for ${name}: ${other} and ${digest}`,
                advice: `Let each job build other platforms, or hand on only one of the two in "digests".`,
            });
        }
        seen.set(name, digest);
    }
}
function checkRequest({ image, digests }) {
    const attempted = "reading the inputs";
    if (image === undefined) {
        const advice = `Give the repository that the images are in, such as ghcr.io/acme/orders.`;
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({ attempted, found: `"image" is missing, and "operation" is merge`, advice });
    }
    const repository = (0,_tags_js__WEBPACK_IMPORTED_MODULE_7__/* .checkRepository */ .n_)(image);
    if (digests.length === 0) {
        const advice = `Hand on the output "digest" of each job that built with "push-by-digest: true", one per line.`;
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({ attempted, found: `"digests" is empty, and "operation" is merge`, advice });
    }
    const plain = digests.map((text) => {
        const parsed = (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_8__/* .parseImageReference */ .o_)(text.includes("@") ? text : `${repository}@${text}`);
        if (parsed === undefined || parsed.digest === "") {
            const advice = "Write sha256:… or name@sha256:…, one per line.";
            throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({ attempted, found: `"${text}" in "digests" is no digest`, advice });
        }
        if (parsed.repository !== repository) {
            const advice = `Push all of them to ${repository}: an index can only name what its own repository has.`;
            throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({ attempted, found: `${text} in "digests" is in another repository`, advice });
        }
        return parsed.digest;
    });
    return { repository, digests: [...new Set(plain)] };
}
async function namesOf(request, context) {
    const source = await (0,_source_facts_js__WEBPACK_IMPORTED_MODULE_9__/* .readSourceFacts */ .T)({ ...context, directory: request.directory });
    const run = await (0,_run_facts_js__WEBPACK_IMPORTED_MODULE_5__/* .readRunFacts */ .F)(context.env);
    const rules = request.tagRules ?? [];
    const ruledVersion = rules.some(({ name }) => name === "semver") ? (0,_tag_rules_js__WEBPACK_IMPORTED_MODULE_6__/* .versionOfRun */ .Lk)(run)?.version : undefined;
    const { version } = (0,_version_js__WEBPACK_IMPORTED_MODULE_10__/* .chooseVersion */ .E)(request.version ?? ruledVersion, source);
    const now = new Date(source.committedAt === undefined ? Date.now() : source.committedAt * 1000);
    const ruled = rules.length === 0 ? undefined : (0,_tag_rules_js__WEBPACK_IMPORTED_MODULE_6__/* .ruleTags */ .AC)(rules, { run, source, now });
    const lines = (0,_labels_js__WEBPACK_IMPORTED_MODULE_11__/* .imageAnnotations */ .s)({ ...source, ...run }, version, request.annotations ?? [], true);
    const annotations = Object.fromEntries(lines.flatMap((line) => {
        const [, level = "", key = "", value = ""] = /^((?:manifest|index)[^:]*):([^=]+)=(.*)$/s.exec(line) ?? [];
        return level.includes("index") ? [[key, value]] : [];
    }));
    return { version, annotations, tags: (0,_tags_js__WEBPACK_IMPORTED_MODULE_7__/* .imageTags */ .rK)({ image: request.image, version, ruled, tags: request.tags }) };
}
const configPlatform = zod__WEBPACK_IMPORTED_MODULE_12__/* .object */ .Ikc({ os: zod__WEBPACK_IMPORTED_MODULE_12__/* .string */ .YjP(), architecture: zod__WEBPACK_IMPORTED_MODULE_12__/* .string */ .YjP(), variant: zod__WEBPACK_IMPORTED_MODULE_12__/* .string */ .YjP().optional() });
const manifestConfig = zod__WEBPACK_IMPORTED_MODULE_12__/* .object */ .Ikc({ config: zod__WEBPACK_IMPORTED_MODULE_12__/* .object */ .Ikc({ digest: zod__WEBPACK_IMPORTED_MODULE_12__/* .string */ .YjP() }) });
async function readParts(reference, context) {
    const answer = await (0,_registry_js__WEBPACK_IMPORTED_MODULE_4__/* .readManifest */ .WI)(reference, context);
    if (answer.kind !== "found") {
        throw new _report_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H({
            attempted: `merging ${reference}`,
            found: answer.reason,
            advice: `Let each job push with "push-by-digest: true" to the same repository before this step, and check the login.`,
        });
    }
    const document = JSON.parse(answer.bytes.toString("utf8"));
    const index = _content_image_content_js__WEBPACK_IMPORTED_MODULE_2__/* .indexSchema */ .me.safeParse(document);
    if (index.success)
        return index.data.manifests;
    const repository = (0,_manifests_image_reference_js__WEBPACK_IMPORTED_MODULE_8__/* .parseImageReference */ .o_)(reference)?.repository ?? "";
    const config = await (0,_registry_js__WEBPACK_IMPORTED_MODULE_4__/* .readBlob */ .gm)(repository, manifestConfig.parse(document).config.digest, context);
    const platform = configPlatform.parse(JSON.parse(config.toString("utf8")));
    const { mediaType, digest, bytes } = answer;
    const { os, architecture, variant } = platform;
    const named = variant === undefined ? { os, architecture } : { os, architecture, variant };
    return [{ mediaType, digest, size: bytes.length, platform: named }];
}


/***/ })

};
