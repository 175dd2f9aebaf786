// A field in which a line item is found by typing part of its name, in either language, or of its id.
import { h } from './dom.js';

const plain = (text) => text.normalize('NFKC').toLowerCase();

// every word has to occur; a name that starts with what was typed comes first, then the shorter name
export function found(items, typed, most = 40) {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const hits = [];
  for (const item of items) {
    const [id, ja, en, statement] = item;
    const names = [plain(ja), plain(en), plain(id)];
    const text = `${names.join(' ')} ${plain(statement)}`;
    if (!words.every((word) => text.includes(word))) continue;
    const starts = words.length && names.some((name) => name.startsWith(words[0]));
    const whole = names.includes(words.join(' '));
    hits.push([whole ? 0 : starts ? 1 : 2, ja.length + en.length, item]);
  }
  hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return hits.slice(0, most).map((hit) => hit[2]);
}

export function combobox({ items, value, id, onchoose, oncreate }) {
  const label = (key) => {
    const item = items.find((known) => known[0] === key);
    return item ? `${item[1]} · ${item[2]}` : key;
  };
  const list = h('ul', { class: 'options', role: 'listbox', id: `${id}-list`, hidden: true });
  const input = h('input', {
    id, type: 'text', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': `${id}-list`, autocomplete: 'off',
    spellcheck: 'false', placeholder: 'type a name, 日本語 or English',
  });
  input.value = label(value);
  let shown = [];
  let at = 0;

  const close = () => { list.hidden = true; input.setAttribute('aria-expanded', 'false'); };
  const choose = (place) => {
    const chosen = shown[place];
    close();
    if (!chosen) return;
    if (chosen.create) oncreate(chosen.create);
    else { input.value = label(chosen[0]); onchoose(chosen[0]); }
  };
  const paint = () => {
    list.replaceChildren(...shown.map((item, place) => h('li', {
      role: 'option', 'aria-selected': String(place === at),
      onmousedown: (event) => { event.preventDefault(); choose(place); },
    }, item.create !== undefined ? `New line item${item.create ? `: ${item.create}` : ''} …` : `${item[1]} · ${item[2]}`,
    item.create === undefined ? h('small', {}, `${item[0]} · ${item[3]}`) : null)));
    list.hidden = !shown.length;
    input.setAttribute('aria-expanded', String(!list.hidden));
    list.children[at]?.scrollIntoView({ block: 'nearest' });
  };
  const search = () => {
    shown = [...found(items, input.value), { create: input.value.trim() }];
    at = 0;
    paint();
  };
  input.addEventListener('focus', () => { input.select(); });
  input.addEventListener('input', search);
  input.addEventListener('blur', () => { close(); if (list.dataset.typed) input.value = label(value); });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) return search();
      at = (at + (event.key === 'ArrowDown' ? 1 : shown.length - 1)) % shown.length;
      paint();
    } else if (event.key === 'Enter' && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      choose(at);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      input.value = label(value);
      close();
      input.blur();
    }
  });
  return h('div', { class: 'combo' }, input, list);
}
