import { skipBecause } from '../../support/skip.ts';
import { FakeAzure } from './fake-azure.ts';

/** All tests of the suite have this Azure; each begins with an empty one that knows no installation, and with what `begin` does to it. */
export function eachInAnEmptyAzure(begin: (azure: FakeAzure) => unknown): void {
  let azure: FakeAzure | undefined;
  before(async function () {
    if (process.platform === 'win32') skipBecause(this, 'the stand-in for the Azure CLI is no batch file');
    azure = await FakeAzure.make();
  });
  beforeEach(() => azure && begin(azure.reset()));
  after(() => azure?.close());
}

/** The same; one resource provider is not registered yet, so that there is a step before all others. */
export function eachInANewSubscription(begin: (azure: FakeAzure) => unknown): void {
  eachInAnEmptyAzure(azure => {
    azure.change({ providers: azure.state.providers.filter(name => name !== 'Microsoft.BotService') });
    begin(azure);
  });
}
