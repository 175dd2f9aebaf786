// What is known: the rows as saved, the verdicts as last computed, and which row is looked at.
export const state = {
  numbers: [], pages: [], drafts: {}, deals: {}, line_items: [], counts: {}, version: 0, can_undo: false,
  verdict: { version: -1, rows: [], failing: [], suspects: [], unreadable: [], failure: '' },
  selected: null, page: null, view: 'number',
};

const listeners = [];
export const onchange = (listener) => listeners.push(listener);
export const changed = (what) => listeners.forEach((listener) => listener(what));

export function take(answer) {
  const { changed: rows, ...whole } = answer;
  Object.assign(state, whole);
  for (const [index, row] of Object.entries(rows || {})) state.numbers[index] = row;
  state.byPage = new Map();
  state.numbers.forEach((number, index) => {
    const known = state.byPage.get(number.page);
    if (known) known.push(index);
    else state.byPage.set(number.page, [index]);
  });
}

export const numbersOf = (page) => state.byPage.get(page) || [];
export const isFigure = (index) => state.numbers[index].disposition === 'figure';
export const suspicionsOf = (index) => state.verdict.suspects.filter((row) => row.index === index);
export const unreadableOf = (index) => state.verdict.unreadable.filter((row) => row.index === index);
export const failsOf = (index) => state.verdict.rows[index]?.[1] || 0;

// proven is never said of a figure in a check that fails
export function tone(index) {
  const number = state.numbers[index];
  if (!number) return 'other';
  if (number.disposition !== 'figure') return number.is_open ? 'unknown' : 'other';
  if (failsOf(index) || (unreadableOf(index).length && number.confidence !== 'unknown')) return 'failing';
  return number.confidence || 'unknown';
}

// what asks for a person: uncertain, not to be read, or looking wrong
export function isOpen(index) {
  return state.numbers[index].is_open || unreadableOf(index).length > 0 || suspicionsOf(index).length > 0;
}

export function openRows() {
  return state.numbers.map((_, index) => index).filter(isOpen);
}

export function select(index) {
  state.selected = index;
  state.page = state.numbers[index].page;
  state.view = 'number';
  changed('selected');
}

export function next(step = 1) {
  const open = openRows();
  if (!open.length) { state.view = 'done'; changed('selected'); return; }
  const at = state.selected ?? -1;
  const after = step > 0 ? open.filter((index) => index > at) : open.filter((index) => index < at).reverse();
  select(after.length ? after[0] : open[step > 0 ? 0 : open.length - 1]);
}

// rows of this line on the page: what holds for one usually holds for all. A new line is told by its label alone.
export function siblings(index) {
  const row = state.numbers[index];
  if (row.disposition === 'large_deal') return neighbours(index, (other) => other.disposition === 'large_deal' && other.large_deal === row.large_deal && other.page === row.page);
  if (row.disposition !== 'figure') return [];
  const isNew = (other) => !other.line_item || other.line_item.startsWith('new:');
  const same = isNew(row)
    ? (other) => isNew(other) && other.unit === row.unit && stem(other.label) === stem(row.label)
    : (other) => ['line_item', 'measure', 'basis', 'unit'].every((name) => other[name] === row[name]);
  return numbersOf(row.page).filter((other) => other !== index && isFigure(other) && same(state.numbers[other]));
}

// the rows before and after, as far as they are alike: the numbers of one deal
export function neighbours(index, isAlike) {
  const found = [];
  for (const step of [-1, 1]) {
    for (let at = index + step; state.numbers[at] && isAlike(state.numbers[at]); at += step) found.push(at);
  }
  return found;
}

// a label without the period that names its column
export const stem = (label) => label.replace(/[ \u3000]*(?:(?:[1-4]Q|[12]H|9M|FY)[0-9]{2}(?:末|累計)?|[0-9]{2,4}年[0-9]{1,2}月末?)$/u, '').trim();

// what is likely on a page and can be confirmed together
export const likelyOf = (page) => numbersOf(page).filter((index) => state.numbers[index].confidence === 'likely' && isFigure(index)
  && !failsOf(index) && !unreadableOf(index).length && !suspicionsOf(index).length);

export function nameOf(id) {
  const item = state.line_items.find((known) => known[0] === id);
  return item ? `${item[1]} · ${item[2]}` : id || 'no line item';
}
