// What the tests share: the vectors of salus-fhir, and documents with salts that are no secret.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Document, Refused } from '../src/document.mjs';
import { JsonError, object } from '../src/json.mjs';

// SALUS_FHIR: where the folder is if this one was copied out of the repository.
const FHIR = process.env.SALUS_FHIR ? pathToFileURL(`${process.env.SALUS_FHIR}/`) : new URL('../../../fhir/', import.meta.url);

/** A file of the folder `fhir`. */
export const file = (name) => new Uint8Array(readFileSync(new URL(name, FHIR)));

/** A vector, without the line feed at its end. */
export const vector = (name) => file(`tests/vectors/${name}`).slice(0, -1);

/** A list or table of vectors. */
export const table = (name) => JSON.parse(text(vector(name)));

export const text = (bytes) => new TextDecoder().decode(bytes);
export const bytes = (text) => new TextEncoder().encode(text);

/** How the vectors' records were read. */
export const PROFILE = object({ name: 'r4/1', zone: 'Europe/Amsterdam' });

/** A document with the salts 0x01.., 0x02.. and so on. */
export const counted = ({ schema, fields }) =>
  new Document(schema, fields, Array.from({ length: schema.leaves }, (_, at) => new Uint8Array(32).fill(at + 1)));

/** Every file that differs from this one in a bit, lacks a byte or has one twice, is refused: by a rule, not by an accident. */
export function refusesEveryChange(original, read) {
  const refused = (changed, what) =>
    assert.throws(
      () => read(changed),
      (error) => error instanceof Refused || error instanceof JsonError,
      what,
    );
  read(original);
  for (let at = 0; at < original.length; at += 1) {
    const [before, after] = [original.subarray(0, at), original.subarray(at + 1)];
    for (let bit = 0; bit < 8; bit += 1) {
      refused(joined(before, [original[at] ^ (1 << bit)], after), `byte ${at}, bit ${bit}`);
    }
    refused(joined(before, after), `byte ${at} removed`);
    refused(joined(before, [original[at], original[at]], after), `byte ${at} doubled`);
  }
}

const joined = (...parts) => Uint8Array.from(Buffer.concat(parts.map((part) => Buffer.from(part))));
