/** Serves the description as a mock, or an Atlas in memory, until Ctrl-C. */

import { InputError, runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "mock",
    help: `Serves the description as a mock until Ctrl-C. With --stateful it serves an Atlas in memory, whose clusters
      are upgraded over time.`,
    printsAsItGoes: true,
    options: {
      port: { type: "integer", default: 0, most: 65_535, help: "0 is a free port" },
      stateful: { type: "boolean", help: "serve an Atlas in memory" },
      speed: { type: "string", help: "how many times faster its clock runs (default: 1)" },
      cluster: { type: "string", multiple: true, help: "a cluster that exists, such as shop-dev=M0" },
      project: { type: "string", help: "the id of the project that has them (default: 32b6e34b3d91647abb20e7b8)" },
    },
    example: "--stateful --speed 60 --cluster shop-dev=M0",
  },
  async ({ values }) => {
    const { port, stateful, cluster: clusters, project = "32b6e34b3d91647abb20e7b8" } = values;
    const speed = Number(values.speed ?? 1);
    if (!(speed > 0 && speed < Number.POSITIVE_INFINITY)) {
      throw new InputError(`--speed must be a number above 0, not "${values.speed}"`);
    }
    if (!/^[a-f0-9]{24}$/.test(project)) {
      throw new InputError(`--project must be 24 lower-case hexadecimal digits, not "${project}"`);
    }
    if (!stateful && (values.speed ?? values.project ?? clusters[0]) !== undefined) {
      throw new InputError("--speed, --cluster and --project need --stateful");
    }
    const { startMock, startStatefulMock } = await import("./toolkit/mock/index.js");
    const log = (line: string) => console.log(line);
    const start = stateful
      ? startStatefulMock({ port, speed, clusters, project }, log)
      : startMock(port, log).then(async (mock) => ({ ...mock, banner: await bannerOf(mock.url) }));
    const mock = await start.catch(({ message }: Error) => {
      const [, reason] = /^listen E[A-Z]+: (.+) \S+:\d+$/.exec(message) ?? [];
      const advice = "Pass another --port, or leave it out to use a free one.";
      throw new InputError(reason === undefined ? message : `Port ${port} can't be used: ${reason}. ${advice}`);
    });
    // The reader of a pipe may stop early, as `head` does.
    process.stdout.once("error", () => void mock.stop());
    // Before the banner, since its reader may stop the process at once.
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void mock.stop());
    // npm sends SIGTERM only to the shell between npm and this process, so the end of that shell ends this one too.
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && void mock.stop(), 500).unref();

    console.log(mock.banner);
    await mock.ended;
  },
);

async function bannerOf(url: string): Promise<string> {
  const { readDescribedOperations } = await import("./toolkit/generate/index.js");
  const { curlLine, exampleNames } = await import("./toolkit/mock/index.js");
  return `The mock listens on ${url} (Ctrl-C stops it). It accepts any bearer token. For service
accounts and API keys, use --stateful. Try:

${readDescribedOperations()
  .map((operation) => curlLine(url, operation))
  .join("\n\n")}

Add --header 'Prefer: code=409' for another status, --header 'Prefer: example=NAME' for another example:

${exampleNames().join("\n")}
`;
}
