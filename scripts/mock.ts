/**
 * Serves the description as a mock until Ctrl-C: `npm run mock`, or `npm run mock -- --port 4010`. With `--stateful` it
 * serves an Atlas in memory, whose clusters are upgraded over time.
 */

import { readDescribedOperations } from "./toolkit/generate/index.js";
import { curlLine, startMock, startStatefulMock } from "./toolkit/mock/index.js";
import { InputError, readArguments, readWholeNumber, refuseArguments, runCommand } from "./toolkit/support/index.js";

const USAGE = `npm run mock -- --port 4010 (0, the default, is a free port)
       npm run mock -- --stateful --speed 60 --cluster shop-dev=M0 --project 32b6e34b3d91647abb20e7b8`;

const options = readArguments(
  {
    options: {
      port: { type: "string", default: "0" },
      stateful: { type: "boolean", default: false },
      speed: { type: "string" },
      cluster: { type: "string", multiple: true },
      project: { type: "string" },
    },
  },
  USAGE,
);
const { stateful } = options;
const speed = Number(options.speed ?? 1);
const project = String(options.project ?? "32b6e34b3d91647abb20e7b8");
const clusters = [options.cluster ?? []].flat().map(String);
const port = readWholeNumber("--port", String(options.port), USAGE, { most: 65_535 });
if (!(speed > 0 && speed < Number.POSITIVE_INFINITY)) {
  refuseArguments(`--speed must be a number above 0, not "${options.speed}"`, USAGE);
}
if (!/^[a-f0-9]{24}$/.test(project)) {
  refuseArguments(`--project must be 24 lower-case hexadecimal digits, not "${project}"`, USAGE);
}
if (!stateful && (options.speed ?? options.project ?? options.cluster) !== undefined) {
  refuseArguments("--speed, --cluster and --project need --stateful", USAGE);
}

await runCommand(async () => {
  const log = (line: string) => console.log(line);
  const start = stateful
    ? startStatefulMock({ port, speed, clusters, project }, log)
    : startMock(port, log).then((mock) => ({ ...mock, banner: bannerOf(mock.url) }));
  const mock = await start.catch((error: Error) => {
    throw new InputError(error.message);
  });
  // Whoever reads along may stop reading, as head does.
  process.stdout.once("error", () => void mock.stop());
  // Before the banner: who reads that may end it at once.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void mock.stop());
  // npm passes a SIGTERM of its own to the shell between us only: an end of that shell is meant for us as well.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void mock.stop(), 500).unref();

  console.log(mock.banner);
  await mock.ended;
});

function bannerOf(url: string): string {
  return `The mock listens on ${url} (Ctrl-C stops it). It takes any bearer token, checks no secret, has no token endpoint for service
accounts, and refuses every API key (Digest): --stateful has all three. Try:

${readDescribedOperations()
  .map((operation) => curlLine(url, operation))
  .join("\n\n")}

Add --header 'Prefer: code=409' for another status, 'Prefer: example=idle' for another example.
`;
}
