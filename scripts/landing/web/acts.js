// A decision: sent, saved, taken over; then the verdicts of what is now there are waited for.
import * as api from './api.js';
import { toast } from './dom.js';
import { state, take, changed, isOpen, next, select } from './state.js';

let waiting = null;

// the verdicts of the newest version; a version that came meanwhile is waited for next
export async function awaitVerdicts() {
  if (waiting === state.version) return;
  waiting = state.version;
  try {
    do {
      const version = state.version;
      state.verdict = await api.verdicts(version);
      changed('verdict');
    } while (state.verdict.version < state.version);
  } catch (error) {
    toast(error.message, true);
  } finally {
    waiting = null;
  }
}

export async function act(step, goOn = false) {
  const before = state.selected;
  try {
    const answer = await step();
    take(answer);
    if (state.selected !== null && state.selected >= state.numbers.length) state.selected = state.numbers.length - 1;
    changed('numbers');
    const rows = Object.keys(answer.changed || {}).length;
    if (rows > 1) toast(`${rows} rows changed`);
    if (goOn && state.selected === before && !isOpen(before)) next();
    awaitVerdicts();
    return answer;
  } catch (error) {
    toast(error.message, true);
    try { take(await api.deck()); changed('numbers'); } catch { /* the review has ended; it was said */ }
    return null;
  }
}

export function confirmRow(index, also) {
  if (state.numbers[index].disposition !== 'figure') return next();
  return act(() => api.decide(index, {}, also, also.length ? 'confirmed a line' : 'confirmed'), true);
}

export async function undo() {
  if (!state.can_undo) return toast('Nothing to undo');
  const answer = await act(() => api.undo());
  if (answer) toast(`Undone: ${answer.said}`);
  if (answer && state.selected !== null) select(state.selected);
  return answer;
}
