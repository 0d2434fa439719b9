// The offline page in a real browser: Chromium, where it is installed, spoken to through a pipe.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { BUILT, LARGE, SAMPLES, TRUST, pathOf, resealed, takesAtMost } from './samples.mjs';
import { bytes, text } from './shared.mjs';

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome'].find((name) => spawnSync(name, ['--version']).status === 0);
const FLAGS = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-pipe',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
const PAGE = pathToFileURL(join(BUILT, 'salus-verifier.html')).href;
const options = CHROMIUM === undefined ? { skip: 'Chromium is not installed' } : {};

const folder = mkdtempSync(join(tmpdir(), 'salus-page-'));
/** What the browser loaded or complained of. */
const events = [];
let browser;

/** Starts the browser and opens the page. */
async function open() {
  const chromium = spawn(CHROMIUM, [...FLAGS, `--user-data-dir=${join(folder, 'profile')}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [, , , to, from] = chromium.stdio;
  const waiting = new Map();
  let rest = '';
  from.setEncoding('utf8').on('data', (chunk) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop();
    for (const message of messages.map((message) => JSON.parse(message))) {
      if (message.id === undefined) events.push(message);
      else waiting.get(message.id)(message);
    }
  });
  let session;
  const send = async (method, params = {}) => {
    const id = waiting.size + 1;
    const answer = await new Promise((resolve) => {
      waiting.set(id, resolve);
      to.write(`${JSON.stringify({ id, method, params, sessionId: session })}\0`);
    });
    assert.equal(answer.error, undefined, method);
    return answer.result;
  };
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  session = (await send('Target.attachToTarget', { targetId, flatten: true })).sessionId;
  for (const domain of ['Network', 'Log', 'Runtime', 'Page']) await send(`${domain}.enable`);
  await send('Page.navigate', { url: PAGE });
  return { chromium, send };
}

/** What an expression on the page comes to. */
async function on(expression) {
  const { result, exceptionDetails } = await browser.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  assert.equal(exceptionDetails, undefined, expression);
  return result.value;
}

/** Gives a file to a field, as if it was chosen. */
async function choose(field, path) {
  const { result } = await browser.send('Runtime.evaluate', { expression: `document.getElementById('${field}')` });
  await browser.send('DOM.setFileInputFiles', { files: [path], objectId: result.objectId });
}

/** Starts again, checks a file, and answers what the page shows, and after how many milliseconds. */
async function check(path, { fingerprint = '', trust } = {}) {
  await on(`document.querySelector('[type=reset]').click()`);
  await choose('file', path);
  if (trust !== undefined) await choose('trust', trust);
  await on(`document.getElementById('fingerprint').value = ${JSON.stringify(fingerprint)}`);
  return on(`new Promise((resolve) => {
    const [status, report] = ['status', 'report'].map((id) => document.getElementById(id));
    const start = performance.now();
    new MutationObserver((_, observer) => {
      if (status.textContent === 'Checking …') return;
      observer.disconnect();
      setTimeout(() => resolve({
        time: performance.now() - start,
        status: status.textContent,
        verdict: report.querySelector('h2')?.textContent,
        focused: document.activeElement === report.querySelector('h2'),
        rows: report.querySelectorAll('tbody tr').length,
        text: report.hidden ? '' : report.textContent,
        elements: [...new Set([...report.querySelectorAll('*')].map((element) => element.localName))].sort().join(),
      }));
    }).observe(status, { childList: true });
    document.querySelector('[type=submit]').click();
  })`);
}

function saved(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

before(async () => {
  if (CHROMIUM === undefined) return;
  browser = await open();
  await on(`new Promise((resolve) => (document.readyState === 'complete' ? resolve() : addEventListener('load', resolve)))`);
});
after(async () => {
  if (browser !== undefined) {
    const ended = new Promise((resolve) => browser.chromium.once('exit', resolve));
    browser.chromium.kill();
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

test('the page says of every file what is proved, and by which links', options, async () => {
  for (const { file, fingerprint } of SAMPLES) {
    const shown = await check(pathOf(file), { fingerprint });
    assert.equal(shown.verdict, 'Verified', file);
    assert(shown.focused && shown.rows >= 6 && shown.text.includes(fingerprint), file);
    assert(shown.text.includes('What is proved') && shown.text.includes('What no such file proves'), file);
  }
});

test('a hundred changes of seven validators are checked within half a second', options, async (t) => {
  const round = async () => (await check(pathOf(LARGE.file), { fingerprint: LARGE.fingerprint })).time;
  await takesAtMost(500, round, t);
});

test('without an anchor, with another, and with none that reads', options, async () => {
  const [sample] = SAMPLES;
  const path = pathOf(sample.file);
  const trust = saved('trust.json', TRUST);
  const alone = await check(path);
  assert.equal(alone.verdict, 'Consistent, not verified');
  assert(alone.text.includes('What would be proved, if') && !alone.text.includes('What is proved'));
  assert.equal((await check(path, { trust })).verdict, 'Verified');
  const other = await check(path, { fingerprint: LARGE.fingerprint });
  assert.equal(other.verdict, 'Refused');
  assert(other.text.includes('(AnchorMismatch)') && !other.text.includes('What is proved'));
  for (const told of [{ fingerprint: '7K3QF' }, { trust: path }, { trust, fingerprint: sample.fingerprint }]) {
    const { status, verdict } = await check(path, told);
    assert(/^Not checked\.|not both/.test(status) && verdict === undefined, status);
  }
  assert.equal((await check(saved('picture.png', new Uint8Array(6 << 20)))).text.includes('(TooLarge)'), true);
  assert.equal((await check(saved('note.txt', 'hello'))).verdict, 'Refused: no evidence file');
});

test('a report goes when something else is chosen or dropped', options, async () => {
  const [sample, next] = SAMPLES;
  await check(pathOf(sample.file), { fingerprint: sample.fingerprint });
  await choose('file', pathOf(next.file));
  const empty = `[document.getElementById('report').hidden, document.getElementById('report').textContent]`;
  assert.deepEqual(await on(empty), [true, '']);

  await check(pathOf(sample.file));
  const dropped = await on(`(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['hello'], 'note.txt'));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
    return document.getElementById('file').files[0].name;
  })()`);
  assert.equal(dropped, 'note.txt');
  assert.deepEqual(await on(empty), [true, '']);
});

test('what stands in a file or its name becomes text, never markup', options, async () => {
  const [sample] = SAMPLES;
  const usual = await check(pathOf(sample.file), { fingerprint: sample.fingerprint });
  const markup = '<img src=x onerror=alert(1)>';
  const words = text(sample.bytes).replace('"note":"a note"', `"note":"${markup}"`);
  const hostile = resealed(bytes(words.replace('"time":1800000000000,"ss58"', `"time":${Number.MAX_SAFE_INTEGER},"ss58"`)));
  const shown = await check(saved('<b>\u202egnp.salus.json', hostile), { fingerprint: sample.fingerprint });
  assert.equal(shown.verdict, 'Verified');
  assert(shown.text.includes(`${Number.MAX_SAFE_INTEGER} ms after 1970`) && shown.text.includes(`Remark: ${markup}`) && shown.text.includes('<b>\\u202egnp.salus.json'), shown.text);
  assert.equal(shown.elements, usual.elements);
});

test('it fits a screen of 320 pixels', options, async () => {
  const [sample] = SAMPLES;
  await browser.send('Emulation.setDeviceMetricsOverride', { width: 320, height: 600, deviceScaleFactor: 1, mobile: true });
  await check(pathOf(sample.file), { fingerprint: sample.fingerprint });
  assert.equal(await on(`document.documentElement.scrollWidth`), 320);
});

test('nothing was loaded but the page, and nothing complained', options, () => {
  const loaded = events.filter(({ method }) => method === 'Network.requestWillBeSent').map(({ params }) => params.request.url);
  assert.deepEqual(loaded, [PAGE]);
  const complaints = events.filter(({ method }) => ['Log.entryAdded', 'Runtime.exceptionThrown', 'Runtime.consoleAPICalled'].includes(method));
  assert.deepEqual(complaints, []);
});
