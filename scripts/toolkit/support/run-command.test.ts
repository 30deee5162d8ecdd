import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { type Command, FORMAT_OPTION, helpText, readArguments } from "./arguments.js";
import { projectRoot } from "./paths.js";
import { createProgress } from "./progress.js";

const runCommandFile = join(projectRoot, "scripts", "toolkit", "support", "run-command.ts");

/** Runs commands of that code in one process, one after the other: each prints how it ended. */
function run(...commands: readonly { code: string; args?: string[]; env?: Record<string, string> }[]) {
  const source = `
    import { runCommand } from ${JSON.stringify(runCommandFile)};
    import { InputError } from ${JSON.stringify(join(projectRoot, "scripts", "toolkit", "support", "arguments.ts"))};
    const command = { name: "try", help: "Tries.", options: { format: { type: ["text", "json", "github"], default: "text", help: "" }, file: { type: "file", help: "" } }, example: "" };
    for (const { code, args = [] } of ${JSON.stringify(commands)}) {
      process.exitCode = 0;
      process.argv = ["", "", ...args];
      await runCommand(command, new (async () => {}).constructor("InputError", "given", code).bind(undefined, InputError));
      for (const stream of [process.stdout, process.stderr]) stream.write("ends with " + process.exitCode + "\\n--\\n");
    }
    process.exitCode = 0;`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", source], {
    ...{ cwd: projectRoot, encoding: "utf8" },
    env: { ...process.env, INIT_CWD: join(projectRoot, "openapi"), DEBUG: "" },
  });
  const split = (text: string) => text.split("--\n").slice(0, -1);
  return split(stdout).map((out, index) => ({ out, error: split(stderr)[index] ?? "" }));
}

test("a command ends with 0, 1 or 2, prints its verdict last, and never a stack trace", () => {
  const found =
    'return { passed: false, verdict: "two findings", text: "::error::a\\nb", annotations: "::notice::c" };';
  const results = run(
    { code: found },
    { code: found, args: ["--format", "json"] },
    { code: found, args: ["--format", "github"] },
    { code: "" },
    { code: 'throw new InputError("There is no server")' },
    { code: "null.x" },
    { code: 'await (await import("node:fs/promises")).writeFile("/nowhere/a", "")' },
    { code: '(await import("node:child_process")).execFileSync("no-such-program")' },
    { code: "", args: ["--file", "."] },
    { code: 'throw "up"' },
    { code: "return { passed: true, verdict: given.values.file }", args: ["--file", "openapi.yaml"] },
    { code: "", args: ["--file", "nowhere.yaml"] },
    { code: "", args: ["--help"] },
  );
  const end = (code: number) => `ends with ${code}\n`;
  expect(results).toEqual([
    { out: `::error::a\nb\n\n✗ two findings\n${end(1)}`, error: end(1) },
    { out: expect.stringMatching(/^\{\n {2}"passed": false,[^✗]*$/), error: `✗ two findings\n${end(1)}` },
    {
      out: expect.stringMatching(
        /^::stop-commands::(\S+)\n::error::a\nb\n::\1::\n::notice::c\n✗ two findings\nends with 1\n$/,
      ),
      error: end(1),
    },
    { out: end(0), error: end(0) },
    { out: end(2), error: `There is no server\n${end(2)}` },
    {
      out: end(2),
      error: expect.stringMatching(/^This is a bug in the command.*: TypeError: Cannot read.*\nends with 2\n$/),
    },
    { out: end(2), error: `Can't open /nowhere/a: no such file or directory\n${end(2)}` },
    { out: end(2), error: `Can't start no-such-program: no such file or directory\n${end(2)}` },
    { out: end(2), error: `., which --file names, is a folder\n${end(2)}` },
    { out: end(2), error: expect.stringMatching(/^This is a bug in the command.*: up\nends with 2\n$/) },
    // From the folder in which npm was asked.
    { out: `✓ ${join(projectRoot, "openapi", "openapi.yaml")}\n${end(0)}`, error: end(0) },
    { out: end(2), error: `The file nowhere.yaml, which --file names, does not exist\n${end(2)}` },
    { out: expect.stringMatching(/^Tries\.\n\nUsage: npm run try -- \[options\]\n/), error: end(0) },
  ]);
});

test("an unhandled rejection ends a command with 2", () => {
  const source = `import { runCommand } from ${JSON.stringify(runCommandFile)};
    const never = async () => { Promise.reject(new RangeError("later")); await new Promise(() => {}); };
    await runCommand({ name: "try", help: "", options: {}, example: "" }, never);`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", source];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: projectRoot, encoding: "utf8" });
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^This is a bug.*RangeError: later\n$/)]);
});

test("a reader that closes the pipe is not an error", () => {
  const source = `import { runCommand } from ${JSON.stringify(runCommandFile)};
    const print = async () => ({ passed: true, verdict: "", text: "x\\n".repeat(200_000) });
    await runCommand({ name: "try", help: "", options: {}, example: "" }, print);`;
  const args = [process.execPath, "--import", "tsx", "--input-type=module", "--eval", source];
  const { stdout, stderr } = spawnSync("sh", ["-c", '"$0" "$@" | head -n 1', ...args], {
    ...{ cwd: projectRoot, encoding: "utf8" },
  });
  expect([stdout, stderr]).toEqual(["x\n", ""]);
});

