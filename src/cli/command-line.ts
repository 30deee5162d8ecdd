import { parseArgs } from "node:util";
import { UsageError } from "./exit.js";

const OPTIONS = {
  baseUrl: { type: "string" },
  file: { type: "string", short: "f" },
  force: { type: "boolean" },
  from: { type: "string" },
  help: { type: "boolean", short: "h" },
  json: { type: "boolean" },
  output: { type: "string", short: "o" },
  profile: { type: "string", short: "P" },
  projectId: { type: "string" },
  resume: { type: "string" },
  tier: { type: "string" },
  version: { type: "boolean" },
  watchTimeout: { type: "string" },
  yes: { type: "boolean", short: "y" },
} as const;

/** An option of some command. */
export type OptionName = keyof typeof OPTIONS;

/** The options that were given. */
export type Flags = { readonly [Name in OptionName]?: (typeof OPTIONS)[Name]["type"] extends "string" ? string : true };

/** A parsed command line. */
export interface CommandLine {
  /** All that is not an option: the command, then what it is about. */
  readonly words: readonly string[];
  readonly flags: Flags;
}

// Options by which other clients take a credential.
const CREDENTIAL = /secret|token|passw|apikey|privatekey|publickey|clientid|credential|bearer|^user(name)?$|^[up]$/;

/**
 * Reads what was typed.
 *
 * @throws {@link UsageError} for an option that does not exist, lacks its value, or would be a credential; never with
 * what stands beside it
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  // Not strict, since what Node says then repeats what was typed.
  const { tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const words: string[] = [];
  const flags: Record<string, string | true> = {};
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    flags[checkName(token.name, token.rawName)] = readValue(token);
  }
  return { words, flags };
}

/**
 * Rejects options that a command does not have.
 *
 * @throws {@link UsageError} naming the first one
 */
export function allowOnly(flags: Flags, allowed: readonly OptionName[], command: string): void {
  for (const name of Object.keys(flags) as OptionName[]) {
    if (!allowed.includes(name)) throw new UsageError(`--${name} is not an option of ${command}`);
  }
}

function checkName(name: string, typed: string): OptionName {
  if (isOption(name)) return name;
  if (CREDENTIAL.test(simplify(name))) {
    throw new UsageError(
      `${typed}: credentials are not taken as arguments, where other users of this machine and the shell's history can see them. Set MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET, or MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY, or use a profile of the Atlas CLI (-P)`,
    );
  }
  const meant = Object.keys(OPTIONS).find((option) => simplify(option) === simplify(name));
  throw new UsageError(`${typed} is not an option${meant ? `; did you mean --${meant}?` : ""}`);
}

function readValue(token: {
  name: string;
  rawName: string;
  value?: string | undefined;
  inlineValue?: boolean | undefined;
}) {
  const { name, rawName, value, inlineValue } = token;
  if (OPTIONS[name as OptionName].type === "boolean") {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value`);
    return true;
  }
  // What comes next and starts with a dash is the next option, but for "-", which is standard input.
  if (!value || (!inlineValue && value.startsWith("-") && value !== "-")) {
    throw new UsageError(`${rawName} needs a value`);
  }
  return value;
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

// As people write it who are used to other conventions: project-id, PROJECT_ID.
function simplify(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, "");
}
