// The page that shows how the bot is doing.
param location string
param componentId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  // Must be a GUID, and the same at every deployment.
  name: guid(componentId, 'workbook')
  location: location
  kind: 'shared'
  properties: {
    displayName: 'Nyckel'
    category: 'workbook'
    sourceId: componentId
    serializedData: replace(loadTextContent('../workbook.json'), '<component>', componentId)
  }
}
