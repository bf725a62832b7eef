// The Inspector's command line, over both transports: a process of it for every call.
//
//   node inspector.mjs <launcher> <url of `keepsake serve`>
//
// Its own exit codes: 5 where a tool's result is an error, 6 where --strict finds fault with a tool's schema.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { steps } from './memory.mjs';
import { runSteps } from './report.mjs';

const run = promisify(execFile);
const [launcher, url] = process.argv.slice(2);
const home = process.env.KEEPSAKE_HOME;
const folder = new URL('node_modules/@modelcontextprotocol/inspector/', import.meta.url);
const { version, bin } = JSON.parse(await readFile(new URL('package.json', folder), 'utf8'));
const program = fileURLToPath(new URL(bin['mcp-inspector'], folder));

const env = variables => Object.entries(variables).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
const transports = {
  stdio: user => ({ target: [launcher, 'mcp'], options: env({ KEEPSAKE_HOME: home, KEEPSAKE_USER: user, KEEPSAKE_AOT_CACHE: 'off' }) }),
  HTTP: user => ({ target: [url], options: ['--header', `X-User-Id: ${user}`] }),
};

async function inspect({ target, options }, method, ...more) {
  const format = ['--format', 'json', '--connect-timeout', '60000'];
  const args = [program, '--cli', ...target, '--method', method, ...more, ...format, ...options];
  try {
    const { stdout, stderr } = await run(process.execPath, args, { timeout: 120_000 });
    return { result: JSON.parse(stdout).result, stderr, exit: 0 };
  } catch (e) {
    const lines = e.stdout ? JSON.parse(e.stdout) : {};
    return { result: lines.result, stderr: String(e.stderr ?? e), exit: e.code };
  }
}

// The methods of a TypeScript client, so that the Inspector goes through the same steps.
function asClient(way) {
  const sound = async (method, ...more) => {
    const { result, stderr, exit } = await inspect(way, method, ...more);
    assert.equal(exit, 0, stderr);
    return result;
  };
  return {
    listTools: () => sound('tools/list', '--strict'),
    listPrompts: () => sound('prompts/list'),
    listResources: () => sound('resources/list'),
    listResourceTemplates: () => sound('resources/templates/list'),
    readResource: ({ uri }) => sound('resources/read', '--uri', uri),
    getPrompt: ({ name, arguments: given }) => {
      const pairs = Object.entries(given).map(([key, value]) => `${key}=${value}`);
      return sound('prompts/get', '--prompt-name', name, ...(pairs.length ? ['--prompt-args', ...pairs] : []));
    },
    callTool: async ({ name, arguments: given }) => {
      const json = JSON.stringify(given);
      const { result, stderr, exit } =
        await inspect(way, 'tools/call', '--tool-name', name, '--tool-args-json', json);
      assert.ok(result, stderr);
      assert.equal(exit, result.isError ? 5 : 0, stderr);
      return result;
    },
  };
}

// It looks for the tool in the list before it calls it.
const { 'is refused an unknown tool': _, ...known } = steps;

for (const [transport, way] of Object.entries(transports)) {
  const client = asClient(way(`inspector-${transport}`));
  await runSteps(`Inspector ${version} --cli --strict, ${transport}`, known, { client });
}
