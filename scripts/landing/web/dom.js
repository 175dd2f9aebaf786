// Elements made without any HTML text: nothing that a document says can become markup.
const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
export const s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
export const $ = (id) => document.getElementById(id);
export const plural = (count, one, many = `${one}s`) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

let hiding;
export function toast(text, isError = false) {
  const shown = $('toast');
  shown.textContent = text;
  shown.className = `shown${isError ? ' error' : ''}`;
  clearTimeout(hiding);
  hiding = setTimeout(() => { shown.className = ''; shown.textContent = ''; }, isError ? 7000 : 2500);
}
