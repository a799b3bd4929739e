// How does the demo tell what it does?

/** Writes the demo as a story on standard output. */
export interface Story {
  title(text: string): void;
  /** Begins a numbered part. */
  part(text: string): void;
  say(text: string): void;
  /** Something that ended well, with how long it took. */
  done(text: string, milliseconds?: number): void;
  /** Something that went wrong on purpose. */
  refused(text: string, milliseconds?: number): void;
  /** Text from outside, in a frame of its own. */
  quote(lines: readonly string[]): void;
  rows(rows: readonly (readonly [string, string])[]): void;
}

const width = 78;

export function makeStory(output: NodeJS.WriteStream): Story {
  const colour = output.isTTY === true && process.env.NO_COLOR === undefined;
  const paint = (code: number, text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const print = (text: string) => output.write(`${text}\n`);
  const line = (mark: string, text: string, milliseconds?: number) => {
    const time = milliseconds === undefined ? "" : seconds(milliseconds).padStart(8);
    print(`   ${mark} ${time === "" ? text : text.padEnd(width - 14)}${paint(2, time)}`);
  };
  let parts = 0;
  return {
    title: (text) => print(`\n${paint(1, text)}`),
    part(text) {
      parts += 1;
      print(`\n${paint(1, `${parts}  ${text}`)}`);
    },
    say: (text) => print(`   ${wrap(text, width - 3).join("\n   ")}`),
    done: (text, milliseconds) => line(paint(32, "✓"), text, milliseconds),
    refused: (text, milliseconds) => line(paint(31, "✗"), text, milliseconds),
    quote(lines) {
      for (const one of lines.flatMap((text) => wrap(printable(text), width - 5))) print(`   ${paint(2, "│")} ${one}`);
    },
    rows(rows) {
      const longest = Math.max(...rows.map(([name]) => name.length));
      for (const [name, value] of rows) print(`   ${name.padEnd(longest + 2)}${value}`);
    },
  };
}

export function seconds(milliseconds: number): string {
  return milliseconds < 100_000 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds / 1000)} s`;
}

function wrap(text: string, limit: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > limit) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Without what could move a terminal's cursor. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.replaceAll(/\u001b\[[0-9;]*m/g, "").replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");
}
