import { element } from './elements';
import { type Entry, type State, type Subject, about } from './state';
import { say } from './words';

/** What the kernel knows at the row that is shown. */
export function stateOf(title: string, state: State): HTMLElement {
  const list = element('dl', {});
  const group = (heading: string, values: readonly Value[], otherwise: string): void => {
    const shown = values.length > 0 ? values : [{ text: otherwise, changed: false, none: true }];
    list.append(element('dt', {}, heading));
    for (const value of shown) {
      const kind = [value.changed ? 'changed' : '', value.none === true ? 'none' : ''].join(' ').trim();
      list.append(element('dd', kind === '' ? {} : { class: kind }, value.text));
    }
  };
  const values = (subject: Subject, named: boolean): readonly Value[] =>
    about(state, subject)
      .filter((entry) => entry.value !== '{}')
      .map((entry) => valueOf(entry, named));
  group(say('Queue'), values('queue', false), say('empty'));
  group(say('Owner'), values('owner', false), say('nobody'));
  group(say('Signal of the file'), values('signal', false), 'SIGIO');
  group(say('Blocked signals'), values('blocked', false), say('nothing'));
  group(say('Pending signals'), values('pending', true), say('nothing'));
  group(
    say('Locks held'),
    state.locks.map((text) => ({ text, changed: false })),
    say('nothing'),
  );
  group(
    say('What the handler was told'),
    state.siginfo.map((each) => ({ text: `${each.name} = ${each.value}`, changed: state.siginfoChanged })),
    say('not called yet'),
  );
  const other = values('other', true);
  if (other.length > 0) {
    group(say('Else'), other, '');
  }
  return element('section', { class: 'state', 'aria-label': `${say('State')} ${title}` }, element('h3', {}, title), list);
}

interface Value {
  readonly text: string;
  readonly changed: boolean;
  readonly none?: boolean;
}

function valueOf(entry: Entry, named: boolean): Value {
  const value = entry.value.replace(/^\{(.*)\}$/, '$1');
  return { text: named ? `${entry.name.replace(/^pending signals of /, '')}: ${value}` : value, changed: entry.changed };
}
