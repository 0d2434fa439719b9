// Documents `salus-document/1`: salted field commitments under a Merkle root, and proofs of fields (fhir/README.md).
//
// Hashes and salts are bytes within, `0x` and 64 lower-case digits without. A field's value is one of `json.mjs`, `undefined`
// if the document lacks the field.

import { blake2b } from '@noble/hashes/blake2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { CANONICAL_FORM, canonical, object, parse } from './json.mjs';
import { SCHEMAS } from './schemas.mjs';

const DOCUMENT = 'salus-document/1';
const PROOF = 'salus-field-proof/1';
const DISCLOSURE = 'salus-disclosure/1';

/** A file or proof that does not hold: `reason`, and the `path` of the member or field at fault. */
export class Refused extends Error {
  constructor(reason, path = '$') {
    super(`${reason} (${path})`);
    Object.assign(this, { reason, path });
  }
}

/** blake2_256 of all parts in a row. */
export const blake2 = (...parts) => blake2b(concatBytes(...parts), { dkLen: 32 });

/** As hashes are written. */
export const hex = (hash) => `0x${bytesToHex(hash)}`;

const LEAF = utf8ToBytes('salus/field\x01');
const NODE = utf8ToBytes('salus/node\x01');
const leafOf = (salt, content) => blake2(LEAF, salt, utf8ToBytes(canonical(content)));
const fieldLeaf = (salt, path, value) => leafOf(salt, value === undefined ? [path] : [path, value]);
const nodeOf = (left, right) => blake2(NODE, left, right);

/** All levels from the leaves to the root. */
function fold(leaves) {
  const levels = [leaves];
  for (let below = leaves; below.length > 1; ) {
    const level = [];
    for (let at = 0; at < below.length; at += 2) level.push(nodeOf(below[at], below[at + 1]));
    levels.push(level);
    below = level;
  }
  return levels;
}

/** The root to which a leaf and the hashes beside its way up lead. */
const climb = (leaf, position, siblings) =>
  siblings.reduce((at, sibling, height) => ((position >> height) & 1 ? nodeOf(sibling, at) : nodeOf(at, sibling)), leaf);

/** A committed document. */
export class Document {
  #levels;

  /** `fields` is a Map from paths of the schema to values; `salts` one per leaf, those of the padding last. */
  constructor(schema, fields, salts) {
    for (const path of fields.keys()) if (!schema.fields.includes(path)) throw new Refused('unknown field', path);
    if (salts.length !== schema.leaves) throw new Refused('malformed', 'padding');
    Object.assign(this, { schema, fields, salts });
    const leaf = (salt, at) =>
      at < schema.fields.length ? fieldLeaf(salt, schema.fields[at], fields.get(schema.fields[at])) : leafOf(salt, []);
    this.#levels = fold(salts.map(leaf));
  }

  /** The root: what stands on the chain. */
  get commitment() {
    return hex(this.#levels.at(-1)[0]);
  }

  #field(path) {
    const position = this.schema.fields.indexOf(path);
    if (position < 0) throw new Refused('unknown field', path);
    const siblings = this.#levels.slice(0, -1).map((level, height) => level[(position >> height) ^ 1]);
    const { salts, fields } = this;
    const leaf = this.#levels[0][position];
    return { salt: hex(salts[position]), leaf: hex(leaf), proof: siblings.map(hex), value: fields.get(path) };
  }

