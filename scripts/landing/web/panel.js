// Beside the page: the number, what it is taken for and why, what else it may be, and what the checks say.
import { h, plural } from './dom.js';
import * as api from './api.js';
import { combobox } from './combobox.js';
import { crop } from './slide.js';
import { state, tone, likelyOf, siblings, suspicionsOf, unreadableOf, failsOf, nameOf, select, next } from './state.js';
import { act, confirmRow } from './acts.js';
import { draftLineItem, explain } from './drafting.js';
import { chooseDeal, dealPart } from './deals.js';

const WORDS = {
  proven: 'proven', certain: 'certain', likely: 'likely', unknown: 'unknown', failing: 'in a check that fails', other: 'not a figure',
};
const DEAL_PARTS = [['amount_printed', 'amount'], ['term_printed', 'term in years'], ['revenue_starts', 'start of revenue']];
const measureName = (measure) => (state.measures.find((known) => known[0] === measure) || [measure, measure])[1];

function reading(text) {
  const [line_item, measure, period, basis, ...unit] = text.split(' ');
  return { line_item, measure, period, basis, unit: unit.join(' ') };
}

const how = (row) => [measureName(row.measure), row.period, row.basis, row.unit].filter(Boolean).join(' · ');

function readings(index) {
  const number = state.numbers[index];
  const others = number.candidates.split(' | ').filter(Boolean).map(reading).filter((other) =>
    ['line_item', 'measure', 'period', 'basis', 'unit'].some((name) => other[name] !== number[name]));
  return { number, others: others.slice(0, 9) };
}

export const candidate = (index, place) => readings(index).others[place];

function choices(index) {
  const { number, others } = readings(index);
  const also = siblings(index);
  const now = number.disposition === 'figure' && number.line_item
    ? h('li', {}, h('button', { type: 'button', class: `now ${tone(index)}`, id: 'confirm', onclick: () => confirmRow(index, []) },
      h('kbd', {}, '⏎'), h('span', {}, h('span', { class: 'what' }, nameOf(number.line_item)), h('span', { class: 'how' }, how(number)))))
    : null;
  return [
    h('h3', {}, number.disposition === 'figure' ? 'It is' : 'It is no figure; it may be'),
    h('ul', { class: 'readings' }, now, ...others.map((other, place) => h('li', {},
      h('button', { type: 'button', onclick: () => act(() => api.decide(index, { ...other, disposition: 'figure' }, [], 'chose a reading'), true) },
        h('kbd', {}, String(place + 1)), h('span', {}, h('span', { class: 'what' }, nameOf(other.line_item)), h('span', { class: 'how' }, how(other))))))),
    also.length && number.is_open ? h('div', { class: 'actions' },
      h('button', { type: 'button', onclick: () => confirmRow(index, also) }, `This and the ${also.length === 1 ? 'other' : `other ${also.length}`} of this line are right `, h('kbd', {}, '⇧⏎'))) : null,
  ];
}

const field = (label, control, id) => [h('label', { for: id }, label), control];
const options = (pairs, value) => {
  const known = pairs.map((pair) => (Array.isArray(pair) ? pair : [pair, pair || '–']));
  if (!known.some((pair) => pair[0] === value)) known.unshift([value, value || '–']);
  return known.map(([key, text]) => h('option', { value: key, selected: key === value }, text));
};

