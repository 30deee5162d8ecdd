import jestConfig from "./jest.config.js";

const [unit, contract] = jestConfig.projects;
// Those that run the code in Jest's own process and need no mock. The table of faults is left out: its hundreds of tests
// run through every line, and would be run for each mutant.
const IN_PROCESS = [
  "responses",
  "auth-faults",
  "connection",
  "deprecation",
  "independent-auth",
  "rejected-requests",
  "transport",
  "wire",
];

// What survived when all of src/ was run in parts, and the survivors once more (85 of some 2,800), changes nothing that can
// be observed, or words that no test repeats:
// - fallbacks that only TypeScript wants (`?? ""`, `= ""` and `?? []` in digest, www-authenticate, api-key,
//   auth-from-env, secrets, connection-failure, send, transport, http-date, cluster-name, plan, path-check, api-error),
//   where any string without a meaning does;
// - shortcuts, without which the same comes out later (read-response: no secrets; www-authenticate: the end of the header;
//   link-header: an escape at the end, spaces that are filtered out; token-request and token-endpoint: JSON that can't be
//   parsed is undefined either way);
// - properties that are undefined instead of missing in an object that is only read (token-endpoint, call-operation,
//   deprecation-notice);
// - conditions that another one has made sure of (authenticate: reauthorize is there; hooks: a missing hook is caught;
//   retry-policy: only timeouts have a limit; auth-from-env: create() throws nothing else; safe-cause: own keys have a
//   descriptor, and texts no depth; path-check and plan: a pattern or a number that is undefined fits nothing either);
// - what the description never leaves out (deprecation, deprecation-notice and api-error: a reason, a date, more than one
//   required property), and a runtime without process.emitWarning (deprecation-warning);
// - names of hashes, which OpenSSL takes in any spelling, and other platforms don't (api-key).

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "jest",
  plugins: ["@stryker-mutator/jest-runner"],
  coverageAnalysis: "perTest",
  mutate: ["src/**/*.ts", "!src/**/*.test.ts", "!src/test-support/**"],
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
      testMatch: ["<rootDir>/src/**/*.test.ts", `<rootDir>/contract-tests/sdk/{${IN_PROCESS}}.test.ts`],
    },
  },
  allowConsoleColors: false,
  concurrency: 2,
  incremental: true,
  incrementalFile: ".stryker/incremental.json",
  // Static mutants would need all tests each.
  ignoreStatic: true,
  timeoutMS: 8_000,
  // Progress in lines, which scripts/test-mutants.ts shows as one.
  reporters: ["clear-text", "progress-append-only", "json"],
  jsonReporter: { fileName: ".stryker/report.json" },
  tempDirName: ".stryker/sandbox",
  thresholds: { high: 98, low: 95, break: 95 },
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
};
