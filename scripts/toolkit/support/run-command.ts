/** Says in a sentence why a command can't do what it was asked for: a file, an option, a server that can't be used. */
export class InputError extends Error {
  override name = "InputError";
}

/**
 * The one way in which every command ends: with the exit code that it sets, with 2 and a sentence if its input can't be
 * used, and with 2 and a stack trace for any other exception. So 1 always means what the command is there to find.
 */
export async function runCommand(command: () => unknown): Promise<void> {
  // Of what nobody waits for, Node would make an exit code of 1.
  process.once("uncaughtException", (error) => {
    report(error);
    process.exit(2);
  });
  try {
    await command();
  } catch (error) {
    report(error);
    process.exitCode = 2;
  }
}

function report(error: unknown): void {
  const { name, message, stack } = error as Error;
  // By name, since a class may be there twice.
  if (name === "InputError" || name === "DescriptionError") console.error(message);
  else console.error(`This is a bug in the command, not a finding. Please report it:\n${stack ?? String(error)}`);
}
