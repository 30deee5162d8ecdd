import { bearer, createAtlasClient, serviceAccount } from "../../../src/index.js";
import { serveFetch } from "../mock/index.js";
import { countOf } from "../report/index.js";
import type { CommandOutcome } from "../support/index.js";

/** Makes many calls at once and one after the other, and reads one large hostile error. */
export async function measureLoad(concurrent: number, sequential: number): Promise<CommandOutcome> {
  const request = { groupId: "32b6e34b3d91647abb20e7b8", clusterName: "shop-dev" };
  let tokens = 0;
  const { url, close } = await serveFetch(async (input) => {
    if (!String(input).endsWith("/api/oauth/token")) return Response.json({ name: "shop-dev" });
    tokens += 1;
    return Response.json({ access_token: `token-${tokens}`, expires_in: 3600 });
  });
  const auth = serviceAccount({ clientId: "mdb_sa_id_load", clientSecret: "mdb_sa_sk_load" });
  // Time limits are set, as usual, but never reached, however slow the machine is.
  const limits = { timeoutMs: 2 ** 31 - 1, deadlineMs: 2 ** 31 - 1 };
  const atlas = createAtlasClient({ auth, baseUrl: url, ...limits });
  // A signal that outlives all calls, as a program's own would.
  const { signal } = new AbortController();
  const call = () => atlas.getCluster(request, { signal });
  const heapMB = () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed / 1e6;
  };

  const inSequence = async (calls: number) => {
    for (let count = 0; count < calls; count += 1) await call();
  };

  const startTogether = performance.now();
  const results = await Promise.all(Array.from({ length: concurrent }, call));
  const together = performance.now() - startTogether;
  const startSequence = performance.now();
  // The first fifth warms up what is allocated once.
  await inSequence(sequential / 5);
  const before = heapMB();
  await inSequence((sequential * 4) / 5);
  const sequence = performance.now() - startSequence;
  const grown = heapMB() - before;

  // An error of 10 MB, from a server that challenges with 1,000 nonces: what redaction costs.
  const megabytes = 10;
  const hostile = JSON.stringify(
    Array.from({ length: (megabytes * 1e6) / 100 }, (_, index) => `${1e9 + index} token-01234 ${"x".repeat(74)}`),
  );
  const challenge = `Digest ${Array.from({ length: 1_000 }, (_, index) => `nonce=n${1e6 + index}`).join(",")}`;
  const hostileAtlas = createAtlasClient({
    auth: bearer("token-0123456789"),
    fetch: async () => new Response(hostile, { status: 400, headers: { "WWW-Authenticate": challenge } }),
    maxResponseBytes: 11e6,
  });
  const cpu = process.cpuUsage();
  await hostileAtlas.getCluster(request).catch(() => {});
  const { user, system } = process.cpuUsage(cpu);

  await close();

  const succeeded = results.filter(({ data }) => data.name === "shop-dev").length;
  const measured = {
    ...{ concurrent, succeeded, tokens, concurrentMs: Math.round(together) },
    ...{ sequential, sequentialMs: Math.round(sequence), heapGrowthMB: Number(grown.toFixed(2)) },
    hostileErrorCpuMsPerMB: Number(((user + system) / 1000 / megabytes).toFixed(1)),
  };
  return {
    passed: succeeded === concurrent,
    verdict: `${succeeded} of ${concurrent} calls at once succeeded, with ${countOf(tokens, "token")}`,
    text: [
      `${concurrent} calls at once: ${measured.concurrentMs} ms`,
      `${sequential} calls in sequence: ${measured.sequentialMs} ms, and ${measured.heapGrowthMB} MB more in the heap`,
      `an error of ${megabytes} MB: ${measured.hostileErrorCpuMsPerMB} ms of processor time for each MB`,
    ].join("\n"),
    json: JSON.stringify(measured, null, 2),
  };
}
