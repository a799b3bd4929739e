export const id = 4306;
export const ids = [4306];
export const modules = {

/***/ 14306:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   release: () => (/* binding */ release)
/* harmony export */ });
async function release(steps, log) {
    const image = await steps.image();
    const rollout = await log.group("Deploy", () => steps.deploy(image));
    if (rollout.outcome !== "succeeded" || !rollout.changed)
        return ended(image, rollout, [rollout.summary]);
    const summaries = [rollout.summary];
    try {
        for (const gate of steps.gates) {
            const result = await log.group(capitalised(gate.name), () => gate.run(rollout));
            summaries.push(result.summary);
            if (result.failure !== undefined)
                return await goBack(steps, image, gate, result.failure, summaries);
        }
        const confirmed = await steps.confirm();
        if (confirmed.outcome === "succeeded")
            return ended(image, rollout, summaries);
        return ended(image, { ...rollout, ...confirmed }, [...summaries, confirmed.summary]);
    }
    catch (error) {
        await steps.takeBack(error instanceof Error ? error.message : String(error));
        throw error;
    }
}
async function goBack(steps, image, gate, failure, summaries) {
    const back = await steps.takeBack(`the ${gate.name} failed: ${failure.found}`);
    const told = [...summaries, back.summary];
    if (back.failure !== undefined)
        return ended(image, { ...back, outcome: "failed" }, told);
    return ended(image, { ...back, outcome: "rolled-back", failure }, told);
}
function ended(image, rollout, summaries) {
    return {
        outcome: rollout.outcome,
        changed: rollout.changed,
        image,
        previousDigest: rollout.previousDigest,
        revision: rollout.revision,
        reason: rollout.failure?.found ?? rollout.reason,
        summary: summaries.filter((part) => part !== "").join("\n\n"),
        failure: rollout.failure,
    };
}
function capitalised(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}


/***/ })

};
