import type { UpgradeProgress } from "../../index.js";

/** What a person sees of an upgrade while it lasts. */
export interface ProgressView {
  show(progress: UpgradeProgress): void;
  /** Leaves the terminal clean; nothing is shown any more. */
  end(): void;
}
