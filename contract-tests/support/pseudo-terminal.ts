import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { shellQuote } from "../../src/cli/output/text.js";

/** Runs a shell command in a pseudo-terminal; standard input is the typed input. */
const WAYS = [
  { probe: ["script", "--version"], command: (line: string) => ["script", "-qefc", line, "/dev/null"] },
  {
    probe: ["python3", "-c", "import pty"],
    command: (line: string) => [
      "python3",
      "-c",
      "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(['sh', '-c', sys.argv[1]])))",
      line,
    ],
  },
] as const;

/** The tool of this machine: `script` of util-linux, Python's `pty`, or undefined. */
export const pseudoTerminal = WAYS.find(({ probe: [program, ...args] }) => spawnSync(program, args).status === 0);

/** Runs a command in a terminal of a given width, and types when an output appears. */
export async function inTerminal(
  command: readonly string[],
  {
    columns,
    typed,
    folder,
    env,
  }: {
    columns: number;
    /**
     * The output to wait for, and the input to type then; `\x03` is Ctrl-C. Without an output, the input is typed at
     * once.
     */
    typed: readonly (readonly [shown: string, keys: string])[];
    folder: string;
    env: Readonly<Record<string, string>>;
  },
): Promise<{ code: number | null; screen: string }> {
  if (!pseudoTerminal) throw new Error("there is no pseudo-terminal");
  // The program replaces the shell, so that Ctrl-C reaches only the program.
  const line = `stty cols ${columns}; exec ${command.map(shellQuote).join(" ")}`;
  const [program = "", ...args] = pseudoTerminal.command(line);
  const child = spawn(program, args, { cwd: folder, env: { ...env }, stdio: ["pipe", "pipe", "inherit"] });
  let screen = "";
  let seen = 0;
  const waiting = [...typed];
  if (waiting[0]?.[0] === "") child.stdin.write(waiting.shift()?.[1] ?? "");
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
    const [shown, keys] = waiting[0] ?? [];
    if (shown === undefined || keys === undefined || !screen.includes(shown, seen)) return;
    seen = screen.length;
    waiting.shift();
    child.stdin.write(keys);
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, screen };
}
