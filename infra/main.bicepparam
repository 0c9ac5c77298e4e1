using 'main.bicep'

// The two values without a default. Every other parameter of main.bicep can be set here too.
param aadAppClientId = readEnvironmentVariable('AAD_APP_CLIENT_ID')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL')
