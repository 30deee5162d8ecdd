import type { UpgradeProgress } from "../../index.js";

/** Shows an upgrade to a person while it lasts. */
export interface ProgressView {
  show(progress: UpgradeProgress): void;
  /** Leaves the terminal clean; nothing is shown any more. */
  end(): void;
}
