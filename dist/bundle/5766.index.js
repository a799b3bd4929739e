export const id = 5766;
export const ids = [5766,1277];
export const modules = {

/***/ 85766:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runLoad: () => (/* binding */ runLoad)
});

;// CONCATENATED MODULE: ./src/smoke/load/histogram.js
const stepBits = 10;
const steps = 1 << stepBits;
const largest = 0x7fff_ffff;
function createHistogram() {
    const counts = new Float64Array(indexOf(largest) + 1);
    let count = 0;
    let sum = 0;
    let maximum = 0;
    return {
        record(milliseconds) {
            const microseconds = Math.min(largest, Math.max(0, Math.round(milliseconds * 1000)));
            const index = indexOf(microseconds);
            counts[index] = (counts[index] ?? 0) + 1;
            count++;
            sum += microseconds;
            if (microseconds > maximum)
                maximum = microseconds;
        },
        get count() {
            return count;
        },
        get maximum() {
            return maximum / 1000;
        },
        get mean() {
            return count === 0 ? 0 : sum / count / 1000;
        },
        percentile(percent) {
            const wanted = Math.max(1, Math.ceil((percent / 100) * count));
            let seen = 0;
            for (let index = 0; index < counts.length; index++) {
                seen += counts[index] ?? 0;
                if (seen >= wanted)
                    return Math.min(upperBound(index), maximum) / 1000;
            }
            return 0;
        },
        buckets() {
            const found = new Map();
            counts.forEach((those, index) => {
                if (those === 0)
                    return;
                const bound = 2 ** Math.ceil(Math.log2(Math.max(1, upperBound(index))) - 1e-9);
                found.set(bound, (found.get(bound) ?? 0) + those);
            });
            return [...found].map(([bound, those]) => [bound / 1000, those]);
        },
    };
}
function indexOf(microseconds) {
    if (microseconds < 2 * steps)
        return microseconds;
    const shift = 31 - stepBits - Math.clz32(microseconds);
    return (shift << stepBits) + (microseconds >>> shift);
}
function upperBound(index) {
    if (index < 2 * steps)
        return index;
    const shift = (index >>> stepBits) - 1;
    return (index - (shift << stepBits) + 1) * 2 ** shift - 1;
}

// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(43627);
// EXTERNAL MODULE: ./src/smoke/protocols/connection.js
var connection = __webpack_require__(21277);
// EXTERNAL MODULE: ./src/smoke/protocols/exchange-error.js
var exchange_error = __webpack_require__(63135);
;// CONCATENATED MODULE: ./src/smoke/load/load-line.js



function openLoadLine(way) {
    let sentAt;
    let current = load_line_open(way);
    return {
        send(request, done) {
            sentAt = performance.now();
            let status = 0;
            const settle = (outcome) => {
                if (sentAt === undefined)
                    return;
                sentAt = undefined;
                done(outcome);
            };
            current.client.dispatch(request, {
                onRequestStart: () => undefined,
                onResponseStart(_controller, code) {
                    status = code;
                },
                onResponseData: () => undefined,
                onResponseEnd: () => settle(status),
                onResponseError: (_controller, error) => {
                    setImmediate(settle, (0,exchange_error.wordsFor)(error));
                },
            });
        },
        get sentAt() {
            return sentAt;
        },
        giveUp(reason) {
            const broken = current;
            current = load_line_open(way);
            broken.connecting.abort(reason);
            broken.client.destroy(reason).catch(() => undefined);
        },
        async close() {
            current.connecting.abort();
            await current.client.destroy();
        },
    };
}
function load_line_open(way) {
    const connecting = new AbortController();
    const connect = (0,connection.connectorOver)(way, "http/1.1", connecting.signal, () => undefined);
    const client = new undici.Client(way.origin, { allowH2: false, headersTimeout: 0, bodyTimeout: 0, pipelining: 1, connect });
    return { client, connecting };
}
function endOverdue(lines, timeoutMs) {
    const now = performance.now();
    for (const line of lines) {
        if (line.sentAt !== undefined && now - line.sentAt > timeoutMs)
            line.giveUp(new exchange_error/* OutOfTime */.fg(timeoutMs));
    }
}

