import { expect, test } from "@jest/globals";
import { readCommandLine } from "./command-line.js";
import { UsageError } from "./exit.js";

test("options can be anywhere, in long or short form, and the last one counts", () => {
  const args = ["-P", "staging", "upgrade", "shop-dev", "--tier=FLEX", "-o", "json", "-yf", "-", "--tier", "M10"];
  expect(readCommandLine(args)).toEqual({
    words: ["upgrade", "shop-dev"],
    flags: { profile: "staging", tier: "M10", output: "json", yes: true, file: "-" },
  });
  expect(readCommandLine(["watch", "--", "--tier"])).toEqual({ words: ["watch", "--tier"], flags: {} });
  expect(readCommandLine(["-ftoken.json", "--resume", "token.json"]).flags).toEqual({
    file: "token.json",
    resume: "token.json",
  });
});

test.each([
  [["--tier"], "--tier needs a value"],
  [["--tier="], "--tier needs a value"],
  [["--tier", "--yes"], "--tier needs a value"],
  [["-f"], "-f needs a value"],
  [["--yes=no"], "--yes takes no value"],
  [["--project-id", "hidden"], "--project-id is not an option; did you mean --projectId?"],
  [["--watchtimeout=hidden"], "--watchtimeout is not an option; did you mean --watchTimeout?"],
  [["--teir", "M10"], "--teir is not an option; did you mean --tier?"],
  [["--tires=hidden"], "--tires is not an option"],
  [["--wathTimeuot=5"], "--wathTimeuot is not an option; did you mean --watchTimeout?"],
  [["--timeout=5"], "--timeout is not an option; did you mean --watchTimeout?"],
  [["--form", "M0"], "--form is not an option; did you mean --from?"],
  [["--constructor"], "--constructor is not an option"],
  [["-xhidden"], "-x is not an option"],
  [
    ["--teir", "M10", "--yes=no", "-f"],
    "--teir is not an option; did you mean --tier?\n--yes takes no value\n-f needs a value",
  ],
])("%j is wrong", (args, message) => {
  expect(() => readCommandLine(args)).toThrow(new UsageError(message));
});

test.each([
  "--clientSecret=hidden",
  "--client-secret hidden",
  "--api-key=hidden",
  "--privateKey=hidden",
  "--private_api_key hidden",
  "--publicKey=hidden",
  "--clientId=hidden",
  "--token=hidden",
  "--access-token hidden",
  "--password hidden",
  "--user me:hidden",
  "-u me:hidden",
  "-phidden",
  "--token:hidden",
  "--client-secret\u00a0hidden",
  `--secret${"hidden".repeat(5)}`,
])("%s is a credential: it is rejected without being shown, and the error says what to do instead", (typed) => {
  const read = () => readCommandLine(typed.split(" "));
  expect(read).toThrow(UsageError);
  expect(read).toThrow("MONGODB_ATLAS_CLIENT_SECRET");
  expect(read).not.toThrow(/hidden|\n/);
});

test("several credentials get one message, after the other errors", () => {
  const read = () => readCommandLine(["--token=hidden", "--teir", "M10", "--client-secret", "hidden", "-uphidden"]);
  expect(read).toThrow(
    /^--teir is not an option; did you mean --tier\?\n--token, --client-secret, -u: credentials are not accepted[^\n]+$/,
  );
  expect(read).not.toThrow("hidden");
});
