// Which files of an image look like secrets that nobody meant to ship?

import { posix } from "node:path";
import type { ImageFile, LayerFiles } from "../content/files.ts";

export interface SecretFile {
  readonly path: string;
  readonly why: string;
  readonly layer: LayerFiles["layer"];
  /** A later layer removes it; whoever pulls the image still gets it. */
  readonly removedLater: boolean;
}

/** Whether the text of a file is needed to judge it. */
export function wantsSecretText(path: string, size: number): boolean {
  return (
    size > 0 &&
    size <= 1024 * 1024 &&
    !isPublic(path) &&
    (keyName.test(path) || textRules.some((rule) => rule.path.test(path)))
  );
}

/** Looks at each layer, not only at what is left at the end. */
export function findSecretFiles(layers: readonly LayerFiles[], final: ReadonlyMap<string, ImageFile>): SecretFile[] {
  return layers.flatMap(({ layer, files }) =>
    files.flatMap((file) => {
      const why = file.kind === "file" && !isPublic(file.path) ? judge(file) : undefined;
      if (why === undefined) return [];
      return [{ path: `/${file.path}`, why, layer, removedLater: final.get(file.path) !== file }];
    }),
  );
}

function judge(file: ImageFile): string | undefined {
  if (file.size === 0) return undefined;
  const named = nameRules.find((rule) => rule.path.test(file.path));
  if (named !== undefined) return named.why;
  if (file.text === undefined) return undefined;
  if (keyName.test(file.path) && /-----BEGIN [A-Z ]*PRIVATE KEY/.test(file.text)) return "a private key";
  return textRules.find((rule) => rule.path.test(file.path) && rule.text.test(file.text ?? ""))?.why;
}

/** What distributions ship, and examples of libraries that are no secrets. */
function isPublic(path: string): boolean {
  return (
    /^(?:etc\/ssl\/certs|etc\/pki|usr\/share|usr\/lib\/ssl|usr\/local\/go\/src|usr\/local\/share\/ca-certificates)\//.test(
      path,
    ) ||
    /(?:^|\/)(?:testdata|tests?|__tests__|fixtures|examples?)\//.test(path) ||
    /\.(?:example|sample|template|dist)$/.test(posix.basename(path))
  );
}

const keyName = /\.(?:pem|key|priv|ppk)$|(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/;

const nameRules: readonly { path: RegExp; why: string }[] = [
  { path: /(?:^|\/)\.git\/(?:config|HEAD)$/, why: "a git repository with its history" },
  { path: /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/, why: "a private SSH key" },
  { path: /(?:^|\/)\.git-credentials$/, why: "git's stored passwords" },
  { path: /(?:^|\/)\.netrc$/, why: "passwords for hosts" },
  { path: /(?:^|\/)\.pgpass$/, why: "PostgreSQL passwords" },
  { path: /(?:^|\/)\.aws\/credentials$/, why: "AWS credentials" },
  {
    path: /(?:^|\/)\.config\/gcloud\/(?:credentials\.db|application_default_credentials\.json)$/,
    why: "Google Cloud credentials",
  },
  { path: /(?:^|\/)\.azure\/(?:accessTokens|msal_token_cache)\.json$/, why: "Azure tokens" },
  { path: /(?:^|\/)\.kube\/config$/, why: "access to a Kubernetes cluster" },
  {
    path: /(?:^|\/)\.env(?:\.(?:local|production|prod|staging|development))?$/,
    why: "settings of an environment, which mostly hold passwords",
  },
  { path: /\.(?:p12|pfx|jks|keystore|kdbx)$/, why: "a store of keys" },
  { path: /(?:^|\/)\.vault-token$/, why: "a token for Vault" },
  { path: /(?:^|\/)terraform\.tfstate$/, why: "Terraform's state, which holds secrets" },
];

const textRules: readonly { path: RegExp; text: RegExp; why: string }[] = [
  { path: /(?:^|\/)\.npmrc$/, text: /_(?:authToken|password|auth)\s*=\s*[^\s$]/, why: "an npm token" },
  { path: /(?:^|\/)\.pypirc$/, text: /password\s*[=:]\s*\S/, why: "a PyPI password" },
  { path: /(?:^|\/)\.docker\/config\.json$/, text: /"auth"\s*:\s*"[^"]/, why: "a registry's password" },
  {
    path: /(?:^|\/)[\w.-]*(?:service-?account|credentials)[\w.-]*\.json$/,
    text: /"private_key"\s*:/,
    why: "a service account's key",
  },
];
