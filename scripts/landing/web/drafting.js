// Dialogs for what a deck needs beside its figures: a new line item, and why a check does not hold.
import * as api from './api.js';
import { $, h, plural } from './dom.js';
import { siblings, state } from './state.js';
import { act } from './acts.js';

export const field = (label, control) => [h('label', { for: control.id }, label), control];
export const input = (id, value) => h('input', { id, value, spellcheck: 'false' });
export const choice = (id, values, value, names = {}) => h('select', { id }, ...values.map((known) => h('option', { value: known, selected: known === value }, names[known] || known)));

export function show(title, lead, fields, save) {
  const dialog = $('drafting');
  dialog.replaceChildren(h('h2', {}, title), lead ? h('p', {}, lead) : '',
    h('form', { class: 'row', method: 'dialog', onsubmit: (event) => { event.preventDefault(); dialog.close(); document.activeElement?.blur(); save(); } },
      ...fields.flat(), h('span'), h('div', { class: 'actions' },
        h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'), h('button', { type: 'submit', class: 'primary' }, 'Save'))));
  dialog.showModal();
}

export const identifier = (text) => text.normalize('NFKC').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');

// the unit that most numbers of a family have
function unitOf(family) {
  const counted = {};
  for (const { unit } of state.numbers) if (state.unit_families[unit] === family) counted[unit] = (counted[unit] || 0) + 1;
  return Object.keys(counted).sort((a, b) => counted[b] - counted[a])[0] || '';
}

// 売上 2Q24 is called 売上
const withoutPeriod = (text) => text.replace(/[ 　]*(?:[1-4]Q|[12]H|9M|FY)[0-9]{2}(?:末|累計)?$|[ 　]*[0-9]{2,4}年[0-9]{1,2}月末?$/u, '').trim() || text;

export function draftLineItem(index, typed) {
  const number = state.numbers[index];
  const id = number.line_item.startsWith('new:') ? number.line_item.slice(4) : identifier(typed);
  const known = (state.drafts.line_items || []).find((row) => row.line_item === id) || {};
  const isName = typed && identifier(typed) !== '';
  const controls = {
    line_item: input('d-id', id),
    name_ja: input('d-ja', known.name_ja || withoutPeriod(isName ? number.label : typed || number.label)),
    name_en: input('d-en', known.name_en || (isName ? typed : '')),
    statement: choice('d-statement', state.statements, known.statement || 'company_profile'),
    segment: choice('d-segment', state.segments, known.segment || 'consolidated'),
    unit_family: choice('d-family', state.families, known.unit_family || (state.unit_families || {})[number.unit] || 'money'),
    period_kind: choice('d-kind', ['duration', 'instant'], known.period_kind || (/^\d{4}-\d\d-\d\d$/.test(number.period) ? 'instant' : 'duration')),
  };
  controls.line_item.required = controls.name_ja.required = controls.name_en.required = true;
  controls.line_item.pattern = '[a-z][a-z0-9_]*';
  show('A new line item', 'Nothing in the dictionary is what this number measures. The draft is accepted with the deck.', [
    field('id', controls.line_item), field('日本語', controls.name_ja), field('English', controls.name_en), field('statement', controls.statement),
    field('segment', controls.segment), field('unit family', controls.unit_family), field('measured', controls.period_kind),
  ], async () => {
    const row = Object.fromEntries(Object.entries(controls).map(([name, control]) => [name, control.value.trim()]));
    const order = known.display_order || String(Math.max(9000, ...(state.drafts.line_items || []).map((other) => Number(other.display_order) + 10)));
    const same = siblings(index);
    const drafted = await act(() => api.draft('line_items', [{ ...known, ...row, company: state.company, concept: row.line_item, display_order: order }]));
    if (drafted) act(() => api.decide(index, { line_item: `new:${row.line_item}`, disposition: 'figure', measure: number.measure || 'level', basis: number.basis || 'actual', unit: number.unit || unitOf(row.unit_family) }, same, 'named a new line item'), true);
  });
}

export function explain(check) {
  const evidence = h('textarea', { id: 'd-evidence', rows: 3, required: true });
  const isVintage = check.kind === 'cross_vintage';
  const isMissing = ['incomplete', 'lost', 'unbound'].includes(check.status);
  const what = isVintage ? 'The deck restates what the deck before it printed.'
    : isMissing ? 'The company does not print a part of it, from this deck on.' : 'The deck itself is in error: the page does print what was read.';
  // one wrong number fails every check that it is in; one restatement or one part left out concerns every period of its line
  const others = state.verdict.failing.filter((other) => other.tie_out_id !== check.tie_out_id && (
    isVintage ? other.kind === 'cross_vintage' && other.line_item === check.line_item && other.measure === check.measure
      : isMissing ? other.status === check.status && other.kind === check.kind && other.relation === check.relation
        : other.status === 'inconsistent' && other.kind !== 'cross_vintage' && other.line_item === check.line_item && other.period === check.period));
  const all = h('input', { type: 'checkbox', id: 'd-all', checked: true });
  const choices = others.length ? [h('label', { for: 'd-all' }, 'also'), h('label', { class: 'also' }, all,
    `the ${plural(others.length, 'other check')} of it that ${others.length === 1 ? 'does' : 'do'} not hold`)] : [];
  show('Why does it not hold?', `${what} If a row was read wrongly, mend the row instead.`, [field('evidence', evidence), choices], () => {
    const said = evidence.value.trim();
    const explained = all.checked ? [check, ...others] : [check];
    if (isVintage) {
      act(() => api.draft('restatements', explained.map((one) => ({ deck: state.deck, line_item: one.line_item, measure: one.measure, period: one.period, reason: 'error_correction', evidence: said }))));
    } else if (isMissing) {
      const items = [...new Set(explained.map((one) => one.line_item))];
      act(() => api.draft('not_printed', items.map((line_item) => ({ company: state.company, from_deck: state.deck, kind: check.kind, relation: check.relation, line_item, evidence: said }))));
    } else {
      act(() => api.draft('known_discrepancies', explained.map((one) => ({ tie_out_id: one.tie_out_id, reason: 'deck_error', printed: one.printed, addends: one.addends, evidence: said }))));
    }
  });
}
