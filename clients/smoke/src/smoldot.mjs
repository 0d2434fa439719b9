// smoldot, a light client: no node is trusted. It connects to validators as a peer, checks GRANDPA's finality itself and every
// answer by its proof. polkadot-api over it issues a prescription and follows it until it is final.
//
//   salus-node export-chain-spec --chain local --raw > local.json
//   npx papi add salus -w ws://127.0.0.1:9944
//   node src/smoldot.mjs local.json /ip4/127.0.0.1/tcp/30333/ws/p2p/12D3.. ..

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { salus } from '@polkadot-api/descriptors';
import { Keyring } from '@polkadot/keyring';
import { createClient, Enum } from 'polkadot-api';
import { getPolkadotSigner } from 'polkadot-api/signer';
import { getSmProvider } from 'polkadot-api/sm-provider';
import { start } from 'polkadot-api/smoldot';
import { say, smoke } from './smoke.mjs';

const PRESCRIBER = 1; // the licence of //Prescriber on the local chain
const PHARMACY = 2; // and of //Pharmacy
const DAY = 24 * 60 * 60 * 1000;
const [file, ...bootNodes] = process.argv.slice(2);

/** Resolves with what an observable gives as the `count`th. */
const nth = (observable, count) =>
  new Promise((resolve, reject) => {
    let seen = 0;
    observable.subscribe({ next: (value) => ++seen === count && resolve(value), error: reject });
  });

smoke('smoldot', async () => {
  const smoldot = start({ maxLogLevel: 1 }); // errors only
  const chainSpec = JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), bootNodes });
  const client = createClient(getSmProvider(() => smoldot.addChain({ chainSpec })));
  const api = client.getTypedApi(salus);

  const final = await nth(client.finalizedBlock$, 3);
  say(`follows finality by ${bootNodes[0].includes('/ws/') ? 'WebSocket' : 'TCP'} of ${bootNodes.length} nodes: block ${final.number} is final`);

  const keyring = new Keyring({ type: 'sr25519' });
  const [prescriber, patient] = ['//Prescriber', '//Patient'].map((uri) => keyring.addFromUri(uri));
  const commitment = `0x${randomBytes(32).toString('hex')}`;
  const authored_at = await api.query.Timestamp.Now.getValue();
  const until = authored_at + BigInt(30 * DAY);
  const terms = { class: 0, unit: 1, quantity: 28, repeats: 1, interval_h: 24, partial_h: 0, from: authored_at, until };
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
  const signer = getPolkadotSigner(prescriber.publicKey, 'Sr25519', prescriber.sign);
  const { ok, block, events } = await call.signAndSubmit(signer);
  assert(ok);
  const [{ payload }] = api.event.Prescriptions.Issued.filter(events);
  say(`Prescriptions.Issued in the final block ${block.number}`);

  // Proved by the state of that block, or refused
  const item = await api.view.Prescriptions.item(payload.id);
  assert.equal(item.value.issuer, PRESCRIBER);
  say(`view function: ${item.type}, ${item.value.terms.quantity} units`);
});
