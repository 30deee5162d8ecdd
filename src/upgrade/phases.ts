import type { Look } from "../waiting/look.js";
import type { UpgradePhase } from "./upgrade-progress.js";
import type { UpgradeToken } from "./upgrade-token.js";

const ORDER: readonly UpgradePhase[] = ["probing", "planned", "accepted", "offline", "swapped", "reachable", "settled"];

/** The phase after a look: never an earlier one, since a stale response does not undo what was seen. */
export function phaseOf(phase: UpgradePhase, look: Look, token: UpgradeToken): UpgradePhase {
  if (look.data === undefined || ORDER.indexOf(phase) < ORDER.indexOf("accepted")) return phase;
  const seen = seenPhase(look, token);
  return ORDER.indexOf(seen) > ORDER.indexOf(phase) ? seen : phase;
}

function seenPhase({ values }: Look, { target, oldId }: UpgradeToken): UpgradePhase {
  const connected = values.connection !== undefined;
  if (values.tier !== target || values.id === oldId) return connected ? "accepted" : "offline";
  return connected ? "reachable" : "swapped";
}

/** The phase in one sentence. */
export function messageOf(phase: UpgradePhase, { target, sent }: UpgradeToken, problem?: string): string {
  const sentence: Record<UpgradePhase, string> = {
    probing: "Looking up what the cluster is",
    planned: "The plan is made, and nothing has been sent",
    accepted:
      sent === "unknown"
        ? "The upgrade was sent, and whether Atlas has accepted it is not known yet"
        : "The upgrade is under way, and the cluster is still what it was",
    offline: "The cluster can't be reached: it has no connection strings at the moment",
    swapped: `The cluster is ${target} now, and can't be reached yet`,
    reachable: "The cluster can be reached again, and Atlas is finishing",
    settled: `The cluster is ${target} and ready`,
  };
  return problem === undefined ? `${sentence[phase]}.` : `${sentence[phase]}; the last look failed with ${problem}.`;
}
