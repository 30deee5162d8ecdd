import { randomUUID } from "node:crypto";
import { relative } from "node:path";
import { getSystemErrorMap, styleText } from "node:util";
import { type AnnotationLocation, annotation } from "../report/index.js";
import {
  type Command,
  FORMAT_OPTION,
  type Format,
  helpText,
  type Option,
  readArguments,
  type Values,
} from "./arguments.js";
import { projectRoot } from "./paths.js";
import { createProgress, type Progress } from "./progress.js";

/** What a command has found. */
export interface CommandOutcome {
  passed: boolean;
  /** The last line, with the result in one sentence. */
  verdict: string;
  /** The findings for a terminal, without the verdict. */
  text?: string;
  /** @default the verdict and the text */
  json?: string;
  /** @default the text, as it is */
  markdown?: string;
  /** Annotations of GitHub's, a line each. */
  annotations?: string;
  /** Why a part could not be checked. It is printed last, and the exit code is 2. */
  error?: Error;
}

/** What a command gets. */
export interface Given<Options extends Readonly<Record<string, Option>>> {
  values: Values<Options & { format: typeof FORMAT_OPTION }>;
  positionals: string[];
  progress: Progress;
}

/** Whether what goes to standard output may have colors. */
export const hasColors = (): boolean => process.stdout.isTTY && process.stdout.hasColors();

/**
 * Runs a command: reads its arguments, with paths relative to the user's folder, and prints its outcome in the requested
 * format. The exit code is 0, 1 if the command has findings, or 2 with a sentence if it could not do its work.
 *
 * @param run - returns nothing if there is nothing to judge
 */
export async function runCommand<const Options extends Readonly<Record<string, Option>>>(
  { printsAsItGoes, ...own }: Command<Options>,
  run: (given: Given<Options>) => Promise<CommandOutcome | undefined> | Promise<void>,
): Promise<void> {
  const options = { ...own.options, ...(!printsAsItGoes && { format: FORMAT_OPTION }) };
  const command = { ...own, options } as Command<Options & { format: typeof FORMAT_OPTION }>;
  // npm runs every script in the project's folder.
  if (process.cwd() === projectRoot && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  const progress = createProgress();
  process.stdout.off("error", onOutputError).once("error", onOutputError);
  // Node would exit with 1 for an unhandled rejection.
  process.once("uncaughtException", (error) => {
    progress.end();
    console.error(errorText(error));
    process.exit(2);
  });
  let format: Format = "text";
  const token = randomUUID();
  let outcome: CommandOutcome | undefined;
  let failure: Error | undefined;
  try {
    const given = readArguments(command, process.argv.slice(2));
    if (!given) return console.log(helpText(command));
    ({ format = format } = given.values as { format?: Format });
    if (format === "github") {
      // Annotations need paths relative to the workspace.
      if (process.env.GITHUB_WORKSPACE) process.chdir(process.env.GITHUB_WORKSPACE);
      // Text from a description must not become a workflow command, on standard error either.
      console.log(`::stop-commands::${token}`);
    }
    outcome = (await run({ ...given, progress })) ?? undefined;
    failure = outcome?.error;
  } catch (error) {
    failure = error as Error;
  }
  progress.end();
  process.exitCode = failure ? 2 : outcome?.passed === false ? 1 : 0;
  if (format === "github") {
    const failed = failure && annotationOf(failure, command.name);
    const lines = [outcome?.text, failure && errorText(failure), `::${token}::`, outcome?.annotations, failed];
    console.log([...lines, outcome && verdictLine(outcome)].filter(Boolean).join("\n"));
  } else {
    if (outcome) print(outcome, format);
    if (failure) console.error(errorText(failure));
  }
}

function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  // The reader of the output has stopped, as with `| head`.
  process.exit();
}

function verdictLine({ passed, verdict }: CommandOutcome): string {
  const mark = passed ? "✓" : "✗";
  return `${hasColors() ? styleText(passed ? "green" : "red", mark) : mark} ${verdict.replaceAll(/\s+/g, " ")}`;
}

function print(outcome: CommandOutcome, format: Exclude<Format, "github">): void {
  const { passed, verdict, text = "", json, markdown } = outcome;
  const line = verdictLine(outcome);
  if (format === "json") console.log(json ?? JSON.stringify({ passed, verdict, text }, null, 2));
  else if (format === "markdown") console.log(markdown ?? `\`\`\`\n${text}\n${line}\n\`\`\``);
  else if (text) console.log(`${text}\n`);
  // Programs read the output: the verdict is not part of it.
  if (format === "text") console.log(line);
  else console.error(line);
}

function annotationOf(
  error: Error & { sentence?: string; position?: Omit<AnnotationLocation, "title"> },
  title: string,
): string {
  const { sentence = error.message, position } = error;
  const location = position ? { ...position, file: relative(process.cwd(), position.file), title } : { title };
  return annotation("error", location, sentence);
}

function errorText(error: Error & { errno?: number; path?: string; syscall?: string }): string {
  const { name, message, stack, errno, path, syscall } = error;
  // By name, since a class may be loaded twice.
  if (/^(?:Input|Description|AtlasConfiguration)Error$/.test(name)) return message;
  if (process.env.DEBUG) return stack ?? String(error);
  // Such as a folder that does not exist or is not writable, or a program that is not installed ("spawn git").
  const [, reason] = (errno !== undefined && getSystemErrorMap().get(errno)) || [];
  if (reason !== undefined && path !== undefined) {
    return `Can't ${syscall?.replace(/^spawn.*/s, "start")} ${path}: ${reason}`;
  }
  const words = message === undefined ? String(error) : `${name}: ${message}`;
  return `This is a bug in the command, not a finding (DEBUG=1 shows where): ${words}`;
}
