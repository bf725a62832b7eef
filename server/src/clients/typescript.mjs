// The MCP project's TypeScript clients, of both major versions, over both transports.
//
//   node typescript.mjs <launcher> <url of `keepsake serve`>
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as Stdio1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as Http1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client as Client2, StreamableHTTPClientTransport as Http2 } from '@modelcontextprotocol/client';
import { StdioClientTransport as Stdio2 } from '@modelcontextprotocol/client/stdio';
import { steps } from './memory.mjs';
import { runSteps } from './report.mjs';

const [launcher, url] = process.argv.slice(2);
const { dependencies } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));
const first = `TypeScript SDK ${dependencies['@modelcontextprotocol/sdk']}`;
const second = `TypeScript client ${dependencies['@modelcontextprotocol/client']}`;
const probing = { versionNegotiation: { mode: 'auto' } };
const clients = [
  { name: first, Client: Client1, Stdio: Stdio1, Http: Http1, options: {} },
  { name: second, Client: Client2, Stdio: Stdio2, Http: Http2, options: {} },
  // asks for the newest revision first, and must find its way back to `initialize`
  { name: `${second}, any revision`, Client: Client2, Stdio: Stdio2, Http: Http2, options: probing },
];
const transports = {
  stdio: ({ Stdio }, user) =>
    new Stdio({ command: launcher, args: ['mcp'], env: { ...process.env, KEEPSAKE_USER: user } }),
  HTTP: ({ Http }, user) => new Http(new URL(url), { requestInit: { headers: { 'X-User-Id': user } } }),
};

for (const [number, kind] of clients.entries()) {
  for (const [transport, connect] of Object.entries(transports)) {
    const client = new kind.Client({ name: 'keepsake-clients', version: '1' }, kind.options);
    const wire = connect(kind, `typescript-${number}-${transport}`);
    const errors = [];
    client.onerror = e => errors.push(String(e));
    await runSteps(
      `${kind.name}, ${transport}`,
      {
        'connects': async () => {
          await client.connect(wire);
          assert.equal(client.getServerVersion().name, 'keepsake');
          assert.ok(client.getInstructions());
        },
        ...steps,
        'ends without an error': async () => {
          await client.ping();
          await wire.terminateSession?.();
          assert.deepEqual(errors, []);
        },
      },
      { client },
    );
    await client.close();
  }
}