;// CONCATENATED MODULE: ./src/smoke/load/schedule.js
function scheduleOf(stages) {
    let startMs = 0;
    let before = 0;
    const parts = stages.map((stage) => {
        const part = { ...stage, startMs, before };
        startMs += stage.durationMs;
        before += ((stage.from + stage.to) / 2) * (stage.durationMs / 1000);
        return part;
    });
    const total = Math.floor(before + 1e-9);
    return {
        total,
        durationMs: startMs,
        at(number) {
            const part = parts.findLast((one) => one.before <= number) ?? parts[0];
            return part === undefined ? 0 : part.startMs + offsetIn(part, number - part.before);
        },
    };
}
function offsetIn({ durationMs, from, to }, arrivals) {
    const growth = (to - from) / (durationMs / 1000);
    if (Math.abs(growth) < 1e-9)
        return from === 0 ? durationMs : (arrivals / from) * 1000;
    const root = Math.sqrt(Math.max(0, from * from + 2 * growth * arrivals));
    return Math.min(durationMs, ((root - from) / growth) * 1000);
}

// EXTERNAL MODULE: ./src/smoke/load/threshold.js
var threshold = __webpack_require__(1587);
;// CONCATENATED MODULE: ./src/smoke/load/run-load.js




const sweepMs = 100;
const judgeMs = 500;
const renewMs = 5000;
const fewestToAbort = 100;
async function runLoad(plan, way, context) {
    const { signal } = context;
    signal.throwIfAborted();
    const pick = await prepare(plan, context);
    const ended = Promise.withResolvers();
    const run = {
        plan,
        way,
        pick,
        schedule: scheduleOf(plan.stages),
        histogram: createHistogram(),
        ownDelay: createHistogram(),
        exhaustedUntil: 0,
        outcomes: new Map(),
        lines: [],
        idle: [],
        alarm: { timer: undefined, immediate: undefined },
        startedAt: performance.now(),
        end: ended.resolve,
        next: 0,
        inFlight: 0,
        errors: 0,
        aborted: undefined,
        isExhausted: false,
        isOver: false,
    };
    const sweep = setInterval(() => keepTime(run), sweepMs);
    const judge = setInterval(() => judgeNow(run), judgeMs);
    signal.addEventListener("abort", run.end, { once: true });
    try {
        pump(run);
        await ended.promise;
    }
    finally {
        run.isOver = true;
        clearInterval(sweep);
        clearInterval(judge);
        silence(run.alarm);
        signal.removeEventListener("abort", run.end);
        await Promise.all(run.lines.map((line) => line.close()));
    }
    signal.throwIfAborted();
    return { figures: figuresOf(run), percentile: (percent) => run.histogram.percentile(percent) };
}
function pump(run) {
    if (run.isOver)
        return;
    const { schedule } = run;
    const now = performance.now() - run.startedAt;
    while (run.next < schedule.total && schedule.at(run.next) <= now) {
        const line = run.idle.pop() ?? openAnother(run);
        if (line === undefined) {
            run.isExhausted = true;
            return;
        }
        send(run, line, schedule.at(run.next), now);
        run.next++;
    }
    if (run.next < schedule.total)
        wakeAt(run.alarm, run.startedAt + schedule.at(run.next), () => pump(run));
    else if (run.inFlight === 0)
        run.end();
}
function send(run, line, dueMs, nowMs) {
    const request = run.pick();
    const waitedMs = Math.max(0, Math.min(run.exhaustedUntil, nowMs) - dueMs);
    run.ownDelay.record(nowMs - dueMs - waitedMs);
    const sentAt = performance.now();
    run.inFlight++;
    line.send(request.prepared(), (outcome) => {
        if (run.isOver)
            return;
        run.inFlight--;
        run.histogram.record(waitedMs + performance.now() - sentAt);
        const name = String(outcome);
        run.outcomes.set(name, (run.outcomes.get(name) ?? 0) + 1);
        if (typeof outcome === "string" || !request.expects(outcome))
            run.errors++;
        run.idle.push(line);
        if (run.isExhausted) {
            run.isExhausted = false;
            run.exhaustedUntil = performance.now() - run.startedAt;
        }
        pump(run);
    });
}
function keepTime(run) {
    endOverdue(run.lines, run.plan.timeoutMs);
    const lastMoment = run.startedAt + run.schedule.durationMs + run.plan.timeoutMs;
    if (performance.now() > lastMoment)
        run.end();
}
function judgeNow(run) {
    if (!run.plan.abortOnFailure || run.histogram.count < fewestToAbort || run.isOver)
        return;
    const measured = {
        ...figuresOf({ ...run, next: run.schedule.total, inFlight: 0 }),
        percentile: run.histogram.percentile,
    };
    const [first] = (0,threshold/* broken */.mw)(run.plan.thresholds.filter(threshold/* isLatencyOrErrors */.tN), measured);
    if (first === undefined)
        return;
    run.aborted = first;
    run.end();
}
function openAnother({ lines, plan, way }) {
    if (lines.length >= plan.mostInFlight)
        return undefined;
    const line = openLoadLine(way);
    lines.push(line);
    return line;
}
async function prepare(plan, { authorization }) {
    const entries = await Promise.all(plan.requests.map(async (request) => {
        let current = preparedOf(request, await authorization(request));
        let renewAt = performance.now() + renewMs;
        const prepared = () => {
            if (performance.now() > renewAt) {
                renewAt = performance.now() + renewMs;
                authorization(request).then((headers) => {
                    current = preparedOf(request, headers);
                }, () => undefined);
            }
            return current;
        };
        return { weight: request.weight, expects: request.expects, prepared };
    }));
    const turns = entries.flatMap((entry) => Array.from({ length: Math.max(1, Math.round(entry.weight)) }, () => entry));
    let turn = 0;
    return () => {
        const entry = turns[turn++ % turns.length];
        if (entry === undefined)
            throw new Error("a load stage without requests");
        return entry;
    };
}
function preparedOf(request, authorization) {
    const headers = { "user-agent": "slipway-smoke-test", ...authorization, ...request.headers };
    return { method: request.method, path: request.path, headers, body: request.body ?? null };
}
function wakeAt(alarm, moment, wake) {
    silence(alarm);
    const left = moment - performance.now();
    if (left > 0)
        alarm.timer = setTimeout(wake, left);
    else
        alarm.immediate = setImmediate(wake);
}
function silence(alarm) {
    clearTimeout(alarm.timer);
    clearImmediate(alarm.immediate);
}
function figuresOf(run) {
    const { aborted, histogram } = run;
    const unsent = aborted === undefined ? run.schedule.total - run.next + run.inFlight : 0;
    const requests = histogram.count + unsent;
    const errors = run.errors + unsent;
    const seconds = (performance.now() - run.startedAt) / 1000;
    const p = (percent) => rounded(histogram.percentile(percent));
    return {
        requests,
        errors,
        unsent,
        seconds: rounded(seconds),
        rate: rounded((requests - errors) / Math.max(seconds, 0.001)),
        mean: rounded(histogram.mean),
        p50: p(50),
        p90: p(90),
        p95: p(95),
        p99: p(99),
        p999: p(99.9),
        max: rounded(histogram.maximum),
        ownDelay: rounded(run.ownDelay.percentile(95)),
        outcomes: Object.fromEntries(run.outcomes),
        histogram: histogram.buckets(),
        ...(aborted === undefined ? {} : { aborted }),
    };
}
function rounded(value) {
    return Math.round(value * 1000) / 1000;
}


