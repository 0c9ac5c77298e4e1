/** The fixed words of the addresses that the bot calls at Graph and at Teams' connector. */
const FIXED = new Set([
  ...['$batch', '$value', 'me', 'users', 'groups', 'domains', 'directory', 'administrativeUnits', 'roleManagement'],
  ...['roleAssignments', 'roleDefinitions', 'memberOf', 'transitiveMemberOf', 'microsoft.graph.directoryRole'],
  ...['microsoft.graph.group', 'microsoft.graph.administrativeUnit', 'ownedObjects', 'manager', 'photos', '48x48'],
  ...['authentication', 'methods', 'passwordMethods', 'operations', 'resetPassword', 'revokeSignInSessions'],
  ...['temporaryAccessPassMethods', 'policies', 'authenticationMethodsPolicy', 'authenticationMethodConfigurations'],
  ...['TemporaryAccessPass'],
  ...['v1.0', 'beta', 'v3', 'conversations', 'activities', 'members', 'pagedmembers'],
]);

/**
 * A path with every segment that is no fixed word of the interface as `{id}`, and without its query: ids and sign-in names
 * are people's, and there would be as many paths as people. `path` may be an address with scheme and host.
 */
export function pathTemplate(path: string): string {
  const [plain = ''] = path.replace(/^[a-z]+:\/\/[^/?#]*/i, '').split(/[?#]/);
  return plain
    .split('/')
    .map(segment => (segment === '' || FIXED.has(segment) ? segment : '{id}'))
    .join('/');
}
