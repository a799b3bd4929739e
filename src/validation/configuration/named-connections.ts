// What does the URL of a database, a queue or an API say about how it is reached?

import { environmentsIn } from "./environments.ts";
import { isDefaultPassword } from "./known-values.ts";

export interface NamedConnection {
  /** Whether it is PostgreSQL, whose client decides by `sslmode` whether it insists on TLS. */
  readonly isPostgres: boolean;
  /** `off`: it says that there may be none. `unsaid`: the client's own default holds. */
  readonly tls: "off" | "required" | "unsaid";
  readonly isLoopback: boolean;
  /** Of host, path and database name. */
  readonly environments: readonly string[];
  readonly hasDefaultPassword: boolean;
}

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i;
const weakModes =
  /[?&;\s](?:sslmode|ssl-mode|sslMode)=(?:disable|disabled|allow|prefer|preferred)\b|[?&;](?:ssl|useSSL|tls)=(?:false|0|disable)\b/i;
const strongModes =
  /[?&;\s](?:sslmode|ssl-mode|sslMode)=(?:require|required|verify[-_]\w+)\b|[?&;](?:ssl|useSSL|tls)=(?:true|1|skip-verify)\b/i;

/** Of each URL in a text (one, or several between commas or spaces), and of a libpq keyword string. */
export function connectionsIn(text: string): NamedConnection[] {
  if (/(?:^|\s)host(?:addr)?=/.test(text)) return [fromKeywords(text)];
  if (!text.includes("://")) return [];
  return text
    .replace(/^\[|\]$/g, "")
    .split(/[\s,]+(?=["']?[a-z][\w+.:-]*:\/\/)/i)
    .map((part) => part.replace(/^["']|["']$/g, "").replace(/^jdbc:/, ""))
    .flatMap(fromUrl);
}

function fromUrl(text: string): NamedConnection[] {
  const match = /^([a-z][\w+.-]*):\/\/(?:([^/?#]*)@)?([^/?#]*)(\/[^?#]*)?/i.exec(text);
  if (match === null) return [];
  const [, scheme = "", login = "", authority = "", path = ""] = match;
  const [user = "", ...password] = login.split(":");
  const hosts = authority.split(",").map((host) => host.replace(/:\d+$/, ""));
  return [
    {
      isPostgres: /^postgres(?:ql)?(?:\+\w+)?$/i.test(scheme),
      tls: tlsIn(text),
      isLoopback: hosts.some((host) => loopback.test(host)),
      environments: environmentsIn(`${authority}${path}`),
      hasDefaultPassword: isDefaultPassword(decoded(password.join(":")), decoded(user)),
    },
  ];
}

/** `host=db user=app password=… dbname=orders sslmode=require` */
function fromKeywords(text: string): NamedConnection {
  const value = (key: string) => new RegExp(`(?:^|\\s)${key}='?([^\\s']*)`).exec(text)?.[1] ?? "";
  return {
    isPostgres: true,
    tls: tlsIn(` ${text}`),
    isLoopback: loopback.test(value("host")),
    environments: environmentsIn(`${value("host")} ${value("dbname")}`),
    hasDefaultPassword: isDefaultPassword(value("password"), value("user")),
  };
}

function tlsIn(text: string): NamedConnection["tls"] {
  if (weakModes.test(text)) return "off";
  return strongModes.test(text) ? "required" : "unsaid";
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
