// Which part may import which? (`npm run lint` checks it.)

// From the top to the bottom. A part imports from levels below its own, never from a sibling. What every level may
// import: its own folder, `release/outcome.ts`, and `report`, `config` and `kube`, which are at the bottom.
const levels = [
  ["actions"],
  ["chain"],
  ["rollout", "image", "smoke", "validation"],
  ["release", "traffic", "analysis", "manifests"],
  ["waivers"],
  ["http-rules"],
  ["kube", "config"],
  ["report"],
];

const layering = levels.flatMap((parts, level) =>
  parts.map((part) => {
    const forbidden = [...levels.slice(0, level).flat(), ...parts.filter((sibling) => sibling !== part)];
    return {
      name: `${part}-imports-downward`,
      comment: `src/${part} may only import what stands below it: ${
        levels
          .slice(level + 1)
          .flat()
          .join(", ") || "nothing"
      }.`,
      severity: "error",
      from: { path: `^src/${part}/` },
      to: { path: `^src/(${[...forbidden, ...(part === "actions" ? [] : ["github"])].join("|")})/` },
    };
  }),
);

module.exports = {
  forbidden: [
    ...layering.filter((rule) => !rule.to.path.includes("()")),
    {
      name: "no-cycles",
      comment: "Two modules that need each other are one, or a third one is missing.",
      severity: "error",
      from: { path: "^src/" },
      to: { circular: true },
    },
    {
      name: "kubernetes-client-only-in-kube",
      comment: "The Kubernetes client is used by src/kube only: everything else talks to its Cluster.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/kube/" },
      to: { path: "(^|/)@kubernetes/client-node" },
    },
    {
      name: "actions-toolkit-only-in-github",
      comment: "The Actions toolkit is used by src/github only: domain code gets a Log and an AbortSignal.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/github/" },
      to: { path: "(^|/)@actions/" },
    },
    {
      name: "github-imports-report-only",
      comment:
        "The adapter of the runner knows how to report and which commands it is asked to run, and nothing of what an action does.",
      severity: "error",
      from: { path: "^src/github/" },
      to: { path: "^src/", pathNot: "^src/(github|report)/|^src/config/run-command\\.ts$" },
    },
    {
      name: "no-test-code-in-the-toolkit",
      comment: "What is built does not import what only tests, benches and scripts need.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(test|bench|scripts)/" },
    },
    {
      name: "declared-dependencies-only",
      comment: "What is bundled is declared in package.json, as a dependency and not as a devDependency.",
      severity: "error",
      from: { path: "^src/" },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown", "unknown", "undetermined"],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "no-unresolvable-import",
      severity: "error",
      comment: "An import leads to a file.",
      from: { path: "^(src|test|bench|scripts)/" },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // dependency-cruiser cannot read TypeScript by TypeScript 7, which has no API yet; swc also shows it type imports.
    parser: "swc",
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".js", ".json"],
    },
  },
};
