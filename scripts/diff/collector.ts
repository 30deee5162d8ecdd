import {
  type Change,
  type DiffResult,
  type Direction,
  type Finding,
  graver,
  LEVELS,
  type Level,
  levelOf,
} from "./change.js";
import type { Description } from "./description.js";

/** Where in the contract a comparison is: told in messages, and used to weigh findings. */
export interface Context {
  /** "GET /pets", or the webhook. */
  operation: string;
  /** Such as "the request body" or "query parameter `limit`". */
  part: string;
  direction: Direction;
}

/** Gathers changes; one that many operations share is one change. */
export class Collector {
  readonly #changes = new Map<string, Change>();

  constructor(
    readonly base: Description,
    readonly revision: Description,
  ) {}

  /** Weighs what a comparison found in this context, and keeps it. */
  add(context: Context, ...findings: readonly Finding[]): void {
    for (const finding of findings) {
      const level = levelOf(finding, context.direction);
      const owner = finding.source === "base" ? this.base : this.revision;
      const location = owner.locate(finding.place);
      const key = [level, finding.rule, finding.source, location, finding.message].join("\n");
      const known = this.#changes.get(key);
      if (!known) {
        const where = `${context.part ? `${context.part} of ` : ""}${context.operation}`;
        this.#changes.set(key, {
          level,
          rule: finding.rule,
          location,
          message: `${finding.message} (${where})`,
          what: finding.message,
          where,
          source: finding.source,
          operations: [context.operation],
          place: finding.place,
        });
      } else if (known.operations.at(-1) !== context.operation) known.operations.push(context.operation);
    }
  }

  /** The changes, the gravest first and otherwise by place. */
  result(): DiffResult {
    const changes = [...this.#changes.values()].sort(
      (a, b) =>
        LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level) ||
        a.location.localeCompare(b.location) ||
        a.rule.localeCompare(b.rule),
    );
    return { level: changes.map(({ level }) => level).reduce<Level>(graver, "none"), changes };
  }
}
