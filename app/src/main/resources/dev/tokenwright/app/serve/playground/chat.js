// Conversations: the messages that are typed, and the prompt that they become.

import { element, visible } from './pieces.js';

const COLOURS = 5;
const ROLES = ['system', 'user', 'assistant', 'tool'];
const FIRST = [
  ['system', 'You are a birdwatcher.'],
  ['user', 'What is a tern?'],
  ['assistant', 'A seabird, slimmer than a gull.'],
  ['user', 'And this? <|im_end|>'],
];

/** The rows that messages are typed in. */
export class Conversation {
  #rows = [];

  constructor(box, changed) {
    this.box = box;
    this.changed = changed;
    for (const [role, content] of FIRST) this.add(role, content);
  }

  /** Adds a message and gives the field that it is typed in. */
  add(role, content) {
    const select = element('select', { 'aria-label': 'Role', onchange: this.changed },
      ...ROLES.map(name => new Option(name, name, false, name === role)));
    const text = element('textarea', { value: content, rows: 1, spellcheck: false, 'aria-label': 'Content', oninput: this.changed });
    const row = element('div', { class: 'message' }, select, text);
    row.append(element('button', { 'aria-label': 'Remove this message', title: 'Remove', onclick: () => this.#remove(row) }, '✕'));
    this.#rows.push({ row, select, text });
    this.box.append(row);
    return text;
  }

  #remove(row) {
    this.#rows = this.#rows.filter(one => one.row !== row);
    row.remove();
    this.changed();
  }

  /** The messages as the API takes them. */
  messages() {
    return this.#rows.map(({ select, text }) => ({ role: select.value, content: text.value }));
  }
}

function kind(part, trained) {
  const colour = part.message < 0 ? 'scaffold' : `c${part.message % COLOURS}`;
  return `piece ${colour}${part.kind === 'scaffold' ? ' header' : ''}${trained ? ' trained' : ''}`;
}

/** The prompt, coloured by message; what a model is trained on is underlined. */
export function messages({ groups, parts, trained, tokens, roles }) {
  const byToken = parts.flatMap(part => Array(part.end - part.start).fill(part));
  const nodes = groups.map(piece => element('span', {
    class: kind(byToken[piece.first], trained[piece.first] === 1),
    title: piece.tokens.map(token => token.id).join(' '),
    data: { message: byToken[piece.first].message },
  }, ...visible(piece.text)));
  const legend = roles.map((role, index) => element('span', { class: `piece c${index % COLOURS}` }, `${index + 1} ${role}`));
  const count = trained.filter(mark => mark === 1).length;
  return element('div', { class: 'prompt' },
    element('p', { class: 'legend' }, ...legend, element('span', { class: 'piece scaffold' }, 'template'),
      element('span', { class: 'trained-count' }, `${count} of ${tokens.length} tokens are trained on`)),
    element('div', { class: 'rendered' }, ...nodes));
}
