/** Opens the one-to-one chat with the bot, whatever id its app has (Microsoft Teams, "Create deep links to chat", "Copilot handoff"). */
export function chatLink(botId: string): string {
  return `https://teams.microsoft.com/l/chat/0/0?users=28:${botId}`;
}

/**
 * Opens the app's page, where it can be added, by its id in the catalog (Microsoft Teams, "Deep link to an app"). To an app of
 * the organization the catalog gives an id of its own, and with the manifest's the link leads nowhere (MicrosoftDocs/msteams-docs#5881).
 */
export function installLink(appId: string): string {
  return `https://teams.microsoft.com/l/app/${appId}`;
}
