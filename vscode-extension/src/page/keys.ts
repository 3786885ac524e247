import { type Slot, stepAway } from './alignment';

/** Where a key leads from a row; null if it is not ours. */
export function moved(key: string, slots: readonly Slot[], cursor: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return cursor + 1;
    case 'ArrowLeft':
    case 'ArrowUp':
      return cursor - 1;
    case 'PageDown':
      return stepAway(slots, cursor, 1);
    case 'PageUp':
      return stepAway(slots, cursor, -1);
    case 'Home':
      return 0;
    case 'End':
      return slots.length - 1;
    default:
      return null;
  }
}
