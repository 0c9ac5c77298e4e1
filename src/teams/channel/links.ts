/** Opens the one-to-one chat with the bot (Microsoft Teams, "Create deep links to chat"). */
export function chatLink(botId: string): string {
  return `https://teams.microsoft.com/l/chat/0/0?users=28:${botId}`;
}

/** Opens the app's page, where it can be added, by the app's id in Teams (Microsoft Teams, "Deep link to an app"). */
export function installLink(appId: string): string {
  return `https://teams.microsoft.com/l/app/${appId}`;
}
