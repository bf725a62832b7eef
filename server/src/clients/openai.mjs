// OpenAI's own client, which is told the URL of `keepsake serve`: whole answers and streams, tools of its own beside the memory's,
// failures, and an answer that nobody waits for any more. The model behind Keepsake is a script in this file, which looks
// at what it is sent as OpenAI does.
//
//   node openai.mjs <launcher> <data folder>
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import OpenAI from 'openai';
import { runSteps } from './report.mjs';

const [launcher, home] = process.argv.slice(2);
const { dependencies } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));
const UPSTREAM_KEY = 'sk-upstream';
const PATIENCE_MS = 20_000;

const asked = [];
const faults = [];
let script = [];

// What the API's reference asks of messages: every call is answered, by its id, before anything else is said.
function check(body) {
  const open = new Set();
  for (const message of body.messages) {
    if (message.role === 'tool') {
      if (!open.delete(message.tool_call_id)) faults.push(`answers no open call: ${message.tool_call_id}`);
    } else if (open.size) {
      faults.push(`without an answer: ${[...open]}`);
      open.clear();
    }
    for (const call of message.tool_calls ?? []) open.add(call.id);
  }
  if (open.size) faults.push(`without an answer: ${[...open]}`);
  const names = (body.tools ?? []).map(tool => tool.function.name);
  if (new Set(names).size !== names.length) faults.push(`a tool is there twice: ${names}`);
}

const base = { id: 'chatcmpl-1', created: 1, model: 'toy' };
const usage = { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 };

function whole(response, message, finish_reason) {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  const choices = [{ index: 0, message: { role: 'assistant', content: null, ...message }, finish_reason }];
  response.end(JSON.stringify({ ...base, object: 'chat.completion', choices, usage }));
}

function begin(response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  const chunk = (delta, finish_reason = null, more = {}) =>
    response.write(
      `data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }], ...more })}\n\n`,
    );
  chunk({ role: 'assistant', content: '' });
  return chunk;
}

function end(body, response, chunk, reason) {
  chunk({}, reason);
  if (body.stream_options?.include_usage) {
    response.write(`data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', choices: [], usage })}\n\n`);
  }
  response.end('data: [DONE]\n\n');
}

const says = text => (body, response) => {
  if (!body.stream) return whole(response, { content: text }, 'stop');
  const chunk = begin(response);
  for (const word of text.split(/(?<= )/)) chunk({ content: word });
  end(body, response, chunk, 'stop');
};

const calls = (...made) => (body, response) => {
  const list = made.map(([id, name, args]) => ({ id, type: 'function', function: { name, arguments: JSON.stringify(args) } }));
  if (!body.stream) return whole(response, { tool_calls: list }, 'tool_calls');
  const chunk = begin(response);
  for (const [index, call] of list.entries()) {
    chunk({ tool_calls: [{ ...call, index, function: { ...call.function, arguments: '' } }] });
    for (const part of call.function.arguments.match(/.{1,7}/gs)) {
      chunk({ tool_calls: [{ index, function: { arguments: part } }] });
    }
  }
  end(body, response, chunk, 'tool_calls');
};

const upstream = createServer(async (request, response) => {
  let text = '';
  for await (const part of request) text += part;
  if (request.headers.authorization !== `Bearer ${UPSTREAM_KEY}`) faults.push('another key than the upstream\'s');
  if (request.method === 'GET') {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    return response.end(JSON.stringify({ object: 'list', data: [{ id: 'toy', object: 'model', created: 1, owned_by: 'us' }] }));
  }
  const body = JSON.parse(text);
  asked.push(body);
  check(body);
  return (script.shift() ?? says('OK.'))(body, response);
});
await new Promise(resolve => upstream.listen(0, '127.0.0.1', resolve));

