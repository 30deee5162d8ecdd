import jestConfig from "./jest.config.js";

const [unit, contract] = jestConfig.projects;
// Those that run the code in Jest's own process and need no mock. The table of faults is left out: its hundreds of tests
// run through every line, and would be run for each mutant.
const IN_PROCESS = ["answers", "auth-faults", "connection", "deprecation", "independent-auth", "transport"];

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "jest",
  plugins: ["@stryker-mutator/jest-runner"],
  coverageAnalysis: "perTest",
  mutate: ["src/**/*.ts", "!src/**/*.test.ts"],
  jest: {
    projectType: "custom",
    config: {
      ...unit,
      // Stryker adds this to jest.config.js, whose projects would otherwise all run, mock and all, for each mutant.
      projects: [],
      displayName: "mutants",
      roots: ["<rootDir>/src", ...contract.roots],
      // Thousands of inputs for each mutant would take hours.
      testPathIgnorePatterns: ["/node_modules/", "hostile-input"],
      testMatch: ["<rootDir>/src/**/*.test.ts", `<rootDir>/contract-tests/{${IN_PROCESS}}.test.ts`],
    },
  },
  concurrency: 2,
  incremental: true,
  incrementalFile: ".stryker/incremental.json",
  // Static mutants would need all tests each.
  ignoreStatic: true,
  timeoutMS: 20_000,
  reporters: ["clear-text", "progress", "json"],
  jsonReporter: { fileName: ".stryker/report.json" },
  tempDirName: ".stryker/sandbox",
  thresholds: { high: 98, low: 95, break: 95 },
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
};
