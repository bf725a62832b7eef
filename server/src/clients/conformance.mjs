// A version of the MCP conformance suite against `keepsake serve`, judged by its list of what is expected to fail.
//
//   node conformance.mjs <0.1|0.2> <url> <folder for its results>
//
// The list, conformance-<version>.yml, is the suite's own --expected-failures file: the suite fails on a failure that is
// not listed and on an entry that passes. Held against the list here, since the suite doesn't: every entry has its reason
// behind it and names a scenario that ran; and a scenario that came to its end without one check is no pass, and is listed
// under `unchecked`.
import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXPECTED, FAILED, PASSED, report, UNCHECKED } from './report.mjs';

const [line, url, results] = process.argv.slice(2);
const listFile = fileURLToPath(new URL(`conformance-${line}.yml`, import.meta.url));
const suite = new URL(`node_modules/conformance-${line}/`, import.meta.url);
const { version } = JSON.parse(await readFile(new URL('package.json', suite), 'utf8'));
const group = `conformance ${version}`;

// Entries by their section: { server: { scenario: reason }, unchecked: { ... } }; one of a single check counts for its scenario.
async function readList() {
  const sections = {};
  let section;
  for (const text of (await readFile(listFile, 'utf8')).split('\n')) {
    const [, head] = /^(\w+):$/.exec(text) ?? [];
    const [, scenario, check, reason] = /^ +- ([^\s:#]+)(:\S+)?(?: # (.+))?$/.exec(text) ?? [];
    if (head) {
      section = sections[head] = {};
    } else if (scenario && reason) {
      section[scenario] = reason;
    } else if (text.trim() !== '' && !text.startsWith('#')) {
      report(group, `the list: ${text.trim()}`, FAILED, 'an entry is "  - scenario # reason" or "  - scenario:check # reason"');
    }
  }
  return { server: {}, unchecked: {}, ...sections };
}

async function runSuite() {
  await mkdir(results, { recursive: true });
  const program = fileURLToPath(new URL('dist/index.js', suite));
  const args = [program, 'server', '--url', url, '--suite', 'all', '--expected-failures', listFile, '-o', results];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => (output += text));
  }
  const [exit] = await once(child, 'close');
  await writeFile(join(results, 'output.txt'), output);
  return { exit, output };
}

// Checks by scenario. A folder of results is named after a class, so the suite's own words tell whose it is.
async function readResults(output) {
  const checks = {};
  for (const section of output.split('=== Running scenario: ').slice(1)) {
    const scenario = section.slice(0, section.indexOf(' '));
    const [, folder] = /^Results saved to .*\/(server-\S+)$/m.exec(section) ?? [];
    checks[scenario] = folder
      ? JSON.parse(await readFile(join(results, folder, 'checks.json'), 'utf8'))
      : [{ id: scenario, status: 'FAILURE', errorMessage: /^Failed to run .*$/m.exec(section) }];
  }
  return checks;
}

const isFault = check => check.status === 'FAILURE' || check.status === 'WARNING';

function judge(scenario, checks, list) {
  const faults = checks.filter(isFault);
  const told = faults.map(check => `${check.id}: ${check.errorMessage ?? check.description}`).join('; ');
  const isUnchecked = !checks.some(check => check.status === 'SUCCESS' || isFault(check));
  if (faults.length > 0) {
    const reason = list.server[scenario];
    report(group, scenario, reason ? EXPECTED : FAILED, reason ?? told);
  } else if (isUnchecked) {
    const reason = list.unchecked[scenario];
    report(group, scenario, reason ? UNCHECKED : FAILED, reason ?? 'it came to its end without one check');
  } else if (scenario in list.server || scenario in list.unchecked) {
    report(group, scenario, FAILED, 'it passes: take it off the list');
  } else {
    report(group, scenario, PASSED);
  }
}

const list = await readList();
const { exit, output } = await runSuite();
const ran = await readResults(output);
for (const [scenario, checks] of Object.entries(ran)) {
  judge(scenario, checks, list);
}
for (const scenario of Object.keys({ ...list.server, ...list.unchecked })) {
  if (!(scenario in ran)) {
    report(group, scenario, FAILED, 'it is listed, and the suite has no such scenario');
  }
}
const told = output.slice(output.indexOf('=== SUMMARY')).split('\n').filter(text => /^\s+[✓✗]/.test(text));
report(group, "the suite's own verdict", exit === 0 ? PASSED : FAILED, exit === 0 ? '' : `exit ${exit}: ${told}`);
