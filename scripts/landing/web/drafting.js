// Dialogs for what a deck needs beside its figures: a new line item, and why a check does not hold.
import * as api from './api.js';
import { $, h, plural } from './dom.js';
import { failsOf, siblings, state, stem } from './state.js';
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

const isDay = (period) => /^\d{4}-\d\d-\d\d$/.test(period);

// an id that the proposal made of the number's place is none that anybody would choose: it is made of the English name
const isPlace = (id) => !id || /(^|_)p[0-9a-z]*_[0-9]+$/.test(id);

// all that a new line needs, in one step: what it is called, what it is, and of this number the period
export function draftLineItem(index, typed) {
  const number = state.numbers[index];
  const drafted = number.line_item.startsWith('new:') ? number.line_item.slice(4) : '';
  const known = (state.drafts.line_items || []).find((row) => row.line_item === drafted) || {};
  // AI基盤 is no English name, though letters of it could be
  const isEnglish = typed && /^[ -~]+$/.test(typed);
  const line = stem(number.label) || number.label;
  const place = isPlace(drafted);
  const controls = {
    label: input('d-label', line),
    name_ja: input('d-ja', (!isEnglish && typed) || (place ? line : known.name_ja) || line),
    name_en: input('d-en', (isEnglish && typed) || (place ? '' : known.name_en) || ''),
    line_item: input('d-id', place ? identifier((isEnglish && typed) || '') : drafted),
    statement: choice('d-statement', state.statements, known.statement || 'company_profile'),
    segment: choice('d-segment', state.segments, known.segment || 'consolidated'),
    unit: choice('d-unit', ['', ...state.units], number.unit || unitOf(known.unit_family)),
    period: input('d-period', number.period || state.current),
    basis: choice('d-basis', state.bases, number.basis || 'actual'),
    period_kind: choice('d-kind', ['duration', 'instant'], isDay(number.period) ? 'instant' : known.period_kind || 'duration'),
  };
  for (const name of ['name_ja', 'name_en', 'line_item', 'unit', 'period']) controls[name].required = true;
  controls.line_item.pattern = '[a-z][a-z0-9_]*';
  controls.period.setAttribute('list', 'periods');
  const follow = (from, to, made) => {
    const was = controls[to].value;
    controls[to].addEventListener('input', () => { controls[to].dataset.typed = '1'; });
    controls[from].addEventListener('input', () => { if (!controls[to].dataset.typed) controls[to].value = made(controls[from].value) || was; });
  };
  follow('label', 'name_ja', (text) => text);
  if (place) follow('name_en', 'line_item', identifier);
  controls.period.addEventListener('input', () => { controls.period_kind.value = isDay(controls.period.value.trim()) ? 'instant' : 'duration'; });
  const also = siblings(index);
  const others = also.length ? `, for this number and the ${plural(also.length, 'other')} of its line, each with its own period` : '';
  show('A new line item', `Nothing in the dictionary is what this number measures. The draft is accepted with the deck${others}.`, [
    field('label on the page', controls.label), field('日本語', controls.name_ja), field('English', controls.name_en), field('id', controls.line_item),
    field('statement', controls.statement), field('segment', controls.segment), field('unit', controls.unit),
    field('period', controls.period), field('basis', controls.basis), field('measured', controls.period_kind),
  ], () => {
    const said = Object.fromEntries(Object.entries(controls).map(([name, control]) => [name, control.value.trim()]));
    const { label, unit, period, basis, ...row } = said;
    const order = known.display_order || String(Math.max(9000, ...(state.drafts.line_items || []).map((other) => Number(other.display_order) + 10)));
    const changes = { unit, period, basis, measure: number.measure || 'level' };
    if (label !== line || !number.label) changes.label = number.label ? number.label.replace(line, label) : label || said.name_ja;
    act(() => api.nameLine(index, { ...known, ...row, company: state.company, concept: row.line_item, unit_family: state.unit_families[unit] || 'money', display_order: order }, changes, also), true);
  });
  (controls.name_en.value ? controls.name_ja : controls.name_en).focus();
}

// the numbers of some checks that were merely likely, as they fail it: whoever explains a check has looked at them
const likelyIn = (explained) => state.numbers.map((_, index) => index).filter((index) => {
  const { confidence, line_item, period } = state.numbers[index];
  return confidence === 'likely' && failsOf(index) && explained.some((one) => one.line_item === line_item && one.period === period);
});

// why a deck restates what the one before it printed, as restatements.csv knows it
const RESTATED = {
  error_correction: 'an error is corrected: these figures', reclassification: 'a reclassification: a break', accounting_policy: 'another accounting policy: a break',
  scope_of_consolidation: 'another scope of consolidation: a break', share_split: 'a share split: new shares per old one', real_change: 'it did change so much',
};

export function explain(check) {
  const evidence = h('textarea', { id: 'd-evidence', rows: 3, required: true });
  const evidenceJa = h('textarea', { id: 'd-evidence-ja', rows: 2 });
  const reason = choice('d-reason', Object.keys(RESTATED), 'error_correction', RESTATED);
  const factor = input('d-factor', '');
  // new shares per old one, of a split alone
  const split = () => { factor.disabled = reason.value !== 'share_split'; factor.required = !factor.disabled; };
  reason.addEventListener('change', split);
  split();
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
  show('Why does it not hold?', `${what} If a row was read wrongly, mend the row instead.`, [field('evidence', evidence), field('日本語', evidenceJa),
    ...(isVintage ? [field('reason', reason), field('factor', factor)] : []), choices], () => {
    const said = { evidence: evidence.value.trim(), evidence_ja: evidenceJa.value.trim() };
    const explained = all.checked ? [check, ...others] : [check];
    if (isVintage) {
      act(() => api.draft('restatements', explained.map((one) => ({ deck: state.deck, line_item: one.line_item, measure: one.measure, period: one.period, reason: reason.value, factor: factor.disabled ? '' : factor.value.trim(), ...said })), likelyIn(explained)));
    } else if (isMissing) {
      const items = [...new Set(explained.map((one) => one.line_item))];
      act(() => api.draft('not_printed', items.map((line_item) => ({ company: state.company, from_deck: state.deck, kind: check.kind, relation: check.relation, line_item, ...said })), likelyIn(explained)));
    } else {
      act(() => api.draft('known_discrepancies', explained.map((one) => ({ tie_out_id: one.tie_out_id, reason: 'deck_error', printed: one.printed, addends: one.addends, ...said })), likelyIn(explained)));
    }
  });
}
