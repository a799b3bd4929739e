// Which environment does a name speak of?

/** The words that names of hosts, databases and buckets hold. One of another group than one's own is a slip. */
const groups: Readonly<Record<string, readonly string[]>> = {
  production: ["production", "prod", "prd"],
  staging: ["staging", "stage", "stg", "preprod", "preproduction", "uat"],
  development: ["development", "develop", "dev", "local"],
  test: ["testing", "test", "qa", "sandbox", "ci"],
};

const groupOf = new Map(
  Object.entries(groups).flatMap(([group, words]) => words.map((word) => [word, group] as const)),
);

/** `production` for `prod`, `orders-prod` or `production-eu`; the name itself where it speaks of none. */
export function environmentNamed(name: string): string {
  return environmentsIn(name)[0] ?? name;
}

/** The environments of which the parts of a name speak: `staging` for `db.stg-2.example.com`. */
export function environmentsIn(name: string): string[] {
  const words = name.toLowerCase().split(/[^a-z]+/);
  return [...new Set(words.flatMap((word) => groupOf.get(word) ?? []))];
}
