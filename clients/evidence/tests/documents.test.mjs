// Documents, proofs and what is shown of them: the shared vectors, every record of the repository, forgeries.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Document, blake2, hex, publicRoot, verifyDisclosure, verifyProof } from '../src/document.mjs';
import { parse } from '../src/json.mjs';
import { record } from '../src/record.mjs';
import { SCHEMAS } from '../src/schemas.mjs';
import { PROFILE, bytes, counted, file, refusesEveryChange, table, text, vector } from './shared.mjs';

const PRIVATE = vector('document.private.json');
const PUBLIC = vector('document.public.json');
const PROOFS = new Map(['resource', 'completion'].map((path) => [path, vector(`proof.${path}.json`)]));
const SHOWN = vector('disclosure.observation.json');

const document = Document.open(PRIVATE);
const observation = counted(record(parse(file('data/hl7-r4/observation-example-spirometry.json')), PROFILE));
const PATHS = ['Observation.code', 'Observation.component', 'Observation.status', 'Observation.valueQuantity'];

const OTHER = `0x${'07'.repeat(32)}`;

test('a document gives its files and proofs, to the byte', () => {
  assert.equal(document.privateFile(), text(PRIVATE));
  assert.equal(document.publicFile(), text(PUBLIC));
  assert.equal(publicRoot(PUBLIC), document.commitment);
  for (const [path, proof] of PROOFS) {
    assert.equal(document.prove(path), text(proof));
    assert.deepEqual(verifyProof(proof, document.commitment), { path, value: document.fields.get(path) });
  }
  assert.equal(document.fields.get('completion'), undefined);
});

test('a record shows its fields, to the byte', () => {
  assert.equal(observation.disclose(PATHS), text(SHOWN));
  const shown = verifyDisclosure(SHOWN, observation.commitment);
  assert.deepEqual(shown, new Map(PATHS.map((path) => [path, observation.fields.get(path)])));
  assert.equal(shown.get('Observation.component'), undefined);
  assert.equal(shown.get('Observation.status'), 'final');
});

test('every record of every file has the commitment that salus-fhir finds', () => {
  let records = 0;
  for (const [name, expected] of Object.entries(table('files.json'))) {
    const root = parse(file(name));
    const kind = root.get('resourceType');
    const resources = kind === 'Bundle' ? root.get('entry').map((entry) => entry.get('resource')) : [root];
    // A Bundle within a Bundle is no record, nor are the tables of scopes and sets.
    const read = resources.filter((resource) => ![undefined, 'Bundle'].includes(resource?.get('resourceType')));
    const roots = read.map((resource) => Buffer.from(counted(record(resource, PROFILE)).commitment.slice(2), 'hex'));
    assert.equal(read.length, expected.records, name);
    assert.equal(hex(blake2(...roots)), expected.commitments, name);
    records += read.length;
  }
  assert(records > 800);
});

test('a record has no element that its type lacks', () => {
  for (const element of ['colour', '_colour', '_', '_profile', 'profile']) {
    const resource = new Map([['resourceType', 'Observation'], [element, null]]);
    assert.throws(() => counted(record(resource, PROFILE)), { reason: 'unknown field', path: `Observation.${element}` });
  }
});

test('documents of every schema have the commitment that salus-fhir finds, and prove each field', () => {
  const commitments = table('schemas.json');
  assert.deepEqual([...SCHEMAS.keys()].sort(), Object.keys(commitments).sort());
  for (const [name, schema] of SCHEMAS) {
    const present = schema.fields.filter((_, at) => at % 3 === 0);
    const document = counted({ schema, fields: new Map(present.map((path) => [path, path])) });
    assert.equal(document.commitment, commitments[name], name);
    assert.equal(publicRoot(bytes(document.publicFile())), document.commitment);
    assert.equal(Document.open(bytes(document.privateFile())).commitment, document.commitment);
    for (const path of schema.fields) {
      const value = present.includes(path) ? path : undefined;
      assert.deepEqual(verifyProof(bytes(document.prove(path)), document.commitment), { path, value });
    }
  }
});

