// Decoding step by step: the server's own stream says what each id gave.

import { element, visible } from './pieces.js';

/** Asks the server for the text that each id gives in a stream; the last one is what was held back. */
export async function decodeSteps(request, model, ids) {
  const lines = ids.map((id, index) => JSON.stringify(index === 0 ? { model, ids: [id] } : { ids: [id] }));
  const answer = await request('/v1/decode/stream', lines.join('\n') + '\n', 'application/x-ndjson');
  return (await answer.text()).trim().split('\n').map(line => JSON.parse(line).text);
}

/** The view: a slider over the ids, and the text that is certain by then. */
export function steps(tokens, chunks) {
  const slider = element('input', { type: 'range', min: 0, max: tokens.length, value: tokens.length, 'aria-label': 'Step' });
  const place = element('output');
  const decoded = element('div', { class: 'decoded', data: { part: 'decoded' } });
  const held = element('p', { class: 'held' });
  const show = () => {
    const step = Number(slider.value);
    const before = chunks.slice(0, Math.max(0, step - 1)).join('');
    const now = step > 0 ? chunks[step - 1] : '';
    const rest = step === tokens.length ? chunks[tokens.length] ?? '' : '';
    place.textContent = `${step} / ${tokens.length}`;
    decoded.replaceChildren(...visible(before), element('span', { class: 'new' }, ...visible(now + rest)));
    const token = step > 0 ? tokens[step - 1] : null;
    held.textContent = !token ? 'Nothing is decoded yet.'
      : now || rest ? `Id ${token.id} gave ${JSON.stringify(now + rest)}.`
        : `Id ${token.id} gave nothing yet: it is held back until the character is complete.`;
  };
  const move = by => { slider.value = Number(slider.value) + by; show(); };
  slider.addEventListener('input', show);
  show();
  return element('div', {},
    element('div', { class: 'walk' },
      element('button', { onclick: () => { slider.value = 0; show(); }, 'aria-label': 'To the beginning' }, '⏮'),
      element('button', { onclick: () => move(-1), 'aria-label': 'One id back' }, '◀'),
      element('button', { onclick: () => move(1), 'aria-label': 'One id on' }, '▶'),
      slider, place),
    decoded, held);
}
