#!/usr/bin/env node
import { processIo } from "./process-io.js";
import { run } from "./run.js";

const code = await run(processIo());
// Of a terminal that is gone, Node can't take leave in good order.
if (code === 129) process.kill(process.pid, "SIGHUP");
process.exitCode = code;
