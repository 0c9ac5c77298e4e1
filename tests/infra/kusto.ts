import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { kept } from '../support/kept.ts';

/** What all tables of Application Insights have, as they are called when the component itself is asked. */
const TELEMETRY =
  'timestamp: datetime, itemType: string, customDimensions: dynamic, operation_Name: string, operation_Id: string, ' +
  'operation_ParentId: string, operation_SyntheticSource: string, session_Id: string, user_Id: string, ' +
  'user_AuthenticatedId: string, user_AccountId: string, application_Version: string, client_Type: string, ' +
  'client_Model: string, client_OS: string, client_IP: string, client_City: string, client_StateOrProvince: string, ' +
  'client_CountryOrRegion: string, client_Browser: string, cloud_RoleName: string, cloud_RoleInstance: string, ' +
  'appId: string, appName: string, iKey: string, sdkVersion: string, itemId: string, itemCount: int, _ResourceId: string';
const CALL =
  'id: string, name: string, success: bool, resultCode: string, duration: real, performanceBucket: string, ' +
  'customMeasurements: dynamic';

/**
 * The tables that a query may ask, with their columns. Of Application Insights those that the exporter writes metrics and spans
 * to (https://learn.microsoft.com/azure/azure-monitor/reference/tables/appmetrics, apprequests, appdependencies, by the names
 * that a component has for them); of a workspace those that diagnostic settings write to (appserviceconsolelogs, auditlogs), and what Application Insights has there (appdependencies).
 */
const TABLES: Readonly<Record<string, string>> = {
  customMetrics:
    'name: string, value: real, valueCount: int, valueSum: real, valueMin: real, valueMax: real, valueStdDev: real, ' +
    TELEMETRY,
  requests: `source: string, url: string, ${CALL}, ${TELEMETRY}`,
  dependencies: `target: string, type: string, data: string, ${CALL}, ${TELEMETRY}`,
  AppServiceConsoleLogs:
    'TimeGenerated: datetime, Category: string, ContainerId: string, Host: string, Level: string, OperationName: string, ' +
    'ResultDescription: string, SourceSystem: string, TenantId: string, Type: string, _ResourceId: string',
  AppDependencies:
    'TimeGenerated: datetime, Id: string, Target: string, DependencyType: string, Name: string, Data: string, ' +
    'Success: bool, ResultCode: string, DurationMs: real, PerformanceBucket: string, Properties: dynamic, ' +
    'Measurements: dynamic, OperationName: string, OperationId: string, ParentId: string, AppRoleName: string, ' +
    'AppRoleInstance: string, ResourceGUID: string, ItemCount: int, TenantId: string, Type: string, _ResourceId: string',
  AuditLogs:
    'TimeGenerated: datetime, AADOperationType: string, AADTenantId: string, ActivityDateTime: datetime, ' +
    'ActivityDisplayName: string, AdditionalDetails: dynamic, Category: string, CorrelationId: string, DurationMs: long, ' +
    'Id: string, Identity: string, InitiatedBy: dynamic, Level: string, Location: string, LoggedByService: string, ' +
    'OperationName: string, OperationVersion: string, Resource: string, ResourceGroup: string, ResourceId: string, ' +
    'ResourceProvider: string, Result: string, ResultDescription: string, ResultReason: string, ResultSignature: string, ' +
    'ResultType: string, SourceSystem: string, TargetResources: dynamic, TenantId: string, Type: string',
};

/** What is used of Microsoft's own language service, which has no modules and puts itself into the global scope. */
interface Service {
  Kusto: {
    Language: {
      GlobalState: { Default: { WithDatabase(database: object): object } };
      KustoCode: { ParseAndAnalyze(text: string, globals: object): { GetDiagnostics(): object } };
      Symbols: {
        TableSymbol: { From(columns: string): { WithName(name: string): object } };
        DatabaseSymbol: new (name: string, tables: object[]) => object;
      };
    };
  };
  Bridge: { toArray(list: object): { Severity: string; Code: string; Message: string }[] };
}

const { resolve } = createRequire(import.meta.url);
const fileOf = (name: string) => readFileSync(resolve(`@kusto/language-service-next/${name}`), 'utf8');

function load(): (query: string) => ReturnType<Service['Bridge']['toArray']> {
  // A world of its own: what the service's runtime adds to the objects of JavaScript is not for the other tests.
  const world = vm.createContext({});
  for (const script of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) vm.runInContext(fileOf(script), world);
  const { Kusto, Bridge } = world as Service;
  const { GlobalState, KustoCode, Symbols } = Kusto.Language;
  const tables = Object.entries(TABLES).map(([name, columns]) =>
    Symbols.TableSymbol.From(`(${columns})`).WithName(name),
  );
  const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol('nyckel', tables));
  return (query: string) => Array.from(Bridge.toArray(KustoCode.ParseAndAnalyze(query, globals).GetDiagnostics()));
}

let loaded: ReturnType<typeof load> | undefined;
/** Loaded when a query is read that was not read before: that takes seconds. */
const service = () => (loaded ??= load());

/** What else its answer follows from. */
const READER = [fileOf('package.json'), readFileSync(import.meta.filename, 'utf8')];

/** What the language service has to say against a query: an empty list, or its codes with a sentence each. */
export function complaints(query: string): string[] {
  return kept([...READER, query], () =>
    service()(query)
      .filter(({ Severity }) => Severity === 'Error' || Severity === 'Warning')
      .map(({ Code, Message }) => `${Code}: ${Message}`),
  );
}
