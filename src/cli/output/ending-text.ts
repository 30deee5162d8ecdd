import { AtlasUpgradeError, isAtlasApiError, type UpgradeResult } from "../../index.js";
import { oneLine } from "../../redaction/one-line.js";
import { duration } from "./text.js";

/** What came of an upgrade, for a person: the connection string stands alone in its line. */
export function resultText(name: string, target: string, result: UpgradeResult): string {
  const { outcome, connectionStrings, elapsedMs, applied, unverified = [] } = result;
  const { standardSrv, standard } = connectionStrings;
  const lines = [
    outcome === "upgraded"
      ? `${name} is upgraded to ${target}, after ${duration(elapsedMs)}.`
      : `${name} is ${target} already; nothing was sent.`,
    applied && `Set afterwards: ${Object.keys(applied.request.body).join(", ")}.`,
    unverified.length > 0 && `Asked for and not seen on the cluster: ${unverified.join(", ")}. Look at it in Atlas.`,
    outcome === "upgraded" && "Restart applications that use it. The connection string:",
    oneLine(standardSrv ?? standard ?? ""),
  ];
  return `${lines.filter(Boolean).join("\n")}\n`;
}

/** An error for a person. */
export function errorText(error: unknown): string {
  if (error instanceof AtlasUpgradeError && error.reason === "time-limit") {
    const { token, lastState } = error;
    const seen = [lastState.stateName, lastState.tier].filter(Boolean).join(", ");
    return `The time is up, and the upgrade of ${token.name} to ${token.target} is not finished (last seen: ${seen || "nothing"}).\n`;
  }
  const { message } = error instanceof Error ? error : new Error(String(error));
  const hint = isAtlasApiError(error) ? error.hint : undefined;
  return `atlas-tenant-upgrade: ${[message, hint].filter(Boolean).join("\n")}\n`;
}

/** An error for a program, as the one object that it gets. */
export function errorJson(error: unknown): object {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (!(error instanceof AtlasUpgradeError)) return { error: { name, message } };
  const { reason, token, lastState, histogram } = error;
  return { error: { name, message, reason }, token, lastState, histogram };
}
