// Does ingress-nginx understand the values of its annotations?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import type { Seen } from "../subject.ts";
import { ingressesOf } from "./ingresses-of.ts";

const prefix = "nginx.ingress.kubernetes.io/";

export const annotationValues: Check = {
  id: "network/annotation-values",
  severity: "medium",
  title: "ingress-nginx understands the values of its annotations",
  why: 'A value that it cannot read is ignored or makes it drop the whole Ingress: a limit of ten requests per second that was written as "10r/s" limits nothing.',
  source: "https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/",
  recommendation: "Write whole numbers for limits and timeouts, true or false for switches, and sizes such as 8m.",
  run: (subject) => eachObject(ingressesOf(subject), judge, "there is no Ingress"),
};

const number = { pattern: /^\d+$/, meaning: "a whole number" };
const truth = { pattern: /^(?:true|false)$/, meaning: "true or false" };
const size = { pattern: /^\d+[kKmMgG]?$/, meaning: "a size such as 8m" };

const forms: readonly (readonly [RegExp, { pattern: RegExp; meaning: string }])[] = [
  [/^limit-(?:rps|rpm|connections|rate|rate-after|burst-multiplier)$/, number],
  [/^proxy-(?:connect|read|send)-timeout$|^canary-weight(?:-total)?$|^cors-max-age$/, number],
  [
    /^(?:ssl-redirect|force-ssl-redirect|enable-cors|use-regex|canary|cors-allow-credentials|ssl-passthrough|service-upstream)$/,
    truth,
  ],
  [/^(?:proxy-body-size|client-body-buffer-size|proxy-buffer-size)$/, size],
  [/^proxy-(?:buffering|request-buffering)$/, { pattern: /^(?:on|off)$/, meaning: "on or off" }],
  [
    /^backend-protocol$/,
    {
      pattern: /^(?:HTTP|HTTPS|AUTO_HTTP|GRPC|GRPCS|FCGI)$/,
      meaning: "one of HTTP, HTTPS, AUTO_HTTP, GRPC, GRPCS, FCGI",
    },
  ],
];

function judge({ object }: Seen): Complaint[] {
  return Object.entries(object.metadata.annotations ?? {}).flatMap(([name, value]) => {
    if (!name.startsWith(prefix)) return [];
    const form = forms.find(([names]) => names.test(name.slice(prefix.length)))?.[1];
    if (form === undefined || form.pattern.test(value)) return [];
    return [{ evidence: `${name} is "${value}", not ${form.meaning}`, path: ["metadata", "annotations", name] }];
  });
}
