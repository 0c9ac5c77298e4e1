const CALL = [
  'directory.givePass',
  'directory.readPass',
  'directory.withdrawPass',
  // Whose pass it is that a lost call may have made, and that no answer of that call is taken any more.
  'store.history',
  'store.replace',
  'store.replace(pass-started)',
  'store.replace(pass-made)',
  'store.replace(pass-failed)',
  'store.replace(pass-not-called)',
  'store.replace(pass-unknown)',
  'store.replace(pass-withdrawn)',
];

/** What the awaits of the use cases are beside those of a reset, for a pass. */
export const PASS_AWAITS: Readonly<Record<string, readonly string[]>> = {
  click: ['store.replace(pass-erased)', 'store.replace(pass-unknown)'],
  confirm: [...CALL, 'store.record(not-allowed)'],
  handOver: ['store.replace(pass-handed-over)'],
  instead: [
    'directory.find',
    'directory.scopedRolesOf',
    'store.busyWith',
    'store.begunSince',
    'store.create(request-opened)',
    'store.get',
    'store.record(request-refused)',
    'store.replace(request-cancelled)',
  ],
  receipt: [
    'directory.examine',
    'directory.readPass',
    'directory.scopedRolesOf',
    'store.get',
    'store.record(not-allowed)',
    'store.replace',
    'store.replace(pass-receipt)',
  ],
  receipts: ['directory.readPass', 'store.get', 'store.history', 'store.replace', 'store.replace(pass-receipt)'],
  // A further call comes after a lost one: however it is refused, it may have been made.
  retry: ['seal.seal', ...CALL.filter(point => !point.includes('not-called'))],
  run: CALL,
  show: ['store.replace(pass-shown)'],
  takeUp: [
    'directory.readPass',
    'directory.withdrawPass',
    'store.history',
    'store.replace',
    'store.replace(pass-erased)',
    'store.replace(pass-unknown)',
    'store.replace(pass-withdrawn)',
  ],
  withdraw: [
    'directory.examine',
    // Of several calls one may have taken the place of the one that is known.
    'directory.readPass',
    'directory.scopedRolesOf',
    'directory.withdrawPass',
    'store.get',
    'store.record(not-allowed)',
    'store.replace(pass-erased)',
    'store.replace(pass-withdrawn)',
  ],
};
