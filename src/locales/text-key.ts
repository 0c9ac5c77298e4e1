import type { ActionKind } from '../action-kinds.ts';
import type texts from './en/texts.json';

/** Names a text; the English texts are the list of them. */
export type TextKey = keyof typeof texts;

/** A text that is the same whatever is done to an account. */
export type CommonTextKey = Exclude<TextKey, `${ActionKind}.${string}`>;

type WithoutAction<Key> = Key extends `${ActionKind}.${infer Rest}` ? Rest : never;

/**
 * A text that each action says in its own words, without the action in its key. A text that one of the actions lacks is
 * none: whoever says it does not compile then.
 */
export type ActionTextKey = {
  [Rest in WithoutAction<TextKey>]: `${ActionKind}.${Rest}` extends TextKey ? Rest : never;
}[WithoutAction<TextKey>];
