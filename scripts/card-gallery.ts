import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { AdaptiveCard } from '../src/cards/card.ts';
import { LOCALES, type Locale } from '../src/locales/locale.ts';
import { everyCard } from '../tests/cards/support/samples.ts';

/**
 * Draws every card with Microsoft's `adaptivecards` renderer under the host configuration of Teams, light and dark, at the
 * widths of a phone, a chat and a channel, as contact sheets in artifacts/cards. To be looked at after a change of a card. What
 * is given to it names the sheets that are drawn; all without that.
 */

const REPOSITORY = path.resolve(import.meta.dirname, '..');
const SHEETS = path.join(REPOSITORY, 'artifacts/cards');
const WIDTHS = [300, 480, 700];
const THEMES = ['light', 'dark'] as const;
const PAGE_COLORS = { light: '#ebebeb', dark: '#141414' };
const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const SHEET_OF: readonly [string, RegExp][] = [
  ['caller', /^caller/],
  ['alarm', /^(ask |ask,|alarm|about|.*(caller shown|by word|without proof)$)/],
  ['pass-refused', /^pass refused/],
  ['pass-asked', /^pass (confirm|approv|not approv|declined|waiting|run)|^confirm, a pass/],
  ['pass', /^pass|a pass instead$/],
  ['approval', /^(confirm for approval|approv|not approv|declined|waiting|run|answered|.* approved$)/],
  ['report', /^report/],
  ['lists', /^(history|status)/],
  ['main', /^(confirm|pick|outcome|handover|reveal|receipt|take)/],
  ['rest', /./],
];

const CSS = `
  body { margin: 16px; font: 12px 'Segoe UI', 'Liberation Sans', sans-serif; }
  main { column-gap: 16px; }
  figure { margin: 0 0 16px; break-inside: avoid; }
  figcaption { color: #8a8a8a; margin-bottom: 2px; }
  .card { border-radius: 6px; overflow: hidden; box-shadow: 0 1px 4px #0004; }
  .ac-pushButton { font: 600 14px 'Segoe UI', 'Liberation Sans', sans-serif; padding: 6px 14px; border: 1px solid #8a8a8a;
    border-radius: 4px; background: transparent; color: inherit; margin-bottom: 6px; }
  .ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff; }
  .dark .card { color: #fff; }
  .ac-input { padding: 5px 8px; border: 1px solid #8a8a8a; border-radius: 4px; font: inherit; background: transparent;
    color: inherit; width: 100%; box-sizing: border-box; }
`;

/** What runs in the page: the renderer and the Markdown processor are there as globals. */
const DRAW = `
  ({ cards, hostConfig, width }) => {
    const AC = globalThis.AdaptiveCards;
    AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
      result.outputHtml = globalThis.markdownit({ linkify: true }).render(text);
      result.didProcess = true;
    };
    for (const [name, json] of cards) {
      const card = new AC.AdaptiveCard();
      if (hostConfig) card.hostConfig = new AC.HostConfig(hostConfig);
      card.parse(json);
      const figure = document.createElement('figure');
      figure.style.width = width + 'px';
      figure.innerHTML = '<figcaption></figcaption><div class="card"></div>';
      figure.querySelector('figcaption').textContent = name;
      figure.querySelector('.card').append(card.render());
      document.querySelector('main').append(figure);
    }
    const isCutOff = element => element.scrollWidth > element.clientWidth;
    return [...document.querySelectorAll('figure')]
      .filter(figure => [...figure.querySelectorAll('.card, .card *')].some(isCutOff))
      .map(figure => figure.querySelector('figcaption').textContent);
  }
`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: CHROMIUM_FLAGS,
});
try {
  mkdirSync(SHEETS, { recursive: true });
  for (const theme of THEMES) {
    for (const width of WIDTHS) {
      for (const locale of LOCALES) {
        for (const [name, cards] of sheets(locale)) {
          await drawSheet(browser, { theme, width, name: `${name}-${locale}`, cards });
        }
      }
    }
  }
} finally {
  await browser.close();
}

/** The cards in handfuls that can be looked at: approval, lists, those on which something is handed over, and the rest. */
function sheets(locale: Locale): [string, [string, AdaptiveCard][]][] {
  const sheetOf = (name: string) => SHEET_OF.find(([, pattern]) => pattern.test(name))?.[0];
  const cards = [...everyCard(locale)];
  const wanted = process.argv.slice(2);
  const drawn = SHEET_OF.filter(([sheet]) => wanted.length === 0 || wanted.includes(sheet));
  return drawn.map(([sheet]) => [sheet, cards.filter(([name]) => sheetOf(name) === sheet)]);
}

async function drawSheet(
  from: Browser,
  sheet: { theme: (typeof THEMES)[number]; width: number; name: string; cards: [string, AdaptiveCard][] },
): Promise<void> {
  const { theme, width, name, cards } = sheet;
  const columns = Math.max(2, Math.floor(1900 / (width + 16)));
  const page = await from.newPage({ viewport: { width: columns * (width + 16) + 32, height: 800 } });
  await preparePage(page, theme, columns);
  const overflowing = await page.evaluate(
    `(${DRAW})(${JSON.stringify({ cards, hostConfig: hostConfig(theme), width })})`,
  );
  const file = path.join(SHEETS, `${name}-${theme}-${width}.png`);
  await page.screenshot({ path: file, fullPage: true });
  await page.close();
  process.stdout.write(`${path.relative(REPOSITORY, file)}${overflowLine(overflowing)}\n`);
}

async function preparePage(page: Page, theme: (typeof THEMES)[number], columns: number): Promise<void> {
  await page.setContent(`<body class="${theme}"><main style="column-count: ${columns}"></main></body>`);
  await page.addStyleTag({ content: `${CSS} body { background: ${PAGE_COLORS[theme]}; }` });
  await page.addScriptTag({ path: path.join(REPOSITORY, 'node_modules/adaptivecards/dist/adaptivecards.js') });
  await page.addScriptTag({
    path: path.join(REPOSITORY, 'node_modules/markdown-it/dist/browser/markdown-it.umd.min.js'),
  });
}

function overflowLine(names: unknown): string {
  return Array.isArray(names) && names.length > 0 ? `  too wide: ${names.join(', ')}` : '';
}

/** Teams' host configuration, or undefined for the renderer's own. */
function hostConfig(theme: (typeof THEMES)[number]): unknown {
  const file = path.join(REPOSITORY, `../shared/data/teams-host-config-${theme}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