function form(index) {
  const number = state.numbers[index];
  const also = siblings(index);
  const isUnknown = number.confidence === 'unknown' || !number.confidence;
  // a new line is one line: what it is holds for all its columns
  let everywhere = (isUnknown || number.disposition === 'large_deal') && also.length > 0;
  const save = (name, value, control) => {
    if (value === number[name]) return;
    if (name === 'disposition' && value === 'large_deal') { control.value = number.disposition; chooseDeal(index); return; }
    const changes = { [name]: value };
    if (name === 'line_item' && isUnknown) {
      const [, , , , unit, basis] = state.line_items.find((known) => known[0] === value) || [];
      Object.assign(changes, { measure: number.measure || 'level', unit: unit || number.unit, basis: number.basis || basis || 'actual', disposition: 'figure' });
    }
    control?.classList.add('changed');
    // the keys are those of the review again
    document.activeElement?.blur();
    act(() => api.decide(index, changes, everywhere ? also : [], `changed ${name}`));
  };
  const choice = (name, pairs) => {
    const control = h('select', { id: `f-${name}`, onchange: () => save(name, control.value, control) }, ...options(pairs, number[name]));
    return control;
  };
  const text = (name, list) => {
    const control = h('input', { id: `f-${name}`, value: number[name], list, spellcheck: 'false', onchange: () => save(name, control.value.trim(), control) });
    return control;
  };
  const item = combobox({
    items: state.line_items, value: number.line_item, id: 'f-line_item',
    onchoose: (chosen) => save('line_item', chosen),
    oncreate: (typed) => draftLineItem(index, typed),
  });
  const isDeal = number.disposition === 'large_deal';
  return [
    h('h3', {}, 'or say what it is'),
    h('form', { class: 'row', onsubmit: (event) => event.preventDefault() },
      ...(isDeal ? [...field('measure', choice('measure', DEAL_PARTS), 'f-measure'), ...field('large deal', text('large_deal'), 'f-large_deal')] : [
        ...field('line item', item, 'f-line_item'),
        ...field('measure', choice('measure', state.measures), 'f-measure'),
        ...field('period', text('period', 'periods'), 'f-period'),
        ...field('basis', choice('basis', state.bases), 'f-basis'),
      ]),
      ...field('unit', choice('unit', state.units), 'f-unit'),
      ...field('qualifier', choice('qualifier', state.qualifiers), 'f-qualifier'),
      ...(isDeal ? [] : field('as of', text('as_of'), 'f-as_of')),
      ...field('printed', text('printed'), 'f-printed'),
      ...field('label', text('label'), 'f-label'),
      ...field('remark', text('remark'), 'f-remark'),
      ...field('it is a', choice('disposition', state.dispositions.map(([key, meaning]) => [key, `${key.replaceAll('_', ' ')}: ${meaning}`])), 'f-disposition'),
      h('datalist', { id: 'periods' }, ...state.periods.map((period) => h('option', { value: period })))),
    also.length ? h('label', { class: 'also' }, (() => {
      const box = h('input', { type: 'checkbox', checked: everywhere, onchange: () => { everywhere = box.checked; } });
      box.setAttribute('class', 'tick');
      return box;
    })(), `change the other ${also.length === 1 ? 'number' : `${also.length} numbers`} of this ${isDeal ? 'deal' : 'line on the page'} too`) : null,
    h('div', { class: 'actions' },
      h('button', { type: 'button', onclick: () => act(() => api.split(index)) }, 'It states one more fact')),
  ];
}

function notes(index) {
  const number = state.numbers[index];
  const confirmed = `confirmed: ${number.remark}`.trim();
  return [
    ...unreadableOf(index).map((row) => h('p', { class: 'note failing' }, `${row.in_column}: ${row.found} cannot be read; it has to be ${row.accepted}`)),
    ...suspicionsOf(index).map((row) => h('div', { class: 'note likely' }, h('strong', {}, 'Looks wrong: '), row.looks_like, h('br'),
      h('button', { type: 'button', onclick: () => act(() => api.decide(index, { remark: confirmed }, [], 'confirmed a suspicion')) }, 'The page does print it'))),
  ];
}

