import { operationDescriptors } from "../../../generated/operations.js";
import type { PlannedChange } from "../../index.js";
import { oneLine } from "../../redaction/one-line.js";
import { settleEstimate } from "../../upgrade/recorded-settling.js";
import { duration, toJson, wrap } from "./text.js";

/** A plan to show. A plan that is made from a body alone has no project. */
export interface ShownPlan {
  readonly source: string;
  readonly target: string;
  readonly operation: "upgradeSharedCluster" | "upgradeFlexCluster";
  readonly request: { readonly body: object; readonly groupId?: string };
  readonly changes: readonly PlannedChange[];
  readonly afterwards?: { readonly request: { readonly body: object } };
  readonly consequences: readonly string[];
  readonly estimateMs?: { readonly median: number; readonly p90: number };
  /** A note about the plan. */
  readonly note?: string;
}

/** A plan for a person: the table of changes, the request, the settings to apply afterwards, and the consequences. */
export function planText(plan: ShownPlan, width: number): string {
  const { source, target, changes, afterwards, consequences, estimateMs, note } = plan;
  const sections = [
    `From ${source} to ${target}\n\n${changeTable(changes, width)}`,
    `The request:\n\n${requestText(plan)}`,
    afterwards && `Set once it is IDLE:\n\n${toJson(afterwards.request.body)}`,
    `Before you continue:\n\n${consequences.map((one) => wrap(`- ${one}`, width, "  ")).join("\n")}`,
    estimateMs
      ? `Recorded upgrades took ${recorded(estimateMs)}.`
      : wrap(
          `It is not known how long it takes: no such upgrade was recorded. Upgrades from M0 to M10 took ${recorded(settleEstimate)}.`,
          width,
        ),
    note && wrap(note, width),
  ];
  return `${sections.filter(Boolean).join("\n\n")}\n`;
}

function recorded({ median, p90 }: NonNullable<ShownPlan["estimateMs"]>): string {
  return `${duration(median)} (median), and nine in ten at most ${duration(p90)}`;
}

const CHANGE_WIDTH = "afterwards".length;
const INDENT = " ".repeat(CHANGE_WIDTH + 2);

/** One row per change, with the reason below it: paths are long, and another column would not fit. */
function changeTable(changes: readonly PlannedChange[], width: number): string {
  const rows = planRows(changes, width);
  return changes.map(({ reason }, index) => `${rows[index]}\n${wrap(INDENT + reason, width, INDENT)}`).join("\n");
}

/** The changes of all properties, without the reasons. */
export function planRows(changes: readonly PlannedChange[], width: number): string[] {
  return changes.map(({ change, from, to, value }) => {
    const path = from === to || !from || !to ? (to ?? from) : `${from} -> ${to}`;
    const row = `${change.padEnd(CHANGE_WIDTH)}  ${path}${value === undefined ? "" : ` = ${shownValue(value)}`}`;
    return wrap(row, width, INDENT);
  });
}

function shownValue(value: unknown): string {
  return typeof value === "string" ? oneLine(value) : toJson(value, 0);
}

function requestText({ operation, request }: ShownPlan): string {
  const { method, path, requestBody } = operationDescriptors[operation];
  const target = request.groupId ? path.replace("{groupId}", request.groupId) : path;
  return `${method} ${target}\nContent-Type: ${requestBody.mediaTypes[0]}\n\n${toJson(request.body)}`;
}
