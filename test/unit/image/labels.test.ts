import { describe, expect, it } from "vitest";
import { imageAnnotations, imageLabels } from "../../../src/image/labels.ts";

const facts = {
  described: "v1",
  commit: "abc",
  committedAt: 1_700_000_000,
  url: "https://github.com/acme/orders",
  title: "orders",
  shallow: false,
  licence: "Apache-2.0",
  description: "",
};

describe("the labels of an image", () => {
  it("say what is known, dated by the commit", () => {
    expect(imageLabels(facts, "v1", [])).toEqual([
      "org.opencontainers.image.title=orders",
      "org.opencontainers.image.version=v1",
      "org.opencontainers.image.revision=abc",
      "org.opencontainers.image.source=https://github.com/acme/orders",
      "org.opencontainers.image.url=https://github.com/acme/orders",
      "org.opencontainers.image.created=2023-11-14T22:13:20Z",
      "org.opencontainers.image.licenses=Apache-2.0",
    ]);
  });

  it("leave out what nobody knows", () => {
    expect(imageLabels({ ...facts, commit: "", committedAt: undefined, url: "", licence: "" }, "", [])).toEqual([
      "org.opencontainers.image.title=orders",
    ]);
  });

  it("give way to the user's own", () => {
    const labels = imageLabels(facts, "v1", ["org.opencontainers.image.title=Orders = ours", "team=a"]);
    expect(labels).toContain("org.opencontainers.image.title=Orders = ours");
    expect(labels).toContain("team=a");
    expect(labels).not.toContain("org.opencontainers.image.title=orders");
  });

  it("stand as annotations on the manifest, and on the index where there is one", () => {
    const bare = { ...facts, commit: "", committedAt: undefined, url: "", licence: "" };
    expect(imageAnnotations(bare, "", ["a=b:c", "index:d=e"], true)).toEqual([
      "manifest,index:org.opencontainers.image.title=orders",
      "manifest,index:a=b:c",
      "index:d=e",
    ]);
    expect(imageAnnotations(bare, "", [], false)).toEqual(["manifest:org.opencontainers.image.title=orders"]);
    expect(imageAnnotations(bare, "", ["manifest:org.opencontainers.image.title=mine"], false)).toEqual([
      "manifest:org.opencontainers.image.title=mine",
    ]);
  });
});