async function serve() {
  const process_ = spawn(launcher, ['serve', '--port', '0'], {
    env: {
      ...process.env,
      KEEPSAKE_HOME: home,
      OPENAI_API_KEY: UPSTREAM_KEY,
      OPENAI_BASE_URL: `http://127.0.0.1:${upstream.address().port}/v1`,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  for await (const part of process_.stderr) {
    said += part;
    const found = said.match(/listening on (http[^/]*\/\/[^/]+)\/mcp/);
    if (found) {
      process_.stderr.resume();
      return { process: process_, url: `${found[1]}/v1` };
    }
  }
  throw new Error(`keepsake serve does not listen: ${said}`);
}

const served = await serve();
const client = new OpenAI({ baseURL: served.url, apiKey: 'none', maxRetries: 0, timeout: PATIENCE_MS });
const as = user => ({ headers: { 'X-User-Id': user } });
const ask = (text, more = {}) => ({ model: 'toy', messages: [{ role: 'user', content: text }], ...more });
const save = ['call_1', 'save_memory', { content: 'The user lives in Ghent.', memory_type: 'fact' }];
const weather = {
  type: 'function',
  function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
};

const steps = {
  'lists models': async () => {
    const ids = [];
    for await (const model of client.models.list()) ids.push(model.id);
    assert.deepEqual(ids, ['toy']);
  },

  'saves on the way to an answer': async () => {
    script = [calls(save), says('I will remember that.')];
    const { data, response } = await client.chat.completions.create(ask('I live in Ghent.'), as('one')).withResponse();
    assert.equal(data.choices[0].message.content, 'I will remember that.');
    assert.equal(data.usage.total_tokens, 24);
    assert.equal(response.headers.get('x-keepsake-saved'), '1');
    assert.equal(response.headers.get('x-keepsake-memory'), 'ok');
  },

  'is told what is remembered': async () => {
    await client.chat.completions.create(ask('Where do I live?'), as('one'));
    const [first] = asked.at(-1).messages;
    assert.equal(first.role, 'system');
    assert.match(first.content, /<recalled_memories>[^]*The user lives in Ghent\.[^]*<\/recalled_memories>$/);
  },

  'streams': async () => {
    script = [calls(save), says('I will remember that.')];
    const stream = await client.chat.completions.create(
      ask('I live in Ghent.', { stream: true, stream_options: { include_usage: true } }),
      as('two'),
    );
    let text = '';
    let roles = 0;
    const ends = [];
    let told;
    for await (const chunk of stream) {
      const [choice] = chunk.choices;
      text += choice?.delta.content ?? '';
      roles += choice?.delta.role ? 1 : 0;
      assert.equal(choice?.delta.tool_calls, undefined);
      if (choice?.finish_reason) ends.push(choice.finish_reason);
      told = chunk.usage ?? told;
    }
    assert.equal(text, 'I will remember that.');
    assert.equal(roles, 1);
    assert.deepEqual(ends, ['stop']);
    assert.equal(told.total_tokens, 24);
  },

  'streams by the helper that puts it together': async () => {
    script = [calls(save), says('I will remember that.')];
    const answer = await client.chat.completions.stream(ask('I live in Ghent.'), as('three')).finalChatCompletion();
    assert.equal(answer.choices[0].message.content, 'I will remember that.');
    assert.equal(answer.choices[0].message.role, 'assistant');
  },

  'has its own tools beside the memory\'s': async () => {
    for (const stream of [false, true]) {
      const user = as(stream ? 'five' : 'four');
      script = [calls(save, ['call_2', 'weather', { city: 'Ghent' }]), says('It rains.')];
      const request = ask('I live in Ghent. Weather?', { tools: [weather] });
      const answer = stream
        ? await client.chat.completions.stream(request, user).finalChatCompletion()
        : await client.chat.completions.create(request, user);
      const { message } = answer.choices[0];
      assert.deepEqual(message.tool_calls.map(call => [call.id, call.function.name]), [['call_2', 'weather']]);
      assert.deepEqual(JSON.parse(message.tool_calls[0].function.arguments), { city: 'Ghent' });
      const again = {
        ...request,
        messages: [...request.messages, message, { role: 'tool', tool_call_id: 'call_2', content: 'rain' }],
      };
      const last = await client.chat.completions.create(again, user);
      assert.equal(last.choices[0].message.content, 'It rains.');
      const ids = asked.at(-1).messages.filter(one => one.role === 'tool').map(one => one.tool_call_id);
      assert.deepEqual(ids, ['call_1', 'call_2']);
    }
  },

  'runs its own tools by the helper for that': async () => {
    script = [calls(save, ['call_2', 'weather', { city: 'Ghent' }]), says('It rains.')];
    const runner = client.chat.completions.runTools(
      ask('I live in Ghent. Weather?', {
        stream: true,
        tools: [{ ...weather, function: { ...weather.function, function: () => 'rain', parse: JSON.parse } }],
      }),
      as('six'),
    );
    assert.equal(await runner.finalContent(), 'It rains.');
  },

  'hangs up, and the model is hung up on': async () => {
    const closed = new Promise(resolve => {
      script = [
        (_, response) => {
          begin(response)({ content: 'one' });
          response.on('close', () => resolve(true));
        },
      ];
    });
    const stream = await client.chat.completions.create(ask('Hello', { stream: true }), as('seven'));
    for await (const chunk of stream) {
      if (chunk.choices[0].delta.content === 'one') break; // which aborts
    }
    stream.controller.abort();
    const late = new Promise(resolve => setTimeout(resolve, PATIENCE_MS, false).unref());
    assert.equal(await Promise.race([closed, late]), true);
  },

  'hangs up before the first word': async () => {
    const aborting = new AbortController();
    const closed = new Promise(resolve => {
      script = [
        (_, response) => {
          response.on('close', () => resolve(true));
          aborting.abort();
        },
      ];
    });
    await assert.rejects(
      client.chat.completions.create(ask('Hello'), { ...as('seven'), signal: aborting.signal }),
      OpenAI.APIUserAbortError,
    );
    const late = new Promise(resolve => setTimeout(resolve, PATIENCE_MS, false).unref());
    assert.equal(await Promise.race([closed, late]), true);
  },

  'is told of failures as OpenAI tells them': async () => {
    script = [
      (_, response) => {
        response.writeHead(429, { 'Content-Type': 'application/json', 'Retry-After': '1' });
        response.end(JSON.stringify({ error: { message: 'Slow down.', type: 'requests', param: null, code: 'rate_limit_exceeded' } }));
      },
    ];
    await assert.rejects(
      client.chat.completions.create(ask('Hello'), as('eight')),
      e => e instanceof OpenAI.RateLimitError && e.code === 'rate_limit_exceeded',
    );
    script = [(_, response) => response.destroy()];
    await assert.rejects(
      client.chat.completions.create(ask('Hello'), as('eight')),
      e => e instanceof OpenAI.InternalServerError && e.code === 'upstream_unavailable',
    );
    await assert.rejects(
      client.chat.completions.create({ ...ask('Hello'), user: 'a\u0000' }),
      e => e instanceof OpenAI.BadRequestError && e.param === 'user',
    );
  },

  'is told of a stream that breaks off': async () => {
    script = [
      (_, response) => {
        begin(response)({ content: 'one' });
        setTimeout(() => response.destroy(), 50);
      },
    ];
    let text = '';
    await assert.rejects(
      async () => {
        const stream = await client.chat.completions.create(ask('Hello', { stream: true }), as('nine'));
        for await (const chunk of stream) text += chunk.choices[0].delta.content;
      },
      e => e instanceof OpenAI.APIError && e.code === 'upstream_interrupted',
    );
    assert.equal(text, 'one');
  },

  'was understood by the model': async () => assert.deepEqual(faults, []),
};

try {
  await runSteps(`OpenAI's client ${dependencies.openai}`, steps, {});
} finally {
  served.process.kill();
  upstream.closeAllConnections();
  upstream.close();
}
