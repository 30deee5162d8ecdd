import { existsSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { widthOf, wrap } from "../../../src/cli/output/text.js";
import { nearestName } from "../../../src/testing/nearest-name.js";
import { projectRoot } from "./paths.js";

/** The ways to print what a command has found. */
export const FORMATS = ["text", "json", "markdown", "github"] as const;

/** One of {@link FORMATS}. */
export type Format = (typeof FORMATS)[number];

/** One option of a command. */
export interface Option {
  /** A `file` has to exist and a `path` need not; both are read from the folder in which the user stands. */
  type: "boolean" | "string" | "file" | "path" | "integer" | readonly string[];
  /** What it is for, in a phrase. */
  help: string;
  default?: string | number;
  required?: true;
  multiple?: true;
  /** The limits of an integer. @default 0 */
  least?: number;
  most?: number;
}

/** All that there is to say of a command line: parsing and `--help` are made of it. */
export interface Command<Options extends Readonly<Record<string, Option>> = Readonly<Record<string, Option>>> {
  /** As in package.json. */
  name: string;
  /** What the command does, and what its exit codes mean. */
  help: string;
  /** The arguments that are not options. @default none are taken */
  positionals?: { usage: string; help: string; type: "string" | "file"; least?: number; most?: number };
  options: Options;
  /** Whether it prints as it goes, and takes no `--format`, which every other command has. @default false */
  printsAsItGoes?: true;
  /** The arguments of an example. */
  example: string;
}

/** The values of a command's options, by their names. */
export type Values<Options extends Readonly<Record<string, Option>>> = {
  [Name in keyof Options]: Options[Name]["type"] extends "boolean"
    ? boolean
    : Options[Name] extends { multiple: true }
      ? string[]
      :
          | (Options[Name]["type"] extends readonly (infer Choice)[]
              ? Choice
              : Options[Name]["type"] extends "integer"
                ? number
                : string)
          | (Options[Name] extends { default: unknown } | { required: true } ? never : undefined);
};

/** The option of every command that finds something. */
export const FORMAT_OPTION = { type: FORMATS, default: "text", help: "how to print the findings" } as const;

/** Says in a sentence why a command can't do what it was asked for: a file, an option, a server that can't be used. */
export class InputError extends Error {
  override name = "InputError";
}

/**
 * Reads the command line of a command. Paths become absolute.
 *
 * @returns nothing, if `--help` is asked for
 * @throws InputError in a sentence, for what the command does not take
 */
export function readArguments<const Options extends Readonly<Record<string, Option>>>(
  { name, options, positionals: taken }: Command<Options>,
  args: readonly string[],
): { values: Values<Options>; positionals: string[] } | undefined {
  const parsed = parse(name, options, args);
  if (parsed.values.help) return undefined;
  const kept = Object.keys(options).find((key) => parsed.values[key] === undefined && isKeptByNpm(key, parsed));
  if (kept !== undefined) {
    throw new InputError(`npm took --${kept} for itself: write "npm run ${name} -- --${kept} …"`);
  }
  const read = (key: string, option: Option): unknown => {
    const given = parsed.values[key];
    if (option.type === "boolean") return given ?? false;
    if (option.multiple) return [given ?? []].flat();
    const value = given ?? option.default;
    if (value === undefined && option.required) throw new InputError(`--${key} is missing: ${option.help}`);
    return value === undefined ? undefined : readValue(`--${key}`, String(value), option);
  };
  const { least = 0, most = Number.POSITIVE_INFINITY } = taken ?? { most: 0 };
  const { positionals } = parsed;
  const surplus = positionals[most];
  if (surplus !== undefined) {
    // Without `--`, npm keeps a --description, as it has one of its own, and passes only the value on.
    const isMeant = ([key, { required }]: [string, Option]) =>
      parsed.values[key] === undefined && (required || key === "description");
    const [option] = Object.entries<Option>(options).find(isMeant) ?? [];
    const hint = option && `. If it is the value of --${option}, write: npm run ${name} -- --${option} ${surplus}`;
    throw new InputError(`Unexpected argument "${surplus}"${hint ?? ` ${advice(name)}`}`);
  }
  if (positionals.length < least) throw new InputError(`${taken?.usage} is missing: ${taken?.help}`);
  return {
    values: Object.fromEntries(
      Object.entries<Option>(options).map(([key, option]) => [key, read(key, option)]),
    ) as Values<Options>,
    positionals: positionals.map((value) => String(readValue("", value, { type: taken?.type ?? "string" }))),
  };
}

function parse(name: string, options: Readonly<Record<string, Option>>, args: readonly string[]) {
  const config: NonNullable<ParseArgsConfig["options"]> = { help: { type: "boolean" } };
  for (const [key, { type, multiple = false }] of Object.entries(options)) {
    config[key] = { type: type === "boolean" ? "boolean" : "string", multiple };
  }
  try {
    return parseArgs({ args: [...args], options: config, allowPositionals: true });
  } catch (error) {
    const [sentence = ""] = (error as Error).message.split(/\.\s/, 1);
    const [, unknown] = /^Unknown option '--([^'=]+)/.exec(sentence) ?? [];
    const nearest = unknown && nearestName(unknown, Object.keys(config));
    throw new InputError(`${sentence}${nearest ? `. Did you mean --${nearest}?` : ""} ${advice(name)}`);
  }
}