/***/ }),

/***/ 21277:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ openConnection),
/* harmony export */   connectorOver: () => (/* binding */ connectorOver)
/* harmony export */ });
/* harmony import */ var _exchange_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(63135);
/* harmony import */ var _tls_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30076);


async function openConnection(way, protocols, signal) {
    const startedAt = performance.now();
    const stream = await way.dial(undefined, signal);
    const dialMs = performance.now() - startedAt;
    const url = new URL(way.origin);
    if (url.protocol !== "https:")
        return { stream, tls: undefined, dialMs };
    const socket = await (0,_tls_js__WEBPACK_IMPORTED_MODULE_1__/* .secure */ .e)(stream, url.hostname, protocols, way.tls, signal);
    const [wanted] = protocols;
    if (wanted === "h2" && socket.alpnProtocol !== "h2") {
        socket.destroy();
        throw new _exchange_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeError */ .Sb("connecting", "the server does not speak HTTP/2: it did not agree to it by ALPN");
    }
    return { stream: socket, tls: (0,_tls_js__WEBPACK_IMPORTED_MODULE_1__/* .tlsFacts */ .f)(socket), dialMs };
}
function connectorOver(way, protocol, signal, opened) {
    return (_options, callback) => {
        openConnection(way, [protocol], signal).then((connection) => {
            opened(connection);
            callback(null, forUndici(connection.stream, protocol));
        }, (error) => callback(error instanceof Error ? error : new Error(String(error)), null));
    };
}
function forUndici(stream, protocol) {
    const socket = stream;
    if (protocol === "h2" && !("encrypted" in stream))
        socket.alpnProtocol = "h2";
    return socket;
}


/***/ })

};
