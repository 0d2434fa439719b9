// Puts the page together: template, style, code and Wasm in one file that loads nothing, under a policy that names its own style
// and code by their hashes and allows nothing else.
//
//   node build.mjs VERIFIER.wasm PAGE.html

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const [wasm, out] = process.argv.slice(2);
const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');

const script = [
  `\nconst WASM = '${readFileSync(wasm, 'base64')}';\n`,
  read('../src/verifier.mjs').replaceAll(/^export /gm, ''),
  read('page.mjs').replace(/^import .* from '\.\.\/src\/verifier\.mjs';\n/m, ''),
].join('\n');
assert(!/^(import|export) /m.test(script) && !/<\/script|<!--/i.test(script), 'code that cannot stand in a page');
const style = read('page.css');

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)} 'wasm-unsafe-eval'`,
  `style-src ${hash(style)}`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const parts = { policy, style, script };
writeFileSync(out, read('page.html').replaceAll(/\{\{(\w+)\}\}/g, (_, name) => parts[name]));
