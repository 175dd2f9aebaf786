// The review: one page, driven by keys.
import * as api from './api.js';
import { $, h, plural, toast } from './dom.js';
import { drawing, listed, text } from './slide.js';
import { candidate, confirmPage, donePanel, failingPanel, numberPanel, pagePanel } from './panel.js';
import { describeDeal, isUndescribed } from './deals.js';
import { act, awaitVerdicts, confirmRow, undo } from './acts.js';
import { changed, isOpen, next, numbersOf, onchange, openRows, select, siblings, state, take, tone } from './state.js';

const LEVELS = ['proven', 'certain', 'likely', 'unknown'];
const KEYS = [
  ['n, space', 'the next number that needs you'], ['p', 'the one before'], ['Enter', 'it is right as proposed'],
  ['Shift Enter', 'it and the others of its line on the page are right'], ['1 … 9', 'it is the reading of that number'],
  ['/', 'find a line item by its name'], ['x', 'it is no figure: say what it is'], ['a', 'the page as a whole: what is likely on it, and what it is called'], ['z', 'undo'], ['c', 'the checks that do not hold'],
  ['← →', 'the page before, the page after'], ['Esc', 'leave the field'],
];

function header() {
  const open = openRows().length;
  $('left').textContent = open.toLocaleString('en');
  const must = openRows().filter((index) => state.numbers[index].confidence !== 'likely').length;
  $('left-words').textContent = `${open === 1 ? 'number needs you' : 'numbers need you'}${must && must < open ? `, ${must.toLocaleString('en')} before the deck can be accepted` : ''}`;
  const { counts } = state;
  $('bar').replaceChildren(...LEVELS.filter((level) => counts[level]).map((level) => {
    const part = h('span', { class: level, title: plural(counts[level], level, level) });
    part.style.flex = String(counts[level]);
    return part;
  }));
  $('bar').setAttribute('aria-label', LEVELS.map((level) => `${counts[level]} ${level}`).join(', '));
  $('legend').replaceChildren(...LEVELS.map((level) => h('span', {}, h('span', { class: `dot ${level}` }), `${counts[level].toLocaleString('en')} ${level}`)),
    h('span', {}, h('span', { class: 'dot other' }), plural(counts.others, 'other number')), h('span', {}, plural(counts.decisions, 'decision')));
  $('undo').disabled = !state.can_undo;
  const { verdict } = state;
  const busy = verdict.version < state.version;
  const failing = verdict.failing.length;
  $('verdict').className = `verdict ${busy ? 'busy' : verdict.failure || failing ? 'fails' : 'holds'}`;
  $('verdict').textContent = verdict.version < 0 ? 'preparing checks…' : busy ? 'checking…' : verdict.failure ? 'checks stopped' : failing ? `${plural(failing, 'check')} fail${failing === 1 ? 's' : ''}` : 'every check holds';
  $('verdict').title = verdict.failure || 'the checks that do not hold';
}

function pages() {
  $('pages').replaceChildren(...state.pages.map((page) => {
    const numbers = numbersOf(page.page);
    const open = numbers.filter(isOpen).length;
    const failing = numbers.some((index) => tone(index) === 'failing');
    return h('button', { type: 'button', class: page.page === state.page ? 'here' : '', title: page.title_ja, onclick: () => { state.page = page.page; changed('page'); if (state.view === 'page') panel(); } },
      h('span', { class: 'page' }, page.page), h('span', { class: 'title' }, page.title_ja || page.title_en || ''),
      open ? h('span', { class: `count ${failing ? 'failing' : 'likely'}` }, String(open)) : failing ? h('span', { class: 'count failing' }, '!') : h('span'));
  }));
}

let shownPage = null;
function slide() {
  const page = state.pages.find((known) => known.page === state.page);
  if (!page) return;
  $('page-title').textContent = `${page.page}  ${page.title_ja || ''}${page.title_en ? `  ${page.title_en}` : ''}`;
  const numbers = numbersOf(page.page);
  const parts = state.has_slides && page.sheet !== '' ? drawing(page, numbers) : [text(page, numbers)];
  const elsewhere = numbers.filter((index) => (state.has_slides ? !state.numbers[index].box : state.numbers[index].line === '' || !page.lines.length));
  if (elsewhere.length) parts.push(listed(elsewhere));
  if (shownPage === page.page && parts[0].tagName === 'IMG' && $('slide').firstChild?.tagName === 'IMG') {
    // the image stays: only what lies on it is drawn anew
    while ($('slide').childNodes.length > 1) $('slide').lastChild.remove();
    $('slide').append(...parts.slice(1));
  } else {
    $('slide').replaceChildren(...parts);
  }
  shownPage = page.page;
}

