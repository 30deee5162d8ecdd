import type { AtlasClient } from "../client.js";
import type { CallOptions } from "../operation.js";
import { oneLine } from "../redaction/one-line.js";
import { race } from "../support/race.js";
import { type CallResult, isName } from "../waiting/status-check.js";
import type { WaitStep } from "../waiting/wait-for.js";
import type { FollowSettings } from "./follow-settings.js";
import { type Pacer, pacerOf } from "./pacer.js";
import { messageOf, phaseOf, showsUpgrade } from "./phases.js";
import { estimateRest, isRecorded } from "./recorded-settling.js";
import { AtlasUpgradeError, type UpgradeFailure } from "./upgrade-error.js";
import type { UpgradeProgress } from "./upgrade-progress.js";
import { isUnderWay, type UpgradeToken } from "./upgrade-token.js";

const MAX_MESSAGE_LENGTH = 5_000;
// A shorter wait needs no explanation.
const LONG_MS = 30_000;
// Bounds the histogram for a server whose responses always differ.
const MAX_LABELS = 50;

/** What is new; the rest stays as it was, except the time of the next poll and the problem. */
type Report = Pick<UpgradeProgress, "phase"> &
  Partial<Pick<UpgradeProgress, "polls" | "stateName" | "tier" | "plan">> & {
    readonly nextPollMs?: number | undefined;
    readonly problem?: string | undefined;
  };

/** The state that the steps of a run share, and its reports. */
export class RunContext {
  readonly settings: FollowSettings;
  token: UpgradeToken;
  state: UpgradeProgress;
  /** When the phase started, by the clock. */
  phaseSince: number;
  onState: (state: UpgradeProgress) => void = () => {};
  readonly #atlas: AtlasClient;
  readonly #pacer: Pacer;
  /** When the upgrade was sent, or otherwise when the run started, by the clock. */
  #startedAt: number;
  /** The errors of this run. */
  readonly #failures = new WeakSet<object>();
  readonly #histogram: Record<string, number> = {};

  constructor(atlas: AtlasClient, token: UpgradeToken, settings: FollowSettings) {
    this.#atlas = atlas;
    this.#pacer = pacerOf(atlas, settings);
    this.token = token;
    this.settings = settings;
    const sentAgoMs = token.sentAt === undefined ? 0 : settings.wall() - Date.parse(token.sentAt);
    this.phaseSince = settings.now();
    this.#startedAt = this.phaseSince - Math.max(0, sentAgoMs);
    this.state = { phase: "probing", elapsedMs: 0, polls: 0, message: messageOf("probing", token) };
  }

  /** The time since the upgrade was sent, or since the run started, in milliseconds. */
  get elapsedMs(): number {
    return this.settings.now() - this.#startedAt;
  }

  /** Whether an upgrade that was sent or seen is being followed. */
  get isFollowing(): boolean {
    return this.state.phase !== "probing" && this.state.phase !== "planned";
  }

  /** Calls an operation when the pacer allows it. */
  readonly call = async (operationId: string, request: object, options: CallOptions): Promise<CallResult> => {
    const { signal } = this.settings;
    await this.#pacer.turn(signal);
    signal.throwIfAborted();
    const operation: (request: object, options: CallOptions) => Promise<CallResult> = Reflect.get(
      this.#atlas,
      operationId,
    );
    return operation(request, options);
  };

  /** Restarts the clock, since the upgrade is about to be sent. */
  restartClock(): void {
    this.#startedAt = this.settings.now();
  }

  /**
   * Changes the token and passes it to `onToken`. Once an upgrade is under way, it is followed even if `onToken` fails:
   * the token from before it was sent is enough to resume.
   *
   * @throws the error of `onToken`, as long as no upgrade is under way
   */
  async keep(change: Partial<UpgradeToken>): Promise<void> {
    const { signal, onToken } = this.settings;
    this.token = { ...this.token, ...change };
    try {
      await race(signal, Promise.resolve(onToken(this.token)));
    } catch (error) {
      if (signal.aborted || !isUnderWay(this.token)) throw error;
      this.report({ phase: this.state.phase, problem: `its token could not be saved: ${this.wordsOf(error)}` });
    }
  }

