// What happens on the page. A file may be hostile: all of its text becomes text on the page, never markup, and what steers the
// direction of reading is made visible.

import { Unusable, verifier } from '../src/verifier.mjs';

/** No evidence and no trust file is larger; a longer one is refused for its length, of which this much suffices. */
const READ = 5 << 20;

/** In a word, what it means, and what the sentences of the verdict are worth. */
const OUTCOMES = {
  verified: ['Verified', 'Every link holds, from the anchor that you accept.', 'What is proved'],
  consistent: [
    'Consistent, not verified',
    'Every link holds, but you gave nothing to compare the anchor with: whoever made up the anchor could have made up the rest. ' +
      'Compare the fingerprint below with the published one, letter by letter, or enter the published one above.',
    'What would be proved, if the anchor is the published one',
  ],
  refused: ['Refused'],
  none: ['Refused: no evidence file'],
};

const byId = (id) => document.getElementById(id);
const [form, drop, file, fingerprint, trust, status, report] =
  ['form', 'drop', 'file', 'fingerprint', 'trust', 'status', 'report'].map(byId);
const ready = verifier(Uint8Array.from(atob(WASM), (letter) => letter.charCodeAt(0)));

/** Text whose letters that steer a screen, turn the direction of reading or are not seen are written as their numbers. */
const plain = (text) =>
  String(text).replace(
    /[\p{Cc}\u00ad\u061c\u200b-\u200d\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu,
    (letter) => `\\u${letter.codePointAt(0).toString(16).padStart(4, '0')}`,
  );

/** An element with children: elements, or text as it stands. */
function element(name, children = [], attributes = {}) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...[children].flat().map((child) => (child instanceof Node ? child : plain(child))));
  return made;
}

const list = (name, items) => element(name, items.map((item) => element('li', item)));

/** A titled part; nothing if there is nothing to say. */
const part = (title, items, body = list('ul', items)) => (items.length > 0 ? [element('h3', title), body] : []);

/** The links that hold, and the one that does not. */
function links(found) {
  const rows = found.links.map((link) => [link, 'holds']);
  if (found.failure !== undefined) rows.push([`${found.why} (${found.failure})`, 'does not hold']);
  const body = rows.map(([link, result], at) => element('tr', [at + 1, link, result].map((cell) => element('td', cell))));
  const head = element('tr', ['No.', 'Link', 'Result'].map((title) => element('th', title, { scope: 'col' })));
  return part('Links of the chain of proof', rows, element('table', [element('thead', head), element('tbody', body)]));
}

function unproved({ exporter, time, note }) {
  const date = new Date(time);
  // A file may name a moment beyond all dates.
  const when = Number.isNaN(date.getTime()) ? `${time} ms after 1970` : date.toISOString().replace(/T(.*)\..*/, ' $1');
  const said = [`Written by ${exporter}.`, `Written on ${when} UTC.`];
  return note === '' ? said : [...said, `Remark: ${note}`];
}

/** The report as elements, the verdict first. */
function told(found, name, size) {
  const kind = found.failure === 'UnknownFormat' ? 'none' : found.outcome;
  const [word, meaning = found.why, worth] = OUTCOMES[kind];
  const verdict = element('h2', word, { id: 'verdict', tabindex: '-1' });
  const [claim, ...proved] = found.proved ?? [];
  return [
    element('div', [verdict, element('p', meaning)], { class: `outcome ${found.outcome}` }),
    element('p', `File: ${name}, ${size} bytes.`),
    ...part(worth, claim === undefined ? [] : [claim], element('p', claim ?? '', { class: 'claim' })),
    ...(proved.length > 0 ? [list('ul', proved)] : []),
    ...part('Shown of the document', found.fields ?? []),
    ...part('Fingerprint of the anchor', found.anchor === undefined ? [] : [found.anchor], element('p', found.anchor ?? '', { class: 'print' })),
    ...links(found),
    ...part('What this file does not show', found.limits ?? []),
    ...part('What no such file proves', found.notProved, list('ol', found.notProved)),
    ...(found.outcome !== 'refused' ? part('What nobody vouches for', unproved(found.unproved)) : []),
  ];
}

/** Counts what was asked for, so that a late answer to an earlier question is not shown. */
let asked = 0;

/** Takes down a report: it is about what was chosen before. */
function clear(message = '') {
  asked += 1;
  status.textContent = message;
  report.hidden = true;
  report.replaceChildren();
}

const bytes = async (chosen) => new Uint8Array(await chosen.slice(0, READ).arrayBuffer());

async function check() {
  const [chosen, own] = [file.files[0], trust.files[0]];
  if (own && fingerprint.value.trim() !== '') {
    clear('Give the fingerprint or a trust file, not both: start again.');
    return;
  }
  clear('Checking …');
  const question = asked;
  const answered = (message) => question === asked && clear(message);
  try {
    const verify = await ready;
    const found = await verify(await bytes(chosen), own ? await bytes(own) : fingerprint.value);
    if (question !== asked) return;
    clear(`Checked: ${OUTCOMES[found.outcome][0].toLowerCase()}.`);
    report.replaceChildren(...told(found, chosen.name, chosen.size));
    report.hidden = false;
    byId('verdict').focus();
  } catch (error) {
    if (error instanceof Unusable) answered(`Not checked. ${plain(error.message)}`);
    else answered('Not checked: the file could not be read, or the verifier failed on it. Do not rely on the file.');
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  check();
});
form.addEventListener('input', () => clear());
form.addEventListener('reset', () => clear());

// Anywhere, lest the browser opens what misses the field. A trust file may be dropped on its own field.
document.addEventListener('dragover', (event) => {
  if (event.target === trust) return;
  event.preventDefault();
  drop.classList.add('over');
});
document.addEventListener('dragleave', () => drop.classList.remove('over'));
document.addEventListener('drop', (event) => {
  drop.classList.remove('over');
  if (event.target === trust) return;
  event.preventDefault();
  if (event.dataTransfer.files.length === 0) return;
  file.files = event.dataTransfer.files;
  clear();
});
