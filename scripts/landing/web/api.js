// What the page asks the review for; every answer is JSON, every refusal says why.
async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error('The review has ended. Start `land.py review` again; what was decided is saved.');
  }
  const type = response.headers.get('content-type') || '';
  const body = type.includes('json') ? await response.json() : { error: await response.text() };
  if (!response.ok) throw new Error(body.error || response.statusText);
  return body;
}

const send = (path, body) =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

export const deck = () => ask('/api/deck');
export const verdicts = (version) => ask(`/api/verdicts?version=${version}`);
export const suspects = () => ask('/api/suspects');
export const checks = (index) => ask(`/api/numbers/${index}/checks`);
export const decide = (index, changes, also, what) => send(`/api/numbers/${index}`, { changes, also, what });
export const split = (index) => send(`/api/numbers/${index}/split`, {});
export const nameLine = (index, row, changes, also) => send(`/api/numbers/${index}/line_item`, { row, changes, also });
export const describePage = (page, cells) => send(`/api/pages/${encodeURIComponent(page)}`, { cells });
export const draft = (seed, rows, lookedAt = []) => send(`/api/drafts/${seed}`, { rows, looked_at: lookedAt });
export const describeDeal = (deal, row) => send(`/api/deals/${encodeURIComponent(deal)}`, { row });
export const undo = () => send('/api/undo', {});
