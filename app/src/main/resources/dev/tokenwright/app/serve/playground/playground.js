// The page: one text, one or two panels.

import { Conversation } from './chat.js';
import { Panel } from './panel.js';

const SAMPLES = {
  prose: 'The wheelwright, the shipwright and the playwright all make things fit together.\nSo does a tokenwright: 12,345 words in, exactly the same tokens out.',
  code: 'def tokens(text: str) -> list[int]:\n    """Exactly the reference\'s ids."""\n    return [table[b] for b in text.encode("utf-8") if b != 0x00]\n',
  world: 'Žluťoučký kůň, Straße, Привет, мир!\n你好，世界。今天天气很好！ こんにちは 안녕하세요\nनमस्ते दुनिया / สวัสดีชาวโลก\nمرحبا بالعالم',
  emoji: 'Family 👨‍👩‍👧‍👦, wave 👋🏽, flag 🇩🇪, heart ❤️‍🔥, butterfly 🦋, and e\u0301 with its accent.',
  chat: '<|im_start|>user\nWhat is 2 + 2?<|im_end|>\n<|im_start|>assistant\n<|endoftext|>',
};
const WAIT = 120;
const $ = id => document.getElementById(id);
const stored = {
  get: name => { try { return localStorage.getItem(name); } catch { return null; } },
  set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* not allowed here: not kept */ } },
};

const panels = [];
const conversation = new Conversation($('messages'), () => updateSoon());
let models = [];
let timer = 0;

async function request(path, body, type = 'application/json') {
  const headers = { 'Content-Type': type };
  if ($('key').value) headers['x-api-key'] = $('key').value;
  const answer = await fetch(path, body === undefined ? { headers } : { method: 'POST', headers, body });
  if (answer.status === 401) $('key-box').hidden = false;
  if (!answer.ok) throw new Error((await answer.json()).error.message);
  return answer;
}

function report(problem) {
  $('problem').textContent = problem;
  $('problem').hidden = !problem;
}

function question() {
  if (isChat()) {
    return {
      messages: conversation.messages(),
      add_generation_prompt: $('generation-prompt').checked,
      special_text: $('typed-control').checked ? 'recognize' : 'as-text',
    };
  }
  return {
    text: $('text').value,
    add_special_tokens: $('add-special').checked,
    special_text: $('as-text').checked ? 'as-text' : 'recognize',
  };
}

function update() {
  for (const panel of panels) panel.update(question());
}

function updateSoon() {
  clearTimeout(timer);
  timer = setTimeout(update, WAIT);
}

function isChat() {
  return !$('chat-input').hidden;
}

function turnChat() {
  const chat = !isChat();
  $('chat-input').hidden = !chat;
  $('text-input').hidden = chat;
  $('chat-mode').setAttribute('aria-pressed', chat);
  for (const panel of panels) panel.setMode(chat);
  update();
}

function addPanel(chosen) {
  const panel = new Panel(models, chosen, request, report);
  panel.setMode(isChat());
  panels.push(panel);
  $('panels').append(panel.root);
}

function compare() {
  if (panels.length === 2) {
    panels.pop().root.remove();
  } else {
    addPanel(models[1] ?? models[0]);
  }
  $('panels').classList.toggle('two', panels.length === 2);
  $('compare').setAttribute('aria-pressed', panels.length === 2);
  update();
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  stored.set('theme', theme);
}

function turnTheme() {
  setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
}

function onKey(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.code === 'KeyC') compare();
  else if (event.code === 'KeyM') turnChat();
  else if (event.code === 'KeyT') turnTheme();
  else if (/^Digit[1-5]$/.test(event.code)) for (const panel of panels) panel.show(Number(event.code.at(-1)) - 1);
  else return;
  event.preventDefault();
}

async function begin() {
  try {
    models = (await (await request('/v1/models')).json()).data.map(model => model.id);
    report('');
  } catch (problem) {
    report(problem.message);
    return;
  }
  if (panels.length === 0) addPanel(models[0]);
  update();
}

setTheme(stored.get('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
$('text').value = SAMPLES.prose;
$('text').addEventListener('input', updateSoon);
for (const box of ['add-special', 'as-text', 'generation-prompt', 'typed-control']) $(box).addEventListener('change', update);
for (const button of document.querySelectorAll('[data-sample]')) {
  button.addEventListener('click', () => { $('text').value = SAMPLES[button.dataset.sample]; update(); });
}
$('add-message').addEventListener('click', () => { conversation.add('user', '').focus(); update(); });
$('chat-mode').addEventListener('click', turnChat);
$('compare').addEventListener('click', compare);
$('theme').addEventListener('click', turnTheme);
$('key').addEventListener('change', begin);
document.addEventListener('keydown', onKey);
await begin();
document.documentElement.dataset.ready = 'true';
