/** Measures the client under load. Run it with --expose-gc, or the memory figures mean nothing. */

import { runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "load",
    help: `Measures what many calls of a server on this machine take, and one large hostile error. Exits with 1 if a
      call does not succeed.`,
    options: {
      concurrent: { type: "integer", default: 1000, least: 1, help: "how many calls at once" },
      sequential: { type: "integer", default: 10_000, least: 1, help: "how many calls one after the other" },
    },
    example: "--concurrent 100 --sequential 1000",
  },
  async ({ values: { concurrent, sequential } }) => {
    const { measureLoad } = await import("./toolkit/bench/index.js");
    return measureLoad(concurrent, sequential);
  },
);
