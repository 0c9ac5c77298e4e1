import assert from 'node:assert/strict';
import { entraLinks } from '../../src/cards/entra-links.ts';

describe('Links into the Entra admin center', () => {
  it('lead to the pages of the user, to a new group and to the list of users', () => {
    const user = 'https://entra.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~';
    assert.deepEqual(entraLinks('0c4f1f2e-5d6b-4a86-9f2e-2f9c2f0a7a11'), {
      roles: `${user}/AdministrativeRole/userId/0c4f1f2e-5d6b-4a86-9f2e-2f9c2f0a7a11`,
      groups: `${user}/Groups/userId/0c4f1f2e-5d6b-4a86-9f2e-2f9c2f0a7a11`,
      methods: `${user}/UserAuthMethods/userId/0c4f1f2e-5d6b-4a86-9f2e-2f9c2f0a7a11`,
      newGroup: 'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/AddGroupBlade',
      profile: `${user}/overview/userId/0c4f1f2e-5d6b-4a86-9f2e-2f9c2f0a7a11`,
      users: 'https://entra.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserManagementMenuBlade/~/AllUsers',
    });
  });

  it('keep to the portal of the cloud, and an id can lead nowhere else', () => {
    const links = Object.values(entraLinks('../..//evil.com/#?x=', 'entra.microsoft.us'));
    for (const link of links) {
      assert.equal(new URL(link).host, 'entra.microsoft.us');
      assert.doesNotMatch(link, /evil\.com\/#|\.\.\//);
    }
  });
});
