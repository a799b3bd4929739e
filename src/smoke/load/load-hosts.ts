// May a load be sent to this host?

import { z } from "zod";
import { Failure, type Position } from "../../report/failure.ts";
import type { Endpoint } from "../target.ts";
import { addressedBy, isLoopback } from "../targets/network.ts";
import type { OwnHosts } from "../targets/own-hosts.ts";

/** `orders.example.com`, `orders.example.com:8443`, or `*.example.com` for names that end so. */
export interface LoadHost {
  /** In lower case, without the `*` of `*.example.com`. */
  readonly name: string;
  readonly isSuffix: boolean;
  /** Every port unless given. */
  readonly port: number | undefined;
}

/** What may get a load beside loopback and what a target's object in the cluster leads to. */
export interface LoadHosts {
  readonly listed: readonly LoadHost[];
  /** Asked once, and only where the answer matters; nothing where no cluster is known. */
  readonly ofCluster: (() => Promise<OwnHosts>) | undefined;
}

const form = /^(\*\.)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/;

/** One entry of the input `load-hosts`. A lone `*` is none: a slip of the hand must not load strangers. */
export function loadHost(): z.ZodType<LoadHost, string> {
  return z.string().transform((text, context) => {
    const [, wildcard, name, port] = form.exec(text.toLowerCase()) ?? [];
    if (name !== undefined && !(wildcard !== undefined && !name.includes("."))) {
      const isSuffix = wildcard !== undefined;
      return { name: isSuffix ? `.${name}` : name, isSuffix, port: port === undefined ? undefined : Number(port) };
    }
    const advice = "Write host names, one a line: orders.example.com, orders.example.com:8443 or *.example.com.";
    context.addIssue({ code: "custom", message: `${JSON.stringify(text)} is not a host. ${advice}` });
    return z.NEVER;
  });
}

/** What would send the load, for the message. */
export interface LoadStep {
  readonly name: string;
  readonly at: Position;
}

/**
 * A load is sent only to what is the environment's own: what an object of the namespace leads to, loopback, and what
 * somebody has listed. So a wrong URL never floods a stranger, nor production what was meant for staging.
 *
 * @throws Failure that says what to write, before anything is sent
 */
export async function admitLoad(step: LoadStep, endpoint: Endpoint, hosts: LoadHosts): Promise<void> {
  const { way } = endpoint;
  if (endpoint.isOwn === true || way === undefined) return;
  const url = new URL(way.origin);
  if (isLoopback(addressedBy(url, way.network).host) || hosts.listed.some((host) => covers(host, url))) return;
  const own = await hosts.ofCluster?.();
  if (own?.names.some((name) => covers(ownHost(name), url))) return;
  throw new Failure({
    attempted: `reading the step "${step.name}" before anything is asked`,
    found: `it would send a load to ${url.host}, which is not known as a host of this environment (${whyNot(own)})`,
    advice:
      `Where you may load it, name it in the input "load-hosts": ${url.host} (in slipway.yaml under smoke, for a release as ` +
      '"smoke-load-hosts"). Or test by "service", "workload", "ingress" or "httproute". Nothing was sent.',
    at: step.at,
  });
}

/** As Kubernetes writes hosts: `*.example.com` stands for names below. */
function ownHost(name: string): LoadHost {
  const isSuffix = name.startsWith("*.");
  return { name: name.toLowerCase().slice(isSuffix ? 1 : 0), isSuffix, port: undefined };
}

function covers({ name, isSuffix, port }: LoadHost, url: URL): boolean {
  const host = url.hostname.toLowerCase();
  if (port !== undefined && port !== Number(url.port || (url.protocol === "https:" ? 443 : 80))) return false;
  return isSuffix ? host.endsWith(name) && host.length > name.length : host === name;
}

function whyNot(own: OwnHosts | undefined): string {
  if (own === undefined) return "no cluster was given whose objects could name it";
  const unread = own.unread.length === 0 ? "" : `; ${own.unread.join(" and ")} could not be read`;
  return `no Ingress, HTTPRoute or Service of the namespace ${own.namespace} names it${unread}`;
}
