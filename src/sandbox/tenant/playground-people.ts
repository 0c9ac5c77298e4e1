/**
 * Object ids of five people for a client that knows five users: Erik Lindqvist (Helpdesk Administrator), Johanna
 * Bergström (Authentication Administrator, may read operations), Mikael Sandström (User Administrator), Karin Holmgren
 * (Global Administrator), Anna Svensson (no role).
 */
export const PLAYGROUND_PEOPLE: readonly string[] = [
  'c24b8a8e-2d2f-4426-ac7b-d453e7b6ed9b',
  'f9215479-c9c7-431a-a197-9a23e09a875e',
  '5b2dec12-58df-4c4a-a707-f8e41fe32ab0',
  'fc25d32b-8332-4dbe-a81b-46e298cbf9ac',
  'dc288b5b-a6d9-46db-a8df-3c2c3c4be048',
];
