import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Chat } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import type { World } from '../../support/world.ts';

const FILE_CONSENT = 'application/vnd.microsoft.teams.card.file.consent';

/** A question whether a file may be saved, as Teams shows it (Microsoft Teams, "Send and receive files using bot"). */
const question = z.strictObject({
  contentType: z.literal(FILE_CONSENT),
  name: z.string().regex(/^nyckel-\d{4}-\d\d-\d\d\.csv$/),
  content: z.strictObject({
    description: z.string().min(1),
    sizeInBytes: z.int().positive(),
    acceptContext: z.strictObject({ export: z.string() }),
    declineContext: z.strictObject({ export: z.string() }),
  }),
});

export interface Question {
  message: SentActivity;
  sizeInBytes: number;
  context: { export: string };
}

/** The questions in a conversation, oldest first. */
export function questionsIn(world: World, conversationId: string): SentActivity[] {
  return world.connector
    .in(conversationId)
    .filter(({ attachments }) => attachments?.some(({ contentType }) => contentType === FILE_CONSENT));
}

/** The one question in a personal chat. */
export function questionIn(world: World, chat: Chat): Question {
  const [message, ...more] = questionsIn(world, chat.id);
  assert.ok(message && more.length === 0, 'there is not one question');
  const { content } = question.parse(message.attachments?.[0]);
  return { message, sizeInBytes: content.sizeInBytes, context: content.acceptContext };
}

/** Answers a question as a client of Teams does; `uploadInfo`: where there is room, or nothing to let the sandbox say so. */
export async function answersQuestion(
  chat: Chat,
  { message, context }: Pick<Question, 'message' | 'context'>,
  action: 'accept' | 'decline',
  uploadInfo?: object,
): Promise<number> {
  const value = { type: 'fileUpload', action, context, ...(uploadInfo && { uploadInfo }) };
  return (await chat.invoke('fileConsent/invoke', value, { replyToId: message.id })).status;
}

/** What the bot has saved for people. */
export async function savedFiles(world: World): Promise<string[]> {
  const { files } = await world.sandbox.control<{ files: { text: string }[] }>('GET', 'files');
  return files.map(({ text }) => text);
}