function reveal() {
  $('slide').querySelector('.selected')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  $('pages').querySelector('.here')?.scrollIntoView({ block: 'nearest' });
}

function panel() {
  const typing = document.activeElement?.closest('#panel') && document.activeElement.matches('input, textarea') && document.activeElement.id;
  const shown = state.view === 'failing' ? failingPanel() : state.view === 'page' ? pagePanel(state.page) : state.view === 'done' ? donePanel()
    : state.selected === null ? [h('p', { class: 'empty' }, 'Choose a number on the page, or press n for the next that needs you.')] : numberPanel(state.selected);
  $('panel').replaceChildren(...shown.filter((part) => part !== null && part !== undefined && part !== false));
  if (typing) $(typing)?.focus();
}

onchange((what) => {
  if (what === 'selected' || what === 'page') { pages(); slide(); if (what === 'selected') panel(); reveal(); header(); return; }
  header(); pages(); slide();
  // verdicts that come while one types must not take the field away
  const isTyping = document.activeElement?.matches('#panel input, #panel select, #panel textarea');
  if (what !== 'verdict' || !isTyping) panel();
});

function turn(step) {
  const at = state.pages.findIndex((page) => page.page === state.page) + step;
  if (state.pages[at]) { state.page = state.pages[at].page; changed('page'); if (state.view === 'page') panel(); }
}

const openField = (id) => { const control = $(id); control?.focus(); control?.scrollIntoView({ block: 'nearest' }); };
const ACTIONS = {
  n: () => next(), ' ': () => next(), p: () => next(-1), z: undo, u: undo, '/': () => openField('f-line_item'), x: () => openField('f-disposition'),
  c: () => { state.view = state.view === 'failing' ? 'number' : 'failing'; panel(); $('panel').scrollTop = 0; },
  a: () => { state.view = state.view === 'page' ? 'number' : 'page'; panel(); $('panel').scrollTop = 0; },
  ArrowLeft: () => turn(-1), ArrowRight: () => turn(1), '?': () => $('keys').showModal(),
};

document.addEventListener('keydown', (event) => {
  const { target } = event;
  if (document.querySelector('dialog[open]') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.matches('input, select, textarea')) {
    if (event.key === 'Escape') target.blur();
    return;
  }
  if (event.key === 'Enter' && state.view === 'page') {
    if (target.matches('#panel button')) return;
    event.preventDefault();
    confirmPage(state.page);
    return;
  }
  if (event.key === 'Enter' && state.selected !== null && state.view === 'number') {
    if (target.matches('button') && target.id !== 'confirm') return;
    event.preventDefault();
    if (isUndescribed(state.selected)) describeDeal(state.selected);
    else confirmRow(state.selected, event.shiftKey ? siblings(state.selected) : []);
    return;
  }
  if (/^[1-9]$/.test(event.key) && state.selected !== null && state.view === 'number') {
    const chosen = candidate(state.selected, Number(event.key) - 1);
    if (chosen) { const index = state.selected; act(() => api.decide(index, { ...chosen, disposition: 'figure' }, [], 'chose a reading'), true); }
    return;
  }
  const action = ACTIONS[event.key];
  if (action && !(event.key === ' ' && target.matches('button'))) { event.preventDefault(); action(); }
});

$('next').addEventListener('click', () => next());
$('undo').addEventListener('click', undo);
$('verdict').addEventListener('click', ACTIONS.c);
$('help').addEventListener('click', () => $('keys').showModal());
$('keys').replaceChildren(h('h2', {}, 'Keys'), h('dl', {}, ...KEYS.flatMap(([key, what]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, what)])));
$('keys').addEventListener('click', () => $('keys').close());

try {
  take(await api.deck());
  document.title = `${state.deck} · review`;
  $('deck').textContent = state.deck;
  $('title').textContent = `${state.title}${state.after ? ` · after ${state.after}` : ''}`;
  state.page = state.pages[0]?.page;
  const open = openRows();
  if (open.length) select(open[0]); else changed('numbers');
  awaitVerdicts();
} catch (error) {
  toast(error.message, true);
}
