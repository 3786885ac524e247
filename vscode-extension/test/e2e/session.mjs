// A window of the workbench, and what a user does there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { until } from './until.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PREVIEW = 'iframe.webview.ready';

export class Session {
  static async begin(browser, editor, shots, { language = 'en', reducedMotion = false }) {
    const context = await browser.newContext({
      viewport: { width: 1600, height: 1000 },
      locale: language,
      reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(Number(process.env.PATIENCE ?? 60) * 1000);
    return new Session(context, page, editor, shots);
  }

  constructor(context, page, editor, shots) {
    this.context = context;
    this.page = page;
    this.editor = editor;
    this.shots = shots;
    this.began = Date.now();
    this.outside = new Set();
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      // the workbench answers for that host itself, with the files of the extension
      const ours = hostname === '127.0.0.1' || hostname.endsWith('.vscode-resource.vscode-cdn.net');
      if (protocol.startsWith('http') && !ours) this.outside.add(hostname);
    });
  }

  seconds() {
    return ((Date.now() - this.began) / 1000).toFixed(1);
  }

  /** Says how far the scenario is. */
  lap(what) {
    console.log(`${this.seconds().padStart(6)} s  ${what}`);
  }

  shot(name) {
    return this.page.screenshot({ path: `${this.shots}/${name}.png`, animations: 'disabled' });
  }

  async openFolder() {
    await this.page.goto(`${this.editor.url}/?folder=${this.editor.folder}`);
    await this.page.waitForSelector('.explorer-folders-view .monaco-list-row');
    this.lap('workbench');
  }

  async reload() {
    await Promise.all([this.page.waitForEvent('load'), this.command('Developer: Reload Window')]);
    await this.page.waitForSelector('.explorer-folders-view .monaco-list-row');
  }

  async end() {
    await this.context.close();
  }

  async loadedNothingFromOutside() {
    assert.deepEqual([...this.outside], [], 'nothing is loaded from outside');
  }

  // commands and choices

  async command(name) {
    await this.page.keyboard.press('F1');
    await this.pick(name);
  }

  /** The commands that the palette offers for a text. */
  async commandsFor(text) {
    await this.page.keyboard.press('F1');
    await this.page.waitForSelector('.quick-input-widget input');
    await this.page.keyboard.type(text);
    await this.page.waitForSelector('.quick-input-list .monaco-list-row.focused');
    const rows = await this.page.locator('.quick-input-list .monaco-list-row .label-name').allTextContents();
    await this.page.keyboard.press('Escape');
    return rows;
  }

  /** Types into what is asked and takes the choice with that name. */
  async pick(name, typed = name) {
    await this.page.waitForSelector('.quick-input-widget input');
    await this.page.keyboard.type(typed);
    const label = this.page.locator('.label-name').getByText(name, { exact: true });
    const row = this.choices().filter({ has: label }).first();
    await row.waitFor();
    let before = '';
    await until('all choices are there', async () => {
      const now = (await this.choices().allTextContents()).join();
      const same = now === before;
      before = now;
      return same;
    }, { pause: 200 });
    await until(`${name} is chosen`, async () => {
      if (await row.evaluate((found) => found.classList.contains('focused'))) return true;
      await this.page.keyboard.press('ArrowDown');
      return false;
    });
    await this.page.keyboard.press('Enter');
  }

  choices() {
    return this.page.locator('.quick-input-list .monaco-list-row');
  }

  // files

  async open(name, text) {
    await this.page.keyboard.press('Control+p');
    await this.pick(name);
    await this.shows(text);
  }

  /** Waits for a text in an editor. */
  async shows(text) {
    await this.page.waitForSelector(`.editor-instance .view-line:has-text("${text}")`);
  }

  async goTo(line) {
    await this.page.keyboard.press('Control+g');
    await this.page.waitForSelector('.quick-input-widget input');
    await this.page.keyboard.type(String(line));
    await this.page.keyboard.press('Enter');
    await this.page.waitForSelector('.quick-input-widget', { state: 'hidden' });
  }

