/** Names and times of the first versions that a request of today has otherwise. */
type Document = Readonly<Record<string, unknown>>;

const TOLD = ['unknown', 'refused', 'failed', 'declined', 'expired'];

/**
 * Brings a request that was stored before there were duties up to date: one flat record of a password reset, in which what was
 * still owed followed from nine fields. What it owes is looked at when it would have been.
 */
export function brought(stored: Document): Document {
  const { signOut, repeatedAt, calledAt, undelivered, notInstalled, verification, attempts, startedAt, createdAt } =
    stored;
  const known = {
    ...stored,
    action: 'reset-password',
    signOut: signOut !== undefined,
    signedOut: signOut === 'wanted' ? undefined : signOut,
    repeatedAt: repeatedAt ?? [],
    calledAt: calledAt ?? [],
    repeatRefused: stored.repeatRefused === true,
    undelivered: undelivered ?? (notInstalled === true ? 'not-installed' : undefined),
    verification: verification ?? 'accepted',
    attempts: attempts ?? 1,
    startedAt: startedAt ?? createdAt,
    // It was the state of which its requester had been told.
    told: undefined,
  };
  return { ...known, duties: owed(stored).map(what => ({ what, at: stored.workAt ?? createdAt, tries: 0 })) };
}

/** A request from when a second person was asked in one conversation: it is the only one of those. */
export function withPlaces(stored: Document): Document {
  const { approval } = stored;
  const place = placeOf(approval);
  if (typeof approval !== 'object' || place === undefined || property(approval, 'places') !== undefined) return stored;
  const viewer = property(approval, 'viewer');
  return { ...stored, approval: { ...approval, places: [viewer === undefined ? { place } : { place, viewer }] } };
}

/** What nine fields said together. */
function owed(stored: Document): string[] {
  const { state, unshown, told, approval, runCard, handover, signOut, verification } = stored;
  const wasReset = state === 'carried-out' || state === 'done';
  const isAskedElsewhere = placeOf(approval) !== undefined && cardOf(placeOf(approval)) === undefined;
  const rules: readonly (readonly [what: string, isOwed: boolean])[] = [
    ['question', state === 'awaiting-approval' && isAskedElsewhere],
    ['find-out', state === 'unknown'],
    ['handover', state === 'carried-out' && handover === undefined],
    ['sign-out', wasReset && signOut === 'wanted'],
    ['cards', unshown === true],
    ['run-card', state === 'approved' && runCard === undefined],
    ['notice', unshown === true && approval !== undefined && told !== state && TOLD.includes(String(state))],
    ['verify', wasReset && verification === 'pending'],
  ];
  return rules.filter(([, isOwed]) => isOwed).map(([what]) => what);
}

function placeOf(approval: unknown): unknown {
  return property(approval, 'place');
}

function cardOf(place: unknown): unknown {
  return property(place, 'cardId');
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
