// @polkadot/api: a prescription is issued and followed until it is final; a claim of an unknown item is refused by name.
//
//   node src/polkadot-js.mjs ws://127.0.0.1:9944

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
import { typesBundle } from '../../types/salus.js';
import { say, smoke, url } from './smoke.mjs';

const PRESCRIBER = 1; // the licence of //Prescriber on a development chain
const PHARMACY = 2; // and of //Pharmacy
const DAY = 24 * 60 * 60 * 1000;

/** Signs, sends, and waits until the block is final: its events, or the pallet's error by name. */
const send = (api, key, call) =>
  new Promise((resolve, reject) => {
    call
      .signAndSend(key, ({ status, events, dispatchError, isError }) => {
        if (isError) return reject(new Error(`the transaction is ${status.type}`));
        if (!status.isFinalized) return;
        if (!dispatchError) return resolve({ block: status.asFinalized.toHex(), events: events.map(({ event }) => event) });
        if (!dispatchError.isModule) return reject(new Error(dispatchError.toString()));
        const { section, name } = api.registry.findMetaError(dispatchError.asModule);
        reject(new Error(`${section}.${name}`));
      })
      .catch(reject);
  });

/** Resolves with the first message of a subscription that is as wanted. */
const told = (subscribe, wanted) =>
  new Promise((resolve, reject) => {
    subscribe((message) => wanted(message.toJSON()) && resolve(message.toJSON())).catch(reject);
  });

smoke('@polkadot/api', async () => {
  const api = await ApiPromise.create({ provider: new WsProvider(url), typesBundle, noInitWarn: true });
  say(`${await api.rpc.system.chain()}, metadata V${api.runtimeMetadata.version}, ${api.runtimeMetadata.asLatest.pallets.length} pallets`);

  const keyring = new Keyring({ type: 'sr25519' });
  const [prescriber, pharmacy, patient] = ['//Prescriber', '//Pharmacy', '//Patient'].map((uri) => keyring.addFromUri(uri));

  // What is prescribed stands in a document; the chain has the commitment to it.
  const commitment = randomBytes(32);
  const authoredAt = Date.now();
  const terms = { class: 0, unit: 1, quantity: 28, repeats: 1, intervalH: 24, partialH: 0, from: authoredAt, until: authoredAt + 30 * DAY };
  const id = (await api.call.prescriptionsApi.id(PRESCRIBER, authoredAt, commitment)).toHex();
  const seen = told(
    (tell) => api.rpc.prescriptions.subscribeItem(id, tell),
    ({ certainty, value }) => certainty === 'finalized' && value !== null,
  );

  const issued = await send(
    api,
    prescriber,
    api.tx.prescriptions.issue(PRESCRIBER, commitment, authoredAt, patient.address, terms, true, { Only: PHARMACY }, null),
  );
  const event = issued.events.find((event) => api.events.prescriptions.Issued.is(event));
  assert.equal(event.data.id.toHex(), id);
  say(`${event.section}.${event.method} in the final block ${issued.block}`);

  // The item by a runtime API, by JSON-RPC, and by a subscription
  const item = (await api.call.prescriptionsApi.item(id)).unwrap();
  assert.equal(item.asLive.terms.quantity.toNumber(), 28);
  const answer = (await api.rpc.prescriptions.get(id)).toJSON();
  assert.equal(answer.issuer, PRESCRIBER);
  assert.deepEqual((await seen).value, answer);
  say(`prescriptionsApi.item: ${item.type}; prescriptions_get: ${answer.stage.kind}; the subscription told the same`);

  // A claim of an item that does not exist
  const unknown = `0x${'00'.repeat(32)}`;
  await assert.rejects(send(api, pharmacy, api.tx.prescriptions.claim(PHARMACY, [unknown])), { message: 'prescriptions.NotFound' });
  await assert.rejects(api.rpc.prescriptions.get(unknown), /^RpcError: 7003: /);
  say('a claim of an unknown item: prescriptions.NotFound');
});