function check(row) {
  const holds = row.status === 'consistent' || row.status === 'uncheckable' || row.is_explained;
  return h('li', { class: holds ? '' : 'fails' },
    h('span', { class: 'mark' }, holds ? '✓' : '✗'), h('span', { class: 'kind' }, row.kind.replaceAll('_', ' ')),
    ` ${nameOf(row.line_item)} ${row.period} ${row.measure === 'level' ? '' : measureName(row.measure)}`,
    row.status === 'lost' ? h('span', { class: 'sum' }, ' — the deck before was checked by this, this one is not') : null,
    row.status === 'incomplete' || row.status === 'unbound' ? h('span', { class: 'sum' }, ` — ${row.status}`) : null,
    row.parts?.length ? h('span', { class: 'sum' }, ` (${row.relation}: ${row.parts.map((part) => nameOf(part).split(' · ').pop()).join(' + ')})`) : null,
    h('br'), row.printed, row.addends ? h('span', { class: 'sum' }, ` ↔ ${row.addends}`) : null,
    row.is_weak ? h('span', { class: 'sum' }, ' (weak: rounded coarsely)') : null,
    row.is_explained ? h('span', { class: 'sum' }, ` — ${row.evidence}`) : null);
}

function checksOf(index) {
  const list = h('ul', { class: 'checks some' });
  const untied = state.verdict.rows[index]?.[3];
  const title = h('h3', {}, 'Checks that bear on it');
  if (state.verdict.version >= 0) {
    api.checks(index).then((rows) => {
      title.textContent = rows.length ? `${plural(rows.length, 'check')} ${rows.length === 1 ? 'bears' : 'bear'} on it` : 'No check bears on it';
      list.replaceChildren(...(rows.length ? rows.slice(0, 30).map(check) : [h('li', {}, untied || 'Look twice: nothing else proves it.')]));
    }).catch((error) => list.replaceChildren(h('li', {}, error.message)));
  }
  return [title, list];
}

export function numberPanel(index) {
  const number = state.numbers[index];
  const page = state.pages.find((known) => known.page === number.page) || {};
  return [
    h('div', { class: 'head' }, h('span', { class: 'printed' }, `${number.qualifier === '約' ? '約' : ''}${number.printed}`),
      h('span', {}, number.unit), h('span', { class: 'where' }, `page ${number.page}${page.section ? ` · ${page.section}` : ''}`)),
    h('p', { class: 'label' }, number.label),
    crop(number),
    h('span', { class: `chip ${tone(index)}` }, tone(index) === 'failing' && !failsOf(index) ? 'cannot be read' : WORDS[tone(index)]), failsOf(index) && number.confidence ? ` read as ${number.confidence}` : '',
    h('ul', { class: 'why' }, ...number.why.split('; ').filter(Boolean).map((why) => h('li', {}, why))),
    ...notes(index), ...(number.disposition === 'large_deal' ? dealPart(index) : choices(index)), ...(number.disposition === 'figure' ? checksOf(index) : []), ...form(index),
  ];
}

// the repairs that would make the checks hold, each leading to its row
function suspects() {
  const list = h('ul', { class: 'checks' });
  const button = h('button', { type: 'button', id: 'suspects', onclick: () => {
    button.disabled = true;
    button.textContent = 'trying what would make them hold…';
    api.suspects().then((found) => {
      button.remove();
      const rows = found.length ? found : [{ line: 'no single slip would make more of them hold', index: null }];
      list.replaceChildren(...rows.map(({ line, index }) =>
        h('li', {}, `${line} `, index === null ? '' : h('button', { type: 'button', onclick: () => select(index) }, 'show it'))));
    }).catch((error) => { button.disabled = false; button.textContent = error.message; });
  } }, 'Which number is it, probably?');
  return [h('div', { class: 'actions' }, button), list];
}

