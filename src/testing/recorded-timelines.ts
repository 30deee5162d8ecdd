import { deepFreeze } from "../support/deep-freeze.js";
import type { Timeline } from "./timeline.js";

// One row per upgrade: year and month; then, in seconds from the first UPDATING, when id, createDate and tier changed,
// when the connection strings were gone, when they were back, and when it was IDLE for the first time; and how many
// seconds after that it was UPDATING again (0: not while it was observed).
const ROWS: readonly (readonly [number, number, number, number, number, number])[] = [
  [202503, 59, 55, 772, 814, 0],
  [202503, 58, 50, 727, 772, 0],
  [202504, 57, 52, 674, 716, 0],
  [202504, 79, 71, 694, 735, 0],
  [202504, 58, 54, 749, 766, 0],
  [202504, 61, 52, 581, 628, 0],
  [202504, 60, 52, 473, 485, 1],
  [202504, 59, 51, 525, 533, 0],
  [202504, 60, 51, 546, 583, 0],
  [202505, 88, 84, 550, 571, 0],
  [202505, 55, 51, 602, 639, 0],
  [202505, 60, 52, 506, 547, 0],
  [202505, 62, 54, 613, 621, 0],
  [202505, 59, 51, 582, 598, 0],
  [202505, 57, 53, 633, 675, 0],
  [202506, 59, 55, 517, 526, 0],
  [202506, 59, 51, 689, 697, 0],
  [202506, 50, 46, 569, 585, 0],
  [202506, 71, 62, 699, 716, 0],
  [202506, 71, 55, 618, 635, 0],
  [202506, 79, 70, 571, 620, 0],
  [202506, 55, 0, 530, 559, 0],
  [202506, 60, 55, 613, 667, 0],
  [202507, 71, 67, 586, 603, 0],
  [202507, 76, 64, 619, 669, 0],
  [202507, 60, 60, 530, 572, 0],
  [202507, 61, 0, 684, 705, 0],
  [202507, 62, 58, 588, 601, 0],
  [202507, 71, 63, 590, 640, 0],
  [202507, 59, 55, 674, 724, 0],
  [202507, 60, 0, 643, 676, 0],
  [202508, 61, 53, 726, 733, 0],
  [202508, 60, 60, 672, 672, 0],
  [202508, 234, 226, 771, 945, 4],
  [202508, 85, 78, 611, 654, 0],
  [202509, 59, 59, 852, 881, 0],
  [202509, 73, 73, 968, 997, 0],
  [202509, 60, 60, 922, 973, 0],
  [202509, 58, 58, 670, 677, 4],
  [202509, 66, 58, 645, 681, 0],
  [202509, 66, 59, 655, 691, 0],
  [202509, 66, 58, 774, 789, 3],
  [202509, 60, 53, 765, 809, 0],
  [202509, 58, 58, 576, 590, 3],
  [202509, 60, 52, 583, 620, 0],
  [202510, 97, -6, 1057, 1100, 0],
  [202510, 59, 59, 582, 589, 3],
  [202510, 68, 68, 604, 661, 0],
  [202511, 74, 59, 681, 688, 4],
  [202511, 74, 67, 581, 589, 3],
  [202511, 59, 59, 622, 659, 0],
  [202512, 75, 68, 608, 623, 0],
  [202512, 60, 60, 664, 780, 0],
  [202512, 74, 66, 647, 727, 0],
  [202512, 64, 57, 740, 754, 3],
  [202512, 67, 67, 705, 720, 3],
  [202601, 76, 69, 644, 711, 0],
  [202601, 98, 83, 725, 798, 0],
  [202601, 70, 62, 725, 740, 3],
  [202601, 75, 68, 703, 711, 3],
  [202602, 108, 108, 896, 945, 0],
  [202602, 57, 57, 907, 964, 0],
  [202602, 57, 57, 988, 1044, 0],
  [202603, 80, 80, 880, 937, 0],
  [202603, 121, 114, 962, 1225, 0],
  [202603, 114, 107, 719, 796, 0],
  [202605, 156, 149, 866, 930, 0],
  [202605, 141, 134, 873, 937, 0],
  [202605, 114, 114, 1154, 1232, 0],
  [202606, 123, 116, 793, 851, 0],
  [202606, 961, 961, 1706, 1778, 0],
  [202607, 115, 108, 884, 948, 0],
  [202607, 124, 116, 910, 947, 3],
  [202607, 154, 154, 818, 840, 0],
  [202608, 121, 114, 1402, 1493, 0],
];

// How long it stays UPDATING the second time was not recorded; we assume a minute.
const UPDATING_AGAIN_S = 60;

/**
 * The timelines of 75 upgrades from M0 to M10 on nearly empty clusters, recorded from March 2025 to August 2026, oldest
 * first. There is no public recording of an upgrade to or from Flex.
 *
 * @example
 * ```ts
 * for (const timeline of recordedTimelines) createAtlasEmulator({ clusters, timeline, now });
 * ```
 */
export const recordedTimelines: readonly Timeline[] = deepFreeze(
  ROWS.map(([, swapS, stringsGoneS, stringsBackS, idleS, updatingAgainS]) => ({
    swapS,
    stringsGoneS,
    stringsBackS,
    idleS,
    ...(updatingAgainS > 0 && {
      updatingAgain: { fromS: idleS + updatingAgainS, untilS: idleS + updatingAgainS + UPDATING_AGAIN_S },
    }),
  })),
);

/**
 * The median of each recorded time, which an emulator uses by default.
 *
 * @example
 * ```ts
 * const slow: Timeline = { ...medianTimeline, idleS: 3_600 };
 * ```
 */
export const medianTimeline: Timeline = Object.freeze({ swapS: 66, stringsGoneS: 59, stringsBackS: 674, idleS: 711 });
