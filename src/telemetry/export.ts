import { setTimeout as wait } from 'node:timers/promises';
import type { TokenCredential } from '@azure/identity';
import { shutdownAzureMonitor, useAzureMonitor } from '@azure/monitor-opentelemetry';
// Inside of the package, which exports nothing that stops it.
import { ConfigurationManager } from '../../node_modules/@azure/monitor-opentelemetry-exporter/dist/esm/_configuration/configurationManager.js';
import packageFile from '../../package.json' with { type: 'json' };
import { FLUSH_WITHIN } from '../http/times.ts';
import { exportOptions } from './export-options.ts';

/** What the SDK reads from the environment, and nothing else sets. Whoever deploys may say otherwise. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  OTEL_SERVICE_NAME: 'nyckel',
  OTEL_RESOURCE_ATTRIBUTES: `service.version=${packageFile.version}`,
  // Not the command line, and the account that the process runs as. The name of its host goes along all the same.
  OTEL_NODE_RESOURCE_DETECTORS: 'env',
  APPLICATIONINSIGHTS_OPENTELEMETRY_RESOURCE_METRIC_DISABLED: 'true',
  // The SDK would tell Microsoft about itself (Azure Monitor, "Statsbeat in Application Insights"). The first name is the
  // documented one, and leaves some of it on; the second switches off all of it.
  APPLICATIONINSIGHTS_STATSBEAT_DISABLED: 'true',
  APPLICATION_INSIGHTS_NO_STATSBEAT: 'true',
};

/** Sending to Application Insights. */
export interface Export {
  /** Sends what is left, for 3 seconds at most. Never throws. */
  stop(): Promise<void>;
}

/**
 * Sends our own spans and metrics to Application Insights from now on: no logs, no bodies, no addresses. Has to be called
 * before the bot is built, which takes its meter then.
 * @throws where the connection string is of no use
 */
export function startExport(connectionString: string, credential?: TokenCredential): Export {
  for (const [name, value] of Object.entries(ENVIRONMENT)) process.env[name] ??= value;
  useAzureMonitor(exportOptions(connectionString, credential));
  // From a few seconds later on, it would ask Microsoft for settings that change what the SDK does, at a host of its own.
  ConfigurationManager.getInstance().shutdown();
  return {
    async stop() {
      const sent = shutdownAzureMonitor().catch(() => {
        // Nobody is there to take it, and the process ends now.
      });
      await Promise.race([sent, wait(FLUSH_WITHIN, undefined, { ref: false })]);
    },
  };
}
