// Where the bot runs. Its code is not deployed here, see README.md.
param name string
param location string
param planSku string
param instances int
param identityId string
param botId string
param connectionName string
param signInServiceUrl string
param tableEndpoint string
param sealKeyUrl string
param previousSealKey string
param componentName string
param workspaceId string
param teamsAppId string
param graphPermissions string
param policyFile string
param defaultLocale string
param logLevel string

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: name
  location: location
  kind: 'linux'
  sku: {
    name: planSku
    capacity: instances
  }
  properties: {
    // Linux
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    // Any instance can answer any click: all state is in the store.
    clientAffinityEnabled: false
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      // A core dump would hold passwords and tokens.
      appCommandLine: 'ulimit -c 0; exec node --enable-source-maps nyckel.js'
      alwaysOn: true
      ftpsState: 'Disabled'
      healthCheckPath: '/livez'
      http20Enabled: true
      // On Linux this is what the container writes: without it, the log stream is empty. In megabytes.
      httpLoggingEnabled: true
      logsDirectorySizeLimit: 100
      minTlsVersion: '1.2'
      remoteDebuggingEnabled: false
      scmMinTlsVersion: '1.2'
    }
  }
}

// An empty value counts as missing.
resource settings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'appsettings'
  properties: {
    APPLICATIONINSIGHTS_CONNECTION_STRING: component.properties.ConnectionString
    AZURE_CLIENT_ID: botId
    BOT_CREDENTIAL: 'managed-identity'
    BOT_ID: botId
    BOT_TENANT_ID: subscription().tenantId
    CLOUD: 'public'
    DEFAULT_LOCALE: defaultLocale
    GRAPH_PERMISSIONS: graphPermissions
    LOG_LEVEL: logLevel
    OAUTH_CONNECTION: connectionName
    POLICY_FILE: policyFile
    SCM_DO_BUILD_DURING_DEPLOYMENT: 'false'
    SEAL_KEY: sealKeyUrl
    SEAL_KEY_PREVIOUS: previousSealKey
    STORE: tableEndpoint
    TEAMS_APP_ID: teamsAppId
    TOKEN_SERVICE_URL: signInServiceUrl
    WEBSITE_RUN_FROM_PACKAGE: '1'
  }
}

// The bot's log, with the daily anchor of its record, and what the platform says of its container.
resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AppServiceConsoleLogs'
        enabled: true
      }
      {
        category: 'AppServicePlatformLogs'
        enabled: true
      }
    ]
  }
}

// Deploying takes a role in Azure, not the publishing password.
resource ftpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource scmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

output id string = app.id
output hostName string = app.properties.defaultHostName
