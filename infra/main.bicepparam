using 'main.bicep'

// What must not be forgotten at a later deployment. Every other parameter of main.bicep can be set here too.
param aadAppClientId = readEnvironmentVariable('AAD_APP_CLIENT_ID')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL')
param botRegion = readEnvironmentVariable('BOT_REGION')
