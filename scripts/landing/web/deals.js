// Large deals: which deal a number is of, and what the deal is, as far as the deck before and the page do not tell it.
import * as api from './api.js';
import { h } from './dom.js';
import { act } from './acts.js';
import { choice, field, identifier, input, show } from './drafting.js';
import { neighbours, state } from './state.js';

const SERVICES = [['network_services', 'network services'], ['si_construction', 'SI construction'], ['si_operation', 'SI operation']];
const PARTS = { amount_printed: 'the amount', term_printed: 'the term in years', revenue_starts: 'the start of revenue' };
const MISSING = { subject_ja: 'the subject', subject_en: 'the subject in English', amount_printed: 'the amount', amount_unit: 'its unit', services: 'the services' };
const dealOf = (index) => state.deals[state.numbers[index].large_deal];

export const isUndescribed = (index) => state.numbers[index].disposition === 'large_deal' && Boolean(dealOf(index)?.lacks.length);

export function dealPart(index) {
  const number = state.numbers[index];
  const row = dealOf(index);
  if (!row) return [h('h3', {}, 'A number of a large deal')];
  const title = row.client_kind_ja ? `${row.client_kind_ja}向け${row.subject_ja}` : row.subject_ja;
  const told = [row.amount_printed && `${row.amount_printed}${row.amount_unit}`, row.term_printed && `${row.term_printed} years`, row.revenue_starts && `revenue from ${row.revenue_starts}`];
  return [
    h('h3', {}, `It is ${PARTS[number.measure] || number.measure} of the large deal`),
    h('div', { class: `note ${row.lacks.length ? 'unknown' : 'other'}` }, h('strong', {}, title), h('br'), told.filter(Boolean).join(' · '),
      row.lacks.length ? [h('br'), `Not known yet: ${row.lacks.map((name) => MISSING[name] || name).join(', ')}`] : [h('br'), [row.client_kind_en, row.subject_en].filter(Boolean).join(': ')]),
    h('div', { class: 'actions' }, h('button', { type: 'button', id: 'describe', class: row.lacks.length ? 'primary' : '', onclick: () => describeDeal(index) },
      'Describe the deal ', row.lacks.length ? h('kbd', {}, '⏎') : null)),
  ];
}

export function describeDeal(index) {
  const { large_deal: deal } = state.numbers[index];
  const row = dealOf(index);
  const controls = {
    client_kind_ja: input('d-client-ja', row.client_kind_ja), client_kind_en: input('d-client-en', row.client_kind_en),
    subject_ja: input('d-subject-ja', row.subject_ja), subject_en: input('d-subject-en', row.subject_en),
    awarded: input('d-awarded', row.awarded), remark: input('d-remark', row.remark),
  };
  controls.subject_ja.required = controls.subject_en.required = true;
  const had = row.services.split('+');
  const services = SERVICES.map(([id, name]) => [id, name, h('input', { type: 'checkbox', id: `d-${id}`, checked: had.includes(id) })]);
  // an id that was only a place is made of the English name, until somebody types one
  const id = input('d-deal', deal);
  id.required = true;
  id.pattern = '[a-z][a-z0-9_]*';
  const suggest = () => {
    if (deal.startsWith('new_deal_') && !id.dataset.typed) id.value = identifier(`${controls.client_kind_en.value} ${controls.subject_en.value}`) || deal;
  };
  id.addEventListener('input', () => { id.dataset.typed = '1'; });
  for (const name of ['client_kind_en', 'subject_en']) controls[name].addEventListener('input', suggest);
  const gradually = h('input', { type: 'checkbox', id: 'd-gradually', checked: row.revenue_starts_gradually === 'true' });
  show('A large deal', 'What the page and the deals of the deck before tell is filled in.', [
    field('client, 日本語', controls.client_kind_ja), field('client, English', controls.client_kind_en),
    field('subject, 日本語', controls.subject_ja), field('subject, English', controls.subject_en),
    [h('span', { class: 'name' }, 'services'), h('div', { class: 'ticks' }, ...services.map(([, name, box]) => h('label', {}, box, ` ${name}`)))],
    row.revenue_starts ? [h('label', { for: 'd-gradually' }, 'revenue starts'), h('label', { class: 'ticks' }, gradually, ' step by step')] : [],
    field('won in', controls.awarded), field('remark', controls.remark), field('id', id),
  ], () => {
    const said = Object.fromEntries(Object.entries(controls).map(([name, control]) => [name, control.value.trim()]));
    const chosen = services.filter(([, , box]) => box.checked).map(([name]) => name).join('+');
    act(() => api.describeDeal(deal, { ...said, deal: id.value.trim(), services: chosen,
      revenue_starts: row.revenue_starts, revenue_starts_gradually: row.revenue_starts ? String(gradually.checked) : '' }), true);
  });
  (row.subject_en ? controls.client_kind_ja : row.client_kind_ja && !row.client_kind_en ? controls.client_kind_en : controls.subject_en).focus();
}

// a number that was read as something else is one of a deal's
export function chooseDeal(index) {
  const number = state.numbers[index];
  const near = neighbours(index, (other) => other.page === number.page).map((at) => state.numbers[at].large_deal).filter(Boolean);
  const deal = input('d-of', number.large_deal || near[0] || '');
  deal.required = true;
  deal.pattern = '[a-z][a-z0-9_]*';
  deal.setAttribute('list', 'd-deals');
  const part = choice('d-part', Object.keys(PARTS), PARTS[number.measure] ? number.measure : 'amount_printed', PARTS);
  show('A number of a large deal', 'Of which deal, and what of it? A new deal is described next.', [
    field('deal', deal), field('it is', part), [h('datalist', { id: 'd-deals' }, ...Object.keys(state.deals).map((id) => h('option', { value: id })))],
  ], () => act(() => api.decide(index, { disposition: 'large_deal', large_deal: deal.value.trim(), measure: part.value, label: number.label }, [], 'put a number to a deal')));
}
