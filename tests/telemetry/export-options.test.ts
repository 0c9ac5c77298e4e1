import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { exportOptions } from '../../src/telemetry/export-options.ts';

describe('what Azure Monitor’s SDK is told', () => {
  const credential = { getToken: async () => null };
  const options = exportOptions('InstrumentationKey=a', credential);

  it('to send as the bot’s identity where it has one', () => {
    assert.equal(options.azureMonitorExporterOptions?.credential, credential);
    assert.equal(exportOptions('InstrumentationKey=a', undefined).azureMonitorExporterOptions?.credential, undefined);
  });

  it('to instrument no library: every instrumentation that it knows is off', () => {
    const types = readFileSync(
      fileURLToPath(import.meta.resolve('@azure/monitor-opentelemetry')).replace(/index\.js$/, 'types.d.ts'),
      'utf8',
    );
    const [, body = ''] = /interface InstrumentationOptions \{([^}]+)\}/.exec(types) ?? [];
    const known = [...body.matchAll(/^ {4}(\w+)\?:/gm)].map(([, name]) => name ?? '');
    assert.ok(known.includes('http') && known.length >= 10, known.join());
    const off = known.map(name => [name, { enabled: false }]);
    assert.deepEqual(options.instrumentationOptions, Object.fromEntries(off));
  });

  it('to keep nothing on disk, and to stream nothing live', () => {
    assert.equal(options.azureMonitorExporterOptions?.disableOfflineStorage, true);
    assert.equal(options.enableLiveMetrics, false);
  });

  it('to leave no turn out', () => assert.deepEqual([options.tracesPerSecond, options.samplingRatio], [0, 1]));
});
