import assert from 'node:assert/strict';
import { AUDIT_LIST, CLIENT, Operator } from './operator.ts';

interface Given {
  codes: { userCode: string; clientId: string; scope: string }[];
  renewed: number;
}

describe('operate/watch/sign-in', () => {
  let operator: Operator;
  beforeEach(async () => {
    operator = await Operator.begin();
  });
  afterEach(() => operator.bench.dispose());

  const given = () => operator.sandbox.control<Given>('GET', 'device-sign-ins');
  const login = (changes: Record<string, unknown>) =>
    operator.sandbox.control('POST', 'faults', { service: 'login', times: null, ...changes });

  it('says where to enter which code, and asks for the one permission, of the application that was named', async () => {
    const { code, problems } = await operator.run();
    assert.equal(code, 0);
    const { codes } = await given();
    const [only] = codes;
    assert.deepEqual([codes.length, only?.clientId], [1, CLIENT]);
    assert.match(
      problems,
      /^To sign in as somebody with the role Reports Reader, open https:\/\/\S+ and enter the code \w{9}\.\n$/,
    );
    assert.ok(problems.includes(String(only?.userCode)));
    const permissions = only?.scope.split(' ').filter(scope => scope.includes('/'));
    assert.deepEqual(permissions, [`${operator.env.GRAPH_ENDPOINT}/AuditLog.Read.All`]);
  });

  it('waits until the code is entered', async () => {
    await operator.signsIn({ state: 'pending' });
    const running = operator.run();
    while ((await given()).codes.length === 0) await new Promise(resolve => setImmediate(resolve));
    await operator.signsIn({});
    assert.equal((await running).code, 0);
  });

  for (const [state, said] of [
    ['declined', /The sign-in was declined\./],
    ['expired', /The code was not entered in time\./],
  ] as const) {
    it(`ends with 2 where the sign-in is ${state}, and has asked Graph for nothing`, async () => {
      await operator.signsIn({ state });
      const { code, out, problems } = await operator.run();
      assert.deepEqual([code, out], [2, '']);
      assert.match(problems, said);
      assert.deepEqual(await operator.asked(), []);
    });
  }

  it('says what to mend where Entra gives no code for the application', async () => {
    await login({ pathPattern: 'devicecode', status: 400, code: 'unauthorized_client', message: 'AADSTS700016: none' });
    const { code, problems } = await operator.run();
    assert.equal(code, 2);
    assert.match(problems, /^Microsoft Entra ID gives no code for this application\. Compare --client/);
    assert.ok(!problems.includes('undefined'));
  });

  it('says what to mend where the application wants a secret', async () => {
    await login({ pathPattern: 'oauth2/v2.0/token', status: 401, code: 'invalid_client', message: 'AADSTS7000218' });
    const { code, problems } = await operator.run();
    assert.equal(code, 2);
    assert.match(problems, /Allow public client flows/);
  });

  it('says where to look when Entra refuses the sign-in, or can’t be reached', async () => {
    await login({ pathPattern: 'oauth2/v2.0/token', status: 400, code: 'invalid_grant', message: 'AADSTS53003' });
    assert.match((await operator.run()).problems, /See in its sign-in log why/);
    operator.env.AZURE_AUTHORITY_HOST = 'https://127.0.0.1:9';
    const { code, problems } = await operator.run();
    assert.equal(code, 2);
    assert.match(problems, /No sign-in came of it\. See whether this machine reaches AZURE_AUTHORITY_HOST\.\n$/);
  });

  it('renews a token that ends in between without asking anybody', async () => {
    await operator.signsIn({ lifetimeSeconds: 20 });
    const { code } = await operator.run();
    assert.equal(code, 0);
    const { codes, renewed } = await given();
    assert.deepEqual([codes.length, renewed > 0], [1, true]);
    assert.ok((await operator.asked()).every(({ status }) => status === 200));
  });

  it('asks once more where Graph does not accept the token any more, and goes on where it was', async () => {
    const fault = {
      service: 'graph',
      pathPattern: AUDIT_LIST,
      skip: 3,
      status: 401,
      code: 'InvalidAuthenticationToken',
    };
    await operator.sandbox.control('POST', 'faults', fault);
    const { code, problems } = await operator.run();
    assert.equal(code, 0);
    assert.equal(problems.match(/enter the code/g)?.length, 2);
    assert.equal((await operator.asked()).length, 7);
  });

  it('asks no third time', async () => {
    const fault = {
      service: 'graph',
      pathPattern: AUDIT_LIST,
      status: 401,
      code: 'InvalidAuthenticationToken',
      times: null,
    };
    await operator.sandbox.control('POST', 'faults', fault);
    const { code, problems } = await operator.run();
    assert.equal(code, 2);
    assert.equal(problems.match(/enter the code/g)?.length, 2);
    assert.match(problems, /Graph, audit log: status 401 InvalidAuthenticationToken/);
  });
});
