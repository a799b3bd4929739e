// What is loaded into docker's store, where no docker can be had?

import { createServer } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { extract } from "tar-stream";

export interface LoadedImage {
  readonly tags: readonly string[];
  /** The digest of its configuration, which docker shows as the image's id. */
  readonly id: string;
}

export interface DockerEngine {
  /** For DOCKER_HOST. */
  readonly host: string;
  readonly loaded: readonly LoadedImage[];
  close(): void;
}

/** The three questions of the engine's API that `docker buildx build --load` asks: https://docs.docker.com/reference/api/engine/ */
export async function openDockerEngine(folder: string): Promise<DockerEngine> {
  const loaded: LoadedImage[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? "";
    response
      .setHeader("api-version", "1.47")
      .setHeader("ostype", "linux")
      .setHeader("content-type", "application/json");
    if (path.includes("/images/load")) {
      loaded.push(...(await imagesOf(Buffer.concat(chunks))));
      response.end('{"stream":"Loaded"}\n');
    } else if (path.endsWith("/info")) {
      response.end(JSON.stringify({ ID: "one", OSType: "linux", Driver: "overlay2", DriverStatus: [] }));
    } else {
      response.end(path === "/_ping" ? "OK" : "{}");
    }
  });
  const socket = join(folder, "docker.sock");
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return { host: `unix://${socket}`, loaded, close: () => server.close() };
}

/** `manifest.json` of what `docker save` writes and `docker load` reads. */
async function imagesOf(archive: Buffer): Promise<LoadedImage[]> {
  const entries = extract();
  Readable.from([archive]).pipe(entries);
  let manifest = "[]";
  for await (const entry of entries) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    if (entry.header.name === "manifest.json") manifest = Buffer.concat(chunks).toString("utf8");
  }
  const images = JSON.parse(manifest) as { Config: string; RepoTags: string[] | null }[];
  return images.map(({ Config, RepoTags }) => ({
    tags: RepoTags ?? [],
    id: `sha256:${/[0-9a-f]{64}/.exec(Config)?.[0]}`,
  }));
}
