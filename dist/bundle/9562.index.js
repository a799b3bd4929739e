"use strict";exports.id=9562,exports.ids=[9562],exports.modules={95833:((e,t,n)=>{n.d(t,{H:()=>i,M:()=>a});var r=n(37793);function i(e,t){if(e.length===0)return``;let n=[...e,a(t)],r=Math.max(1,...n.map(({open:e})=>s(e))),i=900/n.length,c=n.map((e,t)=>o(e,t*i,Math.min(i*.8,40),r)),[l,u]=[n[0],n.at(-1)];return`<section><h2>History</h2>
<svg class="chart" viewBox="0 0 900 160" role="img" aria-label="Open findings of ${n.length} runs">
${c.join(`
`)}
<text x="0" y="152">${l?.at.slice(0,10)}</text>
<text x="900" y="152" text-anchor="end">${u?.at.slice(0,10)}</text>
<text x="0" y="12">${r} open</text>
</svg></section>`}function a({at:e,commit:t,passed:n,checks:i}){return{at:e,commit:t,passed:n,open:Object.fromEntries(r.g.map(e=>[e,i.filter(t=>t.severity===e).flatMap(({findings:e})=>e).filter(({state:e})=>e===`open`).length]))}}function o({open:e,at:t,commit:n,passed:i},a,o,s){let c=130,l=r.g.toReversed().map(t=>{let n=e[t]/s*110;return c-=n,n===0?``:`<rect class="${t}" x="${a}" y="${c}" width="${o}" height="${n}"/>`}),u=r.g.map(t=>`${e[t]} ${t}`).join(`, `);return`<g><title>${`${t.slice(0,16).replace(`T`,` `)} ${n.slice(0,12)}: ${i?`passed`:`failed`}, ${u}`.replaceAll(/[^\w .,:-]/g,``)}</title><rect x="${a}" y="130" width="${o}" height="2" class="${i?`low`:`high`}"/>${l.join(``)}</g>`}function s(e){return Object.values(e).reduce((e,t)=>e+t,0)}}),89562:((e,t,n)=>{n.d(t,{htmlReport:()=>c});var r=n(77598),i=n(37793),a=n(95833);let o=`
:root { color-scheme: light dark; --line: #8884; --quiet: #6b7280; --card: #8881; --failed: #c2321f; --unknown: #9a6700; --passed: #1a7f37; --accepted: #0969da; }
@media (prefers-color-scheme: dark) { :root { --quiet: #9aa4b2; --failed: #ff7b6b; --unknown: #e3b341; --passed: #4ac26b; --accepted: #58a6ff; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 0 auto; padding: 1.5rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
code { font: .88em ui-monospace, monospace; }
.verdict { padding: .1em .5em; border-radius: .3em; color: #fff; } .verdict.passed { background: #1a7f37; } .verdict.failed { background: #c2321f; }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; list-style: none; }
.tiles li { flex: 1 1 8rem; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .4rem; color: var(--quiet); }
.tiles strong { display: block; font-size: 1.6rem; line-height: 1.2; }
.failed > strong, .mark.failed { color: var(--failed); } .unknown > strong, .mark.unknown { color: var(--unknown); }
.passed > strong, .mark.passed { color: var(--passed); } .accepted > strong { color: var(--accepted); } 
.mark.accepted { color: var(--accepted); } .mark { font-weight: 600; }
.first li { margin-bottom: .6rem; } .advice { color: var(--quiet); }
.severity { font-size: .8rem; padding: 0 .45em; border: 1px solid currentColor; border-radius: 1em; white-space: nowrap; }
.severity.critical, .severity.high { color: var(--failed); } .severity.medium { color: var(--unknown); } .severity.low, .severity.info { color: var(--quiet); }
.blocks { color: var(--failed); font-size: .8rem; font-weight: 600; }
.filters { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: end; padding: .75rem; background: var(--card); border-radius: .4rem; }
.filters fieldset { border: 0; padding: 0; margin: 0; } .filters legend { color: var(--quiet); font-size: .8rem; padding: 0; }
.filters label { margin-right: .6rem; white-space: nowrap; }
.check { border: 1px solid var(--line); border-left-width: 4px; border-radius: .4rem; margin: .5rem 0; padding: .4rem .75rem; }
.check.failed { border-left-color: var(--failed); } .check.unknown { border-left-color: var(--unknown); } .check.passed { border-left-color: var(--passed); }
.check summary { cursor: pointer; } .check:target { outline: 2px solid var(--accepted); } .reason { color: var(--unknown); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid var(--line); }
tr.waived, tr.baseline { color: var(--quiet); }
.chart { width: 100%; height: auto; max-height: 12rem; } .chart text { font-size: 11px; fill: currentColor; }
.chart .critical { fill: #82071e; } .chart .high { fill: #c2321f; } .chart .medium { fill: #d4a72c; } .chart .low { fill: #8c959f; } .chart .info { fill: #c0c8d0; }
[hidden] { display: none !important; }
@media print { .filters { display: none; } }
`,s=`
"use strict";
const form = document.querySelector("form.filters");
const cards = [...document.querySelectorAll(".check")];
const texts = new Map(cards.map((card) => [card, card.textContent.toLowerCase()]));
function apply() {
  const chosen = new FormData(form);
  const words = chosen.get("text").toLowerCase().split(/\\s+/).filter(Boolean);
  const area = chosen.get("area");
  let shown = 0;
  for (const card of cards) {
    const { state, severity } = card.dataset;
    const fits = chosen.getAll("state").includes(state) && chosen.getAll("severity").includes(severity)
      && (area === "" || area === card.dataset.area) && words.every((word) => texts.get(card).includes(word));
    card.hidden = !fits;
    if (fits) shown += 1;
  }
  document.getElementById("shown").textContent = shown + " of " + cards.length + " checks";
}
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(apply));
function open() {
  const card = location.hash === "" ? null : document.getElementById(location.hash.slice(1));
  if (card instanceof HTMLDetailsElement) { card.hidden = false; card.open = true; }
}
addEventListener("hashchange", open);
open();
`;function c(e){let{subject:t,passed:n,checks:r,history:i}=e;return`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${b(s)}'; style-src '${b(o)}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${l(`${n?`Passed`:`Failed`}: ${t}`)}</title>
<style>${o}</style>
</head>
<body>
<header>
<h1><span class="verdict ${n?`passed`:`failed`}">${n?`Passed`:`Failed`}</span> ${l(t)}</h1>
<p>${u(e)}</p>
${d(e)}
</header>
<main>
${f(e)}
${(0,a.H)(i,e)}
<section id="checks" aria-labelledby="all-checks">
<h2 id="all-checks">All checks</h2>
${m(r)}
<p id="shown" role="status">${r.length} of ${r.length} checks</p>
${r.map(g).join(`
`)}
</section>
</main>
<script>${s}<\/script>
</body>
</html>
`}function l(e){return e.replaceAll(/[&<>"']/g,e=>`&#${e.charCodeAt(0)};`)}function u({at:e,commit:t,profile:n,failOn:r}){return l([n===null?void 0:`Profile ${n}`,r===`none`?`nothing fails the job`:`${r} and worse fails the job`,t===``?void 0:`commit ${t.slice(0,12)}`,e].filter(e=>e!==void 0).join(` · `))}function d({counts:e,checks:t}){let n=t.flatMap(({findings:e})=>e).filter(({state:e})=>e!==`open`).length,r=(e,t,n)=>`<li class="${n}"><strong>${t}</strong> ${e}</li>`;return`<ul class="tiles">
${r(`failed`,e.failed,`failed`)}
${r(`unknown`,e.unknown,`unknown`)}
${r(`passed`,e.passed,`passed`)}
${r(`not applicable`,e[`not-applicable`],`not-applicable`)}
${r(`findings let pass`,n,`accepted`)}
</ul>`}function f({checks:e,waivers:t}){let n=e.filter(({blocks:e})=>e),r=t.map(({waiver:e,problem:t})=>`<li>The waiver for ${l(e)} ${t===`ended`?`has ended`:`is about nothing that was found`}.</li>`);if(n.length===0&&r.length===0)return``;let i=n.slice(0,5).map(e=>`<li><a href="#${y(e)}">${l(e.id)}</a> <span class="severity ${e.severity}">${e.severity}</span>
<br>${l(p(e))}<br><span class="advice">${l(e.recommendation)}</span></li>`),a=n.length>5?`<p>and ${n.length-5} more below.</p>`:``;return`<section><h2>Fix first</h2><ol class="first">${[...i,...r].join(`
`)}</ol>${a}</section>`}function p({findings:e,reason:t}){let n=e.filter(({state:e})=>e===`open`),[r]=n;if(r===void 0)return`nobody knows: ${t}`;let i=n.length>1?` (and ${n.length-1} more)`:``;return`${r.subject}: ${r.evidence}${i}`}function m(e){let t=[...new Set(e.map(({area:e})=>e))];return`<form class="filters">
<label>Search <input type="search" name="text" placeholder="name, object, evidence"></label>
${h(`state`,[`failed`,`unknown`,`accepted`,`passed`,`not-applicable`])}
${h(`severity`,i.g)}
<label>Area <select name="area"><option value="">all</option>${t.map(e=>`<option>${l(e)}</option>`).join(``)}</select></label>
<button type="reset">Reset</button>
</form>`}function h(e,t){return`<fieldset><legend>${e}</legend>${t.map(t=>`<label><input type="checkbox" name="${e}" value="${t}" checked> ${t.replace(`-`,` `)}</label>`).join(``)}</fieldset>`}function g(e){let{id:t,area:n,severity:r,state:i,title:a,why:o,recommendation:s,source:c,reason:u,findings:d}=e,f=i===`failed`||i===`unknown`;return`<details class="check ${i}" id="${y(e)}" data-state="${i}" data-severity="${r}" data-area="${l(n)}"${f?` open`:``}>
<summary><span class="mark ${i}">${i.replace(`-`,` `)}</span> <span class="severity ${r}">${r}</span> <code>${l(t)}</code> ${l(a)}${_(e)}</summary>
<p>${l(o)}</p>
${u===``?``:`<p class="reason">${l(u)}</p>`}
${d.length===0?``:`<table><thead><tr><th>Where<th>Evidence<th>State<th>Since</tr></thead><tbody>${d.map(v).join(``)}</tbody></table>`}
<p class="advice">${l(s)} <a href="${l(c)}" rel="noreferrer">Source</a></p>
</details>`}function _({blocks:e,relaxed:t}){return e?` <span class="blocks">fails the job</span>`:t?` <span class="advice">relaxed here</span>`:``}function v({subject:e,evidence:t,file:n,line:r,state:i,accepted:a,mended:o,since:s}){let c=n===null?``:`<br><code>${l(n)}${r===null?``:`:${r}`}</code>`,u=a===``?``:`<br>${l(a)}`,d=o?`<br>in the suggested patch`:``;return`<tr class="${i}"><td>${l(e)}${c}<td>${l(t)}<td>${i}${u}${d}<td>${s===null?``:l(s.slice(0,10))}</tr>`}function y({id:e}){return l(e.replaceAll(/[^a-z0-9-]/g,`-`))}function b(e){return`sha256-${(0,r.createHash)(`sha256`).update(e).digest(`base64`)}`}})};