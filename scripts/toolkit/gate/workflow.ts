import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { childOf } from "../description/index.js";
import { git, InputError } from "../support/index.js";

/** What the description is compared with. */
export interface ComparisonBase {
  /** A commit or branch. @default the main branch */
  ref?: string | undefined;
  /** Why there is nothing to compare with. */
  missing?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds the commit to compare a workflow's event with. It is fetched if the checkout does not have it, as in a shallow one.
 *
 * @param env - as a runner of GitHub's sets it: GITHUB_EVENT_PATH, and GITHUB_TOKEN for a private repository
 * @throws InputError if the base of a pull request can't be fetched
 */
export function workflowBase(folder: string, env: Environment = process.env): ComparisonBase {
  const event = readEvent(env);
  const at = (...path: string[]) => {
    const value = path.reduce<unknown>(childOf, event);
    return typeof value === "string" && value !== "" && !/^0+$/.test(value) ? value : undefined;
  };
  const ask = (...args: string[]) => git(folder, args);
  const fetch = (...args: string[]) => fetchWithToken(folder, args, env);
  const get = (commit: string) =>
    ask("cat-file", "-e", `${commit}^{commit}`) !== undefined || fetch("--depth=1", "origin", commit);

  const main = at("repository", "default_branch");
  const pushed = at("ref");
  let base = at("pull_request", "base", "sha") ?? at("merge_group", "base_sha");
  if (base === undefined && pushed !== undefined) {
    if (pushed === `refs/heads/${main}`) {
      const before = at("before");
      if (before !== undefined && get(before)) return { ref: before };
      return {
        missing: `The commit before this push ${before === undefined ? "does not exist" : "can't be fetched"}.`,
      };
    }
    if (fetch("--depth=1", "origin", `refs/heads/${main}`)) base = ask("rev-parse", "FETCH_HEAD");
    if (base === undefined) return { missing: `The branch ${main} can't be fetched.` };
  }
  if (base === undefined) return {};
  // actions/checkout checks out a merge commit; its first parent is the base, even in a shallow checkout.
  const parents = [...(ask("cat-file", "-p", "HEAD") ?? "").matchAll(/^parent (\S+)$/gm)].map(([, parent]) => parent);
  const [into, from] = parents;
  const isMerge = into !== undefined && parents.length === 2 && from === at("pull_request", "head", "sha");
  if (isMerge) base = into;
  if (!get(base)) throw new InputError(`Can't fetch the base commit ${base} from origin`);
  const head = ask("rev-parse", "HEAD") ?? "HEAD";
  for (const depth of ["--depth=50", "--depth=1000", "--unshallow"]) {
    const shallow = ask("rev-parse", "--is-shallow-repository") === "true";
    if (isMerge || !shallow || ask("merge-base", "HEAD", base) !== undefined) break;
    fetch(depth, "origin", base, head);
  }
  return { ref: base };
}

function readEvent({ GITHUB_EVENT_PATH }: Environment): unknown {
  return GITHUB_EVENT_PATH ? JSON.parse(readFileSync(GITHUB_EVENT_PATH, "utf8")) : {};
}

/**
 * Writes the summary of the job and the outputs of the step.
 *
 * @param outputs - without line breaks
 */
export function writeWorkflow(markdown: string, outputs: Record<string, string>, env: Environment = process.env): void {
  // GitHub rejects a summary of more than 1 MiB.
  const bytes = Buffer.from(markdown);
  const summary =
    bytes.length > 1_000_000 ? `${bytes.toString("utf8", 0, 1_000_000)}\n\n…and more: see the log.\n` : markdown;
  const { GITHUB_STEP_SUMMARY, GITHUB_OUTPUT, RUNNER_TEMP } = env;
  if (GITHUB_STEP_SUMMARY) appendFileSync(GITHUB_STEP_SUMMARY, summary);
  const file = RUNNER_TEMP && join(RUNNER_TEMP, "contract-gate.md");
  if (file) writeFileSync(file, summary);
  const lines = Object.entries({ ...outputs, ...(file && { "summary-path": file }) });
  if (GITHUB_OUTPUT) appendFileSync(GITHUB_OUTPUT, lines.map(([name, value]) => `${name}=${value}\n`).join(""));
}

interface Comment {
  id: number;
  body?: string;
}

const MARKER = "<!-- contract-gate -->";

/**
 * Writes the summary into one comment of the pull request, which is replaced the next time.
 *
 * @returns why it could not, as on a pull request of a fork, whose token can't write
 */
export async function writeComment(markdown: string, env: Environment = process.env): Promise<string | undefined> {
  const number = ["pull_request", "number"].reduce<unknown>(childOf, readEvent(env));
  if (typeof number !== "number" || !env.GITHUB_TOKEN) return "this is not a pull request, or GITHUB_TOKEN is not set";
  const issues = `${env.GITHUB_API_URL ?? "https://api.github.com"}/repos/${env.GITHUB_REPOSITORY}/issues`;
  const send = async (method: string, url: string, body?: object): Promise<unknown> => {
    const headers = { Authorization: `Bearer ${env.GITHUB_TOKEN}`, Accept: "application/vnd.github+json" };
    const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} of the comment: ${response.status} ${response.statusText}`);
    return response.json();
  };
  try {
    let own: Comment | undefined;
    for (let page = 1, more = true; more && !own; page += 1) {
      const list = (await send("GET", `${issues}/${number}/comments?per_page=100&page=${page}`)) as Comment[];
      own = list.find(({ body }) => body?.startsWith(MARKER));
      more = list.length === 100;
    }
    // GitHub rejects a comment of more than 65,536 characters.
    const body = `${MARKER}\n${markdown.slice(0, 65_000)}`;
    if (own) await send("PATCH", `${issues}/comments/${own.id}`, { body });
    else await send("POST", `${issues}/${number}/comments`, { body });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

// The checkout may have kept no credentials. If it did, GitHub rejects a second authorization header.
function fetchWithToken(
  folder: string,
  args: readonly string[],
  { GITHUB_TOKEN, GITHUB_SERVER_URL, GIT_CONFIG_COUNT = "0" }: Environment,
): boolean {
  const command = ["fetch", "--no-tags", "--quiet", ...args];
  if (git(folder, command) !== undefined) return true;
  if (!GITHUB_TOKEN) return false;
  const credentials = Buffer.from(`x-access-token:${GITHUB_TOKEN}`).toString("base64");
  return (
    git(folder, command, {
      GIT_CONFIG_COUNT: String(Number(GIT_CONFIG_COUNT) + 1),
      [`GIT_CONFIG_KEY_${GIT_CONFIG_COUNT}`]: `http.${GITHUB_SERVER_URL ?? "https://github.com"}/.extraheader`,
      [`GIT_CONFIG_VALUE_${GIT_CONFIG_COUNT}`]: `AUTHORIZATION: basic ${credentials}`,
    }) !== undefined
  );
}
