import { operationDescriptors } from "../../generated/operations.js";
import type { AtlasClient } from "../client.js";
import type { CallOptions } from "../operation.js";
import type { Look, LookResponse } from "../waiting/look.js";
import type { FollowSettings } from "./follow-settings.js";
import { type Pacer, pacerOf } from "./pacer.js";
import { messageOf, phaseOf } from "./phases.js";
import { estimateRest } from "./recorded-settling.js";
import type { UpgradeRunPlan } from "./run-plan.js";
import { AtlasUpgradeError, type UpgradeFailure } from "./upgrade-error.js";
import type { UpgradePhase, UpgradeProgress } from "./upgrade-progress.js";
import type { UpgradeToken } from "./upgrade-token.js";

/** What the steps of a run share: what it has seen, and how it tells of it. */
export class RunContext {
  readonly operations = operationDescriptors;
  readonly settings: FollowSettings;
  token: UpgradeToken;
  state: UpgradeProgress;
  /** When the phase began, by the clock. */
  phaseSince: number;
  /** How many looks in a row had no response that says anything. */
  silent = 0;
  /** The last look that showed the cluster. */
  lastSeen: Look | undefined;
  tell: (state: UpgradeProgress) => void = () => {};
  readonly #atlas: AtlasClient;
  readonly #pacer: Pacer;
  readonly #startedAt: number;
  readonly #histogram: Record<string, number> = {};

  constructor(atlas: AtlasClient, token: UpgradeToken, settings: FollowSettings) {
    this.#atlas = atlas;
    this.#pacer = pacerOf(atlas, settings);
    this.token = token;
    this.settings = settings;
    this.phaseSince = this.#startedAt = settings.now();
    this.state = { phase: "probing", elapsedMs: 0, polls: 0, message: messageOf("probing", token) };
  }

  /** Since the sending, in milliseconds, or since the run began. */
  get elapsedMs(): number {
    const { sentAt } = this.token;
    return Math.max(0, this.settings.now() - (sentAt === undefined ? this.#startedAt : Date.parse(sentAt)));
  }

  /** Whether it is of the kind of which upgrades were recorded. */
  get isRecorded(): boolean {
    return this.token.source === "M0" && this.token.target !== "FLEX";
  }

  /** Calls an operation in its turn. */
  readonly call = async (operationId: string, request: object, options: CallOptions): Promise<LookResponse> => {
    const { signal } = this.settings;
    await this.#pacer.turn(signal);
    signal.throwIfAborted();
    const operation: (request: object, options: CallOptions) => Promise<LookResponse> = Reflect.get(
      this.#atlas,
      operationId,
    );
    return operation(request, options);
  };

  /** Changes the token, and hands it on. */
  async keep(change: Partial<UpgradeToken>): Promise<void> {
    this.token = { ...this.token, ...change };
    await this.settings.onToken(this.token);
  }

  /** Takes down what a look has shown, and tells of it. */
  record(look: Look, nextPollMs: number | undefined): void {
    for (const { label } of look.responses) this.#histogram[label] = (this.#histogram[label] ?? 0) + 1;
    this.silent = look.error && look.outcome === "pending" && !look.nowhere ? this.silent + 1 : 0;
    const { retryAfterMs, remaining } = look.rateLimit ?? {};
    if (retryAfterMs !== undefined) this.#pacer.rest(retryAfterMs);
    else if (remaining === 0) this.#pacer.rest(1_000);
    if (look.data !== undefined) this.lastSeen = look;
    const { state, tier } = look.values;
    this.report({
      phase: phaseOf(this.state.phase, look, this.token),
      polls: this.state.polls + look.responses.length,
      ...(typeof state === "string" && { stateName: state }),
      ...(typeof tier === "string" && { tier }),
      nextPollMs,
      ...(this.silent > 0 && { problem: look.responses.at(-1)?.label }),
    });
  }

  /** Tells where the run is. */
  report(change: {
    phase: UpgradePhase;
    polls?: number;
    stateName?: string;
    tier?: string;
    nextPollMs?: number | undefined;
    problem?: string | undefined;
    plan?: UpgradeRunPlan;
  }): void {
    const { phase, nextPollMs, problem, ...rest } = change;
    if (phase !== this.state.phase) this.phaseSince = this.settings.now();
    const { nextPollMs: _, estimateMs: __, ...before } = this.state;
    const isTimed = this.isRecorded && this.token.sentAt !== undefined;
    const estimateMs = isTimed && phase !== "settled" ? estimateRest(this.elapsedMs) : undefined;
    this.state = {
      ...before,
      ...rest,
      phase,
      elapsedMs: this.elapsedMs,
      ...(estimateMs !== undefined && { estimateMs }),
      ...(nextPollMs !== undefined && { nextPollMs }),
      message: messageOf(phase, this.token, problem),
    };
    this.tell(this.state);
  }

  /** Makes the error that ends the run. */
  failure(reason: UpgradeFailure, message: string, cause?: unknown): AtlasUpgradeError {
    const { token, state: lastState } = this;
    const histogram = { ...this.#histogram };
    return new AtlasUpgradeError(reason, `${token.name}: ${message}`, {
      token,
      lastState,
      histogram,
      ...(cause !== undefined && { cause }),
    });
  }
}
