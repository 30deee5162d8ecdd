import type { DiffResult } from "./change.js";
import { Collector } from "./collector.js";
import type { Description } from "./description.js";
import { comparePathItems } from "./operations.js";
import { childOf } from "./place.js";
import { SchemaComparer } from "./schema/comparer.js";

/** What a comparison can be told. */
export interface DiffOptions {
  /** The clock, in milliseconds. A deprecated operation may go when its sunset has passed. @default Date.now() */
  now?: number;
}

/**
 * Compares two descriptions by what they promise a consumer.
 * Texts, examples, order, names of components and the way a schema is written don't count.
 *
 * @example
 * const { level, changes } = diffDescriptions(readDescription("before.yaml"), readDescription("after.yaml"));
 * @throws DescriptionError where a reference leads nowhere
 */
export function diffDescriptions(base: Description, revision: Description, options: DiffOptions = {}): DiffResult {
  const collector = new Collector(base, revision);
  const schemas = new SchemaComparer(base, revision);
  const comparison = { collector, schemas, now: options.now ?? Date.now() };
  const compare = (part: string, kind: "operation" | "webhook") =>
    comparePathItems(
      childOf(base.root, part),
      childOf(revision.root, part),
      kind,
      // A webhook is a request that the API sends.
      kind === "operation" ? "request" : "response",
      comparison,
    );
  compare("paths", "operation");
  compare("webhooks", "webhook");
  return collector.result();
}