  #file(format, members) {
    return canonical(object({ format, canonical: CANONICAL_FORM, schema: this.schema.name, ...members }));
  }

  /** The file to keep secret. */
  privateFile() {
    const { fields, padding } = this.#split(this.salts, (salt, path) => object({ salt: hex(salt), value: this.fields.get(path) }));
    return this.#file(DOCUMENT, { commitment: this.commitment, fields, padding: padding.map(hex), secret: true });
  }

  /** The file that may be given away: all leaves. */
  publicFile() {
    const { fields, padding } = this.#split(this.#levels[0], hex);
    return this.#file(DOCUMENT, { commitment: this.commitment, fields, padding: padding.map(hex) });
  }

  #split(leaves, write) {
    const paths = this.schema.fields;
    return { fields: new Map(paths.map((path, at) => [path, write(leaves[at], path)])), padding: leaves.slice(paths.length) };
  }

  /** A file that shows one field. */
  prove(path) {
    const { salt, proof, value } = this.#field(path);
    return this.#file(PROOF, { path, salt, proof, value });
  }

  /** A file that shows these fields. */
  disclose(paths) {
    const fields = new Map(paths.map((path) => [path, object(this.#field(path))]));
    return this.#file(DISCLOSURE, { commitment: this.commitment, fields });
  }

  /** Reads a private file and recomputes its commitment. */
  static open(bytes) {
    const { file, schema } = read(bytes, DOCUMENT, ['commitment', 'fields', 'padding', 'secret']);
    const written = members(file, 'fields');
    for (const path of written.keys()) if (!schema.fields.includes(path)) throw new Refused('unknown field', path);
    const [fields, salts] = [new Map(), []];
    for (const path of schema.fields) {
      const field = only(members(written, path), ['salt', 'value'], path);
      salts.push(hash(field, 'salt'));
      if (field.has('value')) fields.set(path, field.get('value'));
    }
    const document = new Document(schema, fields, [...salts, ...hashes(file, 'padding')]);
    if (document.commitment !== hex(hash(file, 'commitment'))) throw new Refused('mismatch');
    return document;
  }
}

/** The commitment to which the leaves of a public file lead. */
export function publicRoot(bytes) {
  const { file, schema } = read(bytes, DOCUMENT, ['commitment', 'fields', 'padding']);
  const written = only(members(file, 'fields'), schema.fields, 'fields');
  const leaves = [...schema.fields.map((path) => hash(written, path)), ...hashes(file, 'padding')];
  if (leaves.length !== schema.leaves) throw new Refused('malformed', 'padding');
  const root = hex(fold(leaves).at(-1)[0]);
  if (root !== hex(hash(file, 'commitment'))) throw new Refused('mismatch');
  return root;
}

/** The path and value that a file shows to be in the document under `commitment`; without a value it is shown absent. */
export function verifyProof(bytes, commitment) {
  const { file, schema } = read(bytes, PROOF, ['path', 'salt', 'proof', 'value']);
  const [path, value] = [file.get('path'), file.get('value')];
  verifyWay(schema, path, fieldLeaf(hash(file, 'salt'), path, value), hashes(file, 'proof'), commitment);
  return { path, value };
}

/** Paths and values that a file shows to be in the document under `commitment`, in the schema's order. */
export function verifyDisclosure(bytes, commitment) {
  const { file, schema } = read(bytes, DISCLOSURE, ['commitment', 'fields']);
  if (hex(hash(file, 'commitment')) !== commitment) throw new Refused('other document', 'commitment');
  const [written, shown] = [only(members(file, 'fields'), schema.fields, 'fields'), new Map()];
  for (const path of schema.fields.filter((path) => written.has(path))) {
    const field = only(members(written, path), ['salt', 'leaf', 'proof', 'value'], path);
    const [leaf, value] = [hash(field, 'leaf'), field.get('value')];
    if (hex(fieldLeaf(hash(field, 'salt'), path, value)) !== hex(leaf)) throw new Refused('broken leaf', path);
    verifyWay(schema, path, leaf, hashes(field, 'proof'), commitment);
    shown.set(path, value);
  }
  if (shown.size === 0) throw new Refused('nothing shown', 'fields');
  return shown;
}

function verifyWay(schema, path, leaf, siblings, commitment) {
  const position = schema.fields.indexOf(path);
  if (position < 0) throw new Refused('unknown field', path);
  if (2 ** siblings.length !== schema.leaves) throw new Refused('malformed', 'proof');
  if (hex(climb(leaf, position, siblings)) !== commitment) throw new Refused('broken way', path);
}

/** A file of this format, with no members but these and those that every file has. */
function read(bytes, format, allowed) {
  const file = only(parse(bytes), ['format', 'canonical', 'schema', ...allowed], '$');
  if (file.get('format') !== format) throw new Refused('unknown format', 'format');
  if (file.get('canonical') !== CANONICAL_FORM) throw new Refused('unknown format', 'canonical');
  const schema = SCHEMAS.get(file.get('schema'));
  if (!schema) throw new Refused('unknown format', 'schema');
  return { file, schema };
}

function only(value, allowed, path) {
  if (!(value instanceof Map)) throw new Refused('malformed', path);
  for (const key of value.keys()) if (!allowed.includes(key)) throw new Refused('unknown field', key);
  return value;
}

function members(value, key) {
  const found = value.get(key);
  if (!(found instanceof Map)) throw new Refused('malformed', key);
  return found;
}

const hash = (value, key) => toHash(value.get(key), key);

function hashes(value, key) {
  const found = value.get(key);
  if (!Array.isArray(found)) throw new Refused('malformed', key);
  return found.map((text) => toHash(text, key));
}

function toHash(text, path) {
  if (typeof text !== 'string' || !/^0x[\da-f]{64}$/.test(text)) throw new Refused('malformed', path);
  return hexToBytes(text.slice(2));
}