test('no byte of a file can be changed', () => {
  refusesEveryChange(PRIVATE, Document.open);
  refusesEveryChange(PUBLIC, publicRoot);
  for (const proof of PROOFS.values()) refusesEveryChange(proof, (changed) => verifyProof(changed, document.commitment));
  refusesEveryChange(SHOWN, (changed) => verifyDisclosure(changed, observation.commitment));
});

test('a forged proof is refused', () => {
  const forged = (change, path = 'resource') => {
    const proof = JSON.parse(text(PROOFS.get(path)));
    change(proof);
    return () => verifyProof(bytes(JSON.stringify(proof)), document.commitment);
  };
  const broken = (path) => ({ reason: 'broken way', path });
  forged(() => {})();
  assert.throws(forged((proof) => (proof.value.status = 'accepted')), broken('resource'));
  assert.throws(forged((proof) => delete proof.value), broken('resource'));
  assert.throws(forged((proof) => (proof.value = null), 'completion'), broken('completion'));
  assert.throws(forged((proof) => (proof.salt = OTHER)), broken('resource'));
  assert.throws(forged((proof) => (proof.proof[1] = OTHER)), broken('resource'));
  assert.throws(forged((proof) => proof.proof.reverse()), broken('resource'));
  assert.throws(forged((proof) => (proof.path = 'profile')), broken('profile'));
  assert.throws(forged((proof) => (proof.path = 'status')), { reason: 'unknown field', path: 'status' });
  assert.throws(forged((proof) => proof.proof.push(OTHER)), { reason: 'malformed', path: 'proof' });
  assert.throws(forged((proof) => proof.proof.pop()), { reason: 'malformed', path: 'proof' });
  assert.throws(forged((proof) => (proof.salt = proof.salt.toUpperCase())), { reason: 'malformed', path: 'salt' });
  assert.throws(forged((proof) => (proof.proof = OTHER)), { reason: 'malformed', path: 'proof' });
  assert.throws(forged((proof) => (proof.hint = 1)), { reason: 'unknown field', path: 'hint' });
  for (const member of ['format', 'canonical', 'schema']) {
    assert.throws(forged((proof) => (proof[member] += '0')), { reason: 'unknown format', path: member });
  }
  // A right proof, of another document.
  assert.throws(() => verifyProof(PROOFS.get('resource'), observation.commitment), broken('resource'));
});

test('forged fields are refused with the link that fails', () => {
  const forged = (change, commitment = observation.commitment) => {
    const file = JSON.parse(text(SHOWN));
    change(file.fields, file);
    return () => verifyDisclosure(bytes(JSON.stringify(file)), commitment);
  };
  const [code, component, status, quantity] = PATHS;
  const leaf = (path) => ({ reason: 'broken leaf', path });
  const way = (path) => ({ reason: 'broken way', path });
  forged(() => {})();
  assert.throws(forged((fields) => (fields[quantity].value.value = 8200)), leaf(quantity));
  assert.throws(forged((fields) => delete fields[code].value), leaf(code));
  assert.throws(forged((fields) => (fields[component].value = [])), leaf(component));
  assert.throws(forged((fields) => (fields[status].salt = OTHER)), leaf(status));
  assert.throws(forged((fields) => (fields[status].leaf = OTHER)), leaf(status));
  assert.throws(forged((fields) => (fields[code] = fields[status])), leaf(code));
  assert.throws(forged((fields) => (fields[status].proof[5] = OTHER)), way(status));
  assert.throws(forged((fields) => fields[status].proof.pop()), { reason: 'malformed', path: 'proof' });
  assert.throws(forged((_, file) => (file.fields = {})), { reason: 'nothing shown' });
  assert.throws(forged((fields) => (fields['Observation.result'] = {})), { reason: 'unknown field' });
  assert.throws(forged((_, file) => (file.commitment = OTHER)), { reason: 'other document' });
  assert.throws(forged((_, file) => (file.commitment = OTHER), OTHER), way(code));

  // Value, salt, leaf and way that fit one another, of the same record with another status.
  const amended = counted({ ...observation, fields: new Map([...observation.fields, [status, 'amended']]) });
  const foreign = JSON.parse(amended.disclose([status])).fields[status];
  assert.throws(forged((fields) => (fields[status] = foreign)), way(status));
});
