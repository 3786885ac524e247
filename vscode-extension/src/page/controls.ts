import { KERNELS } from '../kernels';
import { element } from './elements';
import { type SetUp, USUAL, setUpOf } from './story';
import { say } from './words';

type Choice = readonly (readonly [value: string, shown: string])[];

/** The set-up of the program, for the user to change. */
export class Controls {
  readonly node: HTMLElement;
  private setUp: SetUp = USUAL;
  private readonly form = element('form', {});

  constructor(private readonly changed: (setUp: SetUp) => void) {
    this.node = element('details', { class: 'controls', open: '' }, element('summary', {}, say('Set-up')), this.form);
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
    });
  }

  /** Shows a set-up. */
  show(setUp: SetUp): void {
    if (JSON.stringify(setUp) === JSON.stringify(this.setUp) && this.form.childElementCount > 0) {
      return; // would take away the focus
    }
    this.setUp = setUp;
    const kernels: Choice = [...KERNELS].reverse().map((each) => [each, each]);
    const [first = '', second = ''] = setUp.kernels;
    this.form.replaceChildren(
      this.choice(say('Kernel'), first, [['', say('As targeted')], ...kernels], (kernel) => ({
        kernels: kernel === '' ? [] : [kernel, ...this.setUp.kernels.slice(1)],
      })),
      this.choice(say('Compare with'), second, [['', say('No comparison')], ...kernels], (kernel) => ({
        kernels: [this.setUp.kernels[0] ?? KERNELS.at(-1) ?? '', kernel].filter((each) => each !== ''),
      })),
      this.choice(
        say('Owner (F_SETOWN)'),
        setUp.owner,
        [
          ['process', say('Process')],
          ['thread', say('Thread')],
          ['group', say('Process group')],
          ['none', say('Nobody')],
        ],
        (owner) => ({ owner: owner as SetUp['owner'] }),
      ),
      this.choice(
        say('Signal (F_SETSIG)'),
        setUp.setsig,
        [
          ['0', say('Not chosen')],
          ['SIGIO', 'SIGIO'],
          ['RTMIN', 'SIGRTMIN'],
          ['RTMIN+1', 'SIGRTMIN+1'],
          ['SIGUSR1', 'SIGUSR1'],
        ],
        (setsig) => ({ setsig }),
      ),
      this.choice(
        say('Disposition'),
        setUp.disposition,
        [
          ['handler', say('Has a handler')],
          ['default', say('Default action')],
          ['ignore', say('Ignores it')],
        ],
        (disposition) => ({ disposition: disposition as SetUp['disposition'] }),
      ),
      this.number(say('Notifications'), setUp.events, 1, 1000, '', (events) => ({ events: events ?? 1 })),
      this.number(
        'RLIMIT_SIGPENDING',
        setUp.rlimit,
        0,
        100_000,
        say('no limit'),
        (rlimit) => ({ rlimit }),
      ),
      element(
        'div',
        { class: 'checks' },
        this.check(say('Blocked until the end'), setUp.mask, (mask) => ({ mask })),
        this.check(say('Closes the file before'), setUp.closeBetween, (closeBetween) => ({ closeBetween })),
      ),
      this.reset(),
    );
  }

  private change(part: Partial<SetUp>): void {
    this.setUp = setUpOf({ ...this.setUp, ...part });
    this.changed(this.setUp);
  }

  private choice(title: string, value: string, options: Choice, part: (value: string) => Partial<SetUp>): HTMLElement {
    const known = options.some(([each]) => each === value);
    const all: Choice = known ? options : [...options, [value, value]];
    const select = element('select', {}, ...all.map(([each, shown]) => element('option', { value: each }, shown)));
    select.value = value;
    select.addEventListener('change', () => {
      this.change(part(select.value));
    });
    return element('label', {}, element('span', {}, title), select);
  }

  private number(
    title: string,
    value: number | null,
    least: number,
    most: number,
    placeholder: string,
    part: (value: number | null) => Partial<SetUp>,
  ): HTMLElement {
    const input = element('input', { type: 'number', min: String(least), max: String(most), placeholder });
    input.value = value === null ? '' : String(value);
    input.addEventListener('change', () => {
      if (input.reportValidity()) {
        this.change(part(input.value === '' ? null : Number(input.value)));
      }
    });
    return element('label', {}, element('span', {}, title), input);
  }

  private check(title: string, value: boolean, part: (value: boolean) => Partial<SetUp>): HTMLElement {
    const input = element('input', { type: 'checkbox' });
    input.checked = value;
    input.addEventListener('change', () => {
      this.change(part(input.checked));
    });
    return element('label', { class: 'check' }, input, element('span', {}, title));
  }

  private reset(): HTMLElement {
    const button = element('button', { type: 'button', class: 'secondary' }, say('Reset'));
    button.addEventListener('click', () => {
      this.show(USUAL);
      this.changed(USUAL);
    });
    return button;
  }
}
