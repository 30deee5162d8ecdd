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
  /** The arguments that are not options: the command, then its own arguments. */
  readonly words: readonly string[];
  readonly flags: Flags;
}

// Options that pass a credential to other clients.
const CREDENTIAL = /secret|token|passw|apikey|privatekey|publickey|clientid|credential|bearer|^user(name)?$|^[up]$/;

/**
 * Parses the command line.
 *
 * @throws {@link UsageError} for an option that does not exist, lacks its value, or would be a credential; the error
 * never shows the value
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  // Not strict, since Node's errors repeat what was typed.
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
  // A following argument that starts with a dash is the next option, except "-", which is standard input.
  if (!value || (!inlineValue && value.startsWith("-") && value !== "-")) {
    throw new UsageError(`${rawName} needs a value`);
  }
  return value;
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

// Recognizes other spellings, such as project-id and PROJECT_ID.
function simplify(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, "");
}
