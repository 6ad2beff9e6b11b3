// Tokens as pieces that can be shown: a grapheme that several tokens share is one piece.

const COLOURS = 5;
const MOST_SHOWN = 5000;
const VISIBLE = { ' ': '·', '\t': '⇥', '\n': '⏎\n', '\r': '␍', '\u00a0': '⍽', '\u200b': '∅' };

export function element(name, properties = {}, ...children) {
  const { class: className, data = {}, ...rest } = properties;
  const made = document.createElement(name);
  if (className) made.className = className;
  Object.assign(made.dataset, data);
  for (const [key, value] of Object.entries(rest)) {
    if (key in made) made[key] = value; else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Text with marks for what one cannot see. */
export function visible(text) {
  const nodes = [];
  let plain = '';
  for (const character of text) {
    const mark = VISIBLE[character] ?? (/\p{Cc}/u.test(character) ? '�' : null);
    if (mark === null) { plain += character; continue; }
    if (plain) nodes.push(plain);
    plain = '';
    nodes.push(element('span', { class: 'blank' }, mark));
  }
  if (plain) nodes.push(plain);
  return nodes;
}

function boundaries(text) {
  const ends = new Set([0, text.length]);
  if (typeof Intl.Segmenter === 'function') {
    for (const { index } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) ends.add(index);
  } else {
    for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) ends.add(at);
  }
  return ends;
}

/** Groups of tokens, each of which is whole graphemes of the text. */
export function group(text, tokens) {
  const ends = boundaries(text);
  const groups = [];
  for (let index = 0; index < tokens.length;) {
    const first = tokens[index];
    const made = { tokens: [first], first: index, start: first.start, end: first.end };
    index++;
    if (!first.framing) {
      while (index < tokens.length && !tokens[index].framing && (!ends.has(made.end) || tokens[index].start < made.end)) {
        made.end = Math.max(made.end, tokens[index].end);
        made.tokens.push(tokens[index++]);
      }
    }
    made.text = first.framing ? first.token : text.slice(made.start, made.end) || first.token;
    groups.push(made);
  }
  return groups;
}

const hex = bytes => bytes.map(value => value.toString(16).padStart(2, '0')).join(' ');

function describe(piece) {
  const parts = piece.tokens.map(token => `${token.id} ${JSON.stringify(token.token)} [${hex(token.bytes)}]`);
  const [only] = piece.tokens;
  const kind = only.framing ? ' · added around the text' : only.special ? ' · special token' : '';
  return `token ${piece.first + 1}${piece.tokens.length > 1 ? '–' + (piece.first + piece.tokens.length) : ''}: `
    + `${parts.join(' + ')} · chars ${piece.start}–${piece.end}${kind}`;
}

function kind(piece, index) {
  const [first] = piece.tokens;
  if (first.framing) return 'framing';
  return `c${index % COLOURS}${first.special ? ' special' : ''}${piece.tokens.length > 1 ? ' many' : ''}`;
}

function more(total) {
  return total > MOST_SHOWN ? [element('p', { class: 'more' }, `… and ${(total - MOST_SHOWN).toLocaleString('en')} more`)] : [];
}

/** The coloured pieces. The arrow keys walk over them; the detail of the one in focus is shown. */
export function pieces(groups, detail) {
  const nodes = groups.slice(0, MOST_SHOWN).map((piece, index) => {
    const span = element('span', { class: `piece ${kind(piece, index)}`, tabIndex: index === 0 ? 0 : -1 }, ...visible(piece.text));
    const show = () => { detail.textContent = describe(piece); };
    span.addEventListener('mouseenter', show);
    span.addEventListener('focus', show);
    return span;
  });
  const walk = event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = nodes.indexOf(event.target);
    const next = event.key === 'Home' ? nodes[0] : event.key === 'End' ? nodes.at(-1) : nodes[at + step];
    if (at < 0 || !next) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
  const box = element('div', {}, ...nodes, ...more(groups.length));
  box.addEventListener('keydown', walk);
  return box;
}

/** The ids, coloured as their pieces are. */
export function ids(groups) {
  const nodes = groups.slice(0, MOST_SHOWN).flatMap((piece, index) => piece.tokens.map(
    token => element('span', { class: `piece id ${kind(piece, index)}`, title: token.token }, String(token.id))));
  return element('div', {}, ...nodes, ...more(groups.length));
}

/** One row a token: its id, what the vocabulary calls it, and its bytes. */
export function bytes(tokens) {
  const rows = tokens.slice(0, MOST_SHOWN).map((token, index) => element('tr', {},
    element('td', { class: 'number' }, String(index)),
    element('td', { class: 'number' }, String(token.id)),
    element('td', {}, ...visible(token.token)),
    element('td', {}, hex(token.bytes)),
    element('td', {}, token.framing ? 'around' : token.special ? 'special' : '')));
  const head = ['#', 'id', 'token', 'bytes', ''].map(name => element('th', {}, name));
  return element('div', {}, element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...rows)),
    ...more(tokens.length));
}

function stage(name, note, stretches, before) {
  const same = before && stretches.length === before.length && stretches.every((one, index) => one.text === before[index].text);
  const shown = same ? [element('span', { class: 'same' }, 'unchanged')]
    : stretches.slice(0, MOST_SHOWN).map((one, index) => element('span',
      { class: `piece ${one.id === undefined ? `c${index % COLOURS}` : 'special'}` }, ...visible(one.text)));
  return element('section', { class: 'stage', data: { stage: name } },
    element('h3', {}, name, element('small', {}, note)), element('div', {}, ...shown));
}

/** What each stage made of the text. */
export function stages(answer, groups) {
  const { segments, normalized, pieces: cut } = answer.stages;
  const raw = answer.text ? [{ text: answer.text }] : [];
  return element('div', {},
    stage('Text', 'as it was typed', raw),
    stage('Added tokens', 'found in the raw text', segments, raw),
    stage('Normalised', 'rewritten text', normalized, segments),
    stage('Split', 'pieces for the model', cut, normalized),
    element('section', { class: 'stage', data: { stage: 'Model' } },
      element('h3', {}, 'Model and frame', element('small', {}, 'pieces become tokens')), ids(groups)));
}
