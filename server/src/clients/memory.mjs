// What every client is made to do with the memory, whatever it is written in. `client` has the methods that the MCP
// project's TypeScript clients have in common; `seen` carries ids from step to step.
import assert from 'node:assert/strict';

const HOME = 'The user lives in Ghent.';
const WORK = 'The user repairs violins for a living.';

const call = (client, name, args) => client.callTool({ name, arguments: args });

async function save(client, content) {
  const answer = await call(client, 'save_memory', { content, memory_type: 'fact', confidence: 0.95 });
  assert.equal(answer.isError ?? false, false);
  assert.equal(answer.structuredContent.action, 'created');
  assert.match(answer.structuredContent.memory_id, /^[0-9a-f-]{36}$/);
  return answer.structuredContent.memory_id;
}

async function query(client, text) {
  const answer = await call(client, 'query_memory', { query: text });
  assert.equal(answer.isError ?? false, false);
  return answer.structuredContent.memories;
}

export const steps = {
  'lists tools': async ({ client }) => {
    const { tools } = await client.listTools();
    const names = tools.map(tool => tool.name);
    for (const name of ['save_memory', 'query_memory', 'delete_memory']) {
      assert.ok(names.includes(name), `${name} is not among ${names}`);
    }
    for (const tool of tools) {
      assert.equal(tool.inputSchema.type, 'object');
      assert.equal(tool.outputSchema.type, 'object');
    }
  },

  'lists and gets prompts': async ({ client }) => {
    const { prompts } = await client.listPrompts();
    assert.ok(prompts.length > 0, 'there is no prompt');
    for (const prompt of prompts) {
      const required = (prompt.arguments ?? []).filter(argument => argument.required);
      const args = Object.fromEntries(required.map(argument => [argument.name, 'tea']));
      const { messages } = await client.getPrompt({ name: prompt.name, arguments: args });
      assert.ok(messages.length > 0, `${prompt.name} is empty`);
    }
  },

  'saves': async ({ client }) => ({ home: await save(client, HOME), work: await save(client, WORK) }),

  'queries': async ({ client, home }) => {
    const found = await query(client, 'Where does the user live?');
    assert.equal(found[0].id, home);
    assert.equal(found[0].content, HOME);
  },

  'lists and reads resources': async ({ client, home }) => {
    const { resources } = await client.listResources();
    for (const { uri } of resources) {
      const { contents } = await client.readResource({ uri });
      assert.ok(contents.length > 0, `${uri} is empty`);
    }
    const { resourceTemplates } = await client.listResourceTemplates();
    assert.ok(resourceTemplates.length > 0, 'there is no template');
    for (const { uriTemplate } of resourceTemplates) {
      // RFC 6570: of an optional query nothing is left where it has no values
      const uri = uriTemplate.replace(/\{\?[^}]*\}/, '').replace(/\{[^}]*\}/, home);
      const { contents } = await client.readResource({ uri });
      assert.ok(contents[0].text.includes(HOME), `${uriTemplate} of a memory does not have its text`);
    }
  },

  'is shown what would be deleted': async ({ client, home }) => {
    const answer = await call(client, 'delete_memory', { description: 'where the user lives' });
    assert.equal(answer.isError ?? false, false);
    assert.equal(answer.structuredContent.action, 'candidates');
    assert.ok(answer.structuredContent.memories.some(memory => memory.id === home));
    assert.equal((await query(client, 'Where does the user live?'))[0].id, home);
  },

  'deletes': async ({ client, home, work }) => {
    const answer = await call(client, 'delete_memory', { memory_ids: [home], confirm: true });
    assert.equal(answer.structuredContent.action, 'deleted');
    const left = (await query(client, 'What is known about the user?')).map(memory => memory.id);
    assert.deepEqual(left, [work]);
  },

  'is told what a bad argument is': async ({ client }) => {
    const answer = await call(client, 'save_memory', { content: 'x', memory_type: 'nope', confidence: 0.95 });
    assert.equal(answer.isError, true);
    assert.match(answer.content[0].text, /`memory_type` must be one of fact,/);
    assert.equal(answer.structuredContent.code, 'invalid-input');
  },

  'is refused an unknown tool': async ({ client }) => {
    await assert.rejects(call(client, 'no_such_tool', {}), e => e.code === -32602 && /no tool/.test(e.message));
  },
};
