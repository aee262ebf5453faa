/** The inbox as a person uses it: by names and roles, never by class names. */
import { expect, type Locator, type Page } from '@playwright/test';

export type Tick =
  | 'Waiting to go out'
  | 'On its way'
  | 'Sent'
  | 'Delivered'
  | 'Read'
  | 'Played'
  | 'Not delivered'
  | 'Uncertain';

export class Inbox {
  readonly list: Locator;
  readonly rows: Locator;
  readonly thread: Locator;
  readonly composer: Locator;
  readonly search: Locator;
  readonly details: Locator;
  readonly resolve: Locator;
  readonly reopen: Locator;

  constructor(readonly page: Page) {
    this.list = page.getByRole('listbox', { name: 'Conversations' });
    this.rows = this.list.getByRole('option');
    this.thread = page.getByRole('log', { name: 'Messages' });
    this.composer = page.getByRole('textbox', { name: /^Answer to/ });
    this.search = page.getByRole('searchbox', { name: 'Search by name or number' });
    this.resolve = page.getByRole('button', { name: /^Resolve/ });
    this.reopen = page.getByRole('button', { name: /^Reopen/ });
    this.details = page.getByRole('complementary', { name: 'Details' });
  }

  async goto(search = ''): Promise<void> {
    await this.page.goto(`/${search}`);
    await expect(this.page.getByRole('heading', { name: 'Inbox' })).toBeVisible();
  }

  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  /** Opens a conversation from the list. */
  async open(name: string): Promise<void> {
    await this.row(name).click();
    await expect(this.page.getByRole('button', { name: new RegExp(`^${name}`) }).first()).toBeVisible();
    // The pointer leaves the list, which would hold its order under it.
    await this.page.mouse.move(800, 400);
  }

  /** Opens a conversation that may be too far down to be drawn. */
  async find(name: string): Promise<void> {
    await this.search.fill(name);
    await this.open(name);
  }

  /** Opens a conversation with nothing unread, so that it stands at its end. */
  async openRead(name: string): Promise<void> {
    await this.openFresh(name);
    await expect(this.row(name).getByLabel(/unread/)).toHaveCount(0);
    await this.page.keyboard.press('Escape');
    await expect(this.thread).toHaveCount(0);
    await this.open(name);
  }

  async openFresh(name: string): Promise<void> {
    await this.goto();
    await this.open(name);
  }

  bubbles(text: string | RegExp): Locator {
    return this.thread.locator('[data-message]').filter({ hasText: text });
  }

  bubble(text: string | RegExp): Locator {
    return this.bubbles(text).first();
  }

  tick(text: string, tick: Tick): Locator {
    return this.bubble(text).getByRole('img', { name: tick, exact: true });
  }

  /** Writes and sends by keyboard alone. */
  async answer(text: string): Promise<void> {
    await this.composer.focus();
    await this.composer.pressSequentially(text);
    await this.page.keyboard.press('Enter');
  }

  /** Writes and sends by the button, as on a phone. */
  async answerByTouch(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.page.getByRole('button', { name: 'Send', exact: true }).click();
  }

  /** All messages' texts in their order, without times. */
  async texts(): Promise<string[]> {
    return await this.thread.locator('[data-message] .whitespace-pre-wrap').allInnerTexts();
  }

  /** Chooses from the menu that is open. */
  async choose(name: string): Promise<void> {
    const item = { name, exact: true };
    await this.page.getByRole('menuitem', item).or(this.page.getByRole('menuitemradio', item)).click();
  }

  get offline(): Locator {
    return this.page.getByRole('status').filter({ hasText: 'No connection since' });
  }

  get toast(): Locator {
    return this.page.getByRole('status').filter({ has: this.page.getByRole('button', { name: 'Close' }) });
  }
}
