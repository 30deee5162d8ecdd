const swc = [
  "@swc/jest",
  { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" }, swcrc: false },
];

const shared = {
  testEnvironment: "node",
  // TypeScript's own interface is the one package that comes as ECMAScript modules alone.
  transform: { "\\.ts$": swc, "/node_modules/typescript-7/.+\\.js$": swc },
  transformIgnorePatterns: ["/node_modules/(?!typescript-7/)"],
  moduleNameMapper: {
    // TypeScript's imports name the .js file that will be there after a build.
    "^(\\.{1,2}/.*)\\.js$": "$1",
  },
  injectGlobals: false,
  // Jest runs tests in a context of their own, where it takes long to look up a global. These are parameters of each
  // module instead; what a test did to one of them in `globalThis` would have no effect.
  sandboxInjectedGlobals: "Array Error JSON Map Math Number Object Promise RegExp Set String".split(" "),
  // Examples for other people's tests are run by a test of ours, each by its own runner.
  testPathIgnorePatterns: ["/node_modules/", "/fixtures/"],
};

/** @type {import("jest").Config} */
export default {
  // Most tests wait for processes of their own; one worker fewer than cores, the default, is one on a small machine.
  maxWorkers: 2,
  // For what hangs, in tests and hooks: a busy machine may take minutes for what takes seconds else.
  testTimeout: 900_000,
  projects: [
    { ...shared, displayName: "unit", roots: ["<rootDir>/src", "<rootDir>/scripts"] },
    {
      ...shared,
      displayName: "contract",
      roots: ["<rootDir>/contract-tests"],
      // One mock serves all contract tests, and the commands are compiled for them once.
      globalSetup: "<rootDir>/contract-tests/support/set-up.mjs",
      globalTeardown: "<rootDir>/contract-tests/support/tear-down.mjs",
    },
  ],
};