export function failingPanel() {
  const { failing } = state.verdict;
  return [
    h('h2', {}, failing.length ? `${plural(failing.length, 'check')} ${failing.length === 1 ? 'does' : 'do'} not hold` : 'Every check holds'),
    h('p', { class: 'label' }, failing.length ? 'A row was read wrongly, or the deck itself is at fault, or it no longer prints a part.' : ''),
    ...(failing.length ? suspects() : []),
    h('ul', { class: 'checks' }, ...failing.map((row) => {
      const item = check(row);
      const first = row.pages.split(', ')[0];
      const there = state.numbers.findIndex((number) => number.page === first && number.line_item === row.line_item
        && number.measure === row.measure && number.period === row.period);
      item.append(h('br'), there >= 0 ? h('button', { type: 'button', onclick: () => select(there) }, `page ${first}`) : '',
        h('button', { type: 'button', onclick: () => explain(row) }, 'Explain …'));
      return item;
    })),
  ];
}

// the page as a whole: what is likely on it, line by line, to be confirmed in one step
export function pagePanel(page) {
  const likely = likelyOf(page);
  const lines = new Map();
  for (const index of likely) {
    const row = state.numbers[index];
    const key = `${nameOf(row.line_item)}\n${[row.measure === 'level' ? '' : measureName(row.measure), row.basis === 'actual' ? '' : row.basis].filter(Boolean).join(' · ')}`;
    lines.set(key, [...(lines.get(key) || []), index]);
  }
  return [
    h('h2', {}, likely.length ? `${plural(likely.length, 'reading')} of page ${page} ${likely.length === 1 ? 'is' : 'are'} likely` : `Nothing on page ${page} is merely likely`),
    h('p', { class: 'label' }, likely.length ? 'Their checks hold or none bears on them. Compare with the page; press a number to mend it first.' : 'Press n for the next number that needs you.'),
    h('ul', { class: 'checks' }, ...[...lines].map(([key, indexes]) => h('li', {}, h('span', { class: 'kind' }, key.split('\n')[0]), ` ${key.split('\n')[1]}`,
      h('p', { class: 'label' }, [...new Set(indexes.map((index) => state.numbers[index].label))].slice(0, 3).join(' · ')),
      h('div', { class: 'cells' }, ...indexes.map((index) => h('button', { type: 'button', title: state.numbers[index].why, onclick: () => select(index) },
        h('span', { class: 'cell' }, state.numbers[index].printed), h('small', {}, state.numbers[index].period))))))),
    likely.length ? h('div', { class: 'actions' }, h('button', { type: 'button', class: 'primary', id: 'confirm-page', onclick: () => confirmPage(page) },
      likely.length === 1 ? 'It is right ' : `All ${likely.length} are right `, h('kbd', {}, '⏎'))) : null,
    ...description(page),
  ];
}

// what the page is called and of which section it is, as the warehouse will have it
function description(page) {
  const row = state.pages.find((known) => known.page === page);
  const cell = (name, label) => {
    const control = h('input', { id: `p-${name}`, value: row[name], spellcheck: 'false', onchange: () => {
      document.activeElement?.blur();
      act(() => api.describePage(page, { [name]: control.value.trim() }));
    } });
    return field(label, control, control.id);
  };
  return [h('h3', {}, 'The page'), h('form', { class: 'row', onsubmit: (event) => event.preventDefault() },
    ...cell('section', 'section'), ...cell('title_ja', '日本語'), ...cell('title_en', 'English'))];
}

export function confirmPage(page) {
  const [first, ...rest] = likelyOf(page);
  if (first === undefined) return next();
  state.view = 'number';
  return act(() => api.decide(first, {}, rest, `confirmed page ${page}`)).then(() => next());
}

export function donePanel() {
  const { failing } = state.verdict;
  return [h('div', { class: 'done' }, h('strong', {}, 'Nothing is left to decide'),
    h('p', {}, failing.length ? `${plural(failing.length, 'check')} still ${failing.length === 1 ? 'does' : 'do'} not hold: press c to see.` : 'and every check holds.'),
    h('p', {}, 'End the review with Ctrl-C in its terminal, then'), h('code', {}, `python scripts/land.py accept ${state.deck}`),
    h('button', { type: 'button', onclick: () => next() }, 'Look again'))];
}
