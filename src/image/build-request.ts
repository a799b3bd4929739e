// What is asked of a build, and what comes of it?

import type { RunCommand } from "../config/run-command.ts";
import type { Log } from "../report/log.ts";
import type { AttestationForm } from "./attestations.ts";
import type { BuildStep } from "./build-log.ts";
import type { ImageContent } from "./content/image-content.ts";
import type { PinRule, ResolvedBase } from "./dockerfile/pin-bases.ts";
import type { Gate, GateReport } from "./gate.ts";
import type { InspectionRules } from "./inspect/rules.ts";
import type { BuildSecret, SecretFile } from "./secrets.ts";
import type { TagRule } from "./tag-rules.ts";

/** What is built and where it goes. Names and meanings as in docker/build-push-action; lists are empty unless given. */
export interface BuildRequest {
  /** Where relative paths begin: the workspace. */
  readonly directory: string;
  /** A folder or a URL; `.` unless given. */
  readonly context?: string | undefined;
  /** `<context>/Dockerfile` unless given. */
  readonly file?: string | undefined;
  readonly target?: string | undefined;
  /** `NAME=value`; a bare `NAME` takes the job's variable, and a bare `VERSION` otherwise the version that is built. */
  readonly buildArgs?: readonly string[] | undefined;
  readonly buildContexts?: readonly string[] | undefined;
  readonly secrets?: readonly BuildSecret[] | undefined;
  readonly secretFiles?: readonly SecretFile[] | undefined;
  readonly ssh?: readonly string[] | undefined;
  readonly platforms?: readonly string[] | undefined;
  /** The repository; its tag is then the version. */
  readonly image?: string | undefined;
  /** Whole references, beside those made of `image`. */
  readonly tags?: readonly string[] | undefined;
  /** What the tags of `image` are made of; the version unless given. */
  readonly tagRules?: readonly TagRule[] | undefined;
  /** `git describe` unless given. */
  readonly version?: string | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly annotations?: readonly string[] | undefined;
  readonly cacheFrom?: readonly string[] | undefined;
  readonly cacheTo?: readonly string[] | undefined;
  readonly noCache?: boolean | undefined;
  readonly pull?: boolean | undefined;
  readonly addHosts?: readonly string[] | undefined;
  readonly network?: string | undefined;
  readonly shmSize?: string | undefined;
  readonly ulimit?: readonly string[] | undefined;
  /** As `--provenance` and `--sbom` take them; `mode=min` and nothing unless given. `sbom` may be `auto`: where it can be had. */
  readonly provenance?: string | undefined;
  readonly sbom?: string | undefined;
  /** `referrers` unless given. */
  readonly attestations?: AttestationForm | undefined;
  /** True unless given. Without a push the build only shows that it can be built. */
  readonly push?: boolean | undefined;
  /** Pushes without a tag, for an index that is made of several such images later. */
  readonly pushByDigest?: boolean | undefined;
  /** How often one blob or manifest is sent at most. */
  readonly pushAttempts?: number | undefined;
  /** Further exports, as `--output` takes them. */
  readonly outputs?: readonly string[] | undefined;
  /** Also into docker's own store. */
  readonly load?: boolean | undefined;
  readonly builder?: string | undefined;
  /** True unless given: times in the image are the commit's. */
  readonly reproducible?: boolean | undefined;
  /** Uses an image again that was built from the same content. False unless given. */
  readonly reuse?: boolean | undefined;
  /** `off` unless given. */
  readonly pinBases?: PinRule | undefined;
  /** The stage that is built before all else. */
  readonly testTarget?: string | undefined;
  /** JUnit files in that stage, with globs. */
  readonly testResults?: readonly string[] | undefined;
  /** Commands that must end well in the image. */
  readonly testCommands?: readonly (readonly string[])[] | undefined;
  /** No inspection unless given. */
  readonly inspect?: InspectionRules | undefined;
  /** What else the image must pass before it is pushed. */
  readonly gates?: readonly Gate[] | undefined;
}

export interface BuildContext {
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  readonly tempDirectory: string;
  /** For short questions to git and buildx. */
  readonly runCommand: RunCommand;
  /** Told the name of a builder that is made for this build, before it is: to remove it where this process cannot. */
  readonly onBuilder?: ((name: string) => void) | undefined;
  /** Told as the builder works: the time to load what comes after it. */
  readonly onBuilding?: (() => void) | undefined;
  /** Told of each test and gate as it is over, also where the build then fails. */
  readonly onReport?: ((report: GateReport) => void) | undefined;
}

export interface BuiltImage {
  /** `sha256:…`, what the tags name; empty where nothing was pushed. */
  readonly digest: string;
  /** `name@digest`; empty where nothing was pushed. */
  readonly reference: string;
  readonly tags: readonly string[];
  /** buildx's metadata file: JSON; of an image that is used again, that of its build. */
  readonly metadata: string;
  readonly version: string;
  /** What is in it; absent where the build handed out no image. */
  readonly content?: ImageContent | undefined;
  /** It was built before from the same content, and nothing was built now. */
  readonly reused: boolean;
  /** Empty where the same inputs could make another image. */
  readonly key: string;
  readonly bases: readonly ResolvedBase[];
  readonly steps: readonly BuildStep[];
  readonly durationMs: number;
}

/** What comes of a build, or of an image that is used again. */
export type Made = Pick<BuiltImage, "digest" | "reference" | "metadata" | "content" | "reused" | "steps">;
