// Do the pools of all pods fit into the database, when the autoscaler is at its most?

import type { Check } from "../check.ts";
import { settingsOf } from "../configuration/settings.ts";
import type { Seen, Subject, Workload } from "../subject.ts";
import { numberOf, onDatabase } from "./on-database.ts";

const poolSize =
  /(?:^|_)(?:DB|DATABASE|PG|POSTGRES|SQL|POOL|SQLX|HIKARI)_(?:\w+_)?(?:MAX_CONNECTIONS|MAX_CONNS|POOL_SIZE|POOL_MAX|MAX_POOL_SIZE|MAX_OPEN_CONNS|MAXIMUM_POOL_SIZE)$/i;

export const poolFits: Check = {
  id: "database/pool-fits",
  severity: "high",
  title: "The pools of all pods fit into the database's connections",
  why: "Under load the autoscaler adds pods, each opens its pool, and the database refuses the last of them at the worst moment.",
  source: "https://wiki.postgresql.org/wiki/Number_Of_Database_Connections",
  recommendation:
    "Make the pools smaller, put a pooler in front, or raise max_connections. A rolling update needs room for its surge too.",
  run: (subject) => {
    const pools = poolsOf(subject);
    if (pools.length === 0) {
      return { kind: "not-applicable", reason: "no variable of a workload says how large its pool is" };
    }
    return onDatabase(
      subject,
      ({ connections }) => connections,
      ({ roleLimit, databaseLimit }, seen) => {
        const reserved =
          numberOf(seen, "superuser_reserved_connections", 3) + numberOf(seen, "reserved_connections", 0);
        const limits = [numberOf(seen, "max_connections", -1) - reserved, databaseLimit ?? -1, roleLimit ?? -1];
        const room = Math.min(...limits.filter((limit) => limit >= 0));
        const wanted = pools.reduce((sum, { pods, size }) => sum + pods * size, 0);
        if (wanted <= room) return [];
        const parts = pools.map(({ name, pods, size }) => `${pods} pods of ${name} with ${size} each`);
        return [`${wanted} connections are wanted at most (${parts.join(", ")}), and ${room} are to be had`];
      },
    );
  },
};

interface Pool {
  readonly name: string;
  readonly pods: number;
  readonly size: number;
}

function poolsOf(subject: Subject): Pool[] {
  return settingsOf(subject).flatMap(({ workload, name, value }) => {
    const size = value.kind === "known" && poolSize.test(name) && workload.serves ? value.facts.number : undefined;
    return size === undefined ? [] : [{ name: workload.object.metadata.name, pods: mostPods(subject, workload), size }];
  });
}

function mostPods(subject: Subject, workload: Workload): number {
  const { kind, metadata } = workload.object;
  const isFor = ({ spec }: Seen) => {
    const target = spec.scaleTargetRef as { kind?: string; name?: string } | undefined;
    return target?.kind === kind && target.name === metadata.name;
  };
  const scaled = subject.near("HorizontalPodAutoscaler", workload).objects.filter(isFor);
  const most = scaled.map(({ spec }) => (typeof spec.maxReplicas === "number" ? spec.maxReplicas : 1));
  return Math.max(workload.replicas ?? 1, ...most);
}
