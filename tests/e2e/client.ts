import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Stage } from './stage.ts';

const SCREENSHOTS = path.resolve(import.meta.dirname, '../../artifacts/e2e');
const WAIT = 20_000;
const PASSWORD = /(?<![\w-])\w{4}(?:-\w{4}){3}(?![\w-])/g;
const INVOKE = '**/_conversation/v1/invoke';
const STREAM = '/_ws_conversation/v1/conversations/stream';

/** How the Playground names the places where one can talk to the bot. */
const TREE_ITEMS = { personal: 'Personal Chat', groupChat: 'Service desk', channel: 'IT - General' } as const;
export type Where = keyof typeof TREE_ITEMS;
export const PLACES = Object.keys(TREE_ITEMS) as Where[];

/** Cards as wide as on a small phone, whatever the width of the page. */
const NARROW = '.ac-adaptiveCard { max-width: 368px !important; }';

/** The Agents Playground in a browser: somebody who reads and presses what is on the screen. */
export class Client {
  readonly page: Page;
  /** What has come from the bot: answers to presses, messages, updates. */
  readonly received: string[] = [];
  readonly #name: string;
  #shots = 0;
  #where: Where = 'personal';

  private constructor(page: Page, name: string) {
    this.page = page;
    this.#name = name;
  }

  /**
   * Opens it afresh: a reload leaves nothing in its conversations but the greeting.
   * @param name of the test, for its screenshots  @param narrow with cards as wide as on a phone
   */
  static async open(
    { page, playgroundUrl }: Pick<Stage, 'page' | 'playgroundUrl'>,
    name: string,
    narrow: boolean,
  ): Promise<Client> {
    await mkdir(SCREENSHOTS, { recursive: true });
    page.setDefaultTimeout(WAIT);
    const client = new Client(page, name);
    page.removeAllListeners('websocket');
    page.on('websocket', socket => {
      if (socket.url().endsWith(STREAM))
        socket.on('framereceived', ({ payload }) => client.received.push(String(payload)));
    });
    await page.goto(playgroundUrl);
    if (narrow) await page.addStyleTag({ content: NARROW });
    await page.getByRole('button', { name: 'Hide log panel' }).click();
    await client.card('').first().waitFor();
    return client;
  }

  async goTo(where: Where): Promise<void> {
    this.#where = where;
    await this.page.getByRole('treeitem', { name: TREE_ITEMS[where], exact: true }).click();
  }

  /** Writes a message, with a mention of the bot where there are others. */
  async says(message: string): Promise<void> {
    await this.page.locator('[contenteditable=true]').first().click();
    if (this.#where !== 'personal') {
      await this.page.keyboard.type('@');
      await this.page.getByRole('menuitem', { name: /^Nyckel/ }).click();
    }
    await this.page.keyboard.insertText(message);
    await this.page.getByRole('button', { name: this.#where === 'channel' ? 'Post' : 'Send Message' }).click();
  }

  /** The card with this text; waits until it is there. */
  async reads(content: string): Promise<Locator> {
    const card = this.card(content);
    await card.waitFor();
    return card;
  }

  card(content: string): Locator {
    return this.page.locator('.ac-adaptiveCard', { hasText: content });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Presses a button of a card, and returns what the bot answers. */
  async press(name: string): Promise<string> {
    return this.#answerTo(name);
  }

  /** Fills a field of a card. */
  async writes(field: string, content: string): Promise<void> {
    await this.page.getByRole('textbox', { name: field }).fill(content);
  }

  /** Chooses in a list of a card. */
  async chooses(field: string, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: field }).click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  /** Presses as another person of the conversation would, and returns what the bot answers. */
  async pressesAs(channelUserId: string, name: string): Promise<string> {
    await this.page.route(INVOKE, route => {
      const body = { ...route.request().postDataJSON(), from: { id: channelUserId } };
      return route.continue({ postData: JSON.stringify(body) });
    });
    const answer = await this.#answerTo(name);
    await this.page.unroute(INVOKE);
    return answer;
  }

  async #answerTo(name: string): Promise<string> {
    const answered = this.page.waitForResponse(INVOKE);
    await this.button(name).click();
    const answer = await (await answered).text();
    this.received.push(answer);
    return answer;
  }

  /** Every temporary password that can be read on the page. */
  async passwords(): Promise<string[]> {
    const content = await this.page.locator('body').innerText();
    return content.match(PASSWORD) ?? [];
  }

  /** Keeps what is on the screen, and checks that nothing on the cards is cut off. */
  async shot(): Promise<void> {
    this.#shots += 1;
    await this.page.screenshot({ path: path.join(SCREENSHOTS, `${this.#name}-${this.#shots}.png`) });
    const cutOff = await this.page.locator('.ac-adaptiveCard').evaluateAll(cards =>
      cards.flatMap(card => {
        const { left, right } = card.getBoundingClientRect();
        return [...card.querySelectorAll('.ac-textRun, p, button, input, img')]
          .filter(part => part.getBoundingClientRect().right > right || part.getBoundingClientRect().left < left)
          .map(part => part.textContent);
      }),
    );
    assert.deepEqual(cutOff, [], `screenshot ${this.#shots}`);
  }
}
