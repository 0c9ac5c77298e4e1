// Makes the seal key inside Azure, once, so that it is in no parameter, no output and on nobody's disk. A template can't do
// that by itself: its only source of chance is newGuid(), which is another value at every deployment.
param name string
param location string
param vaultName string
param secretName string

// Key Vault Secrets Officer
var secretsOfficer = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
)

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

// Not the bot's own: the bot must never be able to change its key.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${name}-seal-key'
  location: location
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, secretsOfficer)
  scope: vault
  properties: {
    roleDefinitionId: secretsOfficer
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource script 'Microsoft.Resources/deploymentScripts@2023-08-01' = {
  name: '${name}-seal-key'
  location: location
  kind: 'AzureCLI'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    azCliVersion: '2.77.0'
    scriptContent: loadTextContent('seal-key.sh')
    environmentVariables: [
      {
        name: 'VAULT_NAME'
        value: vaultName
      }
      {
        name: 'SECRET_NAME'
        value: secretName
      }
    ]
    timeout: 'PT15M'
    cleanupPreference: 'Always'
    retentionInterval: 'PT1H'
  }
  dependsOn: [
    access
  ]
}
