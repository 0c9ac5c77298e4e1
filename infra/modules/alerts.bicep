// What somebody should look at. The queries are in ../queries.
param name string
param location string
param componentId string
param appId string
// An address, or none.
param alertEmail string

var mailed = alertEmail != 'none'

// window: how much of the telemetry every evaluation looks at. splitBy: each value of the column is an alert of its own.
var rules = [
  {
    key: 'audit-write-failures'
    title: 'Nyckel can’t write its audit trail'
    description: 'A step was not recorded, so it did not happen: nobody can reset passwords or give passes until the store can be written.'
    severity: 1
    frequency: 'PT5M'
    // Telemetry comes some minutes late: in a window as long as the frequency, what is late is in none.
    window: 'PT15M'
    splitBy: []
    query: loadTextContent('../queries/audit-write-failures.kql')
  }
  {
    key: 'reset-failures'
    title: 'Nyckel: resets or passes fail'
    description: 'At least 3 resets or passes within 15 minutes failed, or their outcome is not known.'
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
    key: 'alarms'
    title: 'Nyckel: somebody says that they never called'
    description: 'Somebody who was asked whether they call, or whether somebody they manage does, raised an alarm. The alert names the object id of the account.'
    severity: 1
    frequency: 'PT5M'
    window: 'PT15M'
    splitBy: [
      {
        name: 'account'
        operator: 'Include'
        values: [
          '*'
        ]
      }
    ]
    query: loadTextContent('../queries/alarms.kql')
  }
  {
    key: 'unusual-number'
    title: 'Nyckel: unusually many resets and passes'
    description: 'At least 10 resets and passes within an hour, and more than three times as many as in an average hour of the last two days.'
    severity: 2
    frequency: 'PT15M'
    window: 'P2D'
    splitBy: []
    query: loadTextContent('../queries/unusual-number.kql')
  }
]

resource mail 'Microsoft.Insights/actionGroups@2023-01-01' = if (mailed) {
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
        actionGroups: mailed ? [mail.id] : []
      }
    }
  }
]

// The platform's own check of /livez: 100 for a healthy instance, 0 for another. Of two instances, one that is down makes 50.
resource down 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-down'
  location: 'global'
  properties: {
    description: 'Nyckel is down: less than half of its instances were healthy for five minutes.'
    severity: 1
    enabled: true
    scopes: [
      appId
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'healthy'
          metricNamespace: 'Microsoft.Web/sites'
          metricName: 'HealthCheckStatus'
          operator: 'LessThan'
          threshold: 50
          timeAggregation: 'Average'
        }
      ]
    }
    actions: mailed ? [{ actionGroupId: mail.id }] : []
  }
}
