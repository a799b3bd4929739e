// How does domain code ask a program a short question? (See src/config/run-command.ts.)

export type * from "../config/run-command.ts";
