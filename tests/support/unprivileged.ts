/**
 * The command before which a program runs with the rights of its files' owner and no more: empty where that is so
 * anyway, and for root one that takes away what lets root past permissions. Becoming another user instead needs every
 * folder on the way to be open to others, which the temporary folder of a machine need not be.
 */
export const unprivileged: readonly string[] =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : [];
