// The registration of the bot, its channel, and the connection by which people sign in.
param name string
param region string
param identityId string
param botId string
param hostName string
param connectionName string
param aadAppClientId string
param graphPermissions string

// The same as in aad.manifest.json and in the bot's code; a test compares them. What is optional there is not asked for: nobody
// could sign in where it is not granted.
var permissions = [
  'User.Read'
  'User.ReadBasic.All'
  'User.Read.All'
  'RoleManagement.Read.Directory'
  'GroupMember.Read.All'
  'AdministrativeUnit.Read.All'
  'Domain.Read.All'
  'User.RevokeSessions.All'
]
var methodPermissions = {
  broad: [
    'UserAuthenticationMethod.ReadWrite.All'
  ]
  narrow: [
    'UserAuthMethod-Password.ReadWrite.All'
    'UserAuthMethod-TAP.ReadWrite.All'
  ]
}
// For signing in itself. They come with any consent and give no data of Microsoft Graph.
var signInScopes = [
  'openid'
  'profile'
  'offline_access'
]

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: region
  kind: 'azurebot'
  sku: {
    name: 'S1'
  }
  properties: {
    displayName: 'Nyckel'
    endpoint: 'https://${hostName}/api/messages'
    msaAppType: 'UserAssignedMSI'
    msaAppId: botId
    msaAppMSIResourceId: identityId
    msaAppTenantId: subscription().tenantId
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: region
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
      enableCalling: false
      acceptedTerms: true
    }
  }
}

resource connection 'Microsoft.BotService/botServices/connections@2022-09-15' = {
  parent: bot
  name: connectionName
  location: region
  properties: {
    // The token service proves itself with a federated credential of the application, so there is no client secret.
    serviceProviderId: 'c00b44ab-5e16-c44c-af26-2fd5bc55eb18'
    serviceProviderDisplayName: 'AAD v2 with Federated Credentials'
    clientId: aadAppClientId
    scopes: join(concat(signInScopes, permissions, methodPermissions[graphPermissions]), ' ')
    parameters: [
      {
        key: 'ClientId'
        value: aadAppClientId
      }
      {
        key: 'UniqueIdentifier'
        value: botId
      }
      {
        key: 'TokenExchangeUrl'
        value: 'api://botid-${botId}'
      }
      {
        key: 'TenantId'
        value: subscription().tenantId
      }
    ]
  }
}
