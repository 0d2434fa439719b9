// dedot: a prescription is issued and followed until it is final; a claim of an unknown item is refused by name.
//
//   node src/dedot.mjs ws://127.0.0.1:9944

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Keyring } from '@polkadot/keyring';
import { DedotClient, WsProvider } from 'dedot';
import { say, smoke, url } from './smoke.mjs';

const PRESCRIBER = 1; // the licence of //Prescriber on a development chain
const PHARMACY = 2; // and of //Pharmacy
const DAY = 24 * 60 * 60 * 1000;

/** Signs, sends, and waits until the block is final: its events, or the pallet's error by name. */
const send = async (client, key, call) => {
  const { status, events, dispatchError } = await call.signAndSend(key).untilFinalized();
  if (!dispatchError) return { block: status.value.blockHash, events };
  const { pallet, name } = client.registry.findErrorMeta(dispatchError);
  throw new Error(`${pallet}.${name}`);
};

smoke('dedot', async () => {
  const client = await DedotClient.new(new WsProvider(url));
  const { specName, specVersion } = client.runtimeVersion;
  say(`${specName} ${specVersion}, metadata of ${client.metadata.latest.pallets.length} pallets`);

  const keyring = new Keyring({ type: 'sr25519' });
  const [prescriber, pharmacy, patient] = ['//Prescriber', '//Pharmacy', '//Patient'].map((uri) => keyring.addFromUri(uri));

  // What is prescribed stands in a document; the chain has the commitment to it.
  const commitment = `0x${randomBytes(32).toString('hex')}`;
  const authoredAt = BigInt(Date.now());
  const until = authoredAt + BigInt(30 * DAY);
  const terms = { class: 0, unit: 1, quantity: 28, repeats: 1, intervalH: 24, partialH: 0, from: authoredAt, until };
  const id = await client.call.prescriptionsApi.id(PRESCRIBER, authoredAt, commitment);

  const access = { type: 'Only', value: PHARMACY };
  const issued = await send(
    client,
    prescriber,
    client.tx.prescriptions.issue(PRESCRIBER, commitment, authoredAt, patient.address, terms, true, access, undefined),
  );
  const [event] = client.events.prescriptions.Issued.filter(issued.events);
  assert.equal(event.palletEvent.data.id, id);
  say(`${event.pallet}.${event.palletEvent.name} in the final block ${issued.block}`);

  // The item by a view function, by a runtime API, and by JSON-RPC
  const item = await client.view.prescriptions.item(id);
  assert.equal(item.type, 'Live');
  assert.equal(item.value.terms.quantity, 28);
  assert.deepEqual(await client.call.prescriptionsApi.item(id), item);
  const answer = await client.rpc.prescriptions_get(id);
  assert.equal(answer.issuer, PRESCRIBER);
  say(`view function and prescriptionsApi.item: ${item.type}; prescriptions_get: ${answer.stage.kind}`);

  // A claim of an item that does not exist
  const unknown = `0x${'00'.repeat(32)}`;
  const claim = client.tx.prescriptions.claim(PHARMACY, [unknown]);
  await assert.rejects(send(client, pharmacy, claim), { message: 'Prescriptions.NotFound' });
  await assert.rejects(client.rpc.prescriptions_get(unknown), { code: 7003 });
  say('a claim of an unknown item: Prescriptions.NotFound');
});
