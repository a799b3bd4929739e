import { describe, expect, it } from "vitest";
import { codeBlock, codeSpan, details, escapeMarkdown, table } from "../../../src/report/markdown.ts";

describe("escapeMarkdown", () => {
  it.each([
    ["1. x", "1\\. x"],
    ["1.4.0", "1\\.4.0"],
    ["- x", "\\- x"],
    ["<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert\\(1\\)&gt;"],
    ["[click](https://evil.example)", "\\[click\\]\\(https:<!-- -->//evil.example\\)"],
    ["@everyone, www.evil.example", "@<!-- -->everyone, www<!-- -->.evil.example"],
    ["**bold** `code` ~~x~~ a|b", "\\*\\*bold\\*\\* \\`code\\` \\~\\~x\\~\\~ a\\|b"],
    ["line\n# heading", "line \\# heading"],
    ["- item", "\\- item"],
    ["1. item", "1\\. item"],
    ["&lt;", "&amp;lt;"],
    ["plain words, 3 of 5 pods.", "plain words, 3 of 5 pods."],
  ])("of %j is %j", (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });
});

describe("code", () => {
  it("is fenced longer than anything inside", () => {
    expect(codeBlock("a\n```\n<script>\n````\n", "text")).toBe("`````text\na\n```\n<script>\n````\n`````\n");
    expect(codeSpan("a `b` c`")).toBe("`` a `b` c` ``");
    expect(codeSpan("")).toBe("");
  });
});

describe("table", () => {
  it("keeps bars and line breaks inside of their cell", () => {
    expect(table(["a", "b"], [["x|y", "1\n2"]])).toBe("| a | b |\n| --- | --- |\n| x\\|y | 1<br>2 |\n");
  });
});

describe("details", () => {
  it("escapes its summary and keeps the body Markdown", () => {
    expect(details("<b>pods</b>", "- one\n")).toBe(
      "<details><summary>&lt;b&gt;pods&lt;/b&gt;</summary>\n\n- one\n\n</details>\n",
    );
  });
});
