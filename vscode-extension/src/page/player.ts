import { element } from './elements';
import { say } from './words';

const PAUSE = 900;

/** The buttons and the slider that move through the rows. */
export class Player {
  readonly node: HTMLElement;
  private readonly slider = element('input', { type: 'range', min: '0', value: '0', 'aria-label': say('Position') });
  private readonly play = element('button', { type: 'button', class: 'play' });
  private timer: ReturnType<typeof setInterval> | null = null;
  private last = 0;
  private cursor = 0;

  constructor(private readonly moved: (cursor: number) => void) {
    const button = (sign: string, title: string, action: () => void): HTMLElement => {
      const made = element('button', { type: 'button', title, 'aria-label': title }, icon(sign));
      made.addEventListener('click', action);
      return made;
    };
    this.play.addEventListener('click', () => {
      this.toggle();
    });
    this.slider.addEventListener('input', () => {
      this.stop();
      this.go(Number(this.slider.value));
    });
    this.node = element(
      'div',
      { class: 'player', role: 'toolbar', 'aria-label': say('Position') },
      button('⏮', say('First row (Home)'), () => {
        this.jump(0);
      }),
      button('◀', say('Back (Left arrow)'), () => {
        this.jump(this.cursor - 1);
      }),
      this.play,
      button('▶', say('Forward (Right arrow)'), () => {
        this.jump(this.cursor + 1);
      }),
      button('⏭', say('Last row (End)'), () => {
        this.jump(this.last);
      }),
      this.slider,
    );
    this.face();
  }

  /** There are so many rows now. */
  of(rows: number, cursor: number): void {
    this.last = Math.max(0, rows - 1);
    this.slider.max = String(this.last);
    this.go(cursor);
  }

  /** Tells the slider what to say of the row. */
  tell(text: string): void {
    this.slider.setAttribute('aria-valuetext', text);
  }

  /** Goes somewhere because the user wants to. */
  jump(cursor: number): void {
    this.stop();
    this.go(cursor);
  }

  toggle(): void {
    if (this.timer !== null) {
      this.stop();
      return;
    }
    if (this.cursor >= this.last) {
      this.go(0);
    }
    this.timer = setInterval(() => {
      this.go(this.cursor + 1);
      if (this.cursor >= this.last) {
        this.stop();
      }
    }, PAUSE);
    this.face();
  }

  stop(): void {
    if (this.timer !== null) {
      clearInterval(this.timer);
      this.timer = null;
      this.face();
    }
  }

  get at(): number {
    return this.cursor;
  }

  get end(): number {
    return this.last;
  }

  private go(cursor: number): void {
    this.cursor = Math.max(0, Math.min(this.last, cursor));
    this.slider.value = String(this.cursor);
    this.moved(this.cursor);
  }

  private face(): void {
    const title = this.timer === null ? say('Play (Space)') : say('Pause (Space)');
    this.play.title = title;
    this.play.setAttribute('aria-label', title);
    this.play.replaceChildren(icon(this.timer === null ? '⏵' : '⏸'));
  }
}

const SHAPES: Readonly<Record<string, string>> = {
  '⏮': 'M3 3h2v10H3z M13 3v10L6 8z',
  '◀': 'M11 3v10L4 8z',
  '▶': 'M5 3v10l7-5z',
  '⏭': 'M11 3h2v10h-2z M3 3v10l7-5z',
  '⏵': 'M4 2.5v11l9-5.5z',
  '⏸': 'M4 3h3v10H4z M9 3h3v10H9z',
};

function icon(sign: string): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', SHAPES[sign] ?? '');
  svg.append(path);
  return svg;
}