  /** Goes to the line of a file on which a text stands first. */
  async goToText(file, text) {
    const line = this.editor.read(file).split('\n').findIndex((each) => each.includes(text)) + 1;
    assert.ok(line > 0, `${file} has no ${text}`);
    await this.goTo(line);
  }

  async replaceAll(text) {
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.press('Delete'); // or the text would be put around what is selected
    await this.page.keyboard.insertText(text);
  }

  /** Saves the changed file in front; gives what is on the disk then. */
  async save(name) {
    const before = this.editor.read(name);
    await this.page.waitForSelector('.tab.active.dirty');
    await this.page.keyboard.press('Control+s');
    await this.page.waitForSelector('.tab.active:not(.dirty)');
    return until(`${name} is saved`, () => this.editor.read(name) !== before && this.editor.read(name));
  }

  // what the server says

  /** The middle of what is underlined as an error. */
  async underlined() {
    const { x, y, width, height } = await this.page.locator('.squiggly-error').first().boundingBox();
    return [x + width / 2, y + height / 2];
  }

  squiggle(severity, options = {}) {
    return this.page.waitForSelector(`.squiggly-${severity}`, options);
  }

  lens(text) {
    return this.page.locator(`.codelens-decoration a:has-text("${text}")`).first();
  }

  /** Waits for lenses, which need not be in sight. */
  lenses() {
    return this.lens('What happens').waitFor({ state: 'attached' });
  }

  /** Opens the Problems view, and gives its rows. */
  async showProblems() {
    await this.page.keyboard.press('Control+Shift+M');
    return this.problems();
  }

  /** The rows of the Problems view, once it is open. */
  async problems() {
    await this.page.locator('.markers-panel').waitFor();
    return this.page.locator('.markers-panel .monaco-list-row');
  }

  async hidePanel() {
    await this.page.keyboard.press('Control+j');
    await this.page.locator('.part.panel').waitFor({ state: 'hidden' });
  }

  message(text) {
    return this.page.locator(`.notification-list-item:has-text("${text}")`).first();
  }

  /** The entry of the extension in the language status. */
  async status() {
    const button = this.page.locator('.statusbar-item[id="status.languageStatus"]');
    const entry = this.page.locator('.hover-language-status:has-text("Linux"), .hover-language-status:has-text("Fasync")').first();
    await this.page.mouse.move(5, 5);
    await until('the language status', async () => {
      await button.hover();
      return entry.isVisible();
    });
    return entry;
  }

  /** Newer releases open some editors over the others. */
  async closeModal() {
    const close = this.page.locator('.monaco-modal-editor-block .codicon-close').first();
    if (await close.isVisible()) await close.click();
  }

  /** Moves the pointer away from the language status, which hides what is beside it. */
  async leaveStatus() {
    await this.page.mouse.move(5, 5);
    await this.page.locator('.hover-language-status').first().waitFor({ state: 'hidden' });
  }

  // the preview

  /** The page of "What happens", in its two frames. */
  preview() {
    return this.page.frameLocator(PREVIEW).frameLocator('iframe#active-frame');
  }

  async previewIsThere() {
    await this.page.waitForSelector(PREVIEW);
    const preview = this.preview();
    await preview.locator('.outcome b').first().waitFor();
    await preview.locator('body:not(.busy)').waitFor();
    return preview;
  }

  /** The number of the row that the preview shows, from 0. */
  async row() {
    return Number(await this.preview().locator('.player input').inputValue());
  }

  /** Waits until rows have faded in and arrows are drawn. */
  async settled() {
    await this.preview()
      .locator('body')
      .evaluate((body) => Promise.all(body.getAnimations({ subtree: true }).map((each) => each.finished)));
  }

  /** Fails on serious findings of axe in the preview; gives the others. */
  async accessible() {
    const frame = await this.preview().locator('body').elementHandle().then((body) => body.ownerFrame());
    await this.settled();
    await frame.evaluate(AXE);
    const { violations } = await frame.evaluate(() => globalThis.axe.run());
    const told = violations.map(
      ({ impact, id, nodes }) => `${impact} ${id}: ${nodes.map((node) => node.target.join(' ')).join('; ')}`,
    );
    assert.deepEqual(told.filter((each) => /^(serious|critical)/.test(each)), []);
    return told;
  }
}
