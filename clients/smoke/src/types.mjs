// clients/types/salus.js: has every method of the node's own and none that it does not have; each is called, and understood;
// and with it polkadot.js has nothing to warn of.
//
//   node src/types.mjs ws://127.0.0.1:9944

import assert from 'node:assert/strict';
import { ApiPromise, WsProvider } from '@polkadot/api';
import { typesBundle } from '../../types/salus.js';
import { say, smoke, url } from './smoke.mjs';

const { rpc } = typesBundle.spec['salus-consortium'];

// Namespaces of the Polkadot SDK: whatever else a node offers is of Salus.
const SDK =
  /^(account|archive|author|babe|bitswap|chain|chainHead|chainSpec|childstate|dev|engine|grandpa|mixnet|offchain|payment|rpc|state|statement|subscribe|sync|system|transaction|transactionWatch|unsubscribe)_/;

// A parameter for each type; what may be left out is `null` here.
const HASH = `0x${'00'.repeat(32)}`;
const SAMPLES = {
  AccountId: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY', // //Alice
  BlockHash: HASH,
  H256: HASH,
  Json: { rx: HASH, dispense: 0, rank: 0 },
  SalusAsset: { WithId: 1 },
  SalusStatement: { kind: 'licence', args: [1] },
  Text: 'treatment',
  u8: 0,
  u32: 1,
  u64: 1_800_000_000_000,
  'Vec<H256>': [HASH],
};
const INVALID_PARAMS = -32602;

const sample = ({ type, isOptional }) => {
  assert(isOptional || type in SAMPLES, `no sample of ${type}`);
  return isOptional ? null : SAMPLES[type];
};

smoke('types for polkadot.js', async () => {
  const described = Object.entries(rpc).flatMap(([section, methods]) =>
    Object.entries(methods).flatMap(([name, { pubsub }]) => (pubsub?.slice(1) ?? [name]).map((name) => `${section}_${name}`)),
  );
  // polkadot.js may warn of methods of the SDK that it does not know, of nothing else.
  const warnings = [];
  console.warn = (...words) => warnings.push(words.join(' '));
  const api = await ApiPromise.create({ provider: new WsProvider(url), typesBundle });
  const { methods } = (await api.rpc.rpc.methods()).toJSON();
  const own = methods.filter((name) => !SDK.test(name));
  assert.deepEqual(described.sort(), own.sort());
  for (const warning of warnings) {
    assert.match(warning, /RPC methods not decorated/);
    assert(!own.some((name) => warning.includes(name)), warning);
  }

  let [calls, subscriptions] = [0, 0];
  for (const [section, methods] of Object.entries(rpc)) {
    for (const [name, { params, pubsub }] of Object.entries(methods)) {
      const values = params.map(sample);
      if (pubsub) {
        const stop = await new Promise((resolve, reject) => {
          const stopped = api.rpc[section][name](...values, () => resolve(stopped));
          stopped.catch(reject);
        });
        stop();
        subscriptions += 1;
      } else {
        const answered = (error) => assert.notEqual(error.code, INVALID_PARAMS, `${section}_${name}: ${error.message}`);
        await api.rpc[section][name](...values).catch(answered);
        calls += 1;
      }
    }
  }
  say(`${calls} methods and ${subscriptions} subscriptions of ${own.length} names, each called`);
});
