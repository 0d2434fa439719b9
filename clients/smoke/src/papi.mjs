// polkadot-api (PAPI): a prescription is issued and followed until it is final; a claim of an unknown item is refused by name.
// The descriptors are generated from a node's metadata:
//
//   npx papi add salus -w ws://127.0.0.1:9944
//   node src/papi.mjs ws://127.0.0.1:9944

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { salus } from '@polkadot-api/descriptors';
import { Keyring } from '@polkadot/keyring';
import { Enum } from 'polkadot-api';
import { getPolkadotSigner } from 'polkadot-api/signer';
import { createWsClient } from 'polkadot-api/ws';
import { WebSocket } from 'ws';
import { say, smoke, url } from './smoke.mjs';

const PRESCRIBER = 1; // the licence of //Prescriber on a development chain
const PHARMACY = 2; // and of //Pharmacy
const DAY = 24 * 60 * 60 * 1000;

const keyring = new Keyring({ type: 'sr25519' });
const account = (uri) => {
  const pair = keyring.addFromUri(uri);
  return { address: pair.address, signer: getPolkadotSigner(pair.publicKey, 'Sr25519', pair.sign) };
};

/** Signs, sends, and waits until the block is final: its events, or the pallet's error by name. */
const send = async ({ signer }, call) => {
  const { ok, block, events, dispatchError } = await call.signAndSubmit(signer);
  if (ok) return { block, events };
  const { type: pallet, value: error } = dispatchError.value;
  throw new Error(`${pallet}.${error.type}`);
};

smoke('polkadot-api', async () => {
  // Node.js has a WebSocket of its own from release 22 on, browsers always: there, leave `websocketClass` out.
  const client = createWsClient(url, { websocketClass: WebSocket });
  const api = client.getTypedApi(salus);
  const { name } = await client.getChainSpecData();
  const { spec_name, spec_version } = await api.constants.System.Version();
  say(`${name}, ${spec_name} ${spec_version}; descriptors generated from its metadata`);

  const [prescriber, pharmacy, patient] = ['//Prescriber', '//Pharmacy', '//Patient'].map(account);

  // What is prescribed stands in a document; the chain has the commitment to it.
  const commitment = `0x${randomBytes(32).toString('hex')}`;
  const authored_at = BigInt(Date.now());
  const until = authored_at + BigInt(30 * DAY);
  const terms = { class: 0, unit: 1, quantity: 28, repeats: 1, interval_h: 24, partial_h: 0, from: authored_at, until };
  const id = await api.apis.PrescriptionsApi.id(PRESCRIBER, authored_at, commitment);

  const call = api.tx.Prescriptions.issue({
    licence: PRESCRIBER,
    commitment,
    authored_at,
    patient: patient.address,
    terms,
    substitution: true,
    access: Enum('Only', PHARMACY),
    prior: undefined,
  });
  const issued = await send(prescriber, call);
  const [event] = api.event.Prescriptions.Issued.filter(issued.events);
  assert.equal(event.payload.id, id);
  say(`Prescriptions.Issued in the final block ${issued.block.hash}`);

  // The item by a view function, by a runtime API, and by JSON-RPC
  const item = await api.view.Prescriptions.item(id);
  assert.equal(item.type, 'Live');
  assert.equal(item.value.terms.quantity, 28);
  assert.deepEqual(await api.apis.PrescriptionsApi.item(id), item);
  const answer = await client._request('prescriptions_get', [id]);
  assert.equal(answer.issuer, PRESCRIBER);
  say(`view function and PrescriptionsApi.item: ${item.type}; prescriptions_get: ${answer.stage.kind}`);

  // A claim of an item that does not exist
  const unknown = `0x${'00'.repeat(32)}`;
  const claim = api.tx.Prescriptions.claim({ licence: PHARMACY, ids: [unknown] });
  await assert.rejects(send(pharmacy, claim), { message: 'Prescriptions.NotFound' });
  await assert.rejects(client._request('prescriptions_get', [unknown]), { code: 7003 });
  say('a claim of an unknown item: Prescriptions.NotFound');
});
