// What can a person ask of the rig? `npm run rig -- up|down|status|prepare`

import { RigError } from "./progress.ts";
import { down, prepare, up, upForTests } from "./start.ts";
import { printStatus } from "./status.ts";

const usage = `usage: npm run rig -- up|up-for-tests|down|status|prepare

  up      starts what is not running, repairs what is broken, and prints the kubeconfig
  up-for-tests
          the same, and builds what only tests need: Traefik, grype, helm, kwok
  down    ends everything and leaves only caches
  prepare fetches and builds what a start needs, and starts nothing
  status  tells for each component its process, health and log; status 1 where one is not well
`;

async function main(command: string | undefined): Promise<number> {
  switch (command) {
    case "up":
      await up();
      return 0;
    case "up-for-tests":
      await upForTests();
      return 0;
    case "down":
      await down();
      return 0;
    case "prepare":
      await prepare();
      return 0;
    case "status":
      return (await printStatus()) ? 0 : 1;
    default:
      process.stderr.write(usage);
      return 2;
  }
}

try {
  process.exitCode = await main(process.argv[2]);
} catch (error) {
  if (!(error instanceof RigError)) {
    throw error;
  }
  process.stderr.write(`rig: ${error.message}\n`);
  process.exitCode = 1;
}
