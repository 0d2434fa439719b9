// How a resource is committed to as a record (fhir/README.md, "Records, grants, receipts"): the elements of its type's schema,
// or the whole of it.

import { Refused } from './document.mjs';
import { MESSAGE, schemaOf } from './schemas.mjs';

/** The schema of a resource, and its fields. `profile` says by which rules it was read, and is a field itself. */
export function record(resource, profile) {
  const kind = resource.get('resourceType');
  const schema = schemaOf(kind);
  if (schema === MESSAGE) return { schema, fields: new Map([['profile', profile], ['resource', resource]]) };

  const elements = [...resource].filter(([key]) => key !== 'resourceType');
  const own = elements.filter(([key]) => !key.startsWith('_')).map(([key, value]) => [`${kind}.${key}`, value]);
  const fields = new Map([['profile', profile], ...own]);
  // The extensions of primitive elements (`_status`) stand together in one field.
  const primitives = new Map(elements.filter(([key]) => key.startsWith('_')));
  for (const key of primitives.keys()) {
    if (!schema.fields.includes(`${kind}.${key.slice(1)}`)) throw new Refused('unknown field', `${kind}.${key}`);
  }
  if (primitives.size > 0) fields.set(`${kind}._`, primitives);
  return { schema, fields };
}