const command = {
  name: "spec:try",
  help: "Tries.",
  positionals: { usage: "<name>…", help: "names", type: "string", least: 1, most: 2 },
  options: {
    check: { type: "boolean", help: "only look" },
    port: { type: "integer", default: 80, least: 1, most: 99, help: "a port" },
    kind: { type: ["red", "green"], default: "red", help: "a color" },
    tag: { type: "string", multiple: true, help: "a tag" },
    url: { type: "string", required: true, help: "which server is asked" },
  },
  example: "a --url b",
} as const satisfies Command;

test("values have the types that a command declares", () => {
  const read = readArguments(command, ["a", "--url", "b", "--port", "9", "--tag", "x", "--tag", "y"]);
  expect(read).toEqual({
    values: { check: false, port: 9, kind: "red", tag: ["x", "y"], url: "b" },
    positionals: ["a"],
  });
  const port: number | undefined = read?.values.port;
  const kind: "red" | "green" | undefined = read?.values.kind;
  expect([port, kind]).toEqual([9, "red"]);
});

test.each([
  [["a"], "--url is missing: which server is asked"],
  [["--url", "b"], "<name>… is missing: names"],
  [["a", "b", "c", "--url", "d"], 'Unexpected argument "c" ("npm run spec:try -- --help" lists the options)'],
  [["a", "b", "c"], 'Unexpected argument "c". If it is the value of --url, write: npm run spec:try -- --url c'],
  [["a", "--url", "b", "--port", "100"], '--port must be a whole number, from 1 to 99, not "100"'],
  [["a", "--url", "b", "--kind", "blue"], '--kind must be one of red, green, not "blue"'],
  [["a", "--ur", "b"], `Unknown option '--ur'. Did you mean --url? ("npm run spec:try -- --help" lists the options)`],
  [["a", "--kinds=red"], "Unknown option '--kinds'. Did you mean --kind?"],
  [["a", "--nothing-like-it"], `Unknown option '--nothing-like-it' ("npm run spec:try -- --help" lists`],
  [["a", "--url"], "Option '--url <value>' argument missing"],
])("%j is rejected in a sentence", (args, sentence) => {
  expect(() => readArguments(command, args)).toThrow(sentence);
});

test("an argument is not taken for a format, which it can't be", () => {
  const { positionals: _, ...without } = command;
  expect(() => readArguments({ ...without, options: { format: FORMAT_OPTION } }, ["x.yaml"])).toThrow(
    'Unexpected argument "x.yaml" ("npm run spec:try -- --help" lists the options)',
  );
});

test("an option that npm kept for itself is not passed over", () => {
  process.env.npm_config_check = "true";
  try {
    expect(() => readArguments(command, ["a", "--url", "b"])).toThrow(
      'npm took --check for itself: write "npm run spec:try -- --check …"',
    );
  } finally {
    delete process.env.npm_config_check;
  }
  // npm reads --format as --format-package-lock, and passes its value on.
  const { options } = command;
  expect(() =>
    readArguments({ ...command, options: { ...options, format: FORMAT_OPTION } }, ["json", "--url", "b"]),
  ).toThrow('npm took --format for itself: write "npm run spec:try -- --format …"');
  // npm has a --description of its own, and only the value arrives.
  const description = { type: "file", help: "the root document" } as const;
  const { positionals: _, ...without } = command;
  expect(() => readArguments({ ...without, options: { description } }, ["x.yaml"])).toThrow(
    'Unexpected argument "x.yaml". If it is the value of --description, write: npm run spec:try -- --description x.yaml',
  );
});

test("help has every option with its default, and an example", () => {
  expect(helpText(command, 80)).toBe(`Tries.

Usage: npm run spec:try -- <name>… [options]

  <name>…           names
  --check           only look
  --port <integer>  a port (default: 80)
  --kind red|green  a color (default: red)
  --tag <string>…   a tag
  --url <string>    which server is asked (required)
  --help            this text

Example: npm run spec:try -- a --url b`);
});

test("help is as wide as the terminal, and a long option has a line of its own", () => {
  const options = { format: FORMAT_OPTION, check: { type: "boolean", help: "write nothing, and say what differs" } };
  const long = { ...command, help: "Tries what\nis there, and says so.", positionals: undefined, options } as never;
  expect(helpText(long, 48)).toBe(`Tries what is there, and says so.

Usage: npm run spec:try -- [options]

  --format text|json|markdown|github
                            how to print the
                            findings (default:
                            text)
  --check                   write nothing, and
                            say what differs
  --help                    this text

Example: npm run spec:try -- a --url b`);
});

test("progress is a line for a step in a pipe, with its time, and one line in a terminal", () => {
  let time = 0;
  const write = (isTTY: boolean) => {
    const written: string[] = [];
    const progress = createProgress(
      { isTTY, columns: 20, write: (text) => written.push(String(text)) > 0 },
      () => time,
    );
    for (const [ms, kind, line] of [
      [0, "step", "lint"],
      [400, "tick", "1 of 9"],
      [1100, "tick", "2 of 9: a\n\x1b[31mlong name"],
    ] as const) {
      time += ms;
      progress[kind](line);
    }
    progress.end();
    time = 0;
    return written.join("");
  };
  expect(write(false)).toBe("   0.0 s  lint\n   1.5 s  2 of 9: a [31mlong name\n");
  expect(write(true)).toBe("\r\x1b[K   0.0 s  lint\r\x1b[K   0.4 s  1 of 9\r\x1b[K   1.5 s  2 of 9: a\r\x1b[K");
});
