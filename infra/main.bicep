// All that one installation of Nyckel needs in Azure, in one resource group. README.md beside this file explains it.
targetScope = 'resourceGroup'

@description('What all names begin with: small letters and digits, a letter first, because the name of a vault begins with one.')
@minLength(3)
@maxLength(10)
param name string = 'nyckel'

@description('The region of everything but the Azure Bot.')
param location string = resourceGroup().location

@description('Where the Azure Bot is, and with it the sign-ins of people that Microsoft keeps: westeurope is within the European Union. It stays where it was made.')
@allowed([
  'global'
  'westeurope'
])
param botRegion string = 'global'

@description('Application (client) id of the Entra application that people sign in to.')
@minLength(36)
@maxLength(36)
param aadAppClientId string

@description('Size of the App Service plan: Basic or better, because the bot is always on.')
@allowed([
  'B1'
  'B2'
  'B3'
  'S1'
  'P0v3'
  'P1v3'
])
param planSku string = 'B1'

@description('How many instances run at the same time. With one, an update or an unhealthy instance is a pause.')
@minValue(1)
@maxValue(10)
param instances int = 2

@description('How many copies of the store there are, and where: three zones of a region, or one data center.')
@allowed([
  'Standard_ZRS'
  'Standard_LRS'
  'Standard_GZRS'
  'Standard_GRS'
])
param storageSku string = 'Standard_ZRS'

@description('How long telemetry is kept. Days.')
@minValue(30)
@maxValue(730)
param retentionDays int = 90

@description('Who gets a mail when an alert fires. To have alerts in Azure Monitor alone, say none: a forgotten address is refused.')
@minLength(4)
param alertEmail string

@description('Name of the Key Vault key that the seal key is wrapped with. Another name makes another key, see README.md.')
@minLength(1)
@maxLength(127)
param sealKeyName string = 'seal-key'

@description('While the seal key is being changed: the https address of the secret or key that was in use before, see README.md.')
param previousSealKey string = ''

@description('The id that the catalog of Teams gave to the app. Links lead to its page with it, and to the chat with the bot without.')
param teamsAppId string = ''

@description('The permissions for resets and passes: one for all sign-in methods, or one for each of the two, see docs/admin-consent.md.')
@allowed([
  'broad'
  'narrow'
])
param graphPermissions string = 'broad'

@description('Path of the policy file in the deployed package; empty: the built-in policy.')
param policyFile string = ''

@description('For people whose client speaks neither language.')
@allowed([
  'en'
  'sv'
])
param defaultLocale string = 'en'

@description('What is written to the log.')
@allowed([
  'debug'
  'info'
  'warn'
  'error'
])
param logLevel string = 'info'

var suffix = uniqueString(resourceGroup().id)
var letters = 'abcdefghijklmnopqrstuvwxyz'
var characters = map(range(0, length(name)), place => substring(name, place, 1))
var others = filter(characters, character => !contains('${letters}0123456789', character))
var prefix = contains(letters, characters[0]) && empty(others) ? name : fail('name takes small letters and digits, a letter first')
var receiver = alertEmail == 'none' || contains(alertEmail, '@') ? alertEmail : fail('alertEmail is an address, or none')
var isAddress = empty(previousSealKey) || startsWith(previousSealKey, 'https://')
var addressBefore = isAddress ? previousSealKey : fail('previousSealKey is an https address, never a key itself')
var uniqueName = '${prefix}-${suffix}'
var connectionName = 'graph'
// Where people sign in, and where the bot asks for their tokens (Azure Bot, "OAuth URL support" and "Add authentication").
var signIn = {
  global: {
    host: 'token.botframework.com'
    serviceUrl: 'https://api.botframework.com'
  }
  westeurope: {
    host: 'europe.token.botframework.com'
    serviceUrl: 'https://europe.api.botframework.com'
  }
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: uniqueName
    location: location
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: uniqueName
    location: location
    retentionDays: retentionDays
    principalId: identity.outputs.principalId
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: uniqueName
    location: location
    componentId: monitoring.outputs.componentId
    appId: app.outputs.id
    alertEmail: receiver
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  params: {
    location: location
    componentId: monitoring.outputs.componentId
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: '${prefix}${suffix}'
    location: location
    sku: storageSku
    principalId: identity.outputs.principalId
  }
}

module keyVault 'modules/key-vault.bicep' = {
  name: 'key-vault'
  params: {
    name: uniqueName
    location: location
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
    sealKeyName: sealKeyName
    readsSecret: contains(addressBefore, '/secrets/')
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: uniqueName
    location: location
    planSku: planSku
    instances: instances
    identityId: identity.outputs.id
    botId: identity.outputs.clientId
    connectionName: connectionName
    signInServiceUrl: signIn[botRegion].serviceUrl
    tableEndpoint: storage.outputs.tableEndpoint
    sealKeyUrl: keyVault.outputs.keyUrl
    previousSealKey: addressBefore
    componentName: monitoring.outputs.componentName
    workspaceId: monitoring.outputs.workspaceId
    teamsAppId: teamsAppId
    graphPermissions: graphPermissions
    policyFile: policyFile
    defaultLocale: defaultLocale
    logLevel: logLevel
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: uniqueName
    identityId: identity.outputs.id
    botId: identity.outputs.clientId
    region: botRegion
    hostName: app.outputs.hostName
    connectionName: connectionName
    aadAppClientId: aadAppClientId
    graphPermissions: graphPermissions
  }
}

// In small letters, because Azure gives back other letters than small ones changed. The Agents Toolkit writes them into
// env/.env.<name> in capitals.
output bot_id string = identity.outputs.clientId
output bot_tenant_id string = subscription().tenantId
output bot_domain string = app.outputs.hostName
output sign_in_host string = signIn[botRegion].host
output bot_azure_app_service_resource_id string = app.outputs.id
output key_vault_name string = keyVault.outputs.vaultName
