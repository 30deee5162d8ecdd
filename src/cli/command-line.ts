import { parseArgs } from "node:util";
import { didYouMean, simplify } from "./did-you-mean.js";
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
const NO_CREDENTIALS =
  "credentials are not accepted as arguments, where the shell's history and other users of this machine can see them. Set MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET, or MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY, or use a profile of the Atlas CLI (-P)";

/**
 * Parses the command line.
 *
 * @throws {@link UsageError} naming each option that does not exist, lacks its value, or would be a credential; the
 * error never shows the value
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
  const problems = new Map<number, string>();
  // Collected, so that their long message appears once.
  const credentials = new Map<number, string>();
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    // What follows an unknown letter may be its value, and is not shown.
    if (token.kind !== "option" || problems.has(token.index) || credentials.has(token.index)) continue;
    if (!isOption(token.name) && CREDENTIAL.test(simplify(token.name))) {
      credentials.set(token.index, typedName(token.rawName));
      continue;
    }
    const problem = isOption(token.name) ? problemOf(token.name, token) : unknownOption(token);
    if (problem === undefined) flags[token.name] = token.value ?? true;
    else problems.set(token.index, problem);
  }
  const lines = [...problems.values()];
  if (credentials.size > 0) lines.push(`${[...credentials.values()].join(", ")}: ${NO_CREDENTIALS}`);
  if (lines.length > 0) throw new UsageError(lines.join("\n"));
  return { words, flags };
}

/** The options among those given that have one of these names, as arguments for another command. */
export function toArguments(flags: Flags, names: readonly OptionName[]): string[] {
  return (Object.entries(flags) as [OptionName, string | true][])
    .filter(([name]) => names.includes(name))
    .flatMap(([name, value]) => (value === true ? [`--${name}`] : optionWith(name, value)));
}

/** An option and its value as arguments. */
export function optionWith(name: OptionName, value: string): string[] {
  return value.startsWith("-") && value !== "-" ? [`--${name}=${value}`] : [`--${name}`, value];
}

/** An option as it was typed. */
interface Typed {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/** What was typed, for an error: only a name, since a credential can follow it or be in its place. */
export function typedName(typed: string): string {
  const [name = ""] = /^-{0,2}[\w-]{1,30}(?![\w-])/.exec(typed) ?? [];
  return name === typed ? name : `${name}…`;
}

function unknownOption({ name, rawName }: Typed): string {
  return `${typedName(rawName)} is not an option${didYouMean(
    name,
    Object.keys(OPTIONS).map((option) => `--${option}`),
  )}`;
}

function problemOf(name: OptionName, { rawName, value, inlineValue }: Typed): string | undefined {
  if (OPTIONS[name].type === "boolean") return value === undefined ? undefined : `${rawName} takes no value`;
  // A following argument that starts with a dash is the next option, except "-", which is standard input.
  const isMissing = !value || (!inlineValue && value.startsWith("-") && value !== "-");
  return isMissing ? `${rawName} needs a value` : undefined;
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}