  /** Records and reports the result of a status check. Updates the token if an upgrade is seen for the first time. */
  async record({ check, silent, nextMs }: WaitStep): Promise<void> {
    for (const { label } of check.responses) {
      const isKnown = Object.hasOwn(this.#histogram, label) || Object.keys(this.#histogram).length < MAX_LABELS;
      const key = isKnown ? label : "others";
      this.#histogram[key] = (this.#histogram[key] ?? 0) + 1;
    }
    const { retryAfterMs, remaining } = check.rateLimit ?? {};
    if (retryAfterMs !== undefined) this.#pacer.rest(retryAfterMs);
    else if (remaining === 0) this.#pacer.rest(1_000);
    if (this.isFollowing && check.data !== undefined && !isUnderWay(this.token) && showsUpgrade(check, this.token)) {
      await this.keep({ underWay: true });
    }
    const { state, tier } = check.values;
    const next = nextMs !== undefined && nextMs >= LONG_MS ? `, and the next one is at ${this.timeAfter(nextMs)}` : "";
    this.report({
      phase: phaseOf(this.state.phase, check, this.token),
      polls: this.state.polls + check.responses.length,
      ...(typeof state === "string" && { stateName: isName(state) ? state : "unknown" }),
      ...(typeof tier === "string" && { tier: /^[A-Z0-9_]{1,20}$/.test(tier) ? tier : "unknown" }),
      nextPollMs: nextMs && Math.round(nextMs),
      ...(silent > 0 && { problem: `the last status check failed with ${check.responses.at(-1)?.label}${next}` }),
    });
  }

  /** The time of day after a wait in milliseconds, for a sentence. */
  timeAfter(ms: number): string {
    return `${new Date(this.settings.wall() + ms).toISOString().slice(11, 19)} UTC`;
  }

  /** Whether an error belongs to this run: a caller may abort it with an error of another run. */
  isOwn(error: unknown): error is AtlasUpgradeError {
    return error instanceof AtlasUpgradeError && this.#failures.has(error);
  }

  /** The message of an error, for a sentence that already names the cluster. */
  wordsOf(error: unknown): string {
    if (this.isOwn(error)) return error.message.slice(`${this.token.name}: `.length);
    return error instanceof Error ? error.message : String(error);
  }

  /** Reports the run's progress. */
  report({ phase, nextPollMs, problem, ...rest }: Report): void {
    if (phase !== this.state.phase) this.phaseSince = this.settings.now();
    const { nextPollMs: _, estimateMs: __, problem: ___, ...before } = this.state;
    const isTimed = isRecorded(this.token) && this.token.sentAt !== undefined;
    const estimateMs = isTimed && phase !== "settled" ? estimateRest(this.elapsedMs) : undefined;
    this.state = {
      ...before,
      ...rest,
      phase,
      elapsedMs: this.elapsedMs,
      ...(estimateMs !== undefined && { estimateMs }),
      ...(nextPollMs !== undefined && { nextPollMs }),
      ...(problem !== undefined && { problem }),
      message: messageOf(phase, this.token, { tier: rest.tier ?? before.tier, problem }),
    };
    this.onState(this.state);
  }

  /**
   * Makes the error that ends the run.
   *
   * @param message - what has happened
   * @param details - the cause, and a hint on how to continue in code
   */
  failure(
    reason: UpgradeFailure,
    message: string,
    { cause, hint }: { cause?: unknown; hint?: string } = {},
  ): AtlasUpgradeError {
    const { token, state: lastState } = this;
    const histogram = { ...this.#histogram };
    // A message can contain a server's strings.
    const error = new AtlasUpgradeError(reason, oneLine(`${token.name}: ${message}`, MAX_MESSAGE_LENGTH), {
      token,
      lastState,
      histogram,
      hint,
      cause,
    });
    this.#failures.add(error);
    return error;
  }
}
