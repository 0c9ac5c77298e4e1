// What somebody should look at. The queries are in ../queries.
param name string
param location string
param componentId string
param alertEmail string

// window: how much of the telemetry every evaluation looks at. splitBy: each value of the column is an alert of its own.
var rules = [
  {
    key: 'audit-write-failures'
    title: 'Nyckel can’t write its audit trail'
    description: 'A step was not recorded, so it did not happen: nobody can reset passwords until the store can be written.'
    severity: 1
    frequency: 'PT5M'
    window: 'PT5M'
    splitBy: []
    query: loadTextContent('../queries/audit-write-failures.kql')
  }
  {
    key: 'reset-failures'
    title: 'Nyckel: resets fail'
    description: 'At least 3 resets within 15 minutes failed, or their outcome is not known.'
    severity: 2
    frequency: 'PT5M'
    window: 'PT15M'
    splitBy: []
    query: loadTextContent('../queries/reset-failures.kql')
  }
  {
    key: 'refused-attempts'
    title: 'Nyckel: one person is refused again and again'
    description: 'At least 10 attempts of one person within an hour were refused. The alert names the object id of the person.'
    severity: 2
    frequency: 'PT15M'
    window: 'PT1H'
    splitBy: [
      {
        name: 'person'
        operator: 'Include'
        values: [
          '*'
        ]
      }
    ]
    query: loadTextContent('../queries/refused-attempts.kql')
  }
  {
    key: 'unusual-number'
    title: 'Nyckel: unusually many resets'
    description: 'At least 10 resets within an hour, and more than three times as many as in an average hour of the last two days.'
    severity: 2
    frequency: 'PT15M'
    window: 'P2D'
    splitBy: []
    query: loadTextContent('../queries/unusual-number.kql')
  }
]

resource mail 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(alertEmail)) {
  name: name
  location: 'global'
  properties: {
    enabled: true
    groupShortName: 'Nyckel'
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: alertEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${name}-${rule.key}'
    location: location
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [
        componentId
      ]
      evaluationFrequency: rule.frequency
      windowSize: rule.window
      autoMitigate: true
      // The tables are empty, and their columns unknown, until the bot has sent its first telemetry.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            dimensions: rule.splitBy
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: empty(alertEmail) ? [] : [mail.id]
      }
    }
  }
]
