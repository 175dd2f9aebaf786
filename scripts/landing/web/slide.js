// The page: its image with a box on each number, or its lines with a mark on each.
import { h, s } from './dom.js';
import { state, tone, select } from './state.js';

const title = (number) => `${number.printed} ${number.unit} · ${number.line_item || number.disposition} ${number.measure} ${number.period}`;

function boxes(page, numbers) {
  const seen = new Map();
  for (const index of numbers) {
    const number = state.numbers[index];
    if (!number.box) continue;
    const key = number.box.join(' ');
    // of several facts at one place the first is shown, and the open one before it
    if (!seen.has(key) || number.is_open) seen.set(key, index);
  }
  return [...seen.values()].map((index) => {
    const [x0, top, x1, bottom] = state.numbers[index].box;
    const rect = s('rect', {
      x: x0 - 1.5, y: top - 1, width: Math.max(x1 - x0 + 3, 4), height: Math.max(bottom - top + 2, 4), rx: 1.5,
      class: `${tone(index)}${index === state.selected ? ' selected' : ''}`, 'data-index': index, onclick: () => select(index),
    });
    rect.append(s('title', {}, title(state.numbers[index])));
    return rect;
  });
}

export function drawing(page, numbers) {
  const image = h('img', { src: `/slides/${page.sheet}.png`, alt: `page ${page.page} of the deck`, draggable: 'false' });
  image.addEventListener('error', () => image.replaceWith(h('p', { class: 'gone' }, 'This page cannot be drawn; its numbers are in the list below.')));
  const layer = s('svg', { viewBox: `0 0 ${page.width} ${page.height}`, preserveAspectRatio: 'none' }, ...boxes(page, numbers));
  return [image, layer];
}

function line(text, number, from) {
  const marks = from.slice().sort((a, b) => Number(state.numbers[a].position) - Number(state.numbers[b].position));
  const parts = [];
  let at = 0;
  for (const index of marks) {
    const { position, printed } = state.numbers[index];
    const start = Number(position);
    if (start < at || start >= text.length) continue;
    // the place is that of the first digit; the print may have a sign before it
    const digits = printed.match(/[0-9０-９].*[0-9０-９]|[0-9０-９]/);
    const end = Math.min(text.length, start + Math.max(1, digits ? digits[0].length : printed.length));
    parts.push(text.slice(at, start), h('mark', {
      class: `${tone(index)}${index === state.selected ? ' selected' : ''}`, 'data-index': index, title: title(state.numbers[index]),
      onclick: () => select(index),
    }, text.slice(start, end)));
    at = end;
  }
  parts.push(text.slice(at));
  return h('div', {}, h('span', { class: 'n' }, String(number)), h('span', {}, ...parts));
}

export function text(page, numbers) {
  const first = Number(page.first_line);
  const byLine = new Map();
  for (const index of numbers) {
    const at = Number(state.numbers[index].line);
    byLine.set(at, [...(byLine.get(at) || []), index]);
  }
  return h('div', { class: 'text' }, ...page.lines.map((content, place) => line(content, first + place, byLine.get(first + place) || [])));
}

// numbers that have neither a box nor a line to stand in
export function listed(numbers) {
  return h('div', { class: 'listed' }, ...numbers.map((index) => h('div', {}, h('button', {
    type: 'button', class: tone(index), 'data-index': index, onclick: () => select(index),
  }, h('span', { class: `dot ${tone(index)}` }), `${state.numbers[index].printed} ${state.numbers[index].label}`))));
}

// what stands around the number, enlarged
export function crop(number) {
  const page = state.pages.find((known) => known.page === number.page);
  if (!number.box || !page || !page.sheet) return null;
  const [x0, top, x1, bottom] = number.box;
  const height = Math.max(34, (bottom - top) * 2.6);
  const width = height * (398 / 96);
  const left = Math.min(Math.max(0, (x0 + x1 - width) / 2), Math.max(0, page.width - width));
  const above = Math.min(Math.max(0, (top + bottom - height) / 2), Math.max(0, page.height - height));
  return s('svg', { class: `crop ${tone(state.selected)}`, viewBox: `${left} ${above} ${width} ${height}`, 'aria-hidden': 'true' },
    s('image', { href: `/slides/${page.sheet}.png`, x: 0, y: 0, width: page.width, height: page.height, preserveAspectRatio: 'none' }),
    s('rect', { x: x0 - 1.5, y: top - 1, width: x1 - x0 + 3, height: bottom - top + 2, rx: 1.5 }));
}

