import assert from 'node:assert/strict';
import { onEndpoint, pathSegment } from '../../src/directory/endpoint.ts';
import { DirectoryError } from '../../src/errors.ts';

const ENDPOINT = 'https://graph.microsoft.com';

describe('directory: addresses on the endpoint', () => {
  it('are taken with their query', () => {
    const url = 'https://graph.microsoft.com/v1.0/users/a/authentication/operations/b?aadgdc=DUB02P&aadgsu=ssprprod-a';
    assert.equal(onEndpoint(url, ENDPOINT)?.href, url);
  });

  it('may leave out the host', () => {
    assert.equal(onEndpoint('/v1.0/users', ENDPOINT)?.href, 'https://graph.microsoft.com/v1.0/users');
  });

  const foreign = [
    'https://evil.example/v1.0/users',
    'http://graph.microsoft.com/v1.0/users',
    'https://graph.microsoft.com:444/v1.0/users',
    'https://graph.microsoft.com.evil.example/v1.0/users',
    'https://graph.microsoft.us/v1.0/users',
    'https://graph.microsoft.com@evil.example/',
    'https://user:secret@graph.microsoft.com/v1.0/users',
    '//evil.example/v1.0',
    'https://[',
    'data:text/plain,x',
  ];
  for (const url of foreign) {
    it(`are not ${url}`, () => assert.equal(onEndpoint(url, ENDPOINT), undefined));
  }
});

describe('directory: path segments', () => {
  it('keep a sign-in name in one segment', () => {
    assert.equal(pathSegment("b_x.se#EXT#@y.se/a?b'c"), 'b_x.se%23EXT%23%40y.se%2Fa%3Fb%27c');
  });

  for (const text of ['', '.', '..', '\ud800']) {
    it(`can't be ${JSON.stringify(text)}`, () => {
      assert.throws(
        () => pathSegment(text),
        (error: unknown) => error instanceof DirectoryError && error.trouble === 'gone',
      );
    });
  }
});
