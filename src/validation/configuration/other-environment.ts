// Does a value belong to another environment?

import type { Check } from "../check.ts";
import type { Subject } from "../subject.ts";
import { eachSetting, type KnownSetting } from "./each-setting.ts";
import { environmentNamed } from "./environments.ts";
import { isOwnAddress, isSecretName, namesPlace } from "./setting-names.ts";

const environmentVariable = /^(?:APP|DEPLOY|DEPLOYMENT|SENTRY|DD|ELASTIC_APM)?_?(?:ENV|ENVIRONMENT|STAGE)$/i;

export const otherEnvironment: Check = {
  id: "configuration/other-environment",
  severity: "high",
  title: "No value points to another environment or to the machine itself",
  why: "A production that writes to staging's database, or takes a sandbox's payments, looks healthy until somebody counts.",
  source: "https://12factor.net/config",
  recommendation: 'Give each environment values of its own; the input "environment" says which one this is.',
  run: (subject) => {
    const own = environmentOf(subject);
    return eachSetting(
      subject,
      (name) => (namesPlace(name) && !isOwnAddress(name)) || isSecretName(name) || environmentVariable.test(name),
      (setting) => judge(setting, own),
      "no variable of a workload names a host, a database or an environment",
    );
  },
};

function environmentOf({ observed }: Subject): string {
  return environmentNamed(
    observed.configuration?.kind === "seen" ? observed.configuration.value.environment : "production",
  );
}

function judge({ name, facts, workload }: KnownSetting, own: string): string | undefined {
  if (facts.isTestKey && own === "production") return "is a key of the provider's test mode";
  if (environmentVariable.test(name)) {
    const named = facts.word === undefined ? undefined : environmentNamed(facts.word);
    const known = ["production", "staging", "development", "test"];
    return named !== undefined && known.includes(named) && known.includes(own) && named !== own
      ? `says ${named}, and this is ${own}`
      : undefined;
  }
  if (!namesPlace(name)) return undefined;
  const places = [...facts.environments, ...facts.connections.flatMap(({ environments }) => environments)];
  const other = places.find((place) => place !== own);
  // `prod-ci.example.com` speaks of both.
  if (other !== undefined && !places.includes(own)) return `names a place in ${other}, and this is ${own}`;
  const isLoopback = facts.isLoopback || facts.connections.some((one) => one.isLoopback);
  // Beside another container, something may listen there: a proxy, an agent.
  const isAlone = workload.podSpec.containers.length + (workload.podSpec.initContainers ?? []).length === 1;
  return isLoopback && isAlone ? "names the machine itself, and the pod has no other container" : undefined;
}
