/** One client in a process of its own: makes the calls that it is asked for, and reports what they took. */
import { AT_ONCE, OVER_FETCH, RESPONSE, WITHOUT_FETCH } from "./clients.js";

const [client = "", baseUrl = ""] = process.argv.slice(2);
if (baseUrl === "") {
  // Set before the client is loaded, since some clients keep a reference.
  const init = { headers: { "Content-Type": "application/json" } };
  globalThis.fetch = async () => new Response(RESPONSE, init);
}
const clients = { ...OVER_FETCH, ...WITHOUT_FETCH, ...AT_ONCE };
const call = await clients[client]?.({ baseUrl: baseUrl || "https://cloud.mongodb.com" });
if (!call) throw new Error(`${client} is not a client`);
if (((await call()) as { name?: string }).name !== "shop-dev") throw new Error(`${client} gives something else`);

process.on("message", async ({ calls }: { calls: number }) => {
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed;
  const cpu = process.cpuUsage();
  for (let count = 0; count < calls; count += 1) await call();
  const { user, system } = process.cpuUsage(cpu);
  const allocated = process.memoryUsage().heapUsed - heap;
  globalThis.gc?.();
  const heldMB = process.memoryUsage().heapUsed / 1e6;
  process.send?.({ cpuUs: (user + system) / calls, bytes: allocated / calls, heldMB });
});
process.send?.("ready");
