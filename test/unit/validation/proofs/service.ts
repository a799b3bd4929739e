// How do the proofs change one thing about a service?

import type { LiveObjects } from "../../../../src/validation/live-objects.ts";
import { type Subject, subjectOf } from "../../../../src/validation/subject.ts";
import { manifestsWith } from "../objects.ts";

/** The good service, with one text replaced by another. */
export function good(from = "", to = "", live?: LiveObjects): Subject {
  return subjectOf(manifestsWith(from, to), live, undefined);
}

interface Parts {
  readonly kind?: string;
  readonly name?: string;
  readonly app?: string;
  readonly namespace?: string;
  /** Each in YAML's flow style, without the braces. */
  readonly spec?: string;
  readonly pod?: string;
  readonly container?: string;
  readonly annotations?: string;
}

/** A workload with one container; the labels of its pods are `app`. */
export function workload(parts: Parts = {}): string {
  const { kind = "Deployment", name = "a", namespace = "shop", app = name } = parts;
  const { spec = "", pod = "", container = "", annotations = "" } = parts;
  return `apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec: { ${spec}${comma(spec)} selector: { matchLabels: { app: ${app} } }, template: { metadata: { labels: { app: ${app} }, annotations: { ${annotations} } }, spec: {
  ${pod}${comma(pod)} containers: [{ name: a, image: "registry.example.com/a:1"${comma(container)} ${container} }] } } }
`;
}

export function service(spec: string, name = "a"): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { ${spec} }
`;
}

export function budget(spec: string, name = "a"): string {
  return `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: ${name}, namespace: shop }
spec: { ${spec} }
`;
}

export function autoscaler(spec: string, name = "a"): string {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name}, namespace: shop }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: a }${comma(spec)} ${spec} }
`;
}

export function policy(spec: string, name = "a", namespace = "shop"): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: { ${spec} }
`;
}

export function ingress(spec: string, annotations = "", name = "a"): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: shop, annotations: { ${annotations} } }
spec: { ${spec} }
`;
}

/** An Ingress with one host and one path. */
export function rule(path = "path: /, pathType: Prefix", host = "host: a.example.com", port = "number: 80"): string {
  return `rules: [{ ${host}${comma(host)} http: { paths: [{ ${path}, backend: { service: { name: a, port: { ${port} } } } }] } }]`;
}

export function route(spec: string, name = "a"): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${name}, namespace: shop }
spec: { ${spec} }
`;
}

export function docs(...texts: string[]): string {
  return texts.join("---\n");
}

function comma(text: string): string {
  return text === "" ? "" : ",";
}
