// What a runner found, a line for each check: group, name, outcome, note, with tabs between. `.ci/clients` collects the lines.

export const PASSED = 'passed';
export const EXPECTED = 'expected';
export const UNCHECKED = 'unchecked';
export const FAILED = 'failed';

const oneLine = text => String(text).replace(/\s+/g, ' ').trim();

export function report(group, name, outcome, note = '') {
  console.log([group, name, outcome, oneLine(note).slice(0, 300)].join('\t'));
}

// Runs the steps in their order; what one returns, the next ones get.
export async function runSteps(group, steps, seen) {
  for (const [name, step] of Object.entries(steps)) {
    try {
      Object.assign(seen, await step(seen));
      report(group, name, PASSED);
    } catch (e) {
      report(group, name, FAILED, e.message ?? e);
    }
  }
}
