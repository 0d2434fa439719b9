// What the parts of the smoke test share. A front-end needs none of it.

import { performance } from 'node:perf_hooks';

const PATIENCE = 180_000;

/** The node that the command line names. */
export const url = process.argv[2];

/** A line of the report. */
export const say = (text) => console.log(`    ${text}`);

/** Runs one client's part, which must end in time, and the process with it: what is still connected does not matter. */
export async function smoke(name, part) {
  const start = performance.now();
  const late = setTimeout(() => end(new Error(`not done within ${PATIENCE / 1000} s`)), PATIENCE);
  const end = (error) => {
    clearTimeout(late);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    if (error) console.error(error);
    console.log(`    ${name}: ${error ? 'failed' : 'good'} after ${seconds} s`);
    process.exit(error ? 1 : 0);
  };
  await part().then(() => end(), end);
}