// Without `--`, npm keeps the options of a command for itself and passes their values on. It leaves no trace of its own
// options, such as --format, which is short for --format-package-lock, but the value of a format is known.
function isKeptByNpm(key: string, { positionals }: ReturnType<typeof parse>): boolean {
  const value = process.env[`npm_config_${key.replaceAll("-", "_")}`] ?? "false";
  return value !== "false" || (key === "format" && FORMATS.some((format) => positionals.includes(format)));
}

const advice = (name: string) => `("npm run ${name} -- --help" lists the options)`;

function readValue(option: string, value: string, { type, least = 0, most }: Omit<Option, "help">): string | number {
  if (type === "file" || type === "path") {
    const named = option && `, which ${option} names`;
    if (type === "file" && !existsSync(value))
      throw new InputError(`The file ${value}${named && `${named},`} does not exist`);
    if (type === "file" && statSync(value).isDirectory()) throw new InputError(`${value}${named}, is a folder`);
    return resolve(value);
  }
  if (type === "integer") {
    const number = Number(value);
    if (/^\d{1,9}$/.test(value) && number >= least && number <= (most ?? number)) return number;
    const range = most === undefined ? `at least ${least}` : `from ${least} to ${most}`;
    throw new InputError(`${option} must be a whole number, ${range}, not "${value}"`);
  }
  if (Array.isArray(type) && !type.includes(value)) {
    throw new InputError(`${option} must be one of ${type.join(", ")}, not "${value}"`);
  }
  return value;
}

// A longer label gets a line of its own.
const MAX_LEFT_WIDTH = 24;

/**
 * What `--help` prints.
 *
 * @param width - of a line, in characters @default that of the terminal, or 80
 */
export function helpText(
  { name, help, positionals, options, example }: Command,
  width = widthOf(process.stdout),
): string {
  const rows = Object.entries(options).map(
    ([key, { type, help: says, default: value, required, multiple }]): [string, string] => {
      const placeholder = Array.isArray(type) ? ` ${type.join("|")}` : type === "boolean" ? "" : ` <${type}>`;
      const preset =
        typeof value === "string" && (type === "file" || type === "path") ? relative(projectRoot, value) : value;
      const note = required ? " (required)" : preset === undefined ? "" : ` (default: ${preset})`;
      return [`--${key}${placeholder}${multiple ? "…" : ""}`, says + note];
    },
  );
  if (positionals) rows.unshift([positionals.usage, positionals.help]);
  rows.push(["--help", "this text"]);
  const left = Math.min(MAX_LEFT_WIDTH, Math.max(...rows.map(([option]) => option.length)));
  const indent = " ".repeat(left + 4);
  const taken = [positionals?.usage, Object.keys(options).length > 0 && "[options]"].filter(Boolean).join(" ");
  return [
    wrap(help.replaceAll(/\s+/g, " "), width),
    "",
    wrap(`Usage: npm run ${name}${taken && ` -- ${taken}`}`, width, "  "),
    "",
    ...rows.flatMap(([option, says]) =>
      option.length > left
        ? [`  ${option}`, wrap(indent + says, width, indent)]
        : [wrap(`  ${option.padEnd(left)}  ${says}`, width, indent)],
    ),
    "",
    `Example: npm run ${name}${example && ` -- ${example}`}`,
  ].join("\n");
}
