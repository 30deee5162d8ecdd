#!/usr/bin/env node
import { processIo } from "./process-io.js";
import { run } from "./run.js";

const code = await run(processIo());
// If the terminal is gone, Node can't exit normally.
if (code === 129) process.kill(process.pid, "SIGHUP");
process.exitCode = code;
