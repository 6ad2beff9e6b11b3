// One model's view of the text.

import { messages } from './chat.js';
import { bytes, group, ids, pieces, stages } from './pieces.js';
import { decodeSteps, steps } from './steps.js';

const NO_LENGTH = 2147483647;
const VIEWS = ['pieces', 'ids', 'bytes', 'stages', 'steps'];
const CHAT_VIEWS = ['messages', 'pieces', 'ids', 'bytes', 'steps'];
const HINT = 'Point at a piece, or walk over them with the arrow keys.';
const number = value => value.toLocaleString('en');

/** A panel that asks the server about the text, and shows what it says. */
export class Panel {
  #parts = {};
  #answer = null;
  #view = 'pieces';
  #turn = 0;
  #views = VIEWS;

  constructor(models, chosen, request, report) {
    this.request = request;
    this.report = report;
    this.root = document.getElementById('panel-template').content.firstElementChild.cloneNode(true);
    for (const part of this.root.querySelectorAll('[data-part]')) this.#parts[part.dataset.part] = part;
    const { model } = this.#parts;
    for (const name of models) model.append(new Option(name, name));
    model.value = chosen;
    model.addEventListener('change', () => this.update(this.question));
    this.#tabs();
  }

  #tabs() {
    this.tabs = [...this.root.querySelectorAll('[role=tab]')];
    for (const tab of this.tabs) {
      tab.addEventListener('click', () => this.show(tab.dataset.view));
      tab.addEventListener('keydown', event => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        const shown = this.tabs.filter(one => !one.hidden);
        const next = shown[(shown.indexOf(tab) + step + shown.length) % shown.length];
        this.show(next.dataset.view);
        next.focus();
      });
    }
  }

  /** Shows the views of a conversation, or those of a text. */
  setMode(chat) {
    this.#answer = null;
    this.#views = chat ? CHAT_VIEWS : VIEWS;
    for (const tab of this.tabs) tab.hidden = !this.#views.includes(tab.dataset.view);
    this.#parts.view.replaceChildren();
    this.show(chat ? 'messages' : 'pieces');
  }

  /** Shows a view, by its name or its number. */
  show(view) {
    this.#view = this.#views[view] ?? view;
    for (const tab of this.tabs) {
      const chosen = tab.dataset.view === this.#view;
      tab.setAttribute('aria-selected', chosen);
      tab.tabIndex = chosen ? 0 : -1;
    }
    this.#draw();
  }

  /** Asks about another text or conversation. Answers to older questions are forgotten. */
  async update(question) {
    this.question = question;
    const turn = ++this.#turn;
    this.root.classList.add('busy');
    try {
      const body = JSON.stringify({ model: this.#parts.model.value, ...question });
      const path = question.messages ? '/v1/explain/chat' : '/v1/explain';
      const answer = await (await this.request(path, body)).json();
      if (turn !== this.#turn) return;
      const text = answer.text ?? question.text;
      this.#answer = { ...answer, text, groups: group(text, answer.tokens), roles: question.messages?.map(one => one.role) };
      this.report('');
      this.#counts();
      this.#draw();
    } catch (problem) {
      if (turn === this.#turn) this.report(problem.message);
    } finally {
      if (turn === this.#turn) this.root.classList.remove('busy');
    }
  }

  #counts() {
    const { count, tokens, text, max_model_len: most, backend } = this.#answer;
    const length = new TextEncoder().encode(text).length;
    const set = (part, value) => { this.#parts[part].textContent = value; };
    set('count', number(count));
    set('characters', number([...text].length));
    set('bytes', number(length));
    set('ratio', count ? (length / count).toFixed(2) : '–');
    set('special', number(tokens.filter(token => token.special || token.framing).length));
    set('backend', backend);
    this.#parts.context.hidden = most >= NO_LENGTH;
    const { meter } = this.#parts;
    Object.assign(meter, { max: most, low: most * 0.75, high: most * 0.95, optimum: 0, value: Math.min(count, most) });
    set('context-text', `${(100 * count / most).toFixed(count / most < 0.1 ? 2 : 0)} % of ${number(most)} tokens`);
  }

  async #draw() {
    const answer = this.#answer;
    if (!answer) return;
    const { view, detail } = this.#parts;
    view.classList.toggle('plain', this.#view === 'bytes' || this.#view === 'steps');
    detail.hidden = this.#view !== 'pieces';
    detail.textContent = HINT;
    switch (this.#view) {
      case 'messages': view.replaceChildren(messages(answer)); break;
      case 'pieces': view.replaceChildren(pieces(answer.groups, detail)); break;
      case 'ids': view.replaceChildren(ids(answer.groups)); break;
      case 'bytes': view.replaceChildren(bytes(answer.tokens)); break;
      case 'stages': view.replaceChildren(stages(answer, answer.groups)); break;
      default: await this.#drawSteps(answer, view);
    }
  }

  async #drawSteps(answer, view) {
    if (answer.tokens.length === 0) { view.replaceChildren(); return; }
    try {
      answer.chunks ??= await decodeSteps(this.request, answer.model, answer.tokens.map(token => token.id));
      if (answer === this.#answer && this.#view === 'steps') view.replaceChildren(steps(answer.tokens, answer.chunks));
    } catch (problem) {
      this.report(problem.message);
    }
  }
}
