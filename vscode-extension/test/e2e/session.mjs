// A browser with the workbench in it, and what a user does there.
import { chromium } from 'playwright-core';

const start = Date.now();

/** Says how far the test is. */
export const lap = (what) => console.log(`${((Date.now() - start) / 1000).toFixed(1)} s  ${what}`);

/** Runs a test in a new window on a folder; a failure leaves a screenshot. */
export async function inWorkbench(url, folder, shots, test) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
  });
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  page.setDefaultTimeout(60_000);
  const outside = new Set();
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    // the workbench answers for that host itself, with the files of the extension
    const ours = hostname === '127.0.0.1' || hostname.endsWith('.vscode-resource.vscode-cdn.net');
    if (protocol.startsWith('http') && !ours) outside.add(hostname);
  });
  const session = new Session(page, outside, shots);
  try {
    await page.goto(`${url}/?folder=${folder}`);
    await page.waitForSelector('.explorer-folders-view');
    lap('workbench');
    await test(session);
    console.log('PASS');
  } catch (failure) {
    await session.shot('fail');
    console.log('FAIL', failure);
    process.exitCode = 1;
  }
  await browser.close();
}

class Session {
  constructor(page, outside, shots) {
    this.page = page;
    this.outside = outside;
    this.shots = shots;
  }

  shot(name) {
    return this.page.screenshot({ path: `${this.shots}/${name}.png` });
  }

  async command(name) {
    await this.page.keyboard.press('F1');
    await this.pick(name);
  }

  async open(name, text) {
    await this.page.keyboard.press('Control+p');
    await this.pick(name);
    await this.page.waitForSelector(`.editor-instance .view-line:has-text("${text}")`);
  }

  async goTo(line) {
    await this.page.keyboard.press('Control+g');
    await this.page.waitForSelector('.quick-input-widget input');
    await this.page.keyboard.type(String(line));
    await this.page.keyboard.press('Enter');
  }

  async pick(name) {
    await this.page.waitForSelector('.quick-input-widget input');
    await this.page.keyboard.type(name);
    await this.page.waitForSelector(`.quick-input-list .monaco-list-row.focused:has-text("${name}")`);
    await this.page.keyboard.press('Enter');
  }
}
