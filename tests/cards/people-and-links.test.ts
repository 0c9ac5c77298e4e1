import assert from 'node:assert/strict';
import fc from 'fast-check';
import { entraLinks } from '../../src/cards/entra-links.ts';
import { clickMessage, notYoursMessage } from '../../src/cards/messages.ts';
import { initialsOf } from '../../src/cards/person.ts';

describe('Initials', () => {
  const cases: [string, string][] = [
    ['Anna Svensson', 'AS'],
    ['anna-karin von Öberg', 'AÖ'],
    ['Cher', 'C'],
    ["  'Åsa'   (IT)  ", 'ÅI'],
    ['**Anna** [Ek](x)', 'AE'],
    ['李小龍', '李'],
    ['A\u030asa Ek', 'ÅE'],
    ['', '?'],
    ['*** ---', '?'],
    ['\u200b\u202e', '?'],
    ['123 Kassa', '1K'],
  ];
  for (const [name, expected] of cases) {
    it(`of ${JSON.stringify(name)} are ${expected}`, () => {
      assert.equal(initialsOf(name), expected);
    });
  }

  it('of any name are a few letters or digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), name => {
        assert.match(initialsOf(name), /^(?:[\p{L}\p{N}\p{M}]{1,6}|\?)$/u);
      }),
      { numRuns: 500 },
    );
  });
});

describe('Links into the Entra admin center', () => {
  it('lead to the pages of the user, to a new group and to the list of users', () => {
    const user = 'https://entra.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~';
    assert.deepEqual(entraLinks('0c4f1f2e-5d6b-4a86-9f2e-2f9c2f0a7a11'), {
      roles: `${user}/AdministrativeRole/userId/0c4f1f2e-5d6b-4a86-9f2e-2f9c2f0a7a11`,
      groups: `${user}/Groups/userId/0c4f1f2e-5d6b-4a86-9f2e-2f9c2f0a7a11`,
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

describe('Answers to a click', () => {
  it('say whose card it is, without a link', () => {
    assert.equal(notYoursMessage({ requesterName: 'Karin Ek' }, { locale: 'en' }), 'Only Karin Ek can use this card.');
    const hostile = notYoursMessage({ requesterName: 'evil.com\nme@evil.com' }, { locale: 'sv' });
    assert.equal(hostile, 'Bara evil.\u200bcom me\u200b@\u200bevil.\u200bcom kan använda det här kortet.');
  });

  it('differ from each other', () => {
    const answers = ['alreadyDone', 'notUnderstoodAction', 'declineNeedsReason'] as const;
    assert.equal(new Set(answers.map(answer => clickMessage(answer, { locale: 'sv' }))).size, answers.length);
  });
});
