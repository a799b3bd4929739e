export const id = 864;
export const ids = [864];
export const modules = {

/***/ 864:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  buildImage: () => (/* binding */ buildImage)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 15 modules
var schemas = __webpack_require__(9143);
// EXTERNAL MODULE: ./src/manifests/image-reference.js
var image_reference = __webpack_require__(9033);
// EXTERNAL MODULE: ./src/report/failure.js
var failure = __webpack_require__(6302);
;// CONCATENATED MODULE: ./src/image/arguments.js
function buildxArguments(build) {
    return [
        "build",
        "--progress=plain",
        ...arguments_option("--builder", build.builder),
        ...arguments_option("--file", build.file),
        ...arguments_option("--target", build.target),
        ...each("--build-arg", build.buildArgs),
        ...each("--build-context", build.buildContexts),
        ...each("--secret", build.secrets.map(({ id }, index) => `id=${id},env=${secretVariable(index)}`)),
        ...arguments_option("--platform", build.platforms.join(",")),
        ...each("--tag", build.tags),
        ...each("--label", build.labels),
        ...each("--annotation", build.annotations),
        ...each("--cache-from", build.cacheFrom),
        ...each("--cache-to", build.cacheTo),
        ...(build.noCache ? ["--no-cache"] : []),
        ...(build.pull ? ["--pull"] : []),
        build.push ? "--push" : "--output=type=cacheonly",
        "--metadata-file",
        build.metadataFile,
        "--",
        build.context,
    ];
}
function secretVariables(secrets) {
    return Object.fromEntries(secrets.map(({ value }, index) => [secretVariable(index), value]));
}
function secretVariable(index) {
    return `SLIPWAY_BUILD_SECRET_${index}`;
}
function arguments_option(name, value) {
    return value ? [name, value] : [];
}
function each(name, values) {
    return values.flatMap((value) => [name, value]);
}

// EXTERNAL MODULE: ./src/image/registry.js + 2 modules
var registry = __webpack_require__(7369);
;// CONCATENATED MODULE: ./src/image/confirm-push.js



async function confirmPush(reference, tags, context) {
    const digest = (0,image_reference/* parseImageReference */.o_)(reference)?.digest ?? "";
    const repositories = new Set(tags.map((tag) => (0,image_reference/* parseImageReference */.o_)(tag)?.repository ?? tag));
    for (const repository of repositories)
        await confirmDigest(`${repository}@${digest}`, context);
    for (const tag of tags)
        await confirmTag(tag, digest, context);
}
async function confirmDigest(reference, context) {
    const answer = await (0,registry.lookUpImage)(reference, context);
    switch (answer.kind) {
        case "found":
            context.log.info(`The registry serves ${reference}.`);
            return;
        case "missing":
            throw new failure/* Failure */.H({
                attempted: `asking the registry for ${reference}`,
                found: `the push ended well, and yet ${answer.reason}`,
                advice: "Look at the registry's own log and storage: what it took, it does not give.",
            });
        case "denied":
        case "unreachable":
            context.log.warning(`The push ended well, but could not be read back from here: ${answer.reason}.`);
    }
}
async function confirmTag(tag, digest, context) {
    const answer = await (0,registry.lookUpImage)(tag, context);
    if (answer.kind === "found" && answer.digest !== digest) {
        context.log.warning(`${tag} already is another image (${answer.digest}): something else pushed to the same tag.`);
    }
}

;// CONCATENATED MODULE: ./src/image/explain-build.js

const shownLines = 10;
const shownErrors = 3;
const longestStep = 100;
function readBuildError(lines) {
    const vertex = findLast(lines, /^#(\d+) ERROR: /)?.[1];
    const name = vertex === undefined ? undefined : find(lines, new RegExp(`^#${vertex} (\\[.+)$`))?.[1];
    const own = vertex === undefined ? [] : lines.flatMap((line) => stepOutput(line, vertex) ?? []);
    return {
        message: findMessage(lines),
        step: name === undefined || name.startsWith("[internal]") ? undefined : shorten(name.replace(/^\[[^\]]*\] /, "")),
        line: findLine(lines),
        lastLines: lastTelling(own.length > 0 ? own : lines.filter((line) => !/^-*\s*$/.test(line))),
    };
}
function explainBuild(lines, file, exitCode) {
    const error = readBuildError(lines);
    return new failure/* Failure */.H({
        attempted: "building the image",
        found: describe(error, exitCode),
        advice: advise(error),
        at: error.line === undefined ? undefined : { file, line: error.line },
        evidence: error.lastLines.length === 0
            ? []
            : [
                {
                    title: `last lines of ${error.step === undefined ? "the build" : `the step "${error.step}"`}`,
                    text: error.lastLines.join("\n"),
                },
            ],
    });
}
function describe({ step, message }, exitCode) {
    const stepCode = /did not complete successfully: exit code: (\d+)/.exec(message)?.[1];
    if (step !== undefined && stepCode !== undefined)
        return `the step "${step}" ended with exit code ${stepCode}`;
    if (message === "")
        return `buildx ended with exit code ${exitCode}`;
    return step === undefined ? message : `the step "${step}" failed: ${message}`;
}
const advices = [
    [
        /401 Unauthorized|403 Forbidden|insufficient_scope|authorization failed|no basic auth credentials|denied: |failed to authorize/,
        "Log in to the registry in a step before this one (docker/login-action), with an account that may write there, and check the name of the repository.",
    ],
    [
        /failed to (?:calculate checksum|compute cache key)|": not found/,
        "A file that the Dockerfile copies is not in the build context: check its path, the input context, and .dockerignore.",
    ],
    [
        /failed to push/,
        "Check the name of the registry and that the builder can reach it: it is the builder that pushes, not this machine.",
    ],
    [
        /failed to resolve source metadata|pull access denied|: not found$/,
        "Check the name of the base image and its tag, and that the builder can reach its registry; build-contexts can put another image in its place.",
    ],
    [
        /exit code: 137|cannot allocate memory|signal: killed/,
        "The step was killed, most often for lack of memory: give the builder more, or let the step do less at a time.",
    ],
    [/no space left on device/, "The builder's disk is full: prune its cache (docker buildx prune) or give it more."],
    [/no builder .* found/, "Create the builder in a step before this one, or leave out the input builder."],
    [
        /failed to list workers|connection refused|Cannot connect to the Docker daemon|error during connect|deadline exceeded|failed to receive status|closing transport/,
        "The builder does not answer, or was ended while it built: look at it with docker buildx inspect, or set one up with docker/setup-buildx-action.",
    ],
    [
        /target stage .* could not be found|target .* not found/,
        "The input target must name a stage of the Dockerfile (FROM … AS name).",
    ],
    [
        /did not complete successfully/,
        "Run the same build on your machine (docker buildx build) to see it fail, and mend the step.",
    ],
    [/dockerfile parse error|unknown instruction|failed to parse/, "Mend this line of the Dockerfile."],
];
function advise(error) {
    const match = advices.find(([pattern]) => pattern.test(error.message));
    return match?.[1] ?? "The whole output of the build stands above in the log.";
}
function shorten(step) {
    const line = step.replace(/\s+/g, " ");
    return line.length > longestStep ? `${line.slice(0, longestStep)}…` : line;
}
function findMessage(lines) {
    const message = findLast(lines, /^ERROR: (.+)$/)?.[1] ?? findLast(lines, /^#\d+ ERROR: (.+)$/)?.[1] ?? "";
    return message.replace(/^(?:failed to build: )?(?:failed to solve: )?/, "").trim();
}
function findLine(lines) {
    const marked = find(lines, /^\s*(\d+) \| >>> /)?.[1];
    const heading = lines.findLast((line, index) => /^\S+:\d+$/.test(line) && lines[index + 1]?.startsWith("-----"));
    const text = marked ?? heading?.slice(heading.lastIndexOf(":") + 1) ?? findLast(lines, /parse error on line (\d+)/)?.[1];
    return text === undefined ? undefined : Number(text);
}
function stepOutput(line, vertex) {
    return new RegExp(`^#${vertex} \\d+\\.\\d+ (.*)$`).exec(line)?.[1];
}
function lastTelling(lines) {
    const last = lines.slice(-shownLines);
    const earlier = lines.slice(0, -shownLines).filter(readsLikeError).slice(-shownErrors);
    if (earlier.length === 0 || last.some(readsLikeError))
        return last;
    return [...earlier, "…", ...last.slice(earlier.length + 1)];
}
function readsLikeError(line) {
    return /\b(?:error|fail(?:ed|ure)?|fatal|panic|cannot|can't|denied|no such|not found|undefined)\b/i.test(line);
}
function find(lines, pattern) {
    for (const line of lines) {
        const match = pattern.exec(line);
        if (match)
            return match;
    }
    return undefined;
}
function findLast(lines, pattern) {
    return find(lines.toReversed(), pattern);
}

;// CONCATENATED MODULE: ./src/image/find-buildx.js

const places = [
    { command: "docker", prefix: ["buildx"] },
    { command: "docker-buildx", prefix: [] },
    { command: "buildx", prefix: [] },
];
async function findBuildx({ env, signal, runCommand }) {
    for (const { command, prefix } of places) {
        const options = { directory: process.cwd(), env, signal, timeout: 30_000 };
        const answer = await runCommand(command, [...prefix, "version"], options);
        const version = answer.status === 0 ? /buildx\s+(\S+)/.exec(answer.stdout)?.[1] : undefined;
        if (version !== undefined)
            return { command, prefix, version };
    }
    throw new failure/* Failure */.H({
        attempted: "looking for docker buildx",
        found: "neither `docker buildx` nor `docker-buildx` nor `buildx` answers on this runner",
        advice: "Use a step with docker/setup-buildx-action before this one, or install the docker-buildx-plugin package of the runner's system.",
    });
}

;// CONCATENATED MODULE: ./src/image/labels.js
function imageLabels(facts, version, own) {
    const known = {
        "org.opencontainers.image.title": facts.title,
        "org.opencontainers.image.version": version,
        "org.opencontainers.image.revision": facts.commit,
        "org.opencontainers.image.source": facts.url,
        "org.opencontainers.image.created": facts.committedAt === undefined ? "" : rfc3339(facts.committedAt),
    };
    const ownKeys = new Set(own.map((label) => label.split("=", 1)[0]));
    const made = Object.entries(known).filter(([key, value]) => value !== "" && !ownKeys.has(key));
    return [...made.map(([key, value]) => `${key}=${value}`), ...own];
}
function rfc3339(seconds) {
    return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./src/image/locate-source.js



function locateSource(request) {
    const context = request.context || ".";
    const file = request.file;
    if (/^(?:https?|git|ssh):\/\/|^git@|^github\.com\//.test(context)) {
        return { context, folder: undefined, dockerfile: file ?? "Dockerfile" };
    }
    const folder = (0,external_node_path_.resolve)(request.directory, context);
    if (!isFolder(folder)) {
        throw new failure/* Failure */.H({
            attempted: `reading the input "context"`,
            found: `there is no folder ${context} in ${request.directory}`,
            advice: "Name the folder that the Dockerfile copies from, and check the repository out in a step before this one.",
        });
    }
    const dockerfile = fromDirectory(request.directory, file ?? (0,external_node_path_.join)(context, "Dockerfile"));
    if (!(0,external_node_fs_.existsSync)((0,external_node_path_.resolve)(request.directory, dockerfile))) {
        throw new failure/* Failure */.H({
            attempted: "looking for the Dockerfile",
            found: `there is no file ${dockerfile} in ${request.directory}`,
            advice: `Name it in the input "file", which begins at the workspace, not at the context.`,
        });
    }
    return { context, folder, dockerfile };
}
function fromDirectory(directory, file) {
    const path = (0,external_node_path_.relative)(directory, (0,external_node_path_.resolve)(directory, file));
    return path.startsWith("..") ? file : path;
}
function isFolder(path) {
    return (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./src/image/run-buildx.js




const usualPatience = { afterInterrupt: 3000, afterTerminate: 1500 };
const flushEvery = 200;
const mostLines = 10_000;
async function runBuildx(run) {
    run.signal.throwIfAborted();
    const child = (0,external_node_child_process_.spawn)(run.buildx.command, [...run.buildx.prefix, ...run.args], {
        cwd: run.directory,
        env: run.env,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
    });
    const output = collectOutput(child, run.log);
    const killAtExit = () => signalGroup(child, "SIGKILL");
    process.once("exit", killAtExit);
    const closed = (0,external_node_events_.once)(child, "close");
    let ending;
    const end = () => {
        ending ??= endGroup(child, closed, run.patience ?? usualPatience);
    };
    run.signal.addEventListener("abort", end, { once: true });
    try {
        const [exitCode] = await closed;
        await ending;
        run.signal.throwIfAborted();
        return { exitCode: exitCode ?? 1, lines: output.lines };
    }
    finally {
        output.flush();
        run.signal.removeEventListener("abort", end);
        process.removeListener("exit", killAtExit);
    }
}
function collectOutput(child, log) {
    const lines = [];
    let unprinted = [];
    let timer;
    const flush = () => {
        clearTimeout(timer);
        timer = undefined;
        if (unprinted.length > 0)
            log.foreign(unprinted.join("\n"));
        unprinted = [];
    };
    const take = (line) => {
        lines.push(line);
        if (lines.length > mostLines)
            lines.shift();
        unprinted.push(line);
        timer ??= setTimeout(flush, flushEvery);
    };
    splitLines(child.stdout, take);
    splitLines(child.stderr, take);
    return { lines, flush };
}
function splitLines(stream, take) {
    const decoder = new external_node_string_decoder_.StringDecoder("utf8");
    let rest = "";
    stream.on("data", (chunk) => {
        const parts = (rest + decoder.write(chunk)).split(/\r?\n/);
        rest = parts.pop() ?? "";
        parts.forEach(take);
    });
    stream.on("end", () => {
        rest += decoder.end();
        if (rest !== "")
            take(rest);
    });
}
async function endGroup(child, closed, patience) {
    const isClosed = closed.then(() => true, () => true);
    const closesIn = (milliseconds) => Promise.race([isClosed, (0,external_node_timers_promises_.setTimeout)(milliseconds, false, { ref: false })]);
    signalGroup(child, "SIGINT");
    if (!(await closesIn(patience.afterInterrupt))) {
        signalGroup(child, "SIGTERM");
        await closesIn(patience.afterTerminate);
    }
    signalGroup(child, "SIGKILL");
    child.stdout.destroy();
    child.stderr.destroy();
}
function signalGroup(child, signal) {
    if (child.pid === undefined)
        return;
    try {
        process.kill(-child.pid, signal);
    }
    catch (error) {
        if (error.code !== "ESRCH")
            throw error;
    }
}

;// CONCATENATED MODULE: ./src/image/source-facts.js
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

;// CONCATENATED MODULE: ./src/image/tags.js


function imageTags(inputs) {
    const own = inputs.image === undefined ? [] : [`${checkRepository(inputs.image)}:${sanitiseTag(inputs.version)}`];
    return [...new Set([...own, ...(inputs.tags ?? []).map(checkTag)])];
}
function sanitiseTag(version) {
    return version
        .replace(/[^\w.-]+/g, "-")
        .replace(/^[.-]+/, "")
        .slice(0, 128);
}
function checkRepository(image) {
    const parsed = (0,image_reference/* parseImageReference */.o_)(lowerRepository(image));
    if (parsed === undefined)
        throw malformed("image", image, "Write a repository such as ghcr.io/acme/orders.");
    if (parsed.tag !== "" || parsed.digest !== "") {
        throw new failure/* Failure */.H({
            attempted: `reading the input "image"`,
            found: `"${image}" has a ${parsed.digest === "" ? "tag" : "digest"} of its own`,
            advice: `Write only the repository, ${parsed.repository}: its tag is the version. Other names go into "tags".`,
        });
    }
    return parsed.repository;
}
function checkTag(text) {
    const parsed = (0,image_reference/* parseImageReference */.o_)(lowerRepository(text));
    if (parsed === undefined) {
        throw malformed("tags", text, "Write whole references such as ghcr.io/acme/orders:1.4.0, one per line.");
    }
    if (parsed.digest !== "") {
        throw malformed("tags", text, "A digest is what the build gives, not what it is given: write name:tag.");
    }
    return `${parsed.repository}:${parsed.tag || "latest"}`;
}
function lowerRepository(reference) {
    const afterPath = reference.lastIndexOf("/") + 1;
    const tagAt = reference.slice(afterPath).search(/[:@]/);
    const end = tagAt === -1 ? reference.length : afterPath + tagAt;
    return reference.slice(0, end).toLowerCase() + reference.slice(end);
}
function malformed(input, text, advice) {
    return new failure/* Failure */.H({
        attempted: `reading the input "${input}"`,
        found: `"${text}" is not the name of an image`,
        advice,
    });
}

;// CONCATENATED MODULE: ./src/image/version.js
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

;// CONCATENATED MODULE: ./src/image/build-image.js















async function buildImage(request, context) {
    const started = performance.now();
    const place = locateSource(request);
    const facts = await readSourceFacts({ ...context, directory: place.folder });
    const { version, from } = chooseVersion(request.version, facts);
    const tags = chooseTags(request, version);
    const buildx = await findBuildx(context);
    context.log.info(`Version ${version || "unknown"}, from ${from}. Built by buildx ${buildx.version}.`);
    const metadata = await inTemporaryFolder(context.tempDirectory, (folder) => {
        const invocation = invocationOf(request, {
            place,
            facts,
            version,
            tags,
            metadataFile: (0,external_node_path_.join)(folder, "metadata.json"),
        });
        const tools = {
            buildx,
            directory: request.directory,
            dockerfile: place.dockerfile,
            variables: variables(facts, version),
        };
        return build(invocation, tools, context);
    });
    const { digest, reference } = pushes(request) ? pushed(metadata, tags) : { digest: "", reference: "" };
    if (reference !== "")
        await confirmPush(reference, tags, context);
    return { digest, reference, tags, metadata, version, durationMs: Math.round(performance.now() - started) };
}
function chooseTags(request, version) {
    if (request.image !== undefined && version === "") {
        throw new failure/* Failure */.H({
            attempted: "choosing the version to build",
            found: `the source has no commit that git or the runner could name, and the input "version" is empty`,
            advice: `Check the repository out in a step before this one (actions/checkout), or give "version".`,
        });
    }
    const tags = imageTags({ image: request.image, version, tags: request.tags });
    if (pushes(request) && tags.length === 0) {
        throw new failure/* Failure */.H({
            attempted: "reading the inputs",
            found: `neither "image" nor "tags" says where the image goes`,
            advice: `Give "image", such as ghcr.io/acme/orders, or "push: false" to only build.`,
        });
    }
    return tags;
}
function pushes(request) {
    return request.push ?? true;
}
function invocationOf(request, chosen) {
    const { place, facts, version, tags, metadataFile } = chosen;
    const title = facts.title || (0,image_reference/* lastSegment */.mp)((0,image_reference/* parseImageReference */.o_)(tags[0] ?? "")?.repository ?? "");
    return {
        ...withDefaults(request),
        context: place.context,
        file: place.folder === undefined ? request.file : place.dockerfile,
        tags,
        labels: imageLabels({ ...facts, title }, version, request.labels ?? []),
        push: pushes(request),
        metadataFile,
    };
}
function withDefaults(request) {
    const none = [];
    const lists = { buildArgs: none, buildContexts: none, platforms: none, labels: none, annotations: none };
    const switches = { noCache: false, pull: false, push: true };
    const given = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
    return { ...lists, cacheFrom: none, cacheTo: none, secrets: [], ...switches, ...given };
}
async function build(invocation, tools, context) {
    const args = buildxArguments(invocation);
    const command = [tools.buildx.command, ...tools.buildx.prefix, ...args];
    return context.log.group(`Build ${invocation.tags[0] ?? tools.dockerfile}`, async () => {
        context.log.foreign(command.map(quote).join(" "));
        const result = await runBuildx({
            buildx: tools.buildx,
            args,
            directory: tools.directory,
            env: { ...tools.variables, ...context.env, ...secretVariables(invocation.secrets) },
            log: context.log,
            signal: context.signal,
        });
        if (result.exitCode !== 0)
            throw explainBuild(result.lines, tools.dockerfile, result.exitCode);
        return (0,promises_.readFile)(invocation.metadataFile, "utf8");
    });
}
function variables(facts, version) {
    return {
        ...(facts.committedAt === undefined ? {} : { SOURCE_DATE_EPOCH: String(facts.committedAt) }),
        ...(version === "" ? {} : { VERSION: version }),
    };
}
function quote(argument) {
    return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
const metadataSchema = schemas/* object */.Ikc({ "containerimage.digest": schemas/* string */.YjP().regex(/^sha256:[0-9a-f]{64}$/) });
function pushed(metadata, tags) {
    const parsed = metadataSchema.safeParse(JSON.parse(metadata));
    const repository = (0,image_reference/* parseImageReference */.o_)(tags[0] ?? "")?.repository;
    if (!parsed.success || repository === undefined) {
        throw new failure/* Failure */.H({
            attempted: "reading the digest of the image",
            found: "buildx ended well, and its metadata names no digest",
            advice: "Use a buildx of 0.8 or later with a BuildKit builder (docker/setup-buildx-action).",
            evidence: [{ title: "buildx's metadata", text: metadata }],
        });
    }
    const digest = parsed.data["containerimage.digest"];
    return { digest, reference: `${repository}@${digest}` };
}
async function inTemporaryFolder(parent, body) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(parent, "slipway-build-"));
    try {
        return await body(folder);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}


/***/ }),

/***/ 7369:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  lookUpImage: () => (/* binding */ lookUpImage)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(3627);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ../../node_modules/execa/index.js + 131 modules
var execa = __webpack_require__(9037);
// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 15 modules
var schemas = __webpack_require__(9143);
;// CONCATENATED MODULE: ./src/image/docker-config.js





const configSchema = schemas/* object */.Ikc({
    auths: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* object */.Ikc({
        auth: schemas/* string */.YjP().optional(),
        username: schemas/* string */.YjP().optional(),
        password: schemas/* string */.YjP().optional(),
        identitytoken: schemas/* string */.YjP().optional(),
    }))
        .optional(),
    credHelpers: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).optional(),
    credsStore: schemas/* string */.YjP().optional(),
});
const answerSchema = schemas/* object */.Ikc({ Username: schemas/* string */.YjP(), Secret: schemas/* string */.YjP() });
async function readCredentials(registry, env, signal) {
    const file = (0,external_node_path_.join)(env.DOCKER_CONFIG || (0,external_node_path_.join)(env.HOME || (0,external_node_os_.homedir)(), ".docker"), "config.json");
    const config = await readConfig(file);
    if (typeof config === "string")
        return { kind: "none", problem: config };
    const helper = config.credHelpers?.[registry] ?? config.credsStore;
    if (helper) {
        const answer = await askHelper(helper, serverOf(registry), env, signal);
        if (answer.kind !== "none" || config.credHelpers?.[registry])
            return answer;
    }
    return fromFile(config, registry);
}
function serverOf(registry) {
    return registry === "docker.io" ? "https://index.docker.io/v1/" : registry;
}
async function readConfig(file) {
    try {
        const parsed = configSchema.safeParse(JSON.parse(await (0,promises_.readFile)(file, "utf8")));
        return parsed.success ? parsed.data : `${file} is not a docker configuration`;
    }
    catch (error) {
        if (error.code === "ENOENT")
            return {};
        return `${file} cannot be read as JSON`;
    }
}
function fromFile(config, registry) {
    const hosts = registry === "docker.io" ? ["docker.io", "index.docker.io", "registry-1.docker.io"] : [registry];
    const entry = Object.entries(config.auths ?? {}).find(([key]) => hosts.includes(hostOf(key)))?.[1];
    if (entry === undefined)
        return { kind: "none" };
    if (entry.identitytoken)
        return { kind: "identity", token: entry.identitytoken };
    const decoded = entry.auth ? Buffer.from(entry.auth, "base64").toString("utf8") : "";
    const cut = decoded.indexOf(":");
    const username = entry.username ?? decoded.slice(0, Math.max(cut, 0));
    const password = entry.password ?? (cut === -1 ? "" : decoded.slice(cut + 1));
    return username === "" ? { kind: "none" } : { kind: "basic", username, password };
}
function hostOf(key) {
    return key.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
}
async function askHelper(helper, server, env, signal) {
    const program = `docker-credential-${helper}`;
    const answer = await (0,execa/* execa */.Ho)(program, ["get"], {
        input: server,
        env,
        extendEnv: false,
        cancelSignal: signal,
        reject: false,
        timeout: 20_000,
    });
    if (signal.aborted)
        throw signal.reason;
    if (answer.exitCode !== 0) {
        return /credentials not found/i.test(answer.stdout + answer.stderr)
            ? { kind: "none" }
            : { kind: "none", problem: `${program} gave no credentials for ${server}` };
    }
    const parsed = answerSchema.safeParse(parseJson(answer.stdout));
    if (!parsed.success)
        return { kind: "none", problem: `${program} answered something that is no credential` };
    const { Username: username, Secret: secret } = parsed.data;
    return username === "<token>" ? { kind: "identity", token: secret } : { kind: "basic", username, password: secret };
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./src/image/reference.js
var image_reference = __webpack_require__(5050);
;// CONCATENATED MODULE: ./src/image/registry-auth.js



function readChallenge(header) {
    const scheme = /^(basic|bearer)\s/i.exec(header)?.[1]?.toLowerCase();
    if (scheme !== "basic" && scheme !== "bearer")
        return undefined;
    const parameters = new Map();
    for (const [, name = "", quoted, bare] of header.matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g)) {
        parameters.set(name.toLowerCase(), quoted ?? bare ?? "");
    }
    return {
        scheme,
        realm: parameters.get("realm") ?? "",
        service: parameters.get("service") ?? "",
        scope: parameters.get("scope") ?? "",
    };
}
async function authorise(address, challenge, credentials, connection) {
    if (challenge === undefined)
        return { kind: "refused", reason: "asks for a way to log in that is not known" };
    if (challenge.scheme === "bearer")
        return fetchToken(address, challenge, credentials, connection);
    return credentials.kind === "basic"
        ? { kind: "header", value: basic(credentials) }
        : { kind: "refused", reason: "asks for a user and a password, and this machine has none for it" };
}
async function fetchToken(address, challenge, credentials, connection) {
    if (!URL.canParse(challenge.realm))
        return { kind: "refused", reason: "names no token service" };
    const url = new URL(challenge.realm);
    if (url.protocol !== "https:" && !(0,image_reference/* isLoopback */.U)(url.host)) {
        return { kind: "refused", reason: `names a token service without TLS (${url.host}), which gets no credentials` };
    }
    const parameters = new URLSearchParams({
        ...(challenge.service === "" ? {} : { service: challenge.service }),
        scope: challenge.scope || `repository:${address.path}:pull`,
    });
    const response = credentials.kind === "identity"
        ? await (0,undici.request)(url, { ...connection, method: "POST", ...refreshForm(parameters, credentials.token) })
        : await (0,undici.request)(withParameters(url, parameters), {
            ...connection,
            headers: credentials.kind === "basic" ? { authorization: basic(credentials) } : {},
        });
    if (response.statusCode === 401 || response.statusCode === 403) {
        await response.body.dump();
        return { kind: "refused", reason: refusal(credentials) };
    }
    if (response.statusCode !== 200) {
        await response.body.dump();
        throw new Error(`its token service ${url.host} answered ${response.statusCode}`);
    }
    const answer = schemas/* object */.Ikc({ token: schemas/* string */.YjP().optional(), access_token: schemas/* string */.YjP().optional() })
        .parse(await response.body.json());
    return { kind: "header", value: `Bearer ${answer.token ?? answer.access_token ?? ""}` };
}
function refreshForm(parameters, token) {
    const form = new URLSearchParams(parameters);
    form.set("grant_type", "refresh_token");
    form.set("client_id", "slipway");
    form.set("refresh_token", token);
    return { headers: { "content-type": "application/x-www-form-urlencoded" }, body: form.toString() };
}
function withParameters(url, parameters) {
    const result = new URL(url);
    for (const [name, value] of parameters)
        result.searchParams.set(name, value);
    return result;
}
function refusal(credentials) {
    return credentials.kind === "none" ? "lets nobody in without logging in" : "refuses the credentials of this machine";
}
function basic(credentials) {
    return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`;
}

;// CONCATENATED MODULE: ./src/image/registry.js





const manifestTypes = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");
async function lookUpImage(reference, options) {
    const address = (0,image_reference.registryAddress)(reference);
    if (address === undefined)
        return { kind: "missing", reason: `"${reference}" is not the name of an image` };
    const dispatcher = new undici.EnvHttpProxyAgent(proxySettings(options.env));
    const timeout = AbortSignal.timeout(options.timeout ?? 20_000);
    const signal = AbortSignal.any([options.signal, timeout]);
    try {
        return await ask(address, { env: options.env, signal, dispatcher });
    }
    catch (error) {
        options.signal.throwIfAborted();
        const reason = timeout.aborted ? "it did not answer in time" : rootMessage(error);
        return { kind: "unreachable", reason: `${address.registry} cannot be reached: ${reason}` };
    }
    finally {
        await dispatcher.destroy();
    }
}
async function ask(address, connection) {
    const first = await askManifest(address, "HEAD", undefined, connection);
    if (first.status !== 401)
        return judge(address, first, undefined, connection);
    const credentials = await readCredentials(address.registry, connection.env, connection.signal);
    const header = await authorise(address, first.challenge, credentials, connection);
    if (header.kind === "refused") {
        const problem = credentials.kind === "none" && credentials.problem ? ` (${credentials.problem})` : "";
        return { kind: "denied", reason: `${address.registry} ${header.reason}${problem}` };
    }
    return judge(address, await askManifest(address, "HEAD", header.value, connection), header.value, connection);
}
async function askManifest(address, method, authorization, { dispatcher, signal }) {
    const url = `${(0,image_reference/* registryUrl */.N)(address.registry)}/v2/${address.path}/manifests/${address.version}`;
    const headers = { accept: manifestTypes, ...(authorization === undefined ? {} : { authorization }) };
    const response = await (0,undici.request)(url, { method, headers, dispatcher, signal });
    const body = Buffer.from(await response.body.arrayBuffer());
    return {
        status: response.statusCode,
        digest: firstValue(response.headers["docker-content-digest"]),
        challenge: readChallenge(firstValue(response.headers["www-authenticate"])),
        body,
    };
}
async function judge(address, answer, authorization, connection) {
    const image = `${address.path} ${address.version}`;
    switch (answer.status) {
        case 200:
            return { kind: "found", digest: answer.digest || (await computeDigest(address, authorization, connection)) };
        case 404:
            return { kind: "missing", reason: `${address.registry} has no ${image}` };
        case 401:
        case 403:
            return { kind: "denied", reason: `${address.registry} refuses to show ${image} (${answer.status})` };
        default:
            return { kind: "unreachable", reason: `${address.registry} answered ${answer.status} for ${image}` };
    }
}
async function computeDigest(address, authorization, connection) {
    if (address.version.startsWith("sha256:"))
        return address.version;
    const { body, status } = await askManifest(address, "GET", authorization, connection);
    if (status !== 200)
        throw new Error(`it answered ${status} for a manifest that it has`);
    return `sha256:${(0,external_node_crypto_.createHash)("sha256").update(body).digest("hex")}`;
}
function proxySettings(env) {
    const httpProxy = env.http_proxy || env.HTTP_PROXY;
    const httpsProxy = env.https_proxy || env.HTTPS_PROXY;
    return {
        ...(httpProxy ? { httpProxy } : {}),
        ...(httpsProxy ? { httpsProxy } : {}),
        noProxy: [env.no_proxy || env.NO_PROXY || "", "localhost,127.0.0.1,[::1]"].filter((part) => part !== "").join(","),
    };
}
function firstValue(header) {
    return (Array.isArray(header) ? header[0] : header) ?? "";
}
function rootMessage(error) {
    if (error instanceof AggregateError && error.errors.length > 0)
        return rootMessage(error.errors[0]);
    if (error instanceof Error && error.cause !== undefined)
        return rootMessage(error.cause);
    return error instanceof Error ? error.message : String(error);
}


/***/ })

};
