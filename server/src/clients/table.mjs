// Reads the lines of report.mjs from files and prints them as a table; ends with 1 if a check failed, or if there is none.
//
//   node table.mjs <file>...
import { readFile } from 'node:fs/promises';
import { EXPECTED, FAILED, PASSED, UNCHECKED } from './report.mjs';

const WIDTH = 118;
const groups = new Map();
for (const file of process.argv.slice(2)) {
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    const [group, name, outcome, note] = line.split('\t');
    if (note !== undefined) {
      groups.set(group, [...(groups.get(group) ?? []), { name, outcome, note }]);
    }
  }
}

const count = (rows, outcome) => rows.filter(row => row.outcome === outcome).length;

function* wrapped(text, indent) {
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.length + word.length > WIDTH && line !== indent) {
      yield line.trimEnd();
      line = indent;
    }
    line += `${word} `;
  }
  yield line.trimEnd();
}

function print(group, rows) {
  const counts = [...new Set(rows.map(row => row.outcome))].map(outcome => `${count(rows, outcome)} ${outcome}`);
  console.log(`\n${group.padEnd(46)} ${counts.join(', ')}`);
  const passed = rows.filter(row => row.outcome === PASSED).map(row => row.name.replaceAll(' ', '\u00a0'));
  for (const line of passed.length ? wrapped(`passed: ${passed.join(', ')}`, '  ') : []) {
    console.log(line.replaceAll('\u00a0', ' '));
  }
  const reasons = new Map();
  for (const { name, outcome, note } of rows.filter(row => row.outcome !== PASSED)) {
    const key = `${outcome}: ${note}`;
    reasons.set(key, [...(reasons.get(key) ?? []), name]);
  }
  for (const [reason, names] of reasons) {
    for (const line of wrapped(`${reason.replace(':', `: ${names.join(', ')}:`)}`, '  ')) {
      console.log(line);
    }
  }
}

for (const [group, rows] of groups) {
  print(group, rows);
}
const all = [...groups.values()].flat();
const told = [PASSED, EXPECTED, UNCHECKED, FAILED].map(outcome => `${count(all, outcome)} ${outcome}`);
console.log(`\n${told.join(', ')}`);
process.exitCode = all.length === 0 || count(all, FAILED) > 0 ? 1 : 0;
