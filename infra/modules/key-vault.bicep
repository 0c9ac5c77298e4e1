// Holds the key that wraps and signs what temporary passwords are sealed with. It never leaves the vault; the bot may use it.
param name string
param location string
param principalId string
param workspaceId string
param sealKeyName string
param readsSecret bool

// Key Vault Crypto User: the one for wrapping alone can't sign.
var cryptoUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '12338af0-0e69-4776-bea7-57ae8d297424'
)
// Key Vault Secrets User
var secretsUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '4633458b-17de-408a-b874-0445c86b69e6'
)

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
  }
}

// Where there is one of this name, it is left as it is: only its vault or its administrator makes a new version.
resource key 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: sealKeyName
  properties: {
    kty: 'RSA'
    keySize: 3072
    keyOps: [
      'sign'
      'unwrapKey'
      'verify'
      'wrapKey'
    ]
    // Versions of before never expire: a backup may need them.
    rotationPolicy: {
      lifetimeActions: [
        {
          action: {
            type: 'rotate'
          }
          trigger: {
            timeAfterCreate: 'P1Y'
          }
        }
      ]
    }
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(key.id, principalId, cryptoUser)
  scope: key
  properties: {
    roleDefinitionId: cryptoUser
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// While the seal key moves here from a secret.
resource secretAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (readsSecret) {
  name: guid(vault.id, principalId, secretsUser)
  scope: vault
  properties: {
    roleDefinitionId: secretsUser
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// Who used the key, and when.
resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'key-access'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AuditEvent'
        enabled: true
      }
    ]
  }
}

output vaultName string = vault.name
// Without a version: the bot takes the newest one at its start.
output keyUrl string = '${vault.properties.vaultUri}keys/${key.name}'
