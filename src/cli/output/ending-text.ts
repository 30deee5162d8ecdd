import {
  AtlasConfigurationError,
  AtlasInvalidRequestError,
  AtlasUpgradeError,
  isAtlasApiError,
  type UpgradeResult,
  type UpgradeToken,
} from "../../index.js";
import { hasBegun, isUnderWay } from "../../upgrade/upgrade-token.js";
import { type Flags, type OptionName, optionWith, toArguments } from "../command-line.js";
import { duration, printable, shellQuote, toJson } from "./text.js";

// The package's option names, and what a person types for them.
const TYPED: Readonly<Record<string, string>> = {
  baseUrl: "--baseUrl (MONGODB_ATLAS_BASE_URL, or the profile's)",
  groupId: "--projectId (MONGODB_ATLAS_PROJECT_ID, or the profile's)",
  "serverless.name": "the body's name",
  source: "--from",
  target: "--tier",
};

const WHICH_CREDENTIALS =
  "The credentials were the first of these that are set: ACCESS_TOKEN, MONGODB_ATLAS_CLIENT_ID, MONGODB_ATLAS_PUBLIC_API_KEY, the profile's.";

/**
 * The result of an upgrade, for a person. The connection string is on a line of its own.
 *
 * @param isTimed - whether the run began with the upgrade, so that its time is the upgrade's
 */
export function resultText(name: string, target: string, result: UpgradeResult, isTimed: boolean): string {
  const { outcome, cluster, connectionStrings, elapsedMs, applied, unverified = [] } = result;
  const unseen = unverified.filter((property) => property !== "createDate");
  const { standardSrv, standard } = connectionStrings;
  const lines = [
    outcome === "upgraded"
      ? `${name} was upgraded to ${target}${isTimed ? ` in ${duration(elapsedMs)}` : ""}.`
      : `${name} is ${target} already; ${applied ? "no upgrade" : "nothing"} was sent.`,
    applied &&
      `${outcome === "upgraded" ? "Set afterwards" : "Added"}: ${Object.keys(applied.request.body).join(", ")}.`,
    unseen.length > 0 && `Requested but not seen on the cluster: ${unseen.join(", ")}. Look at it in Atlas.`,
    unverified.includes("createDate") &&
      `Its creation date, ${printable(cluster.createDate ?? "which is missing")}, does not prove that it is the cluster that was upgraded. Make sure that it was not deleted and created again.`,
    outcome === "upgraded" && "Restart applications that use it. The connection string:",
    printable(standardSrv ?? standard ?? ""),
  ];
  return `${lines.filter(Boolean).join("\n")}\n`;
}

/** An error for a person. */
export function errorText(error: unknown): string {
  if (error instanceof AtlasUpgradeError && error.reason === "declined") {
    return error.cause instanceof Error
      ? `atlas-tenant-upgrade: could not ask: ${error.cause.message}; nothing was sent.\n`
      : "Declined; nothing was sent.\n";
  }
  const { status, hint = status === 401 ? WHICH_CREDENTIALS : undefined } = apiErrorOf(error) ?? {};
  return `atlas-tenant-upgrade: ${[messageOf(error), hint].filter(Boolean).join("\n")}\n`;
}

/** The message of an error, with what to type in place of the package's option. */
export function messageOf(error: unknown): string {
  const { message } = error instanceof Error ? error : new Error(String(error));
  const option =
    error instanceof AtlasConfigurationError
      ? error.option
      : error instanceof AtlasInvalidRequestError && error.property;
  const typed = option && Object.hasOwn(TYPED, option) ? TYPED[option] : undefined;
  return typed && message.startsWith(`${option} `) ? `${typed}${message.slice(`${option}`.length)}` : message;
}

/** An error for a program, as one object. */
export function errorJson(error: unknown): object {
  const { name } = error instanceof Error ? error : new Error();
  const { status, errorCode } = apiErrorOf(error) ?? {};
  const shown = { name, message: messageOf(error), status, errorCode };
  if (!(error instanceof AtlasUpgradeError)) return { error: shown };
  const { reason, token, lastState, histogram } = error;
  return { error: { ...shown, reason }, token, lastState, histogram };
}

// The error of the API that ended the command, if one did.
function apiErrorOf(error: unknown) {
  const found = error instanceof AtlasUpgradeError ? error.cause : error;
  return isAtlasApiError(found) ? found : undefined;
}

/** What is needed to continue. */
export interface Continuation {
  readonly name: string;
  readonly target: string;
  /** The token of the run, if it was started. */
  readonly token: UpgradeToken | undefined;
  /** The file with the token, if there is one. */
  readonly file: string | undefined;
  /** The options that were given. */
  readonly flags: Flags;
  /** Whether a signal ended it. */
  readonly isEnded: boolean;
}

const OF_WATCH: readonly OptionName[] = ["baseUrl", "json", "output", "profile", "projectId", "watchTimeout"];
const OF_UPGRADE: readonly OptionName[] = [...OF_WATCH, "file", "force", "yes"];

/** How to continue, as commands to type. */
export function howToContinue(error: unknown, { name, target, token, file, flags, isEnded }: Continuation): string {
  if (token === undefined) return isEnded ? "Nothing was sent.\n" : "";
  const {
    reason = undefined,
    lastState = undefined,
    cause = undefined,
  } = error instanceof AtlasUpgradeError ? error : {};
  const line = (...words: string[]) => `\n\n  ${["npx", "atlas-tenant-upgrade", ...words].map(shellQuote).join(" ")}\n`;
  const again = line("upgrade", name, "--tier", target, ...toArguments(flags, OF_UPGRADE));
  if (!hasBegun(token)) {
    const watched = token.sent === "unknown" && (isEnded || reason === "unknown-outcome");
    if (watched) return `${isEnded ? `No upgrade of ${name} has been seen. ` : ""}To upgrade it:${again}`;
    return isEnded ? "Nothing was sent.\n" : "";
  }
  const continues =
    isUnderWay(token) && lastState?.stateName !== "IDLE" && (reason === "aborted" || reason === "time-limit")
      ? `The upgrade of ${name} continues in Atlas. `
      : "";
  const state = continues ? "Its state" : "The state of the upgrade";
  const saved = file
    ? `${state} is saved in ${file}.`
    : `${state} (pass it to the command below on standard input): ${toJson(token, 0)}`;
  // What Atlas says about the cluster is final; a failed request is not.
  if (reason === "failed" && cause === undefined) {
    return file ? `${saved} Remove it before you start a new one.\n` : "";
  }
  const toWatch = `${continues}${saved} To watch it again:${line("watch", ...optionWith("resume", file ?? "-"), ...toArguments(flags, OF_WATCH))}`;
  if (reason !== "unknown-outcome") return toWatch;
  const begin = file ? `remove ${file} and upgrade it again` : "upgrade it again";
  return `${toWatch}\nLook at it in Atlas; if nothing is under way there, ${begin}:${again}`;
}
