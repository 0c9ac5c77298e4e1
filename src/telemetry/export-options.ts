import type { TokenCredential } from '@azure/identity';
import type { AzureMonitorOpenTelemetryOptions } from '@azure/monitor-opentelemetry';

/** No instrumentation of libraries: the addresses that they would send hold sign-in names, and names that were searched. */
const NO_INSTRUMENTATION = Object.fromEntries(
  ['http', 'azureSdk', 'mongoDb', 'mySql', 'postgreSql', 'redis', 'redis4', 'bunyan', 'winston', 'console'].map(
    name => [name, { enabled: false }],
  ),
);

/**
 * What Azure Monitor's SDK is told: our own spans and metrics, and nothing that it would find by itself. With a credential it
 * sends as that identity, and the connection string opens nothing (Azure Monitor, "Microsoft Entra authentication").
 */
export function exportOptions(
  connectionString: string,
  credential: TokenCredential | undefined,
): AzureMonitorOpenTelemetryOptions {
  return {
    // What can't be sent is dropped: kept on disk it would be people's ids in a folder that nobody watches.
    azureMonitorExporterOptions: { connectionString, credential, disableOfflineStorage: true },
    // All of them: a helpdesk has few, and only what the door has let in makes any.
    tracesPerSecond: 0,
    samplingRatio: 1,
    enableLiveMetrics: false,
    instrumentationOptions: NO_INSTRUMENTATION,
  };
}
