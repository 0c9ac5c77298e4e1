using 'main.bicep'

// The one value without a default. Every other parameter of main.bicep can be set here too.
param aadAppClientId = readEnvironmentVariable('AAD_APP_CLIENT_ID')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
