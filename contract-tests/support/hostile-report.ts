import { memoryFiles, readBundle } from "../../scripts/toolkit/description/index.js";
import { inside, rootOf } from "../../scripts/toolkit/diff/index.js";
import { gateReport } from "../../scripts/toolkit/gate/index.js";

/** Markup that a page must show literally, and never interpret. */
export const HOSTILE = `</script></style></pre><img src="http://127.0.0.1:9/x" onerror="hacked=1"><script>hacked=1</script>"'&amp;\u202E`;

/** A report with every part that the gate can report, in which every string is hostile. */
export function hostileReport() {
  const read = (schema: object) => {
    const document = {
      ...{ openapi: "3.0.3", info: { title: HOSTILE, version: "1.0.0" }, paths: {} },
      components: { schemas: { Book: { description: HOSTILE, ...schema } } },
    };
    return rootOf(readBundle("/openapi.json", { files: memoryFiles({ "/openapi.json": document }) }));
  };
  const base = inside(read({ maxLength: 9, default: HOSTILE }), "components", "schemas", "Book", "maxLength");
  const revision = inside(read({ maxLength: 8 }), "components", "schemas", "Book");
  if (!base || !revision) throw new Error("The description has no such location");
  const own = { file: `${HOSTILE}.yaml`, line: 1, column: 1 };
  const changes = (["breaking", "dangerous", "compatible"] as const).map((level) => ({
    change: {
      ...{ level, rule: HOSTILE, location: HOSTILE, what: `\`${HOSTILE}\` ${HOSTILE}`, where: HOSTILE },
      ...{ source: "base" as const, operations: ["GET /a", HOSTILE] },
      sides: { base: { location: base, lacks: false }, revision: { location: revision, lacks: true } },
    } as const,
    accepted:
      level === "dangerous"
        ? { version: HOSTILE, rule: HOSTILE, location: HOSTILE, level, reason: HOSTILE }
        : undefined,
    ...{ own, inRevision: own },
  }));
  const finding = { ...own, pointer: HOSTILE, rule: HOSTILE, message: HOSTILE };
  const row = { kind: "statuses", declared: 9, exercised: 6, excepted: 1, missing: [HOSTILE, HOSTILE] } as const;
  const step = (name: string, passed: boolean) => ({ name, passed, summary: HOSTILE, ms: 1234 });
  return gateReport(HOSTILE, [
    {
      ...step("lint", false),
      findings: [
        { ...finding, severity: "error" },
        { ...finding, severity: "warn" },
      ],
    },
    { ...step("changes", true), changes },
    { ...step("contract tests", true), notes: [HOSTILE], coverage: [{ ...row, missing: [...row.missing] }] },
  ]);
}
