import { createInterface } from "node:readline/promises";
import type { UpgradeRunPlan } from "../index.js";
import { UsageError } from "./exit.js";
import type { Io } from "./io.js";
import { planText } from "./output/plan-text.js";
import { widthOf } from "./output/text.js";

/** How the person agrees to an upgrade. */
export interface ConsentOptions {
  readonly name: string;
  /** Whether the person has already agreed, by `--yes` or `--force`. */
  readonly agreed: boolean;
  /** Aborts the question. */
  readonly signal: AbortSignal;
}

/**
 * Shows the plan and asks for consent.
 *
 * @throws {@link UsageError} if there is no terminal, or if its input has ended
 */
export async function askConsent(
  plan: UpgradeRunPlan,
  { name, agreed, signal }: ConsentOptions,
  io: Io,
): Promise<boolean> {
  io.stderr.write(`${planText(plan, widthOf(io.stderr))}\n`);
  if (agreed) return true;
  if (!io.stdin.isTTY || !io.stderr.isTTY) {
    throw new UsageError("There is no terminal to ask in, and nothing was sent. To accept the plan above, add --yes");
  }
  if (!io.stdin.readable) {
    throw new UsageError(
      "Standard input has ended, so you can't be asked, and nothing was sent. To agree to the plan above, add --yes",
    );
  }
  await io.discardTyped?.();
  // A question after the end would keep the process alive.
  signal.throwIfAborted();
  // If snapshots will be deleted, a habitual "yes" is not enough.
  const expected = plan.target === "FLEX" ? "yes" : name;
  const answer = await ask(`Upgrade ${name} to ${plan.target}? Type ${expected} to continue: `, signal, io);
  return plan.target === "FLEX" ? /^y(es)?$/i.test(answer) : answer === name;
}

async function ask(question: string, signal: AbortSignal, { stdin, stderr }: Io): Promise<string> {
  // With terminal: true, readline would handle Ctrl-C itself.
  const lines = createInterface({ input: stdin, terminal: false });
  stderr.write(question);
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once("line", (line) => resolve(line.trim()));
      // The end of the input does not count as consent.
      lines.once("close", () => resolve(""));
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  } finally {
    lines.close();
  }
}
