// Salus for polkadot.js: its JSON-RPC methods and its transaction extension, of which the metadata say nothing.
//
//   import { typesBundle } from './salus.js';
//   const api = await ApiPromise.create({ provider, typesBundle });
//   const item = await api.rpc.prescriptions.get(id);        // item.toJSON() is the plain JSON that the node answered
//   const stop = await api.rpc.prescriptions.subscribeItem(id, (told) => ..);
//
// A node answers JSON with names and units (docs/frontends.md), which `Json` passes on as it is. What is optional may be left
// out, or be `null`.

// A parameter is `name: Type`, or `name?: Type`.
const params = (list) =>
  list.map((text) => {
    const [name, type] = text.split(': ');
    const isOptional = name.endsWith('?');
    return isOptional ? { name: name.slice(0, -1), type: `Option<${type}>`, isOptional } : { name, type };
  });

// `noErrorLog`: that there is no such item is an answer, for the caller alone.
const method = (description, list, type = 'Json') => ({ description, params: params(list), type, noErrorLog: true });

// `told` is the name by which the node sends notifications, as in `subscribeItem` for `Item` unless given.
const subscription = (of, description, list, told = of.toLowerCase()) => ({
  [`subscribe${of}`]: {
    ...method(description, list),
    pubsub: [told, `subscribe${of}`, `unsubscribe${of}`],
  },
});

const AT = 'at?: BlockHash';
const PAGE = ['limit?: u32', AT];

const prescriptions = {
  get: method('The item, settled', ['id: H256', AT]),
  trail: method('What happened to the item, newest first', ['id: H256', AT, 'limit?: u32']),
  outcomes: method('What a cancellation of each item would meet now', ['ids: Vec<H256>'], 'Vec<Option<Text>>'),
  heldBy: method('A page of the items that a dispenser holds', ['licence: u32', 'cursor?: H256', ...PAGE]),
  policy: method('The limits of a class', ['class: u8']),
  verify: method('Whether a commitment opens the item, and who issued it', [
    'id: H256',
    'licence?: u32',
    'authoredAt: u64',
    'commitment: H256',
    AT,
  ]),
  evidence: method('What proves the item, or that there is none', ['id: H256', AT]),
  ...subscription('Item', 'The item, at first and whenever it changes', ['id: H256']),
  ...subscription('Dispenser', 'The items that a dispenser holds', ['licence: u32']),
};

const reimbursement = {
  claim: method('The claim, settled', ['key: Json', AT]),
  claims: method('The claims of an item', ['rx: H256', AT], 'Vec<Json>'),
  pool: method("A payer's pool", ['payer: u32', 'asset: SalusAsset', AT]),
  cover: method('What a payer decided beforehand for an item', ['rx: H256', 'rank: u8', AT]),
  contract: method('The terms of payer and provider', ['payer: u32', 'provider: u32', AT]),
  quote: method('What a dispense would pay now', ['rx: H256', 'provider: u32', 'quantity: u32', AT]),
  explain: method('The claim, who bears what and why, and what is ahead', ['key: Json', AT]),
  ageing: method("A provider's open claims by age", ['provider: u32', 'cursor?: Json', AT]),
  evidence: method('What proves the claim, or that there is none', ['key: Json', AT]),
  ...subscription('Provider', "A provider's claims and deadlines", ['licence: u32']),
  ...subscription('Payer', "A payer's claims and deadlines", ['licence: u32']),
};

const consents = {
  trial: method('The trial, with its forms', ['trial: u32', AT]),
  get: method('The participant, settled', ['trial: u32', 'subject: AccountId', AT]),
  standing: method('What the consent is worth, or will be', ['trial: u32', 'subject: AccountId', 'moment?: u64', AT]),
  due: method('A page of consents due for renewal, or lapsed', ['trial: u32', 'cursor?: AccountId', ...PAGE]),
  export: method('All that happened to a participant, proved', ['trial: u32', 'subject: AccountId', AT]),
  evidence: method('What proves the participant, or that there is none', ['trial: u32', 'subject: AccountId', AT]),
  ...subscription('Subject', 'A participant, with every event since', ['trial: u32', 'subject: AccountId']),
  ...subscription('Trial', 'The trial, and whose consents are due', ['trial: u32'], 'trialDesk'),
};

const records = {
  get: method('The record, settled', ['id: H256', AT]),
  grants: method("The patient's grants", ['patient: AccountId', AT], 'Vec<Json>'),
  receipts: method('Who read under a grant', ['patient: AccountId', 'slot: u8', ...PAGE]),
  incidents: method('A page of accesses in an emergency', ['patient: AccountId', 'cursor?: u64', ...PAGE]),
  mayAccess: method(
    'Whether a key may read a record now',
    ['who: AccountId', 'record: H256', 'purpose: Text', AT],
    'bool',
  ),
  evidence: method('What proves the record, or that there is none', ['id: H256', AT]),
  ...subscription('Patient', 'A patient, with every event since', ['key: AccountId']),
  ...subscription('Custodian', "A custodian's requests to shred", ['licence: u32']),
};

const registry = {
  licence: method('The licence', ['id: u32', AT]),
  status: method('Where the licence stands', ['id: u32', AT]),
  licencesOf: method('A page of the licences of an account', ['account: AccountId', 'cursor?: u32', ...PAGE]),
};

// Of nodes with --evidence-rpc, as are the methods named `evidence` above.
const evidence = {
  finality: method('That a block is final, and who voted', ['block: BlockHash']),
  setChanges: method('How the set of validators changed after a height', ['from: u32']),
  extrinsic: method('That an extrinsic stands in a block', ['block: BlockHash', 'index: u32']),
  prove: method("What a block's state says to a statement", ['statement: SalusStatement', AT, 'also?: Vec<Text>']),
  checkpoint: method('From where trust may start', []),
};

// 'Native' or { WithId: 1 }
const types = {
  SalusAsset: { _enum: { Native: 'Null', WithId: 'u32' } },
  // { kind: 'licence', args: [1] }
  SalusStatement: 'Json',
};

export const typesBundle = {
  spec: {
    'salus-consortium': {
      rpc: { consents, evidence, prescriptions, records, registry, reimbursement },
      types: [{ minmax: [0, null], types }],
      // It carries no data: what a transaction may do without a signature is for the node alone.
      signedExtensions: { AuthorizeCall: { extrinsic: {}, payload: {} } },
    },
  },
};
